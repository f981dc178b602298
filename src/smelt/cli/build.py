"""``smelt build``: modules, or C text, from files."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from smelt.cli.failures import Status, describe, say_error
from smelt.cli.messages import print_json, print_messages, summary
from smelt.cli.progress import Progress
from smelt.cli.settings import options_from, translation_options
from smelt.options import Options

if TYPE_CHECKING:
    from smelt.build import Message


@dataclass(frozen=True)
class Job:
    """One file to build; it is sent to another process with ``-j``."""

    source: Path
    options: Options
    output: Path | None
    force: bool
    emit_c: bool


@dataclass(frozen=True)
class Outcome:
    """What became of a job: a file, or the reason why there is none."""

    source: Path
    status: Status
    output: Path | None = None
    from_cache: bool = False
    seconds: float = 0.0
    messages: tuple[Message, ...] = ()
    problem: str | None = None

    def as_json(self) -> dict[str, object]:
        return {
            "source": str(self.source),
            "output": None if self.output is None else str(self.output),
            "from_cache": self.from_cache,
            "seconds": round(self.seconds, 4),
            "problem": self.problem,
        }


def work(job: Job) -> Outcome:
    """Do one job. Exceptions end here: one bad file must not keep the others from being built."""
    from smelt.build import build_file, emit_c, messages_of
    from smelt.source import CompileError

    start = time.perf_counter()
    try:
        if job.emit_c:
            output, translation = emit_c(job.source, job.options, job.output)
            messages = messages_of(translation.diagnostics)
            return Outcome(job.source, Status.OK, output, False, time.perf_counter() - start, messages)
        built = build_file(job.source, job.options, output=job.output, force=job.force)
        seconds = time.perf_counter() - start
        return Outcome(job.source, Status.OK, built.path, built.from_cache, seconds, built.messages)
    except CompileError as error:
        return Outcome(job.source, Status.SOURCE, messages=messages_of(error.diagnostics))
    except Exception as error:
        status, text = describe(error)
        return Outcome(job.source, status, problem=text)


@contextlib.contextmanager
def outcomes(jobs: list[Job], processes: int) -> Iterator[Iterator[Outcome]]:
    """Do all jobs; what became of them comes in their order."""
    if min(processes, len(jobs)) <= 1:
        yield map(work, jobs)
        return
    # Processes, not threads: translating is Python's own work. All are started here, before there are threads.
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(min(processes, len(jobs))) as pool:
        yield pool.map(work, jobs)


def _target(context: click.Context, parameter: click.Parameter, text: str | None) -> Path | None:
    """A path; one that ends with a separator is a folder, which is made where there is none."""
    if text is None:
        return None
    path = Path(text)
    if text.endswith(("/", os.sep)):
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise click.BadParameter(f"{text} cannot be made: {error.strerror}", context, parameter) from None
    return path


@click.command("build", short_help="Compile files to modules, or to C.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILES...")
@translation_options
@click.option("-j", "--jobs", default=1, metavar="N", help="Build N files at once; 0 means one for each processor.")
@click.option("--module-name", metavar="NAME", help="Full name of the module, if its place does not tell it.")
@click.option("-o", "output", callback=_target, metavar="PATH", help="The file or the folder to write.")
@click.option("--force", is_flag=True, help="Build even if nothing has changed.")
@click.option("--emit-c", is_flag=True, help="Write one self-contained C file instead; needs no C compiler.")
@click.option(
    "--target",
    type=click.Choice(["native", "baseline"]),
    default="native",
    show_default=True,
    help="For this machine's processor, or for any of its kind.",
)
@click.option("--json", "as_json", is_flag=True, help="Print results and diagnostics as JSON to stdout.")
def build_command(
    files: tuple[Path, ...],
    directives: dict[str, object],
    include_dirs: tuple[Path, ...],
    level: int | None,
    cplus: bool,
    jobs: int,
    module_name: str | None,
    output: Path | None,
    force: bool,
    emit_c: bool,
    target: Literal["native", "baseline"],
    as_json: bool,
) -> None:
    """Compile FILES to modules beside their sources.

    What is up to date is left alone. A file with errors keeps the module that it had.

    \b
    Examples:
      smelt build kernel.pyx
      smelt build -j 4 src/pkg/*.pyx
      smelt build -X boundscheck=False -X cdivision=True kernel.pyx
      smelt build --target baseline -o dist/ kernel.pyx
      smelt build --emit-c --cplus -3 -I src --module-name pkg.mod mod.pyx -o mod.cpp
    """
    if len(files) > 1 and module_name is not None:
        raise click.UsageError("--module-name names one module, and there are several files")
    if len(files) > 1 and output is not None and not output.is_dir():
        raise click.UsageError(f"-o must be a folder that is there when there are several files, and {output} is none")
    options = options_from(directives, include_dirs, level, cplus, module_name, target)
    work_list = [Job(path, options, output, force, emit_c) for path in files]
    done = []
    processes = jobs or os.cpu_count() or 1
    with outcomes(work_list, processes) as results, Progress(len(work_list), "building") as progress:
        for outcome in results:
            progress.advance()
            done.append(outcome)
            if not as_json:
                with progress.paused():
                    _tell(outcome)
    if as_json:
        print_json(
            {
                "ok": all(outcome.status is Status.OK for outcome in done),
                "modules": [outcome.as_json() for outcome in done],
                "diagnostics": [message.parts for outcome in done for message in outcome.messages],
            }
        )
    raise SystemExit(max(outcome.status for outcome in done))


def _tell(outcome: Outcome) -> None:
    print_messages(outcome.messages)
    if outcome.problem is not None:
        say_error(outcome.problem)
    elif outcome.status is not Status.OK:
        say_error(f"{outcome.source}: {summary(outcome.messages)}; nothing was built")
    else:
        how = "up to date" if outcome.from_cache else f"{outcome.seconds:.2f} s"
        click.echo(f"{outcome.source} -> {outcome.output} ({how})")

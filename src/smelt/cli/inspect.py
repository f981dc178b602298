"""``smelt check`` and ``smelt dump``: what the translator thinks of a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from smelt.cli.failures import Status, describe, say_error
from smelt.cli.messages import print_json, print_messages, summary
from smelt.cli.progress import Progress
from smelt.cli.settings import options_from, translation_options

if TYPE_CHECKING:
    from smelt.build import Message
    from smelt.ledger import LedgerEntry
    from smelt.options import Options


class Findings(NamedTuple):
    """What a translation tells of a file; `problem` is what kept it from being read."""

    status: Status
    messages: tuple[Message, ...] = ()
    problem: str | None = None
    ledger: tuple[LedgerEntry, ...] = ()


def examine(path: Path, options: Options) -> Findings:
    """Translate one file for its diagnostics."""
    from smelt.build import messages_of, read_source, translate
    from smelt.source import CompileError

    try:
        made = translate(read_source(path), options, path)
        return Findings(Status.OK, messages_of(made.diagnostics), ledger=made.ledger)
    except CompileError as error:
        return Findings(Status.SOURCE, messages_of(error.diagnostics))
    except Exception as error:
        status, text = describe(error)
        return Findings(status, problem=text)


def print_ledger(path: Path, entries: tuple[LedgerEntry, ...]) -> None:
    """The loops and checks of a file, in the order of its lines, and what became of each."""
    for entry in entries:
        line = entry.span.line if entry.span is not None else 0
        why = f": {entry.why}" if entry.why else ""
        click.echo(f"{path}:{line}: {entry.what}: {entry.verdict}{why}")


@click.command("check", short_help="Report mistakes; needs no C compiler.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILES...")
@translation_options
@click.option("--json", "as_json", is_flag=True, help="Print the diagnostics as JSON to stdout.")
@click.option("--ledger", is_flag=True, help="Say of each loop and check what became of it, and why.")
def check_command(
    files: tuple[Path, ...],
    directives: dict[str, object],
    include_dirs: tuple[Path, ...],
    level: int | None,
    cplus: bool,
    as_json: bool,
    ledger: bool,
) -> None:
    """Report the mistakes in FILES. Nothing is written, and no C compiler is needed.

    \b
    Examples:
      smelt check kernel.pyx
      smelt check --json src/pkg/*.pyx
      smelt check --ledger kernel.pyx
    """
    options = options_from(directives, include_dirs, level, cplus)
    worst = Status.OK
    found: list[Message] = []
    problems: list[str] = []
    entries: list[tuple[Path, LedgerEntry]] = []
    with Progress(len(files), "checking") as progress:
        for path in files:
            seen = examine(path, options)
            progress.advance()
            worst = max(worst, seen.status)
            found.extend(seen.messages)
            entries += [(path, entry) for entry in seen.ledger]
            if seen.problem is not None:
                problems.append(seen.problem)
            if not as_json:
                with progress.paused():
                    print_messages(seen.messages)
                    if seen.problem is not None:
                        say_error(seen.problem)
                    if ledger:
                        print_ledger(path, seen.ledger)
    if as_json:
        parts = [message.parts for message in found]
        report: dict[str, object] = {"ok": worst is Status.OK, "diagnostics": parts, "problems": problems}
        if ledger:
            report["ledger"] = [_parts(path, entry) for path, entry in entries]
        print_json(report)
    elif not problems:
        click.echo(f"{len(files)} file{'s' if len(files) > 1 else ''}: {summary(found) or 'no mistakes'}")
    raise SystemExit(worst)


def _parts(path: Path, entry: LedgerEntry) -> dict[str, object]:
    line = entry.span.line if entry.span is not None else 0
    return {"file": str(path), "line": line, "what": entry.what, "verdict": entry.verdict, "why": entry.why}


def _stage(ctx: click.Context, param: click.Parameter, value: str) -> str:
    """The stage of that name; it is looked up late, as the list of stages comes with the whole translator."""
    from difflib import get_close_matches

    from smelt.pipeline import STAGES

    if value not in STAGES:
        close = get_close_matches(value, STAGES, n=1)
        hint = f" Did you mean {close[0]!r}?" if close else ""
        raise click.BadParameter(f"there is no stage {value!r}.{hint} The stages are: {', '.join(STAGES)}.")
    return value


def _list_stages(ctx: click.Context, param: click.Parameter, value: Any) -> None:
    if value and not ctx.resilient_parsing:
        from smelt.pipeline import STAGES

        click.echo("\n".join(STAGES))
        ctx.exit()


@click.command("dump", short_help="Show a file as it is after one stage.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--after", "stage", required=True, callback=_stage, metavar="STAGE", help="Which stage.")
@click.option("--stages", is_flag=True, is_eager=True, callback=_list_stages, expose_value=False, help="List them.")
@translation_options
@click.option("--module-name", metavar="NAME", help="Full name of the module, if its place does not tell it.")
def dump_command(
    file: Path,
    stage: str,
    directives: dict[str, object],
    include_dirs: tuple[Path, ...],
    level: int | None,
    cplus: bool,
    module_name: str | None,
) -> None:
    """Show FILE as it is after STAGE of the translation.

    \b
    Examples:
      smelt dump --stages
      smelt dump --after parse kernel.pyx
      smelt dump --after ownership kernel.pyx
    """
    from smelt.build import messages_of, read_source
    from smelt.pipeline import dump
    from smelt.source import CompileError

    options = options_from(directives, include_dirs, level, cplus, module_name)
    try:
        click.echo(dump(read_source(file), options, file, after=stage))
    except CompileError as error:
        print_messages(messages_of(error.diagnostics))
        raise SystemExit(Status.SOURCE) from None

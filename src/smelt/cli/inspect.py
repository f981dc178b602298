"""``smelt check`` and ``smelt dump``: what the translator thinks of a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from smelt.cli.failures import Status, describe, say_error
from smelt.cli.messages import print_json, print_messages, summary
from smelt.cli.progress import Progress
from smelt.cli.settings import options_from, translation_options

if TYPE_CHECKING:
    from smelt.build import Message
    from smelt.options import Options


def examine(path: Path, options: Options) -> tuple[Status, tuple[Message, ...], str | None]:
    """Translate one file for its diagnostics; the text of what kept it from being read comes third."""
    from smelt.build import messages_of, read_source, translate
    from smelt.source import CompileError

    try:
        return Status.OK, messages_of(translate(read_source(path), options, path).diagnostics), None
    except CompileError as error:
        return Status.SOURCE, messages_of(error.diagnostics), None
    except Exception as error:
        status, text = describe(error)
        return status, (), text


@click.command("check", short_help="Report mistakes; needs no C compiler.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILES...")
@translation_options
@click.option("--json", "as_json", is_flag=True, help="Print the diagnostics as JSON to stdout.")
def check_command(
    files: tuple[Path, ...],
    directives: dict[str, object],
    include_dirs: tuple[Path, ...],
    level: int | None,
    cplus: bool,
    as_json: bool,
) -> None:
    """Report the mistakes in FILES. Nothing is written, and no C compiler is needed.

    \b
    Examples:
      smelt check kernel.pyx
      smelt check --json src/pkg/*.pyx
    """
    options = options_from(directives, include_dirs, level, cplus)
    worst = Status.OK
    found: list[Message] = []
    problems: list[str] = []
    with Progress(len(files), "checking") as progress:
        for path in files:
            status, messages, problem = examine(path, options)
            progress.advance()
            worst = max(worst, status)
            found.extend(messages)
            if problem is not None:
                problems.append(problem)
            if not as_json:
                with progress.paused():
                    print_messages(messages)
                    if problem is not None:
                        say_error(problem)
    if as_json:
        parts = [message.parts for message in found]
        print_json({"ok": worst is Status.OK, "diagnostics": parts, "problems": problems})
    elif not problems:
        click.echo(f"{len(files)} file{'s' if len(files) > 1 else ''}: {summary(found) or 'no mistakes'}")
    raise SystemExit(worst)


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

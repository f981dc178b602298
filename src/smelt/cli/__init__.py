"""The command line. Each command's module is loaded when the command is used, and loads what it works with later still.

Exit status: 0 all is well, 1 the source has errors, 2 the command line is wrong, 3 the C tool chain is missing or
failed, 4 an error in Smelt itself.
"""

from __future__ import annotations

import importlib
import sys

import click

from smelt import __version__
from smelt.cli.failures import guarded

# Command → module and function. Each has its short help here so that `smelt --help` need not load them all.
_COMMANDS: dict[str, tuple[str, str]] = {
    "build": ("smelt.cli.build", "Compile files to modules, or to C."),
    "run": ("smelt.cli.run", "Compile a script and run it."),
    "check": ("smelt.cli.inspect", "Report mistakes; needs no C compiler."),
    "dump": ("smelt.cli.inspect", "Show a file as it is after one stage."),
    "cache": ("smelt.cli.cache", "Show or empty the cache of built modules."),
    "doctor": ("smelt.cli.doctor", "Look whether everything that Smelt needs is there."),
    "bench": ("smelt.cli.bench", "Time the benchmark suite against the peers that are there."),
    "demo": ("smelt.cli.demo", "Compile, run and compare the example programs."),
}


class LazyGroup(click.Group):
    """A group that imports a command when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        row = _COMMANDS.get(cmd_name)
        if row is None:
            return None
        command = getattr(importlib.import_module(row[0]), f"{cmd_name}_command")
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in _COMMANDS and not args[0].startswith("-"):
            self._suggest(ctx, args[0])
        return super().resolve_command(ctx, args)

    @staticmethod
    def _suggest(ctx: click.Context, name: str) -> None:
        from difflib import get_close_matches

        close = get_close_matches(name, _COMMANDS, n=1)
        if close:
            ctx.fail(f"There is no command {name!r}. Did you mean {close[0]!r}?")
        if name.endswith((".py", ".pyx")):
            ctx.fail(f"There is no command {name!r}. To run a file: smelt run {name}")

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, row[1]) for name, row in _COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="smelt")
def cli() -> None:
    """Compile Python and Cython-language source into native extension modules.

    \b
    Examples:
      smelt build kernel.pyx          kernel.<...>.so beside the source
      smelt run script.py 100         compile the script and run it
      smelt check *.pyx               mistakes only
      smelt doctor                    is everything there?
    """


def main(args: list[str] | None = None) -> None:
    """Run the command line and end the process with its status."""
    sys.exit(guarded(lambda: cli.main(args=args, prog_name="smelt", standalone_mode=True)))

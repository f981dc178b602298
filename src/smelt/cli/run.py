"""``smelt run``: a script, compiled and executed as ``__main__``."""

from __future__ import annotations

import importlib.util
import os
import sys
import traceback
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ExtensionFileLoader, ModuleSpec
from pathlib import Path
from types import ModuleType, TracebackType
from typing import TYPE_CHECKING

import click

from smelt.cli.failures import Status
from smelt.cli.messages import print_messages
from smelt.cli.settings import options_from, translation_options

if TYPE_CHECKING:
    from smelt.build import BuiltModule

_OWN_FOLDER = str(Path(__file__).resolve().parent.parent) + os.sep


@click.command(
    "run",
    short_help="Compile a script and run it.",
    context_settings={"allow_interspersed_args": False},
)
@translation_options
@click.argument("script", type=click.Path(path_type=Path))
@click.argument("args", nargs=-1, type=click.UNPROCESSED)
def run_command(
    script: Path,
    args: tuple[str, ...],
    directives: dict[str, object],
    include_dirs: tuple[Path, ...],
    level: int | None,
    cplus: bool,
) -> None:
    """Compile SCRIPT (.py or .pyx) and run it as the main program with ARGS.

    Options of smelt come before SCRIPT; what comes after it belongs to the script. Nothing is written beside it.

    \b
    Examples:
      smelt run heat.py
      smelt run -X boundscheck=False heat.pyx 1000 --verbose
    """
    from smelt.build import build, messages_of, read_source
    from smelt.source import CompileError

    options = options_from(directives, include_dirs, level, cplus, module_name="__main__")
    try:
        built = build(read_source(script), options, script)
    except CompileError as error:
        print_messages(messages_of(error.diagnostics))
        raise SystemExit(Status.SOURCE) from None
    print_messages(message for message in built.messages if message.severity == "warning")
    sys.argv = [str(script), *args]
    sys.path[0] = str(script.absolute().parent)
    answer_cython()
    raise SystemExit(execute(built, script))


class _StandIn(MetaPathFinder, Loader):
    """Finds `cython` when nobody else does: Smelt's shadow, under that name."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        return ModuleSpec(fullname, self, is_package=True) if fullname == "cython" else None

    def exec_module(self, module: ModuleType) -> None:
        import smelt.shadow

        # What stands in sys.modules after this is what the import gives.
        smelt.shadow.register()


def answer_cython() -> None:
    """Let ``import cython`` find Smelt's stand-in where Cython is not installed."""
    if not any(isinstance(finder, _StandIn) for finder in sys.meta_path):
        sys.meta_path.append(_StandIn())


def execute(built: BuiltModule, script: Path) -> int:
    """Run a module as the main program; the status that the process ends with.

    Parameters
    ----------
    built
        The module, whose name is ``__main__``.
    script
        Its source, which ``__file__`` names as it does for a script that Python runs.
    """
    loader = ExtensionFileLoader("__main__", str(built.path))
    spec = importlib.util.spec_from_file_location("__main__", built.path, loader=loader)
    assert spec is not None
    try:
        module = importlib.util.module_from_spec(spec)
        # As Python has it for a script: no spec, and the source as the file.
        module.__file__ = str(script)
        module.__spec__ = None
        sys.modules["__main__"] = module
        loader.exec_module(module)
    except SystemExit as end:
        return _exit_status(end.code)
    except BaseException as error:
        error.__traceback__ = _without_own_frames(error.__traceback__)
        _show(error)
        return 130 if isinstance(error, KeyboardInterrupt) else 1
    return 0


def _exit_status(code: object) -> int:
    """What Python makes of the argument of `sys.exit`."""
    if code is None:
        return 0
    if isinstance(code, int):
        return code & 0xFF
    print(code, file=sys.stderr)
    return 1


def _show(error: BaseException) -> None:
    if sys.excepthook is sys.__excepthook__:
        traceback.print_exception(error)
    else:
        sys.excepthook(type(error), error, error.__traceback__)


def _without_own_frames(trace: TracebackType | None) -> TracebackType | None:
    """Drop the frames that lead from the command line to the script; Python shows none of its own either."""
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if not name.startswith((_OWN_FOLDER, "<frozen importlib")):
            break
        trace = trace.tb_next
    return trace

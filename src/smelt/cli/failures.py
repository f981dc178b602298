"""What the user sees when something goes wrong: never a traceback of the compiler's own."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from enum import IntEnum

import click

REPORT_AT = "please report it with the source that causes it"


class Status(IntEnum):
    """Exit statuses."""

    OK = 0
    SOURCE = 1
    USAGE = 2
    TOOLCHAIN = 3
    INTERNAL = 4


def describe(error: BaseException) -> tuple[Status, str]:
    """The exit status and the text for an exception that ended a command's work on a file.

    With ``SMELT_DEBUG=1`` in the environment the text of an internal error holds the traceback.
    """
    from smelt.build import InputError
    from smelt.toolchain.errors import CompilerRefused, ToolchainError

    if isinstance(error, InputError):
        return Status.SOURCE, str(error)
    if isinstance(error, CompilerRefused) and any(part.endswith(".cpp") for part in error.command):
        # Templates and classes are C++'s own: what a declaration leaves out shows here first.
        return Status.TOOLCHAIN, (
            "the C++ compiler does not accept the module: a class or function may not be what its declaration says, or "
            f"not take these arguments; if all of that is right, {REPORT_AT}:\n{error}"
        )
    if isinstance(error, CompilerRefused):
        return Status.TOOLCHAIN, f"internal error, {REPORT_AT}:\n{error}"
    if isinstance(error, ToolchainError):
        return Status.TOOLCHAIN, str(error)
    if isinstance(error, OSError) and error.filename is not None:
        return Status.TOOLCHAIN, f"{error.filename}: {error.strerror}"
    return Status.INTERNAL, internal_error(error)


def internal_error(error: BaseException) -> str:
    """The text for an error in Smelt itself."""
    text = f"internal error, {REPORT_AT}: {type(error).__name__}: {error}"
    if os.environ.get("SMELT_DEBUG") == "1":
        import traceback

        return text + "\n" + "".join(traceback.format_exception(error)).rstrip()
    return text + "\n  (SMELT_DEBUG=1 shows where)"


def say_error(text: str) -> None:
    """Print one error to stderr, with colour on a terminal."""
    click.echo(click.style("error: ", fg="red", bold=True) + text, err=True)


def guarded(work: Callable[[], object]) -> int:
    """Run `work` and turn whatever it raises into a message and an exit status."""
    try:
        work()
    except SystemExit as end:
        if isinstance(end.code, str):
            say_error(end.code)
            return Status.SOURCE
        return int(end.code or 0)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader has gone; Python must not find out again when it closes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Status.OK
    except Exception as error:
        status, text = describe(error)
        say_error(text)
        return status
    return Status.OK

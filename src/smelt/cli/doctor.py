"""``smelt doctor``: whether everything that Smelt needs is there, and works."""

from __future__ import annotations

import platform
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

import click

from smelt.cli.failures import Status, describe
from smelt.cli.messages import print_json
from smelt.cli.progress import Progress

_SELF_TEST = """\
def triangle(int n):
    cdef int i, total = 0
    for i in range(n):
        total += i
    return total
"""


@dataclass(frozen=True)
class Finding:
    """What one look found: `missing` is what Smelt can do without."""

    subject: str
    state: Literal["ok", "missing", "failed"]
    detail: str


def _python() -> str:
    from smelt.toolchain.compile import python_include

    return f"{platform.python_implementation()} {platform.python_version()}, headers in {python_include()}"


def _c_compiler() -> str:
    return _compiler("c")


def _cpp_compiler() -> str:
    return _compiler("c++")


def _compiler(language: Literal["c", "c++"]) -> str:
    from smelt.toolchain.find import find_compiler
    from smelt.toolchain.store import cache_folder

    found = find_compiler(language, cache_folder() / "compilers")
    return f"{found.title} ({' '.join(found.command)}, from: {found.origin}, flags of: {found.family.name})"


def _numpy() -> str:
    import numpy

    return f"{numpy.__version__}, headers in {numpy.get_include()}"


def _cache() -> str:
    from smelt.toolchain.store import Store, cache_folder

    store = Store(cache_folder())
    with store.scratch():
        info = store.info()
    return f"{info.folder}: {info.entries} modules, {info.size / 1e6:.1f} MB, can be written"


def _self_test() -> str:
    from smelt.build import build as build_module
    from smelt.build import import_built
    from smelt.options import Options
    from smelt.source import SourceFile

    name = "smelt_self_test"
    start = time.perf_counter()
    built = build_module(SourceFile(f"{name}.pyx", _SELF_TEST), Options(module_name=name), force=True)
    module = import_built(built)
    seconds = time.perf_counter() - start
    sys.modules.pop(name, None)
    answer = module.triangle(10)
    if answer != 45:
        raise RuntimeError(f"the sum of 0 to 9 came out as {answer}")
    return f"a function was compiled, imported and called in {seconds:.2f} s"


# What is looked at, by what, and whether Smelt cannot do without.
_LOOKS: tuple[tuple[str, Callable[[], str], bool], ...] = (
    ("Python", _python, True),
    ("C compiler", _c_compiler, True),
    ("C++ compiler", _cpp_compiler, False),
    ("NumPy", _numpy, False),
    ("cache", _cache, True),
    ("self test", _self_test, True),
)


def findings() -> Iterator[Finding]:
    """Look at everything in turn."""
    from smelt.source import CompileError

    for subject, look, needed in _LOOKS:
        try:
            yield Finding(subject, "ok", look())
        except ModuleNotFoundError as error:
            yield Finding(subject, "failed" if needed else "missing", str(error))
        except CompileError as error:
            yield Finding(subject, "failed", error.diagnostics.render())
        except Exception as error:
            yield Finding(subject, "failed" if needed else "missing", describe(error)[1])


@click.command("doctor", short_help="Look whether everything that Smelt needs is there.")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def doctor_command(as_json: bool) -> None:
    """Look at the compiler, Python, NumPy and the cache, then compile and import a module.

    \b
    Example:
      smelt doctor
    """
    colours = {"ok": "green", "missing": "yellow", "failed": "red"}
    found = []
    with Progress(len(_LOOKS), "looking") as progress:
        for finding in findings():
            progress.advance()
            found.append(finding)
            if not as_json:
                mark = click.style(f"{finding.state:8}", fg=colours[finding.state])
                with progress.paused():
                    click.echo(f"{mark}{finding.subject:13} {finding.detail}")
    good = all(finding.state != "failed" for finding in found)
    if as_json:
        print_json({"ok": good, "findings": [vars(finding) for finding in found]})
    raise SystemExit(Status.OK if good else Status.TOOLCHAIN)

"""The loops by hand in C and Fortran, by the compilers that are there.

A loop is a function ``run`` in a file of its own; a second file takes the time around a call of it, so that it does not
pay for ctypes, and cannot be put into its caller.
"""

from __future__ import annotations

import ctypes
import importlib.util
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from smelt.bench.signature import TYPES, Parameter, c_arguments, c_head, c_names, fortran_head
from smelt.bench.suite import Kernel
from smelt.bench.variant import Stopwatch, Variant
from smelt.records import record

# What everybody gives his compiler. Kernels whose results small differences change do without contractions.
FLAGS = ["-O3", "-march=native"]
EXACT = "-ffp-contract=off"
NAMES = ("gcc", "clang", "gfortran")


@record(frozen=True)
class Compiler:
    """`name` is the column in the table."""

    name: str
    command: tuple[str, ...]
    version: str


def compilers() -> dict[str, Compiler]:
    """The compilers that are there: on the path, or clang in the ``ziglang`` wheel."""
    found = {}
    for name in NAMES:
        path = shutil.which(name)
        command: tuple[str, ...] | None = (path,) if path is not None else None
        if command is None and name == "clang" and importlib.util.find_spec("ziglang") is not None:
            command = (sys.executable, "-m", "ziglang", "cc")
        if command is None:
            continue
        said = _first_line_of_version(command)
        # Some systems call their clang gcc.
        if name != "gcc" or "clang" not in said:
            found[name] = Compiler(name, command, version_in(said))
    return found


def _first_line_of_version(command: tuple[str, ...]) -> str:
    done = subprocess.run([*command, "--version"], capture_output=True, text=True, check=False)
    return (done.stdout.splitlines() or ["?"])[0]


def version_in(said: str) -> str:
    """The number in the first line of what a compiler says of itself."""
    found = re.search(r"\d+(\.\d+)+", said)
    return said if found is None else found.group()


def command_line(compiler: Compiler, kernel: Kernel, sources: list[Path], library: Path) -> list[str]:
    flags = [*FLAGS, EXACT] if kernel.exact else FLAGS
    return [*compiler.command, *flags, "-shared", "-fPIC", *map(str, sources), "-o", str(library), "-lm"]


def c_text(kernel: Kernel, found: list[Parameter]) -> str:
    return f"#include <stddef.h>\n#include <math.h>\n{kernel.result} run({c_head(found)})\n{{\n{kernel.c}}}\n"


def fortran_text(kernel: Kernel, found: list[Parameter]) -> str:
    """A subroutine or function that C calls as it calls its own."""
    kind = "subroutine" if kernel.result == "void" else "function"
    result = "" if kernel.result == "void" else " result(answer)"
    names = f"{c_names(found)}".replace(", ", ", &\n    ")
    lines = [f"{kind} run({names}) bind(c){result}", "use, intrinsic :: iso_c_binding", "implicit none"]
    lines += fortran_head(found)
    if kernel.result != "void":
        lines.append(f"{TYPES[kernel.result][1]} :: answer")
    return "\n".join([*lines, kernel.fortran + f"end {kind} run"]) + "\n"


_CLOCK = """\
#define _POSIX_C_SOURCE 199309L
#include <stddef.h>
#include <time.h>
{result} run({head});
static double between(struct timespec from, struct timespec to)
{{
    return (double)(to.tv_sec - from.tv_sec) + 1e-9 * (double)(to.tv_nsec - from.tv_nsec);
}}
double timed({head})
{{
    struct timespec before, from, to, after;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &before);
    clock_gettime(CLOCK_MONOTONIC, &from);
    run({names});
    clock_gettime(CLOCK_MONOTONIC, &to);
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &after);
    return between(from, to) < between(before, after) ? between(from, to) : between(before, after);
}}
"""


def clock_text(kernel: Kernel, found: list[Parameter]) -> str:
    """``timed`` calls ``run`` and returns the seconds that it took, as `Variant.once` counts them."""
    return _CLOCK.format(result=kernel.result, head=c_head(found), names=c_names(found))


def build(compiler: Compiler, kernel: Kernel, folder: Path) -> Variant:
    """Compile a kernel's loop by hand.

    Raises
    ------
    RuntimeError
        With what the compiler said, if it refuses.
    """
    found = kernel.parameters
    fortran = compiler.name == "gfortran"
    loop, clock = folder / ("run.f90" if fortran else "run.c"), folder / "timed.c"
    loop.write_text(fortran_text(kernel, found) if fortran else c_text(kernel, found), encoding="utf-8")
    clock.write_text(clock_text(kernel, found), encoding="utf-8")
    library = folder / f"{kernel.name}.so"
    watch = Stopwatch()
    command = command_line(compiler, kernel, [loop, clock], library)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    loaded = ctypes.CDLL(str(library))
    seconds = watch.seconds()
    loaded.run.restype = None if kernel.result == "void" else TYPES[kernel.result][3]
    loaded.timed.restype = ctypes.c_double

    def call(*arguments: Any) -> Any:
        return loaded.run(*c_arguments(found, list(arguments)))

    def clocked(arguments: list[Any]) -> Any:
        given = c_arguments(found, arguments)
        return lambda: loaded.timed(*given)

    return Variant(call, seconds, library, clocked)

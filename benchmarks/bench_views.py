"""Copies between views, against NumPy's ``copyto`` on the same memory.

    python benchmarks/bench_views.py [--rounds N] [PART-OF-A-NAME ...]

Every case is checked first; then both take turns, and the medians are shown. The exit status is 1 if Smelt was slower
than NumPy by more than the noise in any case.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from smelt.build import load

NOISE = 1.10  # two runs of the same code differ by as much

# One function for each layout and element type: the calls themselves cost both sides the same.
TYPES = {"f8": "double", "f4": "float", "c16": "double complex", "i2": "short", "i1": "signed char"}
LAYOUTS = {
    "strided": (":, :", ":, :"), "c_f": ("::1, :", ":, ::1"), "c_c": (":, ::1", ":, ::1"), "line": (":", ":"),
    "three": (":, :, :", ":, :, :"), "spread": (":, :", ":"),
}  # fmt: skip


def source() -> str:
    """The module that is measured: ``layout_type(to, source, times)``."""
    text = ["# cython: language_level=3"]
    for name, ctype in TYPES.items():
        for layout, (to, given) in LAYOUTS.items():
            text += [
                f"def {layout}_{name}({ctype}[{to}] to, {ctype}[{given}] source, int times):",
                "    with nogil:",
                "        for _ in range(times):",
                "            to[...] = source",
            ]
    return "\n".join(text) + "\n"


def cases() -> list[tuple[str, str, Any, Any]]:
    """Name, layout, target and source of each case."""
    found: list[tuple[str, str, Any, Any]] = []
    for name in TYPES:

        def zeros(*shape: int, order: Any = "C", name: str = name) -> Any:
            return np.zeros(shape, name, order=order)

        def full(*shape: int, order: Any = "C", name: str = name) -> Any:
            numbers = np.arange(np.prod(shape)) % 120
            return np.asarray(numbers.reshape(shape).astype(name), order=order)

        found += [
            (f"{name} C -> C 1000x1000", "c_c", zeros(1000, 1000), full(1000, 1000)),
            (f"{name} C -> Fortran 1000x1000", "c_f", zeros(1000, 1000, order="F"), full(1000, 1000)),
            (f"{name} Fortran -> C 1024x1024", "strided", zeros(1024, 1024), full(1024, 1024, order="F")),
            (f"{name} C -> Fortran 100x100x100", "three", zeros(100, 100, 100, order="F"), full(100, 100, 100)),
            (f"{name} axes 1, 2, 0 of 100x100x100", "three", zeros(100, 100, 100),
             full(100, 100, 100).transpose(1, 2, 0)),
            (f"{name} pixels -> planes 3x500x500", "three", zeros(3, 500, 500), full(500, 500, 3).transpose(2, 0, 1)),
            (f"{name} every second -> C 1000000", "line", zeros(1000000), full(2000000)[::2]),
            (f"{name} C -> every second 1000000", "line", zeros(2000000)[::2], full(1000000)),
            (f"{name} every third -> C 10000", "line", zeros(10000), full(30000)[::3]),
            (f"{name} reversed -> C 1000000", "line", zeros(1000000), full(1000000)[::-1]),
            (f"{name} reversed -> C 10000", "line", zeros(10000), full(10000)[::-1]),
            (f"{name} part of a matrix 900x900", "strided", zeros(1000, 1000)[:900, :900],
             full(1000, 1000)[50:950, 50:950]),
            (f"{name} every second both ways 500x500", "strided", zeros(500, 500), full(1000, 1000)[::2, ::2]),
            (f"{name} row into all rows 1000x1000", "spread", zeros(1000, 1000), full(1000)),
            (f"{name} C -> C 10x10", "c_c", zeros(10, 10), full(10, 10)),
            (f"{name} C -> Fortran 10x10", "c_f", zeros(10, 10, order="F"), full(10, 10)),
            (f"{name} C -> Fortran 100x100", "c_f", zeros(100, 100, order="F"), full(100, 100)),
        ]  # fmt: skip
    return found


def built(folder: Path) -> ModuleType:
    path = folder / "bench_copies.pyx"
    path.write_text(source(), encoding="utf-8")
    return load(path)


def timed(run: Callable[[], object], times: int) -> float:
    start = time.perf_counter()
    run()
    return (time.perf_counter() - start) / times


def compare(function: Any, to: Any, given: Any, rounds: int) -> tuple[float, float]:
    """The medians of Smelt and NumPy, which take turns, in seconds a copy."""
    times = max(1, 200_000 // to.size)

    def numpy() -> None:
        for _ in range(times):
            np.copyto(to, given)

    function(to, given, 1)
    if not (to == given).all():
        raise SystemExit("the copy is wrong")
    ours, theirs = [], []
    for _ in range(rounds):
        ours.append(timed(lambda: function(to, given, times), times))
        theirs.append(timed(numpy, times))
    return statistics.median(ours), statistics.median(theirs)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=31)
    parser.add_argument("only", nargs="*", help="cases with one of these in their names")
    settings = parser.parse_args()
    slower = []
    with tempfile.TemporaryDirectory() as folder:
        module = built(Path(folder))
        print(f"{'':38} {'Smelt':>12} {'NumPy':>12}")
        for name, layout, to, given in cases():
            if settings.only and not any(part in name for part in settings.only):
                continue
            function = getattr(module, f"{layout}_{name.split()[0]}")
            ours, theirs = compare(function, to, given, settings.rounds)
            if ours > theirs * NOISE:
                slower.append(name)
            print(f"{name:38} {ours * 1e6:9.2f} us {theirs * 1e6:9.2f} us  {theirs / ours:6.2f} times as fast")
    if slower:
        print("slower than NumPy:", ", ".join(slower))
    return bool(slower)


if __name__ == "__main__":
    sys.exit(main())

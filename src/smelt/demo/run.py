"""Builds the programs beside this file, times them, and holds every result against plain Python's."""

from __future__ import annotations

import importlib.util
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console

PROGRAMS = Path(__file__).parent / "programs"
SWEEPS = 100
GRID = 100
ROWS = 12

# A quick program is run again for this long at most, so that the shortest time means something.
PATIENCE = 0.5


@dataclass(frozen=True)
class Row:
    """One line of a table: what ran, seconds to build it, seconds to run it, and what plain Python needs.

    Attributes
    ----------
    build
        Seconds from the source to the imported module with nothing in the cache; None where nothing is built.
    reference
        Seconds that plain Python needs for the same, or would need if only a part of it was run.
    same
        The result is plain Python's, bit for bit.
    """

    name: str
    build: float | None
    seconds: float
    reference: float
    same: bool


def main(argv: Iterable[str] | None = None) -> int:
    """Run the demonstration.

    Parameters
    ----------
    argv
        Takes no arguments yet.

    Returns
    -------
    int
        0 if every result is that of plain Python, 1 if one differs, 2 if the demonstration could not be run.
    """
    from rich.console import Console

    from smelt.source import CompileError
    from smelt.toolchain.errors import ToolchainError

    console = Console()
    if list(argv or ()):
        console.print("smelt demo takes no arguments")
        return 2
    if importlib.util.find_spec("numpy") is None:
        console.print("The demonstration computes with NumPy arrays: pip install numpy")
        return 2
    start = time.perf_counter()
    try:
        tables = [(title, list(_shown(rows, console))) for title, rows in _chapters()]
    except (CompileError, ToolchainError) as error:
        console.print(str(error), markup=False, highlight=False)
        return 2
    for title, rows in tables:
        _print_table(console, title, rows)
    wrong = [row.name for _, rows in tables for row in rows if not row.same]
    if wrong:
        console.print(f"[red]Not what plain Python computes:[/red] {', '.join(wrong)}")
        return 1
    count = sum(len(rows) for _, rows in tables)
    console.print(f"All {count} results are those of plain Python. {time.perf_counter() - start:.0f} s in all.")
    return 0


def _chapters() -> list[tuple[str, Iterator[Row]]]:
    return [
        ("Convolution of a 100×100 image with a 9×9 filter", _convolutions()),
        (
            "Convolution of a 1000×1000 image with a 9×9 filter: plain Python would take minutes, so it computes the "
            f"first {ROWS} rows, which are compared, and its time (≈) is scaled to all",
            _large_convolutions(),
        ),
        (
            f"Laplace's equation on a {GRID}×{GRID} grid: {SWEEPS} sweeps instead of the text's 8000, for which plain "
            "Python would take minutes",
            _laplace(),
        ),
    ]


# --- the programs ----------------------------------------------------------------------------------------------------

VERSIONS = (
    ("untouched Python, compiled", "convolve_py.py"),
    ("np.ndarray and C variables", "convolve2.pyx"),
    ("np.ndarray[DTYPE_t, ndim=2]", "convolve3.pyx"),
    ("… and boundscheck(False)", "convolve_nocheck.pyx"),
    ("… and unsigned indices", "convolve4.pyx"),
)


def _convolutions() -> Iterator[Row]:
    f, g = _image(100)
    reference, expected = timed(_interpreted("convolve_py.py").naive_convolve, f, g)
    yield Row("plain Python", None, reference, reference, True)
    for name, file in VERSIONS:
        build, module = compiled(file)
        seconds, result = timed(module.naive_convolve, f, g)
        yield Row(name, build, seconds, reference, identical(result, expected))


def _large_convolutions() -> Iterator[Row]:
    f, g = _image(1000)
    # The first rows of the result depend on the first rows of the image alone.
    seconds, expected = timed(_interpreted("convolve_py.py").naive_convolve, f[:ROWS], g)
    margin = g.shape[0] - 1
    reference = seconds * (f.shape[0] + margin) / (ROWS + margin)
    yield Row("plain Python", None, reference, reference, True)
    for name, file in VERSIONS[2:]:
        build, module = compiled(file)
        seconds, result = timed(module.naive_convolve, f, g)
        yield Row(name, build, seconds, reference, identical(result[:ROWS], expected[:ROWS]))


def _laplace() -> Iterator[Row]:
    plain = _interpreted("laplace_py.py")
    steps = (plain.dx2, plain.dy2)
    reference, expected = timed(plain.calc, GRID, SWEEPS)
    yield Row("plain Python", None, reference, reference, True)
    build, module = compiled("laplace_py.py")
    seconds, result = timed(module.calc, GRID, SWEEPS)
    yield Row("untouched Python, compiled", build, seconds, reference, identical(result, expected))
    # NumPy computes from the old values only, and so does the plain Python that it is compared with.
    seconds, result = timed(plain.calc, GRID, SWEEPS, plain.num_update)
    old_values = plain.calc(GRID, SWEEPS, plain.py_update_jacobi)
    yield Row("NumPy slices", None, seconds, reference, identical(result, old_values))
    for name, file in (("np.ndarray[double, ndim=2]", "laplace.pyx"), ("… and no checks", "_laplace.pyx")):
        build, module = compiled(file)
        seconds, result = timed(plain.calc, GRID, SWEEPS, module.cy_update, steps)
        yield Row(name, build, seconds, reference, identical(result, expected))


def _image(n: int) -> tuple[Any, Any]:
    """The image and the filter of the text."""
    import numpy as np

    return np.arange(n * n, dtype=np.int_).reshape((n, n)), np.arange(81, dtype=np.int_).reshape((9, 9))


# --- building, timing, comparing -------------------------------------------------------------------------------------


def _interpreted(file: str) -> ModuleType:
    """The Python program as Python runs it."""
    spec = importlib.util.spec_from_file_location(f"{Path(file).stem}_interpreted", PROGRAMS / file)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def compiled(file: str) -> tuple[float, ModuleType]:
    """Build and import a program with nothing in the cache; the seconds that took, and the module."""
    from smelt.build import build, import_built, read_source
    from smelt.options import Options

    path = PROGRAMS / file
    start = time.perf_counter()
    module = import_built(build(read_source(path), Options(module_name=path.stem), path, force=True))
    return time.perf_counter() - start, module


def timed(function: Callable[..., Any], *arguments: Any) -> tuple[float, Any]:
    """The shortest time of some calls, and the result of the first."""
    start = time.perf_counter()
    result = function(*arguments)
    best = spent = time.perf_counter() - start
    while spent + best < PATIENCE:
        start = time.perf_counter()
        function(*arguments)
        seconds = time.perf_counter() - start
        best = min(best, seconds)
        spent += seconds
    return best, result


def identical(result: Any, expected: Any) -> bool:
    """Same type of elements, same shape, and the same bytes."""
    return bool(
        result.dtype == expected.dtype and result.shape == expected.shape and result.tobytes() == expected.tobytes()
    )


# --- showing ---------------------------------------------------------------------------------------------------------


def _shown(rows: Iterator[Row], console: Console) -> Iterator[Row]:
    """The rows, with a sign of life while each is being made."""
    with _status(console) as update:
        for row in rows:
            update(f"{row.name}: {_seconds(row.seconds)}")
            yield row


@contextmanager
def _status(console: Console) -> Iterator[Callable[[str], None]]:
    if not console.is_terminal:
        yield lambda text: None
        return
    with console.status("compiling and running the programs") as status:
        yield lambda text: status.update(text)


def _print_table(console: Console, title: str, rows: list[Row]) -> None:
    from rich.markup import escape
    from rich.table import Table

    estimated = "≈ " if "≈" in title else ""
    table = Table(title=title, title_justify="left", title_style="bold")
    table.add_column("version", no_wrap=True)
    for heading in ("compile", "run", "faster", "same result"):
        table.add_column(heading, justify="right")
    for row in rows:
        plain = row.build is None and row.seconds == row.reference
        table.add_row(
            escape(row.name),
            "" if row.build is None else _seconds(row.build),
            (estimated if plain else "") + _seconds(row.seconds),
            "" if plain else f"{row.reference / row.seconds:,.1f} times",
            "reference" if plain else "[green]yes[/green]" if row.same else "[red]NO[/red]",
        )
    console.print(table)


def _seconds(value: float) -> str:
    return f"{value:.2f} s" if value >= 1 else f"{value * 1e3:.1f} ms"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

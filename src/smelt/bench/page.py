"""``docs/benchmarks.md``: the machine, the targets, the tables and the plots of one run."""

from __future__ import annotations

import statistics
from pathlib import Path

from smelt.bench import plots
from smelt.bench.report import cell, seconds
from smelt.bench.results import Run
from smelt.bench.targets import TARGETS, checks, number, reached, verdict, wanted, weak
from smelt.bench.variants import COLUMNS, UNCHECKED

HOW = """\
Smelt, *cython*, *numba* and *pythran* get one plain source each, the same but for the types and the words of the
language. Smelt and *cython* have all their safe defaults; *unchecked* is Smelt with `boundscheck`, `wraparound`,
`initializedcheck` and `nonecheck` off and `cdivision` on; *cython best* has the same directives and contiguous views.
*numpy* and *numexpr* are statements on arrays where those are natural, with one thread. *gcc*, *clang* and *gfortran*
compile the loop by hand on plain arrays, without any check. Cython, Pythran, C and Fortran are built with
`-O3 -march=native`; contractions of floats, which Smelt and Numba do not make, are forbidden to them only where another
last digit makes another result.

Before anything is timed all results are held against each other: the two of Smelt bit for bit, the others to nine
digits (single precision: four). Then all variants take turns, in rounds: in a round all of them work on the same
arrays, filled anew before each call, and the next round has other ones. Times are the least of all calls, without what
other programs got of the processor. C and Fortran take their time inside, Python's functions pay for their call. Where
Smelt with checks and without differ by more than 3 %, either way, the two go on in turns until that does not change
their times any more."""


def write(run: Run, folder: Path) -> None:
    """The page and its plots.

    What is written depends on the run alone: a run that was kept as JSON gives the same files again.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "benchmarks.md").write_text(text(run), encoding="utf-8")
    plots.ratios(run, folder / "benchmarks.svg")
    plots.builds(run, folder / "benchmarks-builds.svg")


def text(run: Run) -> str:
    parts = [
        "# Benchmarks", "Written by `make bench`.", "## The machine", machine(run), "## Targets", *_targets(run),
        "## Kernels", HOW, *_kernels(run), *_weak(run), "## Builds", *_builds(run),
    ]  # fmt: skip
    return "\n\n".join(parts) + "\n"


def machine(run: Run) -> str:
    """A sentence or two of what it ran on; nothing that names the machine or its folders."""
    m = run.machine
    extra = [m["vectors"], *m["caches"]]
    versions = ", ".join(f"{name} {version}" for name, version in m["versions"].items() if name != "Smelt")
    smelt = f"Smelt {m['versions']['Smelt']}" + (f" (commit {run.commit})" if run.commit else "")
    where = f"{m['cores']} cores of {m['model']} ({', '.join(filter(None, [m['machine'], *extra]))}), {m['system']}"
    missing = f"\n\nNot there, or not able to: {', '.join(run.missing)}." if run.missing else ""
    return f"{where}. {smelt}, Python {m['python']}, {versions}.{missing}"


def _targets(run: Run) -> list[str]:
    rows = ["| what | wanted | reached | |", "| --- | ---: | ---: | --- |"]
    rows += [f"| {t.what} | {wanted(t)} | {reached(t, run)} | {verdict(t, run)} |" for t in TARGETS]
    said = (
        "Where a target names a peer, the figure is how many times as long as Smelt the peer takes. Statements on\n"
        "whole arrays are not compiled to loops yet, and have no row."
    )
    return [said, "\n".join(rows)]


def _kernels(run: Run) -> list[str]:
    shown = [name for name in COLUMNS if name in run.columns and name != UNCHECKED]
    rows = [
        f"| kernel | smelt | median | spread | with checks / without | {' | '.join(shown)} |",
        f"| --- | ---: | ---: | ---: | ---: |{' ---: |' * len(shown)}",
    ]
    for r in run.results:
        t = r.times["smelt"]
        ours = f"{seconds(t.least)} | {seconds(t.median)} | {100 * t.spread / t.median:.0f} %"
        rows.append(f"| {r.kernel} | {ours} | {cell(checks(run, r.kernel))} | {_cells(r.ratio(n) for n in shown)} |")
    unchecked = run.mean(UNCHECKED)
    mean = cell(None if unchecked is None else 1 / unchecked)
    rows.append(f"| **geometric mean** | | | | {mean} | {_cells(map(run.mean, shown))} |")
    said = (
        "Behind Smelt's least time, its median and the distance of its quartiles, each column says how many times as\n"
        "long as Smelt somebody takes: more than 1 is slower than Smelt."
    )
    return [said, "\n".join(rows), "![How many times as long as Smelt each takes](benchmarks.svg)"]


def _cells(values: object) -> str:
    return " | ".join(map(cell, values))  # type: ignore[call-overload]


def _weak(run: Run) -> list[str]:
    found = [f"- {line}" for line in weak(run)]
    return (
        ["Somebody is faster than Smelt by more than chance, or checks cost more than they may:", "\n".join(found)]
        if found
        else []
    )


def _builds(run: Run) -> list[str]:
    compiled = [n for n in ("smelt", "cython", "pythran", "numba", "gcc", "clang", "gfortran") if _built(run, n)]
    sized = [name for name in compiled if any(name in r.sizes for r in run.results)]
    heads = [f"{name}, s" for name in compiled] + [f"{name}, KB" for name in sized]
    rows = [f"| kernel | {' | '.join(heads)} |", f"| --- |{' ---: |' * len(heads)}"]
    for r in run.results:
        cells = [_shown(r.times[n].build if n in r.times else None) for n in compiled]
        cells += [_shown(r.sizes[n] / 1024 if n in r.sizes else None) for n in sized]
        rows.append(f"| {r.kernel} | {' | '.join(cells)} |")
    middle = [_shown(statistics.median(_built(run, n))) for n in compiled]
    middle += [_shown(statistics.median(r.sizes[n] / 1024 for r in run.results if n in r.sizes)) for n in sized]
    rows.append(f"| **median** | {' | '.join(middle)} |")
    said = (
        "Seconds from the source to a function that can be called, nothing cached (Numba: its first call), without\n"
        "what other programs got of the processor, and the size of the stripped module. On a busy machine the times\n"
        "of processes add up, though Smelt and the C compiler that it starts run side by side on a quiet one."
    )
    return [said, "\n".join(rows), "![Seconds of the builds](benchmarks-builds.svg)", *_costs(run)]


_SHOWN = (
    ("the seed's Laplace, from source to module in a fresh process with an empty cache", "build laplace"),
    ("its convolution", "build convolve"),
    ("a call with one view", "call"),
)


def _costs(run: Run) -> list[str]:
    rows = []
    for what, name in _SHOWN:
        found = {who: run.costs[f"{name} {who}"] for who in ("smelt", *COLUMNS) if f"{name} {who}" in run.costs}
        if found:
            rows.append(f"- {what}: " + ", ".join(f"{who} {seconds(value)}" for who, value in found.items()))
    if "lines cython" in run.costs:
        rows.append(
            f"- a kernel of six lines: {number(run.costs['lines smelt'])} lines of C, Cython's"
            f" {number(run.costs['lines cython'])}; stripped {number(run.costs['bytes smelt'] / 1024)} KB,"
            f" Cython's {number(run.costs['bytes cython'] / 1024)} KB"
        )
    if "translation all" in run.costs:
        rows.append(
            f"- the translation of the suite to C: {seconds(run.costs['translation all'])}, without the passes for"
            f" loops {seconds(run.costs['translation needed'])}"
        )
    return ["\n".join(rows)] if rows else []


def _built(run: Run, name: str) -> list[float]:
    found = (r.times[name].build for r in run.results if name in r.times)
    return [value for value in found if value is not None]


def _shown(value: float | None) -> str:
    return "" if value is None else number(value)

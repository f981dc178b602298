"""The plots of the page: the same bytes for the same run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from smelt.bench.results import Run
from smelt.bench.variants import COLUMNS, UNCHECKED

# Marks and colours that can be told apart in print and by most eyes.
_MARKS = {
    "cython": ("o", "#e69f00"), "cython best": ("o", "#7a4a00"), "numba": ("s", "#56b4e9"), "pythran": ("D", "#009e73"),
    "numpy": ("v", "#8c8c8c"), "numexpr": ("^", "#bdbdbd"), "gcc": ("P", "#d55e00"), "clang": ("X", "#cc79a7"),
    "gfortran": ("*", "#0072b2"), "smelt": ("|", "#000000"),
}  # fmt: skip
# Ids in the file are made from this instead of from the time; text stays text, so that it is small and can be searched.
_STYLE = {"svg.hashsalt": "smelt", "svg.fonttype": "none", "font.family": "sans-serif", "font.size": 9}


def ratios(run: Run, path: Path) -> None:
    """For each kernel a mark for each peer: how many times as long as Smelt it takes."""
    shown = [name for name in COLUMNS if name in run.columns and name != UNCHECKED]
    points = {name: [(r.ratio(name), at) for at, r in enumerate(run.results)] for name in shown}
    _plot(run, points, path, "time relative to Smelt's (right of the line: slower than Smelt)", line=True)


def builds(run: Run, path: Path) -> None:
    """For each kernel a mark for each compiler: how long it takes from the source to the function."""
    points = {
        name: [(r.times[name].build if name in r.times else None, at) for at, r in enumerate(run.results)]
        for name in ("smelt", *COLUMNS)
        if name not in (UNCHECKED, "cython best", "numpy", "numexpr")
    }
    _plot(run, points, path, "seconds from the source to a function that can be called", line=False)


def _plot(run: Run, points: dict[str, list[tuple[float | None, int]]], path: Path, label: str, *, line: bool) -> None:
    import matplotlib

    matplotlib.use("svg")
    with matplotlib.rc_context(_STYLE):
        import matplotlib.pyplot as plt

        figure, axes = plt.subplots(figsize=(9, 0.24 * len(run.results) + 1.4))
        for name, found in points.items():
            there = [(value, at) for value, at in found if value is not None]
            if there:
                mark, colour = _MARKS[name]
                axes.scatter(*zip(*there, strict=True), marker=mark, color=colour, label=name, s=26, zorder=3)
        if line:
            axes.axvline(1, color="black", linewidth=0.8)
        _axes(axes, [result.kernel for result in run.results], label)
        figure.tight_layout()
        figure.savefig(path, metadata={"Date": None, "Creator": None})
        plt.close(figure)


def _axes(axes: Any, names: list[str], label: str) -> None:
    from matplotlib.ticker import LogLocator, NullFormatter

    axes.set_xscale("log")
    axes.xaxis.set_major_formatter("{x:g}")
    axes.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    axes.xaxis.set_minor_formatter(NullFormatter())
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.grid(axis="y", color="#e0e0e0", linewidth=0.6)
    axes.set_xlabel(label)
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, 1 + 1.2 / len(names)), ncols=5, frameon=False)

"""What the suite found: a table, means, JSON to compare commits, and a page with plots."""

from __future__ import annotations

import json
import math
import os
import platform
from pathlib import Path

from smelt.bench.measure import Result

# Against whom, and at least how many times as fast the whole suite has to be (geometric mean).
TARGETS = {"cython": 3.0, "cython best": 1.5, "numba": 1.4, "c": 1.2}
COLUMNS = ("smelt unchecked", *TARGETS)


def ratio(result: Result, peer: str) -> float | None:
    """How many times as long the peer takes."""
    if peer not in result.times:
        return None
    return result.times[peer].least / result.times["smelt"].least


def line(result: Result) -> str:
    """A kernel's row: Smelt's time, and how many times as long the others take."""
    ours = result.times["smelt"].least
    time = f"{ours * 1e3:9.3f} ms" if ours >= 1e-4 else f"{ours * 1e6:9.2f} µs"
    return f"{result.kernel:<16}{time}{''.join(f'{_cell(ratio(result, peer)):>12}' for peer in COLUMNS)}"


def _cell(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def heading() -> str:
    return f"{'':<16}{'smelt':>12}{''.join(f'{name:>12}' for name in ('unchecked', *TARGETS))}"


def means(results: list[Result]) -> dict[str, float]:
    """The geometric mean of each peer's ratios."""
    found: dict[str, float] = {}
    for peer in COLUMNS:
        ratios = [r for result in results if (r := ratio(result, peer)) is not None]
        if ratios:
            found[peer] = math.exp(sum(map(math.log, ratios)) / len(ratios))
    return found


def machine() -> str:
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [text.split(":")[1].strip() for text in info.read_text().splitlines() if text.startswith("model name")]
        model = names[0] if names else model
    return f"{os.cpu_count()} × {model}, {platform.system()}, Python {platform.python_version()}"


def write_json(results: list[Result], path: Path) -> None:
    times = {r.kernel: {name: [t.least, t.median, t.spread, t.build] for name, t in r.times.items()} for r in results}
    path.write_text(json.dumps({"machine": machine(), "seconds": times}, indent=1) + "\n", encoding="utf-8")


def write_page(results: list[Result], missing: set[str], folder: Path) -> None:
    """``benchmarks.md`` and its plot."""
    rows = [
        "# Benchmarks",
        "",
        f"`make bench` on {machine()}. The least of many calls, in turns with the others; every result is verified.",
        "Numbers behind Smelt's time are how many times as long the others take: more than 1 is slower than Smelt.",
        "*unchecked* is Smelt with all checks off; *cython* the same source by Cython, *cython best* with directives",
        "and contiguous views, `-O3 -march=native`; *c* the loop by hand in C with the same flags.",
        "",
        "| kernel | smelt | unchecked | " + " | ".join(TARGETS) + " |",
        "| --- | ---: | ---: | " + " | ".join("---:" for _ in TARGETS) + " |",
    ]
    for result in results:
        ratios = [ratio(result, peer) for peer in COLUMNS]
        cells = " | ".join(map(_cell, ratios))
        rows.append(f"| {result.kernel} | {result.times['smelt'].least * 1e3:.3f} ms | {cells} |")
    found = means(results)
    rows += [f"| **geometric mean** | | {' | '.join(_cell(found.get(peer)) for peer in COLUMNS)} |", ""]
    if missing:
        rows += [f"Not installed, so not compared: {', '.join(sorted(missing))}.", ""]
    rows += ["![ratios](benchmarks.svg)", ""]
    (folder / "benchmarks.md").write_text("\n".join(rows), encoding="utf-8")
    _plot(results, folder / "benchmarks.svg")


def _plot(results: list[Result], path: Path) -> None:
    import matplotlib

    matplotlib.use("svg")
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(figsize=(10, 0.32 * len(results) + 1.5))
    height = 0.8 / len(TARGETS)
    for number, peer in enumerate(TARGETS):
        pairs = [(at, r) for at, result in enumerate(results) if (r := ratio(result, peer)) is not None]
        axes.barh([at + number * height for at, _ in pairs], [r for _, r in pairs], height, label=peer)
    axes.axvline(1, color="black", linewidth=0.8)
    axes.set_xscale("log")
    axes.set_yticks([at + 0.4 for at in range(len(results))], [result.kernel for result in results])
    axes.invert_yaxis()
    axes.set_xlabel("time relative to Smelt's (more than 1: slower than Smelt)")
    axes.legend()
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})

"""What was measured, and how it is kept: JSON, to compare commits and to write the page anew."""

from __future__ import annotations

import json
import math
import platform
import statistics
import subprocess
from pathlib import Path
from typing import Any

from smelt.records import field, record

FORMAT = 2


@record()
class Times:
    """Seconds of one variant: the least, the median and the quartiles' distance of its calls, and of its build."""

    least: float
    median: float
    spread: float
    build: float | None

    @staticmethod
    def of(samples: list[float], build: float | None) -> Times:
        quarter = statistics.quantiles(samples, n=4)
        return Times(min(samples), statistics.median(samples), quarter[2] - quarter[0], build)


@record()
class Result:
    """`times` and bytes of the stripped modules, `sizes`, by variant."""

    kernel: str
    times: dict[str, Times] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)

    def ratio(self, peer: str) -> float | None:
        """How many times as long as Smelt the peer takes."""
        if peer not in self.times:
            return None
        return self.times[peer].least / self.times["smelt"].least


@record()
class Run:
    """All of one run of the suite.

    Attributes
    ----------
    machine
        What it ran on, and the versions of all.
    commit
        Of Smelt's sources, where git knows it.
    missing
        Who was not there, or did not take a kernel.
    costs
        What builds, calls and translations cost: seconds, bytes and lines by name (`costs`).
    """

    results: list[Result]
    machine: dict[str, Any] = field(default_factory=dict)
    commit: str = ""
    missing: list[str] = field(default_factory=list)
    costs: dict[str, float] = field(default_factory=dict)

    def ratio(self, kernel: str, peer: str) -> float | None:
        """How many times as long as Smelt the peer takes for a kernel."""
        by_name = {result.kernel: result for result in self.results}
        if kernel not in by_name:
            return None
        return by_name[kernel].ratio(peer)

    def mean(self, peer: str) -> float | None:
        """The geometric mean of a peer's ratios."""
        ratios = [r for result in self.results if (r := result.ratio(peer)) is not None]
        return math.exp(sum(map(math.log, ratios)) / len(ratios)) if ratios else None

    @property
    def columns(self) -> list[str]:
        """All variants but Smelt itself."""
        return [name for name in dict.fromkeys(n for r in self.results for n in r.times) if name != "smelt"]


def save(run: Run, path: Path) -> None:
    kernels = {
        r.kernel: {
            name: {
                "least": t.least, "median": t.median, "spread": t.spread, "build": t.build, "bytes": r.sizes.get(name),
            }
            for name, t in r.times.items()
        }
        for r in run.results
    }  # fmt: skip
    text = {"format": FORMAT, "commit": run.commit, "machine": run.machine, "missing": run.missing}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({**text, "costs": run.costs, "kernels": kernels}, indent=1) + "\n", encoding="utf-8")


def read(path: Path) -> Run:
    """The run that `save` wrote.

    Raises
    ------
    ValueError
        If the file is something else.
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError:
        found = None
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise ValueError(f"'{path}' was not written by this version of smelt bench --json")
    results = []
    for kernel, variants in found["kernels"].items():
        times = {n: Times(v["least"], v["median"], v["spread"], v["build"]) for n, v in variants.items()}
        sizes = {n: v["bytes"] for n, v in variants.items() if v["bytes"] is not None}
        results.append(Result(kernel, times, sizes))
    return Run(results, found["machine"], found["commit"], found["missing"], found["costs"])


def machine() -> dict[str, Any]:
    """What a reader has to know of the machine; nothing that names it."""
    import os

    from smelt.bench.variants import versions

    model, widest = platform.machine(), ""
    info = Path("/proc/cpuinfo")
    if info.exists():
        lines = [line.split(":", 1) for line in info.read_text().splitlines() if ":" in line]
        said = {name.strip(): value.strip() for name, value in lines}
        model = said.get("model name", model)
        words = said.get("flags", "").split()
        widest = next((name for flag, name in _VECTORS if flag in words), "")
    return {
        "cores": os.cpu_count(), "model": model, "machine": platform.machine(), "vectors": widest,
        "caches": _caches(), "system": platform.system(), "python": platform.python_version(), "versions": versions(),
    }  # fmt: skip


_VECTORS = (("avx512f", "AVX-512"), ("avx2", "AVX2"), ("avx", "AVX"), ("sse2", "SSE2"))


def _caches() -> list[str]:
    """The sizes of the data caches of the first core, as Linux tells them."""
    found = []
    for index in sorted(Path("/sys/devices/system/cpu/cpu0/cache").glob("index*")):
        kind, level, size = ((index / name).read_text().strip() for name in ("type", "level", "size"))
        if kind != "Instruction":
            found.append(f"L{level} {size}")
    return found


def commit() -> str:
    """The commit of the checkout that Smelt runs from; empty outside of one."""
    command = ["git", "-C", str(Path(__file__).parent), "rev-parse", "--short", "HEAD"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""

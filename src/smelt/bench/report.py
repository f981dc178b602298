"""What the command prints: a line for each kernel as it comes, means, targets, and the comparison with an older run."""

from __future__ import annotations

from smelt.bench.results import Result, Run
from smelt.bench.targets import TARGETS, number, reached, verdict, wanted, weak
from smelt.bench.variants import COLUMNS

# In a comparison, what may be noise.
NOISE = 1.1


def seconds(value: float) -> str:
    for unit, factor in (("s", 1), ("ms", 1e3), ("µs", 1e6)):
        if value * factor >= 1:
            return f"{number(value * factor)} {unit}"
    return f"{number(value * 1e9)} ns"


def heading() -> str:
    return f"{'':<16}{'smelt':>10}" + "".join(f"{name:>12}" for name in COLUMNS)


def line(result: Result) -> str:
    """A kernel's row: Smelt's time, and how many times as long the others take."""
    cells = (result.ratio(peer) for peer in COLUMNS)
    return f"{result.kernel:<16}{seconds(result.times['smelt'].least):>10}" + "".join(
        f"{cell(value):>12}" for value in cells
    )


def cell(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def summary(run: Run) -> list[str]:
    """Means, targets, weak kernels, and who is not there."""
    lines = []
    if run.results:
        lines += [f"{'geometric mean':<26}" + "".join(f"{cell(run.mean(peer)):>12}" for peer in COLUMNS), ""]
    for target in TARGETS:
        if target.met(run) is not None:
            lines.append(f"{target.what:<74} {reached(target, run):>16} {wanted(target):>18}  {verdict(target, run)}")
    found = weak(run)
    if found:
        lines += ["", "faster than Smelt, or checks that cost more than they may:", *(f"  {text}" for text in found)]
    return lines + [f"not there: {peer}" for peer in run.missing]


def compared(old: Run, new: Run) -> list[str]:
    """How many times as fast as in the older run each kernel is.

    The second number takes out what changed for the peers too: the speed of the machine.
    """
    lines = [f"{'':<16}{'before':>12}{'now':>12}{'faster':>10}{'by peers':>10}"]
    before = {result.kernel: result for result in old.results}
    for result in new.results:
        if result.kernel not in before:
            lines.append(f"{result.kernel:<16}{'':>12}{seconds(result.times['smelt'].least):>12}  new")
            continue
        was = before[result.kernel]
        faster = was.times["smelt"].least / result.times["smelt"].least
        by_peers = faster / drift(was, result)
        word = ""
        if min(faster, by_peers) > NOISE:
            word = "faster"
        elif max(faster, by_peers) < 1 / NOISE:
            word = "SLOWER"
        lines.append(
            f"{result.kernel:<16}{seconds(was.times['smelt'].least):>12}{seconds(result.times['smelt'].least):>12}"
            f"{faster:>10.2f}{by_peers:>10.2f}  {word}".rstrip()
        )
    return lines


def drift(was: Result, now: Result) -> float:
    """How many times as fast as before the peers are, who did not change: the median of them."""
    import statistics

    peers = [name for name in now.times if name in was.times and name not in ("smelt", "unchecked")]
    return statistics.median([was.times[n].least / now.times[n].least for n in peers]) if peers else 1.0

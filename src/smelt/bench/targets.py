"""What the suite has to show, each with the figure reached."""

from __future__ import annotations

from collections.abc import Callable

from smelt.bench.results import Run
from smelt.bench.suite import SUITE
from smelt.records import record


@record(frozen=True)
class Target:
    """`figure` is None where somebody who is needed for it was not there. `at_least` tells on which side of `limit`
    it is met; `unit` follows the numbers.
    """

    what: str
    limit: float
    figure: Callable[[Run], float | None]
    at_least: bool = True
    unit: str = "×"

    def met(self, run: Run) -> bool | None:
        found = self.figure(run)
        if found is None:
            return None
        return found >= self.limit if self.at_least else found <= self.limit


def c_of(run: Run) -> str:
    """The column that stands for C: gcc's, or where there is none clang's."""
    return "gcc" if "gcc" in run.columns else "clang"


def _peer(kernel: str, peer: str) -> Callable[[Run], float | None]:
    return lambda run: run.ratio(kernel, c_of(run) if peer == "c" else peer)


def _mean(peer: str) -> Callable[[Run], float | None]:
    """Of a run of all kernels."""
    every = {kernel.name for kernel in SUITE}

    def figure(run: Run) -> float | None:
        return run.mean(c_of(run) if peer == "c" else peer) if every <= {r.kernel for r in run.results} else None

    return figure


def _quotient(above: str, below: str) -> Callable[[Run], float | None]:
    def figure(run: Run) -> float | None:
        if above not in run.costs or below not in run.costs:
            return None
        return run.costs[above] / run.costs[below]

    return figure


def _build(kernel: str, peer: str) -> Callable[[Run], float | None]:
    return _quotient(f"build {kernel} {peer}", f"build {kernel} smelt")


def _cost(name: str, factor: float = 1) -> Callable[[Run], float | None]:
    return lambda run: run.costs[name] * factor if name in run.costs else None


def checks(run: Run, kernel: str) -> float | None:
    """How many times as long as without any checks the default takes."""
    ratio = run.ratio(kernel, "unchecked")
    return None if ratio is None else 1 / ratio


def _dearest_checks(run: Run) -> float | None:
    return max((found for r in run.results if (found := checks(run, r.kernel)) is not None), default=None)


def _growth(run: Run) -> float | None:
    """Seconds a line of the long source, over those of the short one."""
    long_ = _quotient("seconds of lines", "lines")(run)
    short = _quotient("seconds of fewer lines", "fewer lines")(run)
    return None if long_ is None or short is None else long_ / short


CHECKS = 1.05
# Two builds of the same loop differ by as much from run to run.
TIE = 0.97

TARGETS: tuple[Target, ...] = (
    Target("seed convolution: Cython's default", 20, _peer("convolve", "cython")),
    Target("seed convolution: Cython's best", 6, _peer("convolve", "cython best")),
    Target("seed convolution: C", 5, _peer("convolve", "c")),
    Target("seed Laplace in place: C", 3.5, _peer("laplace", "c")),
    Target("seed Laplace in place: NumPy's slices", 1.4, _peer("laplace", "numpy")),
    Target("`sum3d`: Cython's default", 6, _peer("sum3d", "cython")),
    Target("naive matmul: Cython's best", 5, _peer("matmul", "cython best")),
    Target("time with checks to time with all of them off, worst kernel", CHECKS, _dearest_checks, at_least=False),
    Target("whole suite, geometric mean: Cython's default", 3, _mean("cython")),
    Target("whole suite, geometric mean: Cython's best", 1.5, _mean("cython best")),
    Target("whole suite, geometric mean: Numba", 1.4, _mean("numba")),
    Target("whole suite, geometric mean: Pythran", 1.3, _mean("pythran")),
    Target("whole suite, geometric mean: C", 1.2, _mean("c")),
    Target("call with a view: Cython", 6, _quotient("call cython", "call smelt")),
    Target("source to module, Laplace: Cython and gcc", 20, _build("laplace", "cython")),
    Target("source to module, Laplace: Numba's first call", 4, _build("laplace", "numba")),
    Target("source to module, convolution: Cython and gcc", 20, _build("convolve", "cython")),
    Target("source to module, convolution: Numba's first call", 4, _build("convolve", "numba")),
    Target("C of a kernel of six lines, runtime included", 400, _cost("lines smelt"), at_least=False, unit=" lines"),
    Target("its module, stripped", 40, _cost("bytes smelt", 1 / 1024), at_least=False, unit=" KB"),
    Target(
        "translation of 10,000 lines of mixed source", 20_000,
        _quotient("lines", "seconds of lines"), unit=" lines/s",
    ),
    Target("time a line there to that of a source a quarter as long", 1.15, _growth, at_least=False),
    Target(
        "translation of the suite with all passes to that without those for loops", 2,
        _quotient("translation all", "translation needed"), at_least=False,
    ),
)  # fmt: skip


def number(value: float) -> str:
    """Three digits, or all in front of the point."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def verdict(target: Target, run: Run) -> str:
    met = target.met(run)
    return "not measured" if met is None else "met" if met else "not met"


def reached(target: Target, run: Run) -> str:
    found = target.figure(run)
    return "" if found is None else number(found) + target.unit


def wanted(target: Target) -> str:
    # Limits are round numbers.
    return f"{'≥' if target.at_least else '≤'} {target.limit:,g}{target.unit}"


def weak(run: Run) -> list[str]:
    """A line for each kernel on which a peer is faster by more than chance, or the checks cost more than they may."""
    lines = []
    for result in run.results:
        peers = [name for name in run.columns if name != "unchecked"]
        faster = [f"{name} {ratio:.2f}" for name in peers if (ratio := result.ratio(name) or 1.0) < TIE]
        cost = checks(run, result.kernel)
        if cost is not None and cost > CHECKS:
            faster.append(f"checks cost {cost:.2f}")
        if faster:
            lines.append(f"{result.kernel}: {', '.join(faster)}")
    return lines

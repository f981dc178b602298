"""Timing: all variants of a kernel in turns, each result verified before."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from smelt.bench.results import Result, Times
from smelt.bench.suite import Kernel, named
from smelt.bench.variant import Variant, stripped_size
from smelt.bench.variants import COLUMNS, SMELT, UNCHECKED, all_variants
from smelt.records import record

# Two builds of the same loop that differ by more than DOUBTFUL are measured again, in at most so many series, until one
# changes the least time of neither by more than SETTLED. Arrays of the last few rounds are kept, so that the next ones
# lie somewhere else.
DOUBTFUL, SETTLED, SERIES = 1.03, 0.005, 6
PLACES = 3


@record()
class Effort:
    """In each of `rounds` a variant is called for so many seconds, at most so often, at least once; what is built to
    measure the build is built `builds` times; `against` are the columns that are wanted.
    """

    rounds: int = 10
    seconds: float = 0.04
    most: int = 25
    builds: int = 5
    against: tuple[str, ...] = COLUMNS


class Wrong(Exception):
    """Two variants do not compute the same."""


def run(kernels: Iterable[Kernel], effort: Effort, tell: Callable[[Result], None]) -> tuple[list[Result], set[str]]:
    """Measure kernels; `tell` hears of each result as it comes. Who is not there comes second."""
    missing: set[str] = set()
    results = []
    with workplace() as folder:
        for kernel in kernels:
            result = one(kernel, folder, effort, missing)
            results.append(result)
            tell(result)
    return results, missing


@contextmanager
def workplace() -> Iterator[Path]:
    """A folder to build in, in which Smelt has a cache of its own: nothing that is timed was built before."""
    before = os.environ.get("SMELT_CACHE_DIR")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SMELT_CACHE_DIR"] = str(Path(folder) / "cache")
        try:
            yield Path(folder)
        finally:
            if before is None:
                del os.environ["SMELT_CACHE_DIR"]
            else:
                os.environ["SMELT_CACHE_DIR"] = before


def one(kernel: Kernel, folder: Path, effort: Effort, missing: set[str]) -> Result:
    variants = all_variants(kernel, folder, missing, effort.against)
    verify(kernel, variants, folder)
    samples = in_turns(kernel, variants, effort)
    # What lies behind the two builds of Smelt is the same loop, or should be: they are compared to a few hundredths.
    pair = {name: variants[name] for name in (SMELT, UNCHECKED) if name in variants}
    if len(pair) == 2:
        settle(samples, lambda: in_turns(kernel, pair, effort))
    times = {name: Times.of(samples[name], variant.seconds) for name, variant in variants.items()}
    sizes = {name: stripped_size(v.file) for name, v in variants.items() if v.file is not None}
    return Result(kernel.name, times, sizes)


def settle(samples: dict[str, list[float]], series: Callable[[], dict[str, list[float]]]) -> None:
    """Measure Smelt's two builds again while they differ and their times still fall, whichever is the faster one."""
    for _ in range(SERIES):
        checked, unchecked = min(samples[SMELT]), min(samples[UNCHECKED])
        if max(checked, unchecked) <= DOUBTFUL * min(checked, unchecked):
            return
        for name, more in series().items():
            samples[name] += more
        if all(
            min(samples[name]) >= (1 - SETTLED) * least for name, least in ((SMELT, checked), (UNCHECKED, unchecked))
        ):
            return


def in_turns(kernel: Kernel, variants: dict[str, Variant], effort: Effort) -> dict[str, list[float]]:
    """The seconds of each call of each variant.

    In every round all of them get a few calls with the same arrays, filled anew before each: how arrays lie towards
    each other and towards pages is chance, and makes some loops much slower. The next round has other arrays, and the
    variants take turns the other way round.
    """
    import numpy as np

    inputs = kernel.inputs(np)
    samples: dict[str, list[float]] = {name: [] for name in variants}
    places: list[list[Any]] = []
    for turn in range(effort.rounds):
        arguments = [a.copy() if isinstance(a, np.ndarray) else a for a in inputs]
        places = [*places[1 - PLACES :], arguments]
        for name in list(variants)[:: -1 if turn % 2 else 1]:
            spent, calls = 0.0, 0
            while calls == 0 or (spent < effort.seconds and calls < effort.most):
                for argument, value in zip(arguments, inputs, strict=True):
                    if isinstance(argument, np.ndarray):
                        argument[...] = value
                seconds = variants[name].once(list(arguments))
                samples[name].append(seconds)
                spent += seconds
                calls += 1
    return samples


def outcome(kernel: Kernel, variant: Variant) -> list[Any]:
    """What a call leaves in its arrays, and what it returns."""
    import numpy as np

    arguments = kernel.inputs(np)
    value = variant.function(*arguments)
    return [*(a for a in arguments if isinstance(a, np.ndarray)), *([] if value is None else [value])]


def verify(kernel: Kernel, variants: dict[str, Variant], folder: Path) -> None:
    """Hold all results against each other; Smelt's two have to be the same bit for bit. Others may round differently,
    and so by as much as their type's precision makes of it.

    Raises
    ------
    Wrong
        With the names of those that differ.
    """
    expected = outcome(kernel, variants[SMELT])
    for name, variant in variants.items():
        found, standard = outcome(kernel, variant), expected
        if name in ("numpy", "numexpr") and kernel.arrays_like:
            standard, found = _of_other_kernel(named(kernel.arrays_like), folder)[:1], found[:1]
        if not _same(standard, found, exactly=name == UNCHECKED):
            raise Wrong(f"{kernel.name}: '{SMELT}' and '{name}' differ")


def _of_other_kernel(kernel: Kernel, folder: Path) -> list[Any]:
    from smelt.bench.peers import smelt

    place = folder / kernel.name / "standard"
    place.mkdir(parents=True, exist_ok=True)
    return outcome(kernel, smelt(kernel, place, kernel.pyx))


def _same(expected: list[Any], found: list[Any], *, exactly: bool) -> bool:
    import numpy as np

    for one_, other in zip(expected, found, strict=True):
        if exactly:
            same = np.asarray(one_).tobytes() == np.asarray(other).tobytes()
        else:
            near = 1e-4 if getattr(one_, "dtype", None) == np.float32 else 1e-9
            same = np.allclose(one_, other, rtol=near, atol=near)
        if not same:
            return False
    return True

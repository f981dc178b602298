"""Timing: all variants of a kernel in turns, each result verified."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from smelt.bench.suite import Kernel
from smelt.bench.variants import Variant, all_variants
from smelt.records import field, record

# A variant is called until this much time has gone for it, but so often at least and at most.
SECONDS, LEAST, MOST = 0.4, 5, 200


@record()
class Times:
    """Seconds of one variant: the least, the median and the quartiles' distance of its calls, and of its build."""

    least: float
    median: float
    spread: float
    build: float


@record()
class Result:
    kernel: str
    times: dict[str, Times] = field(default_factory=dict)


class Wrong(Exception):
    """Two variants do not compute the same."""


def run(kernels: Iterable[Kernel], tell: Callable[[Result], None]) -> tuple[list[Result], set[str]]:
    """Measure kernels; `tell` hears of each result as it comes. Who is not installed comes second."""
    missing: set[str] = set()
    results = []
    with tempfile.TemporaryDirectory() as folder:
        for kernel in kernels:
            result = one(kernel, Path(folder), missing)
            results.append(result)
            tell(result)
    return results, missing


def one(kernel: Kernel, folder: Path, missing: set[str]) -> Result:
    variants = all_variants(kernel, folder, missing)
    verify(kernel, variants)
    import numpy as np

    arguments = {name: kernel.inputs(np) for name in variants}
    samples: dict[str, list[float]] = {name: [] for name in variants}
    while any(_wants_more(times) for times in samples.values()):
        for name, variant in variants.items():
            if _wants_more(samples[name]):
                fresh = [a.copy() if hasattr(a, "copy") else a for a in arguments[name]]
                start = time.perf_counter()
                variant.function(*fresh)
                samples[name].append(time.perf_counter() - start)
    return Result(kernel.name, {name: _times(samples[name], variants[name].seconds) for name in variants})


def _wants_more(times: list[float]) -> bool:
    return len(times) < LEAST or (sum(times) < SECONDS and len(times) < MOST)


def _times(samples: list[float], build: float) -> Times:
    quarter = statistics.quantiles(samples, n=4)
    return Times(min(samples), statistics.median(samples), quarter[2] - quarter[0], build)


def verify(kernel: Kernel, variants: dict[str, Variant]) -> None:
    """Hold all results against each other; Smelt's two have to be the same bit for bit. Others may round differently,
    and so by as much as their type's precision makes of it.

    Raises
    ------
    Wrong
        With the names of those that differ.
    """
    import numpy as np

    outcomes: dict[str, list[Any]] = {}
    for name, variant in variants.items():
        arguments = kernel.inputs(np)
        value = variant.function(*arguments)
        outcomes[name] = [*(a for a in arguments if isinstance(a, np.ndarray)), *([] if value is None else [value])]
    first = outcomes["smelt"]
    for name, other in outcomes.items():
        for one_, another in zip(first, other, strict=True):
            exact = name == "smelt unchecked"
            near = 1e-4 if getattr(one_, "dtype", None) == np.float32 else 1e-9
            same = np.array_equal(one_, another) if exact else np.allclose(one_, another, rtol=near, atol=near)
            if not same:
                raise Wrong(f"{kernel.name}: 'smelt' and '{name}' differ")

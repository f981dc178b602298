"""What builds, calls and translations cost: the figures of the targets that are not kernels."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path

from smelt.bench import builds, peers, translation
from smelt.bench.signature import pythran_export
from smelt.bench.suite import named
from smelt.bench.variant import stripped_size


def measure(work: Path, rounds: int, tell: Callable[[str], None]) -> dict[str, float]:
    """All of them, by names such as ``build cython``; only those of peers that are there."""
    builds.compile_package()
    there = ["smelt", *(name for name, package in _PEERS.items() if importlib.util.find_spec(package) is not None)]
    found: dict[str, float] = {}
    tell("builds in processes of their own")
    found |= build_seconds(work, there, rounds)
    tell("sizes of a kernel of six lines")
    found |= sizes_of_a_sum(work, there)
    tell("calls with a view")
    found |= {f"call {who}": seconds for who, seconds in builds.call_seconds(work, there, rounds).items()}
    tell("translations")
    return found | translations(rounds)


_PEERS = {"cython": "Cython", "pythran": "pythran", "numba": "numba"}


def build_seconds(work: Path, there: list[str], rounds: int) -> dict[str, float]:
    """From the sources of two of the seeds to their modules."""
    found: dict[str, float] = {}
    for name, check in (("laplace", builds.CHECK_LAPLACE), ("convolve", builds.CHECK_CONVOLUTION)):
        kernel = named(name)
        plain = peers.untyped(kernel.pyx)
        sources = {"smelt": kernel.pyx, "cython": kernel.pyx, "numba": plain}
        sources["pythran"] = pythran_export(kernel.parameters) + plain
        runs = builds.interleaved(work, name, {who: sources[who] for who in there}, check, rounds=rounds)
        found |= {f"build {name} {who}": builds.least(run) for who, run in runs.items()}
    return found


def sizes_of_a_sum(work: Path, there: list[str]) -> dict[str, float]:
    """Lines of the C text, bytes of the stripped module."""
    from smelt.build import emit_c

    sources = {name: builds.TOTAL for name in there if name in ("smelt", "cython")}
    runs = builds.interleaved(work, "total", sources, builds.CHECK_TOTAL, rounds=1)
    found = {f"bytes {name}": float(stripped_size(run[0].file)) for name, run in runs.items()}
    path = work / "total.pyx"
    path.write_text(builds.TOTAL, encoding="utf-8")
    found["lines smelt"] = len(emit_c(path)[0].read_text(encoding="utf-8").splitlines())
    if "cython" in runs:
        text = (runs["cython"][0].file.parent / "total.c").read_text(encoding="utf-8")
        found["lines cython"] = len(text.splitlines())
    return found


def translations(rounds: int) -> dict[str, float]:
    """Of the suite, with the passes for loops and without, and of many lines of mixed source, and of fewer."""
    short, *_, long = map(str, translation.LINES)
    runs = translation.measure(["on", "off", short, long], rounds)
    return {
        "translation all": runs["on"]["seconds"],
        "translation needed": runs["off"]["seconds"],
        "lines": runs[long]["lines"],
        "seconds of lines": runs[long]["seconds"],
        "fewer lines": runs[short]["lines"],
        "seconds of fewer lines": runs[short]["seconds"],
    }

"""One kernel by each of those who compete."""

from __future__ import annotations

import importlib.metadata
import importlib.util
from collections.abc import Callable
from pathlib import Path

from smelt.bench import arrays, native, peers
from smelt.bench.suite import Kernel
from smelt.bench.variant import Variant

SMELT, UNCHECKED = "smelt", "unchecked"
# Cython's directives of the same names; Smelt has them all. `make bench` holds the safe defaults against them.
ALL_OFF = "# cython: boundscheck=False, wraparound=False, cdivision=True, initializedcheck=False, nonecheck=False\n"

# The order of the table.
COLUMNS = (UNCHECKED, "cython", "cython best", "numba", "pythran", "numpy", "numexpr", *native.NAMES)

Maker = Callable[[Kernel, Path], Variant]


def makers(missing: set[str]) -> dict[str, Maker]:
    """Who competes, by the name of the column; who is not installed is added to `missing`."""
    found: dict[str, Maker] = {
        SMELT: lambda kernel, place: peers.smelt(kernel, place, kernel.pyx),
        UNCHECKED: lambda kernel, place: peers.smelt(kernel, place, ALL_OFF + kernel.pyx),
    }
    packages: dict[str, tuple[str, dict[str, Maker]]] = {
        "Cython": (
            "Cython",
            {
                "cython": lambda kernel, place: peers.cython(kernel, place, kernel.pyx),
                "cython best": lambda kernel, place: peers.cython(kernel, place, fastest(kernel.pyx)),
            },
        ),
        "numba": ("Numba", {"numba": peers.numba}),
        "pythran": ("Pythran", {"pythran": peers.pythran}),
        "numpy": ("NumPy", {"numpy": lambda kernel, place: Variant(arrays.NUMPY[kernel.name])}),
        "numexpr": ("numexpr", {"numexpr": lambda kernel, place: Variant(arrays.NUMEXPR[kernel.name])}),
    }
    for package, (name, columns) in packages.items():
        if importlib.util.find_spec(package) is None:
            missing.add(name)
        else:
            found |= columns
    there = native.compilers()
    missing.update(sorted(set(native.NAMES) - set(there)))
    for name, compiler in there.items():
        found[name] = _native(compiler)
    return found


def fastest(source: str) -> str:
    """A kernel as somebody writes it who wants Cython to be as fast as it can."""
    return ALL_OFF + peers.contiguous(source)


def _native(compiler: native.Compiler) -> Maker:
    return lambda kernel, place: native.build(compiler, kernel, place)


def all_variants(
    kernel: Kernel, folder: Path, missing: set[str], against: tuple[str, ...] = COLUMNS
) -> dict[str, Variant]:
    """The versions of a kernel by Smelt and those of `against`; who does not take it is added to `missing`, with the
    reason.
    """
    found: dict[str, Variant] = {}
    for name, make in makers(missing).items():
        if name not in (SMELT, *against):
            continue
        if name in ("numpy", "numexpr") and kernel.name not in (arrays.NUMPY if name == "numpy" else arrays.NUMEXPR):
            continue
        place = folder / kernel.name / name.replace(" ", "_")
        place.mkdir(parents=True, exist_ok=True)
        try:
            found[name] = make(kernel, place)
        except Exception as error:
            if name in (SMELT, UNCHECKED):
                raise
            said = str(error).strip().splitlines() or [type(error).__name__]
            missing.add(f"{name} of {kernel.name} ({said[-1][:80]})")
    return found


def versions() -> dict[str, str]:
    """What is there, and which version of it."""
    import smelt

    found = {"Smelt": smelt.__version__}
    for package in ("numpy", "Cython", "numba", "pythran", "numexpr"):
        if importlib.util.find_spec(package) is not None:
            found[package] = importlib.metadata.version(package)
    return found | {name: compiler.version for name, compiler in native.compilers().items()}

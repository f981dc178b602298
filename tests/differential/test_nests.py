"""Random nests compute, raise and leave behind what Python does, whatever the passes made of them.

`SMELT_NESTS` sets how many programs are tried, a thousand otherwise, `SMELT_NESTS_SEED` with which they begin.
"""

from __future__ import annotations

import os
from collections import Counter
from random import Random
from typing import Any

import numpy as np
import pytest
from nest_programs import VIEWS, Program

COUNT = 50
MODULES = max(1, int(os.environ.get("SMELT_NESTS", "1000")) // COUNT)
FIRST = int(os.environ.get("SMELT_NESTS_SEED", "0"))
PARTS = 4
THREADS = "# cython: autoparallel=True\n"
EXTENTS = (0, 1, 2, 3, 4, 5, 9, 12, 17, 35, 70)
CALLS = 3


def wrap(value: int, bits: int, signed: bool) -> int:
    shift = 2 ** (bits - 1) if signed else 0
    return (value + shift) % 2**bits - shift


class Strict:
    """A view for Python, with views of its rows; where there is no wraparound, negative indices are out of range."""

    def __init__(self, values: np.ndarray[Any, Any], wrapping: bool) -> None:
        self.values = values
        self.items = memoryview(values)  # type: ignore[arg-type]
        self.shape = values.shape
        self.wrapping = wrapping

    def __getitem__(self, index: Any) -> Any:
        self.look(index)
        if isinstance(index, int) and self.values.ndim > 1:
            return Strict(self.values[index], self.wrapping)
        return self.items[index]

    def __setitem__(self, index: Any, value: Any) -> None:
        self.look(index)
        self.items[index] = value

    def look(self, index: Any) -> None:
        if not self.wrapping and any(part < 0 for part in (index if isinstance(index, tuple) else (index,))):
            raise IndexError


TYPES = {
    "double": np.double, "long long": np.longlong, "unsigned long long": np.ulonglong, "int": np.intc,
    "unsigned int": np.uintc, "short": np.short, "unsigned char": np.ubyte,
}  # fmt: skip


def namespace(programs: list[Program]) -> dict[str, Any]:
    found: dict[str, Any] = {"wrap": wrap}
    exec("\n".join(p.text("py") for p in programs), found)
    return found


def layout(random: Random, values: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """The same values in memory of some other form."""
    kind = random.randrange(5)
    if kind == 1:
        return np.asfortranarray(values)
    if kind == 2:
        space = np.zeros([2 * n for n in values.shape], values.dtype)
        view = space[tuple(slice(None, None, 2) for _ in values.shape)]
        view[...] = values
        return view
    if kind == 3:
        return values[::-1].copy()[::-1]
    return values


def arrays(random: Random, item: str) -> tuple[list[np.ndarray[Any, Any]], list[np.ndarray[Any, Any]]]:
    """Arguments for one call, and the memory behind them; views may share it."""
    integer = item != "double"
    rows, columns = random.choice(EXTENTS), random.choice(EXTENTS)
    if rows * columns > 700:
        rows = random.choice(EXTENTS[:7])
    generator = np.random.default_rng(random.randrange(2**32))
    found: list[np.ndarray[Any, Any]] = []
    for ndim in VIEWS.values():
        shape: list[int] = [rows, columns][:ndim] if random.random() < 0.7 else [random.choice(EXTENTS[:8])] * ndim
        if ndim == 1 and random.random() < 0.5:
            shape = [columns]
        values = generator.integers(-9, 9, shape) if integer else generator.integers(-8, 8, shape) / 4
        found.append(layout(random, values.astype(TYPES[item])))
    if random.random() < 0.3:
        one, other = random.sample(range(3), 2)
        shared = found[one]
        found[other] = random.choice([shared, shared[1:], shared[:, 1:], shared[::-1], shared.T])
    if random.random() < 0.03:
        found[random.randrange(5)] = None  # type: ignore[call-overload]
    return found, found


def outcome(function: Any, views: list[Any], rest: list[Any]) -> Any:
    try:
        result = function(*views, *rest)
        return result if isinstance(result, tuple) else next(result)
    except Exception as error:
        return type(error)


def same(left: Any, right: Any) -> bool:
    if isinstance(left, type) or isinstance(right, type):
        return left is right
    one, other = np.array(left), np.array(right)
    signs = one.dtype.kind != "f" or bool(np.array_equal(np.signbit(one[one == 0]), np.signbit(other[other == 0])))
    return bool(np.array_equal(one, other, equal_nan=one.dtype.kind == "f")) and signs


def source(programs: list[Program]) -> str:
    return "cimport cython\n" + "\n".join(p.text("pyx") for p in programs)


def test_programs_are_what_the_passes_take() -> None:
    from smelt.options import Options
    from smelt.pipeline import translate
    from smelt.source import SourceFile

    found: Counter[str] = Counter()
    for seed in range(4):
        random = Random(seed)
        text = source([Program(random, f"f{number}") for number in range(COUNT)])
        found.update(entry.verdict for entry in translate(SourceFile("nests.pyx", text), Options()).ledger)
    for verdict in ("proved", "hoisted", "unit stride", "interchanged", "promoted", "wavefront", "vectors", "jammed"):
        assert found[verdict] > 0, found


@pytest.mark.parametrize("part", range(PARTS))
def test_random_nests(part: int) -> None:
    for number in range(part, MODULES, PARTS):
        with pytest.MonkeyPatch.context() as patch:
            if number >= PARTS:  # verifying takes most of the time: one module of each part will do
                patch.setenv("SMELT_VERIFY", "0")
            try_module(FIRST + number)


@pytest.mark.parametrize("part", range(2))
def test_random_nests_in_threads(part: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each nest whose rounds are said to be independent runs in threads, however little it does."""
    from smelt.options import Options
    from smelt.passes import autoparallel
    from smelt.pipeline import translate
    from smelt.source import SourceFile

    monkeypatch.setattr(autoparallel, "_WORTH", 0.0)
    random = Random(part)
    programs = [Program(random, f"f{number}") for number in range(COUNT)]
    ledger = translate(SourceFile("nests.pyx", THREADS + source(programs)), Options()).ledger
    assert any(entry.verdict == "threads" for entry in ledger)
    for number in range(part, max(2, MODULES // 10), 2):
        try_module(FIRST + number, THREADS)


def try_module(seed: int, head: str = "") -> None:
    from smelt.build import compile_and_import

    random = Random(seed)
    programs = [Program(random, f"f{number}") for number in range(COUNT)]
    text = head + source(programs)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SMELT_CFLAGS", os.environ.get("SMELT_CFLAGS", "-O0"))
        compiled = compile_and_import(text, f"nests_{'threads_' if head else ''}{seed}", suffix=".pyx")
    python = namespace(programs)
    for program in programs:
        for _ in range(CALLS):
            compare(program, compiled, python, Random(random.randrange(2**32)))


def compare(program: Program, compiled: Any, python: dict[str, Any], random: Random) -> None:
    state = random.getstate()
    ours, _ = arrays(random, program.item_type)
    random.setstate(state)
    theirs, _ = arrays(random, program.item_type)
    rest: list[Any] = [
        random.choice((0, 1, 3, 5, 12, 17, *(ours[0].shape if ours[0] is not None else ()))) for _ in "nm"
    ]
    rest.append(random.choice((0, 1, 3)) if program.integer else random.choice((0.0, 1.5, -0.5)))
    with np.errstate(all="ignore"):
        views = [t if t is None else Strict(t, program.wrapping) for t in theirs]
        expected = outcome(python[program.name], views, rest)
        if not program.checked and (expected is IndexError or program.around == "try"):
            return
        got = outcome(getattr(compiled, program.name), list(ours), rest)
    forms = [a if a is None else (a.shape, a.strides) for a in ours]
    message = f"{program.text('pyx')}\n{rest}, {forms}\n{got} is not {expected}"
    assert same(got, expected), message
    for name, one, other in zip(VIEWS, ours, theirs, strict=True):
        if one is not None and not same(one, other):
            pytest.fail(f"{message}\n'{name}' is left as\n{one}\nnot as\n{other}")

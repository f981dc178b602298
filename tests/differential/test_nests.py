"""Random nests compute, raise and leave behind what Python does, whatever the passes made of them.

`SMELT_NESTS` sets how many programs are tried; a thousand otherwise.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from nest_programs import VIEWS, Program

COUNT = 50
MODULES = max(1, int(os.environ.get("SMELT_NESTS", "1000")) // COUNT)
EXTENTS = (0, 1, 2, 3, 4, 5, 9, 12, 17, 35, 70)
CALLS = 3


def wrap(value: int) -> int:
    return (value + 2**63) % 2**64 - 2**63


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


def arrays(random: Random, integer: bool) -> tuple[list[np.ndarray[Any, Any]], list[np.ndarray[Any, Any]]]:
    """Arguments for one call, and the memory behind them; views may share it."""
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
        found.append(layout(random, values.astype(np.longlong if integer else np.double)))
    if random.random() < 0.3:
        one, other = random.sample(range(3), 2)
        shared = found[one]
        found[other] = random.choice([shared, shared[1:], shared[:, 1:], shared[::-1], shared.T])
    return found, found


def outcome(function: Any, views: list[Any], rest: list[Any]) -> Any:
    try:
        return function(*views, *rest)
    except Exception as error:
        return type(error)


def same(left: Any, right: Any) -> bool:
    if isinstance(left, type) or isinstance(right, type):
        return left is right
    one, other = np.array(left), np.array(right)
    signs = one.dtype.kind != "f" or bool(np.array_equal(np.signbit(one[one == 0]), np.signbit(other[other == 0])))
    return bool(np.array_equal(one, other, equal_nan=one.dtype.kind == "f")) and signs


@pytest.fixture(autouse=True, scope="module")
def quick_compiles() -> Iterator[None]:
    """What is tested is Smelt's work: the C compiler need not do its best."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SMELT_CFLAGS", os.environ.get("SMELT_CFLAGS", "-O1"))
        yield


@settings(
    max_examples=MODULES, deadline=None, derandomize=True, database=None, phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
@given(st.integers(min_value=0, max_value=2**63))
def test_random_nests(seed: int) -> None:
    from smelt.build import compile_and_import

    random = Random(seed)
    programs = [Program(random, f"f{number}") for number in range(COUNT)]
    text = "\n".join(p.text("pyx") for p in programs)
    compiled = compile_and_import(text, f"nests_{seed}", suffix=".pyx")
    python = namespace(programs)
    for program in programs:
        for _ in range(CALLS):
            compare(program, compiled, python, Random(random.randrange(2**32)))


def compare(program: Program, compiled: Any, python: dict[str, Any], random: Random) -> None:
    state = random.getstate()
    ours, _ = arrays(random, program.integer)
    random.setstate(state)
    theirs, _ = arrays(random, program.integer)
    rest: list[Any] = [random.choice((0, 1, 3, 5, ours[0].shape[0], ours[0].shape[1])) for _ in range(2)]
    rest.append(random.choice((0, 1, 3)) if program.integer else random.choice((0.0, 1.5, -0.5)))
    with np.errstate(all="ignore"):
        got = outcome(getattr(compiled, program.name), list(ours), rest)
        expected = outcome(python[program.name], [memoryview(t) for t in theirs], rest)
    message = f"{program.text('pyx')}\n{rest}, {[(a.shape, a.strides) for a in ours]}\n{got} is not {expected}"
    assert same(got, expected), message
    for name, one, other in zip(VIEWS, ours, theirs, strict=True):
        if not same(one, other):
            pytest.fail(f"{message}\n'{name}' is left as\n{one}\nnot as\n{other}")

"""Random nests whose counters and indices have no types compute, raise and leave behind what Python does.

What is an index is computed in C, each step tested (`sema/build/exact`). One parameter is huge at times, and used in
indices themselves only: there an OverflowError takes the place of Python's IndexError.
"""

from __future__ import annotations

from random import Random
from typing import Any

import numpy as np
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from nest_runs import outcome

COUNT = 60
MODULES = 5
CALLS = 5
HUGE = (2**62, 2**63 - 1, -(2**63), -(2**62) - 1)
HEADS = {
    "pyx": "long long[:] a, long long[:, :] b, Py_ssize_t n, int m, long k",
    "py": "a, b, n, m, k",
}
VARIABLES = {"pyx": "cdef long long s = 0\n    cdef int q = 0", "py": "s = q = 0"}


class Program:
    """One function over a view of one axis and one of two, in both forms."""

    def __init__(self, random: Random, name: str) -> None:
        self.random = random
        self.function = name
        self.counters: list[str] = []
        self.held: list[str] = []
        self.number = 0
        self.lines = [f"def {name}(HEAD):", "    VARIABLES"]
        for _ in range(random.randint(1, 2)):
            self.loop(1)
        self.lines.append("    return s, q")

    def text(self, form: str) -> str:
        return "\n".join(self.lines).replace("HEAD", HEADS[form]).replace("VARIABLES", VARIABLES[form]) + "\n"

    def put(self, depth: int, text: str) -> None:
        self.lines.append("    " * depth + text)

    def leaf(self, index: bool) -> str:
        random = self.random
        kind = random.random()
        if kind < 0.6 and self.counters:
            return random.choice(self.counters)
        if kind < 0.7 and self.held and index:
            return random.choice(self.held)
        return random.choice(("n", "m", "1", "2", "3", "a.shape[0]", "b.shape[1]"))

    def sum(self, index: bool = False) -> str:
        """Sums and products of small depth, or one step with what may be huge: none leaves 64 bits and comes back."""
        random = self.random
        if index and self.counters and random.random() < 0.15:
            return f"{random.choice(self.counters)} {random.choice('+-*')} k"
        text = self.leaf(index)
        for _ in range(random.choice((0, 1, 1, 2))):
            other = self.leaf(index)
            if random.random() < 0.3:
                other = f"({other} {random.choice('+-')} {self.leaf(index)})"
            text = f"{text} {random.choice('++--*')} {other}"
        return text

    def item(self) -> str:
        if self.random.random() < 0.5:
            return f"a[{self.sum(True)}]"
        return f"b[{self.sum(True)}, {self.sum(self.random.random() < 0.5)}]"

    def loop(self, depth: int) -> None:
        random = self.random
        counter = f"{'ijkl'[depth - 1]}{self.number}"
        self.number += 1
        start = random.choice(("0", "0", "1", f"{self.sum()}"))
        stop = random.choice(("n", "a.shape[0]", "b.shape[0]", "b.shape[1]", f"{self.sum()}"))
        step = random.choice(("", "", "", ", 2", ", -1"))
        self.put(depth, f"for {counter} in range({start}, min({stop}, 9){step}):" if random.random() < 0.3 else
                 f"for {counter} in range({start}, {stop}{step}):")  # fmt: skip
        self.put(depth + 1, f"if {counter} > 30 or {counter} < -30: break")
        counters, held = list(self.counters), list(self.held)
        self.counters.append(counter)
        for _ in range(random.randint(1, 3)):
            self.statement(depth + 1)
        self.counters, self.held = counters, held

    def statement(self, depth: int) -> None:
        random = self.random
        kind = random.random()
        if kind < 0.3 and depth < 4:
            self.loop(depth)
        elif kind < 0.45:
            name = f"at{self.number}"
            self.number += 1
            self.put(depth, f"{name} = {self.sum()}")
            self.held.append(name)
        elif kind < 0.6:
            self.put(depth, f"s = (s + {self.item()}) % 1000003")
        elif kind < 0.7:
            self.put(depth, f"s {random.choice('+-')}= {self.sum()}")
        elif kind < 0.76:
            self.put(
                depth,
                f"s += {random.randint(-3, 3)} if {self.item()} > {self.leaf(False)} else {random.randint(0, 300)}",
            )
        elif kind < 0.84:
            self.put(depth, f"q = {self.sum()}")
        elif kind < 0.88 and self.held:
            self.put(depth, f"s = (s + {random.choice(self.held)} % 7) % 1000003")
        else:
            self.put(depth, f"{self.item()} = {random.choice((self.item(), self.sum()))}")


@settings(
    max_examples=MODULES, deadline=None, derandomize=True, database=None, phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
@given(st.integers(min_value=0, max_value=2**63))
def test_random_untyped_indices(seed: int) -> None:
    from smelt.build import compile_and_import

    random = Random(seed)
    programs = [Program(random, f"f{number}") for number in range(COUNT)]
    compiled = compile_and_import("\n".join(p.text("pyx") for p in programs), f"untyped_{seed}", suffix=".pyx")
    python: dict[str, Any] = {}
    exec("\n".join(p.text("py") for p in programs), python)
    raised = {compare(program, compiled, python, random) for program in programs for _ in range(CALLS)}
    assert raised == {False, True}


def compare(program: Program, compiled: Any, python: dict[str, Any], random: Random) -> bool:
    """Call a program in both forms; whether it raised."""
    generator = np.random.default_rng(random.randrange(2**32))
    ours = [
        generator.integers(-4, 9, shape).astype(np.longlong)
        for shape in (random.randint(0, 40), (random.randint(0, 12), random.randint(0, 12)))
    ]
    theirs = [array.copy() for array in ours]
    huge = random.choice(HUGE) if random.random() < 0.3 else random.randint(-3, 5)
    rest = [random.randint(0, 6), random.randint(-1, 4), huge]
    before = [array.copy() for array in ours]
    got = as_python(outcome(getattr(compiled, program.function), list(ours), rest))
    expected = as_python(outcome(python[program.function], [memoryview(array) for array in theirs], rest))
    message = f"{program.text('pyx')}\n{before}, {rest}\n{got} is not {expected}"
    assert got == expected, message
    for one, other in zip(ours, theirs, strict=True):
        assert np.array_equal(one, other), f"{message}\n{one}\nis not\n{other}"
    return isinstance(got, type)


def as_python(found: Any) -> Any:
    """An index that is no C integer is out of range in Python."""
    return IndexError if found is OverflowError else found

"""Random loops with data in their bounds and indices compute, raise and leave behind what Python does.

What the nests of `test_nests` lack: `while` loops, indices that are counted by hand, divisors, indices from memory.
`SMELT_NESTS` sets how many programs are tried.
"""

from __future__ import annotations

import os
from random import Random
from typing import Any

import numpy as np
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from nest_runs import EXTENTS, outcome

COUNT = 50
MODULES = max(1, int(os.environ.get("SMELT_NESTS", "1000")) // COUNT // 2)
CALLS = 4
VARIABLES = {
    "pyx": "cdef Py_ssize_t i = 0, j = 0, k = 0, q = 1, fuel = 60\n    cdef long long s = 0",
    "py": "i = j = k = s = 0; q = 1; fuel = 60",
}


class Program:
    """One function over two views of integers, in both forms."""

    def __init__(self, random: Random, name: str) -> None:
        self.random = random
        self.function = name
        self.lines = [f"def {name}(HEAD):", "    VARIABLES"]
        for _ in range(random.randint(1, 3)):
            self.statement(1)
        self.lines.append("    return i, j, k, q, s")

    def text(self, form: str) -> str:
        head = "long long[:] a, long long[:] b, Py_ssize_t n, Py_ssize_t m" if form == "pyx" else "a, b, n, m"
        return "\n".join(self.lines).replace("HEAD", head).replace("VARIABLES", VARIABLES[form]) + "\n"

    def put(self, depth: int, text: str) -> None:
        self.lines.append("    " * depth + text)

    def assign(self, depth: int, name: str, value: str) -> None:
        """Numbers stay small: Python's do not wrap."""
        self.put(depth, f"{name} = {value}")
        if not (value in ("0", "1") or value == f"{name} + 1" or value == f"{name} - 1"):
            self.put(depth, f"if not -1000 < {name} < 1000: {name} = 7")

    def name(self) -> str:
        return self.random.choice("iijjkq")

    def extent(self) -> str:
        return self.random.choice(("a.shape[0]", "b.shape[0]", "a.shape[0]", "n", "m", "3"))

    def value(self) -> str:
        random, name = self.random, self.name()
        return random.choice((
            name, f"{name} + {random.randint(1, 2)}", f"{name} - 1", f"{self.name()} + {self.name()}",
            f"{self.name()} - {self.name()}", f"{self.name()} * 2", f"{self.name()} // 2", f"{self.name()} % 5",
            "i + (j - i) // 2", "0", "1", f"{self.extent()} - 1", self.extent(), f"min({name}, {self.extent()} - 1)",
            f"max({name}, 0)", "i * j", "i * j", f"-{name}",
        ))  # fmt: skip

    def item(self) -> str:
        random = self.random
        return f"{random.choice('ab')}[{random.choice((self.name(), self.name(), self.name(), self.value(), 'i * j'))}]"

    def condition(self) -> str:
        random, name = self.random, self.name()
        if random.random() < 0.15:
            name = f"{self.item()}"
        test = random.choice((
            f"{name} < {self.extent()}", f"{name} >= 0", f"{name} > 0", f"{name} < {self.name()}",
            f"{name} != {self.extent()}", f"{name} <= {self.name()}", f"{self.item()} > {random.randint(-3, 3)}",
            f"0 <= {name} < {self.extent()}", f"{name} == {self.name()}", f"{name} <= {self.extent()} - 1",
        ))  # fmt: skip
        if random.random() < 0.35:
            test = f"{test} {random.choice(('and', 'and', 'or'))} {self.condition()}"
        return f"not ({test})" if random.random() < 0.1 else test

    def statement(self, depth: int) -> None:
        random = self.random
        kind = random.random()
        if kind < 0.3 and depth < 4:
            self.loop(depth)
        elif kind < 0.42 and depth < 5:
            self.put(depth, f"if {self.condition()}:")
            self.statement(depth + 1)
            if random.random() < 0.4:
                self.put(depth, "else:")
                self.statement(depth + 1)
        elif kind < 0.6:
            self.assign(depth, self.name(), self.value())
        elif kind < 0.66:
            self.assign(depth, "q", f"{self.value()} {random.choice(('//', '%'))} {self.name()}")
        elif kind < 0.8:
            self.put(depth, f"{self.item()} = {random.choice((self.item(), self.name()))}")
        elif kind < 0.84:
            self.put(depth, "try:")
            self.statement(depth + 1)
            self.put(depth, f"except IndexError:\n{'    ' * (depth + 1)}s = s + 100")
        else:
            self.put(depth, f"s = (s + {self.item()} + {self.item()}) % 1000003")

    def loop(self, depth: int) -> None:
        random, name = self.random, random_name(self.random)
        form = random.random()
        counted = form < 0.4
        if counted:
            down = random.random() < 0.4
            self.assign(depth, name, f"{self.extent()} - 1" if down else random.choice(("0", "1", self.value())))
            test = f"{name} >= {random.choice(('0', '1'))}" if down else f"{name} < {self.extent()}"
            if random.random() < 0.4:
                test = f"{test} and {self.condition()}"
            self.put(depth, f"while {test}:")
        elif form < 0.7:
            self.put(depth, f"while {self.condition()}:")
        else:
            stop = random.choice((self.extent(), self.value(), self.item()))
            start = random.choice(("0", "1", self.value(), self.item()))
            self.put(depth, f"for {name} in range({start}, min({stop}, 40){random.choice(('', '', ', 2', ', -1'))}):")
        self.put(depth + 1, "fuel = fuel - 1")
        self.put(depth + 1, "if fuel < 0: break")
        for _ in range(random.randint(1, 3)):
            self.statement(depth + 1)
        if random.random() < 0.15:
            self.put(
                depth + 1, f"if {self.condition()}: {'break' if counted else random.choice(('break', 'continue'))}"
            )
        if counted:
            self.put(depth + 1, f"{name} = {name} {'-' if down else '+'} {random.choice((1, 1, 1, 2))}")
        if random.random() < 0.1:
            self.put(depth, "else:")
            self.statement(depth + 1)


def random_name(random: Random) -> str:
    return random.choice("ijk")


@settings(
    max_examples=MODULES, deadline=None, derandomize=True, database=None, phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
@given(st.integers(min_value=0, max_value=2**63))
def test_random_whiles(seed: int) -> None:
    from smelt.build import compile_and_import

    random = Random(seed)
    programs = [Program(random, f"f{number}") for number in range(COUNT)]
    compiled = compile_and_import("\n".join(p.text("pyx") for p in programs), f"whiles_{seed}", suffix=".pyx")
    python: dict[str, Any] = {}
    exec("\n".join(p.text("py") for p in programs), python)
    for program in programs:
        for _ in range(CALLS):
            compare(program, compiled, python, random)


def compare(program: Program, compiled: Any, python: dict[str, Any], random: Random) -> None:
    generator = np.random.default_rng(random.randrange(2**32))
    ours = [generator.integers(-4, 9, random.choice(EXTENTS)).astype(np.longlong) for _ in range(2)]
    if random.random() < 0.3:
        ours[1] = ours[0]
    theirs = [array.copy() for array in ours]
    if ours[1] is ours[0]:
        theirs[1] = theirs[0]
    rest = [random.choice((0, 1, 3, 5, len(ours[0]), len(ours[1]))) for _ in range(2)]
    before = [array.copy() for array in ours]
    got = outcome(getattr(compiled, program.function), list(ours), rest)
    expected = outcome(python[program.function], [memoryview(array) for array in theirs], rest)
    message = f"{program.text('pyx')}\n{before}, {rest}\n{got} is not {expected}"
    assert got == expected, message
    for one, other in zip(ours, theirs, strict=True):
        assert np.array_equal(one, other), f"{message}\n{one}\nis not\n{other}"

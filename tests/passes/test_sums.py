"""Index checks that sums answer without isl: isl has to say the same."""

from __future__ import annotations

import random

import islpy
import pytest

from smelt.affine import nest as nests
from smelt.affine import scop as scops
from smelt.affine import sets
from smelt.affine.facts import Facts
from smelt.affine.nest import Nest, Violation
from smelt.affine.params import Sum, not_negative, zero
from smelt.affine.scop import Scop
from smelt.affine.witness import is_possible
from smelt.ir.nodes import ForRange, Function
from smelt.ir.visit import walk
from smelt.options import Options
from smelt.passes import viewchecks
from smelt.pipeline import front
from smelt.source import SourceFile


def test_sums_are_added_and_filled_in() -> None:
    total = Sum({"c0": 2, "p0": 1}, 3).plus(Sum({"p0": 1, "p1": 5}, 1), -1)
    assert (total.factors, total.constant) == ({"c0": 2, "p1": -5}, 2)
    filled = total.without("c0", Sum({"p1": 1}, -1))
    assert (filled.factors, filled.constant) == ({"p1": -3}, 0)
    assert total.times(0).factors == {}
    assert not_negative(filled).is_equal(islpy.Set("[p1] -> { : p1 <= 0 }"))


def test_numbers_that_are_found_are_in_the_set() -> None:
    rng = random.Random(5)
    ends = {f"p{n}": (rng.choice((-(1 << 46), 0, -5)), rng.choice((1 << 46, 100, 3))) for n in range(4)}
    context = islpy.Set.universe(islpy.Space.params_alloc(islpy.DEFAULT_CONTEXT, 0))
    for name, (low, high) in ends.items():
        context = context.intersect(islpy.Set(f"[{name}] -> {{ : {low} <= {name} <= {high} }}"))
    found = 0
    for _ in range(300):
        sums = [
            Sum(
                {name: rng.choice((-2, -1, 1, 1)) for name in rng.sample(sorted(ends), rng.randint(1, 3))},
                rng.randint(-9, 3),
            )
            for _ in range(rng.randint(1, 4))
        ]
        if is_possible(sums, ends.__getitem__):
            found += 1
            assert not not_negative(*sums).intersect(context).is_empty()
    assert 100 < found < 300
    assert not is_possible([Sum({"p0": 1}, -200), Sum({}, 0)], {"p0": (0, 100)}.__getitem__)


def program(rng: random.Random) -> str:
    """Two loops, and items of two views somewhere in them."""

    def end(names: list[str]) -> str:
        parts = [str(rng.randint(-2, 3))]
        parts += [f"{rng.choice(('', '', '2*', '-'))}{name}" for name in names if rng.random() < 0.45]
        return " + ".join(parts)

    extents = ["a.shape[0]", "a.shape[1]", "b.shape[0]", "n"]

    def head(counter: str, names: list[str]) -> str:
        step = rng.choice(("", "", "", ", -1", ", 2"))
        ends = [end(names), end(names)]
        if rng.random() < 0.6:
            ends = [str(rng.randint(0, 2)), f"{rng.choice(extents[:3])} - {rng.randint(0, 2)}"]
        return f"for {counter} in range({', '.join(reversed(ends) if step == ', -1' else ends)}{step}):"

    lines = ["def f(double[:, :] a, double[:] b, int n):", "    cdef Py_ssize_t i, j"]
    lines += ["    " + head("i", extents)]
    indent = " " * 8
    if rng.random() < 0.3:
        lines += [f"{indent}if i < {end(['n'])}:"]
        indent += "    "
    lines += [indent + head("j", [*extents, "i"] if rng.random() < 0.4 else extents)]
    for _ in range(2):
        i, j, k = (end(["i", "j"]) if rng.random() < 0.4 else f"{counter} + {rng.randint(-1, 1)}" for counter in "ijj")
        lines += [f"{indent}    a[{i}, {j}] = b[{k}]"]
    return "\n".join(lines) + "\n"


def looked_at(function: Function) -> Nest | None:
    loops = [stmt for stmt in function.body if isinstance(stmt, ForRange)]
    if len(loops) != 1:
        return None
    return Nest(loops[0], Facts(function))


def stencil(rng: random.Random) -> str:
    """Loops whose rounds use elements near their own."""
    steps = [rng.choice((1, 1, -1, 2)) for _ in range(2)]
    lines = ["def f(double[:, :] a, int n):", "    cdef Py_ssize_t i, j", "    cdef double s"]
    for depth, (counter, step) in enumerate(zip("ij", steps, strict=True)):
        bounds = "3, n" if step > 0 else "n - 1, 2"
        lines += ["    " * (depth + 1) + f"for {counter} in range({bounds}, {step}):"]
        if not depth and rng.random() < 0.5:
            lines += ["        a[i, 0] = a[i - 1, 1]"]

    def item() -> str:
        parts = [rng.choice((f"{c} + {rng.randint(0, 2)}", f"{c} - {rng.randint(0, 2)}", "2*i", "3", "i + j"))
                 for c in "ij"]  # fmt: skip
        return f"a[{', '.join(parts)}]"

    for _ in range(2):
        lines += [f"            {item()} = {item()} + {item()}"]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("seed", range(40))
def test_no_conflict_is_missed(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "# cython: boundscheck=False, wraparound=False\n" + stencil(random.Random(seed))
    _, module = front(SourceFile("f.pyx", text), Options(), None)
    function = next(f for f in module.functions if any(isinstance(s, ForRange) for s in walk(f.body)))
    viewchecks.run(module)
    loop = next(s for s in walk(function.body) if isinstance(s, ForRange))
    quick = Scop(loop, Facts(function)).conflicts
    monkeypatch.setattr(scops, "apart_by", lambda *_: {})
    monkeypatch.setattr(scops, "is_possible", lambda *_: False)
    slow = Scop(loop, Facts(function)).conflicts
    assert [(c.write, c.common) for c in quick] == [(c.write, c.common) for c in slow], text
    assert all(one.rounds.is_equal(other.rounds) for one, other in zip(quick, slow, strict=True)), text
    for conflict in quick:
        for name, by in conflict.apart.items():
            assert conflict.rounds.is_subset(zero(Sum({f"d{name[1:]}": 1, name: -1}, -by))), text


@pytest.mark.parametrize("seed", range(60))
def test_isl_says_the_same(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    text = program(random.Random(seed))
    _, module = front(SourceFile("f.pyx", text), Options(), None)
    function = next(f for f in module.functions if any(isinstance(s, ForRange) for s in walk(f.body)))
    sets.forget()
    quick = looked_at(function)
    monkeypatch.setattr(nests.Nest, "least", lambda self, total: None)
    slow = looked_at(function)
    assert quick is not None
    assert slow is not None
    assert quick.violations.keys() == slow.violations.keys()
    for key, found in quick.violations.items():
        expected = slow.violations[key]
        assert isinstance(expected, Violation)
        context = slow.params.context(False, expected.wrong, expected.runs)
        wrong = expected.wrong.intersect(context)
        if found is None:
            assert wrong.is_empty(), text
            continue
        assert found.wrong.intersect(context).is_equal(wrong), text
        if found.end is not None:
            runs = expected.runs.intersect(context)
            assert runs.intersect(not_negative(found.end)).is_equal(runs.subtract(wrong)), text

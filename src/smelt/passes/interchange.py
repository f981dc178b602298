"""Swap two loops where the inner one strides through memory and the outer one would not.

Requires and keeps the *built* phase. A column-wise loop over C-order data uses one element of each cache line and comes
back for the next one when the line is gone.

Before::                                        After::

    for %j in range(0, m, 1):                       for %i in range(0, n, 1):
        for %i in range(0, n, 1):                       for %j in range(0, m, 1):
            a[%i, %j] = 2 * a[%i, %j]                       a[%i, %j] = 2 * a[%i, %j]

What has to hold: the nest is a scop of two loops with nothing but C variables between them, the inner bounds do not
depend on the outer round, no value is handed on in variables or read behind the nest, and no two rounds use one element
(one of them writing it) that would change their order: the element is still computed from the same operands in the same
order. Whether it pays is told by counting cache lines: an access whose element stays is free, a neighbour costs an
eighth of a line, anything else a whole one; what is written costs that twice, for it has to be brought back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from smelt.affine import analyses, sets
from smelt.ir.nodes import Assign, Block, Expr, ForRange, Function, Load, Module
from smelt.ir.visit import copy_expr, walk
from smelt.passes.pieces import Refused, Unneeded, as_type, check_shape, each_loop, looked_at, loop_name, note
from smelt.records import replace
from smelt.types import View

if TYPE_CHECKING:
    from smelt.affine.scop import Access, Scop

_LINE = 8


def run(module: Module) -> None:
    """Look at the nests of every function."""
    for function in analyses.counting(module):
        each_loop(function.body, _Interchange(function, module).versions)


class _Interchange:
    """The nests of one function."""

    def __init__(self, function: Function, module: Module) -> None:
        self.function = function
        self.ledger = module.ledger
        self.module = module

    def versions(self, loop: ForRange) -> Block | None:
        self.nest(loop, loop)
        return [loop]

    def nest(self, loop: ForRange, outermost: ForRange) -> None:
        """Look at the pairs of loops in a nest, inner ones first."""
        for stmt in loop.body:
            if isinstance(stmt, ForRange):
                self.nest(stmt, outermost)
        inner = _inner(loop)
        if inner is None or any(isinstance(stmt, ForRange) for stmt in walk(inner.body)):
            return
        try:
            self.swap(loop, inner, outermost)
        except Unneeded:
            return
        except Refused as why:
            note(self.ledger, loop, "refused", f"not interchanged: {why}")

    def swap(self, loop: ForRange, inner: ForRange, outermost: ForRange) -> None:
        from smelt.affine.interior import interior
        from smelt.affine.live import used_behind

        check_shape(loop)
        check_shape(inner)
        known = analyses.of(self.module, self.function)
        with looked_at(Unneeded):
            scop = known.scop(loop, outermost)
            if _lines(scop, 0) * 10 >= _lines(scop, 1) * 7:
                raise Unneeded("its cache lines are used up in either order")
            if scop.carried(loop) or scop.carried(inner):
                raise Refused("a variable goes from one round to the next")
            if interior(scop) is not True:
                raise Refused("the inner loop has other bounds in each round")
            if any(c.common < 2 for c in scop.conflicts):
                raise Refused("an outer round begins with elements that rounds write")
            if _turns_around(scop):
                raise Refused("rounds that use one element would change their order")
        if scop.assumed():
            raise Refused("its arithmetic may wrap")
        start, stop = scop.extents[id(inner)]
        if start is None or stop is None:
            raise Refused("the bounds of the inner loop are not known in front of it")
        if used_behind(loop, self.function.body):
            raise Refused("what it computes is used behind it")
        note(self.ledger, loop, "interchanged", f"with the {loop_name(inner)}, for fewer cache lines")
        _exchange(loop, inner, start, stop)
        known.forget()


def _exchange(loop: ForRange, inner: ForRange, start: Expr, stop: Expr) -> None:
    """Turn the pair around, in place."""
    head = loop.body[:-1]
    down = replace(loop, body=[*head, *inner.body])
    loop.counter, loop.span = inner.counter, inner.span
    loop.start = as_type(inner.counter.type, copy_expr(start))
    loop.stop = as_type(inner.counter.type, copy_expr(stop))
    loop.body = [down]


def _inner(loop: ForRange) -> ForRange | None:
    """The inner loop of a pair with nothing but C variables in front of it."""
    if loop.plain or loop.orelse or not loop.body or not isinstance(loop.body[-1], ForRange):
        return None
    inner = loop.body[-1]
    plain = all(isinstance(stmt, Assign) and isinstance(stmt.target, Load) for stmt in loop.body[:-1])
    return inner if plain and not inner.orelse else None


def _lines(scop: Scop, depth: int) -> int:
    """How many cache lines a round of the loop at `depth` takes if it is the innermost one, in eighths."""
    from smelt.affine.interior import depends, steps
    from smelt.affine.reuse import value_key

    counter = scop.counters[depth]
    total = 0
    kinds: dict[object, list[Access]] = {}
    for access in (a for i in scop.instances for a in i.accesses):
        kinds.setdefault((id(access.view), *map(value_key, access.index)), []).append(access)
    for accesses in kinds.values():
        access = accesses[0]
        view = access.view.type
        assert isinstance(view, View)
        moving = [axis for axis, known in enumerate(access.index) if depends(known, counter)]
        if not moving:
            continue
        dense = moving == [axis for axis, form in enumerate(view.axes) if form.packing == "contig"]
        lines = 1 if dense and steps(access.index[moving[0]], counter) else _LINE
        total += lines * (1 + any(a.write for a in accesses))
    return total


def _turns_around(scop: Scop) -> bool:
    """Whether two rounds that use one element would be made in the other order."""
    from smelt.affine.pairs import second_name
    from smelt.affine.params import variable

    outer, inner = scop.counters[:2]
    later = sets.gt_set(variable(second_name(outer)), variable(outer))
    before = sets.lt_set(variable(second_name(inner)), variable(inner))
    for conflict in scop.conflicts:
        if conflict.common < 2:
            continue
        apart = conflict.distance(outer, inner)
        if apart is not None:
            if apart[0] > 0 > apart[1]:
                return True
        elif not sets.is_empty(sets.intersect(sets.intersect(conflict.rounds, later), before)):
            return True
    return False

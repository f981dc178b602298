"""Order the loops of a nest so that vectors of the elements that it adds to can be kept.

Requires and keeps the *built* phase. A product of matrices may be written in any order of its loops. In most of them
each round loads and stores what it adds to; where the loop of the terms is innermost, sums stay in registers, and a
vector of them takes its operands from rows that several sums share. Where it is innermost already, those around it may
have to change places.

Before::                                        After::

    for %i in range(0, n, 1):                       for %i in range(0, n, 1):
        for %k in range(0, l, 1):                       for %j in range(0, m, 1):
            for %j in range(0, m, 1):                       for %k in range(0, l, 1):
                c[i, j] = c[i, j] + a[i, k] * b[k, j]           c[i, j] = c[i, j] + a[i, k] * b[k, j]

What has to hold: two or three loops have nothing but C variables between them and are a scop whose bounds are known in
front of it; no value is handed on in variables or read behind the nest; no two rounds use one element (one of them
writing it) that would change their order, so that each sum keeps its own; whatever is written does not depend on the
counter of the loop that goes innermost; and `rows` takes the nest as it is then. `promote`, which comes next, keeps the
element in a variable, `rows` and `outervector` make vectors of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, permutations
from typing import TYPE_CHECKING

from smelt.affine import analyses, sets
from smelt.affine.live import used_behind
from smelt.ir.nodes import Assign, Block, Expr, ForRange, Function, Load, Module, Slot
from smelt.ir.visit import copy_expr, has_loop
from smelt.passes.pieces import Refused, as_type, check_shape, each_loop, looked_at, note
from smelt.passes.promote import updates
from smelt.passes.rows import Together
from smelt.records import record
from smelt.source import Span
from smelt.types import View

if TYPE_CHECKING:
    from smelt.affine.scop import Conflict, Scop

# Loops that change places, at most.
_DEPTH = 3


def run(module: Module) -> None:
    """Look at the nests of every function."""
    for function in analyses.counting(module):
        each_loop(function.body, _Accumulate(function, module).versions)


@record(eq=False)
class _Head:
    """What a loop counts."""

    counter: Slot
    start: Expr
    stop: Expr
    span: Span | None


class _Accumulate:
    """The nests of one function."""

    def __init__(self, function: Function, module: Module) -> None:
        self.function = function
        self.ledger = module.ledger
        self.known = analyses.of(module, function)

    def versions(self, loop: ForRange) -> Block | None:
        self.nest(loop, [])
        return [loop]

    def nest(self, loop: ForRange, around: list[ForRange]) -> None:
        """Look at the innermost loops of a nest that have nothing between them."""
        chain = _chain(loop)
        if has_loop(chain[-1].body):
            if len(chain) > 1 and self.reorder(chain[-2:], [*around, *chain[:-2]]):
                return
            for stmt in chain[-1].body:
                if isinstance(stmt, ForRange) and stmt.parallel is None:
                    self.nest(stmt, [*around, *chain])
            return
        if not any(updates(stmt) for stmt in chain[-1].body):
            return
        for start in range(max(0, len(chain) - _DEPTH), len(chain) - 1):
            if self.reorder(chain[start:], [*around, *chain[:start]]):
                return

    def reorder(self, chain: list[ForRange], around: list[ForRange]) -> bool:
        """Put loops in the order that pays, if there is one; whether it is found."""
        try:
            orders = self.orders(chain)
        except Refused:
            return False
        heads = [_Head(loop.counter, loop.start, loop.stop, loop.span) for loop in chain]
        bodies = [loop.body for loop in chain]
        if orders and self.pays(chain, around):
            return True
        for order in orders:
            _put(chain, order)
            chain[-1].body = [*(stmt for body in bodies[:-1] for stmt in body[:-1]), *bodies[-1]]
            for outer, inner in pairwise(chain):
                outer.body = [inner]
            self.known.forget()
            if self.pays(chain, around):
                note(self.ledger, chain[-1], "interchanged", "it goes inside, for sums that stay in registers")
                return True
            _put(chain, heads)
            for loop, body in zip(chain, bodies, strict=True):
                loop.body = body
            self.known.forget()
        return False

    def pays(self, chain: list[ForRange], around: list[ForRange]) -> bool:
        """Whether rounds of one of the loops would share vectors as they are now."""
        for loop in (chain[0], *reversed(around)):
            try:
                found = Together(self.function, loop, self.known)
            except Refused:
                continue
            if any(made.loop is inner for made in found.sharing for inner in chain):
                return True
        return False

    def orders(self, chain: list[ForRange]) -> list[list[_Head]]:
        """The orders that the loops are allowed to have and that may pay.

        Raises
        ------
        Refused
            If they have to stay in theirs.
        """
        for loop in chain:
            check_shape(loop)
        if used_behind(chain[0], self.function.body):
            raise Refused("what it computes is used behind it")
        with looked_at():
            scop = self.known.scop(chain[0])
            within = has_loop(chain[-1].body)
            free = [number for number in range(len(chain)) if within or not _writes_by(scop, number)]
            if not free:
                raise Refused("no loop of it adds to the same element")
            if scop.assumed() or any(scop.carried(loop) for loop in chain):
                raise Refused("a variable goes from one round to the next, or its arithmetic may wrap")
            if any(conflict.common < len(chain) for conflict in scop.conflicts):
                raise Refused("a round of an outer loop begins with elements that rounds write")
            heads = _heads(chain, scop)
            return [
                [heads[number] for number in order]
                for order in permutations(range(len(chain)))
                if order[-1] in free
                and list(order) != sorted(order)
                and (not within or _shared(scop, order))
                and not _turns_around(scop, order)
            ]


def _chain(loop: ForRange) -> list[ForRange]:
    """A loop and those in it, as far as there is nothing but C variables between them."""
    found = [loop]
    while True:
        body = found[-1].body
        inner = body[-1] if body else None
        if not isinstance(inner, ForRange) or inner.plain or inner.parallel is not None or inner.orelse:
            return found
        if not all(isinstance(stmt, Assign) and isinstance(stmt.target, Load) for stmt in body[:-1]):
            return found
        found.append(inner)


def _heads(chain: Sequence[ForRange], scop: Scop) -> list[_Head]:
    """What the loops count, in terms of what the nest leaves alone."""
    found: list[_Head] = []
    for loop in chain:
        start, stop = (loop.start, loop.stop) if loop is chain[0] else scop.extents[id(loop)]
        if start is None or stop is None:
            raise Refused("the bounds of an inner loop are not known in front of the nest")
        type_ = loop.counter.type
        found.append(_Head(loop.counter, as_type(type_, copy_expr(start)), as_type(type_, copy_expr(stop)), loop.span))
    return found


def _put(chain: Sequence[ForRange], heads: Sequence[_Head]) -> None:
    for loop, head in zip(chain, heads, strict=True):
        loop.counter, loop.start, loop.stop, loop.span = head.counter, head.start, head.stop, head.span


def _writes_by(scop: Scop, depth: int) -> bool:
    """Whether an element that is written depends on the counter of the loop at a depth."""
    from smelt.affine.interior import depends

    name = scop.counters[depth]
    accesses = [access for instance in scop.instances for access in instance.accesses]
    return any(depends(index, name) for access in accesses if access.write for index in access.index)


def _shared(scop: Scop, order: Sequence[int]) -> bool:
    """Whether loops further inside read elements that lie side by side for the last loop, the same for the others."""
    from smelt.affine.interior import depends, steps

    names = [scop.counters[depth] for depth in order]
    for instance in scop.instances:
        for access in instance.accesses if len(instance.loops) > len(order) else []:
            view = access.view.type
            assert isinstance(view, View)
            moving = [axis for axis, known in enumerate(access.index) if depends(known, names[-1])]
            dense = moving == [axis for axis, form in enumerate(view.axes) if form.packing == "contig"]
            others = any(depends(known, name) for known in access.index for name in names[:-1])
            if dense and not others and steps(access.index[moving[0]], names[-1]):
                return True
    return False


def _turns_around(scop: Scop, order: Sequence[int]) -> bool:
    """Whether two rounds that use one element would be made in the other order."""
    names = [scop.counters[depth] for depth in order]
    return any(_earlier(conflict, names) for conflict in scop.conflicts)


def _earlier(conflict: Conflict, names: Sequence[str]) -> bool:
    """Whether the second round of a conflict may come first if the loops with these counters are in this order."""
    from smelt.affine.pairs import second_name
    from smelt.affine.params import variable

    rounds = conflict.rounds
    for name in names:
        one, other = variable(name), variable(second_name(name))
        if not sets.is_empty(sets.intersect(rounds, sets.lt_set(other, one))):
            return True
        rounds = sets.intersect(rounds, sets.eq_set(one, other))
    return False

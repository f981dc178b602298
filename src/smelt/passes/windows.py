"""Let a loop over a window count from the place of the window, so that windows side by side become vectors.

Requires and keeps the *built* phase. The sum of an element's neighbours goes from the first to the last of them, which
move with the element. Counted from the element, all windows have the same bounds but those at the edges, and neighbours
of one element lie beside those of the next one: that is what `outervector` takes.

Before::

    for %j in range(0, n, 1):
        s = 0.0
        for %k in range(max(0, %j - w), min(n, %j + w + 1), 1):
            s = s + a[%k]
        b[%j] = s

After::

    for %j in range(0, n, 1):
        s = 0.0
        for %at in range(max(0, %j - w) - %j, min(n, %j + w + 1) - %j, 1):
            %k = %at + %j
            s = s + a[%k]
        b[%j] = s

What has to hold: where the loop begins and where it ends is, in some rounds at least, the outer counter plus something
that does not depend on it; counted from there, the nest is a scop that `outervector` takes. The rounds are the same
ones in the same order; that the differences do not wrap is part of what a scop is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from smelt.affine import analyses
from smelt.ir.nodes import Assign, Block, Expr, ForRange, Function, Load, Module, Slot
from smelt.ir.visit import blocks_of, copy_expr, expressions, has_loop, walk
from smelt.passes.outervector import Vectors
from smelt.passes.pieces import Refused, as_type, check_shape, each_loop, looked_at, minus, plus
from smelt.types import SSIZE

if TYPE_CHECKING:
    from smelt.affine.params import Known


def run(module: Module) -> None:
    """Look at the nests of every function."""
    for function in analyses.counting(module):
        each_loop(function.body, _Windows(function, module).versions)


class _Windows:
    """The nests of one function."""

    def __init__(self, function: Function, module: Module) -> None:
        self.function = function
        self.known = analyses.of(module, function)

    def versions(self, loop: ForRange) -> Block | None:
        if has_loop(loop.body):
            for inner in blocks_of(loop):
                each_loop(inner, self.versions)
            self.count_anew(loop)
        return [loop]

    def count_anew(self, loop: ForRange) -> None:
        """Let the loops over windows inside of a loop count from its counter, if that makes vectors of its rounds."""
        try:
            found = self.windows(loop)
        except Refused:
            return
        if not found:
            return
        before = [(inner, inner.counter, inner.start, inner.stop, inner.body) for inner in found]
        slots = len(self.function.slots)
        for inner in found:
            self.shift(inner, loop.counter)
        self.known.forget()
        try:
            Vectors(self.function, loop, self.known)
        except Refused:
            for inner, counter, start, stop, body in before:
                inner.counter, inner.start, inner.stop, inner.body = counter, start, stop, body
            del self.function.slots[slots:]
            self.known.forget()

    def windows(self, loop: ForRange) -> list[ForRange]:
        """The loops inside that begin and end some way from the counter."""
        check_shape(loop)
        inside = [stmt for stmt in walk(loop.body) if isinstance(stmt, ForRange)]
        moved = _moved(loop)
        if not any(_reads(inner.start, moved) and _reads(inner.stop, moved) for inner in inside):
            return []
        with looked_at():
            scop = self.known.scop(loop)
            name = scop.counters[0]
            ends = [scop.bounds[2 * number : 2 * number + 2] for number in range(len(inside))]
            found = [
                inner
                for inner, bounds in zip(inside, ends, strict=True)
                if all(_moves(bound, name) for bound in bounds)
            ]
        for inner in found:
            check_shape(inner)
        return found

    def shift(self, inner: ForRange, place: Slot) -> None:
        """Let a loop count from the counter of an outer one."""
        at = Slot("at", SSIZE, temp=True)
        self.function.slots.append(at)
        old = inner.counter
        here = Load(place.type, place)
        inner.start = minus(inner.start, as_type(SSIZE, here))
        inner.stop = minus(inner.stop, as_type(SSIZE, copy_expr(here)))
        value = as_type(old.type, plus(Load(SSIZE, at), copy_expr(here)))
        inner.counter = at
        inner.body = [Assign(Load(old.type, old), value, span=inner.span), *inner.body]


def _moved(loop: ForRange) -> set[Slot]:
    """The variables that may depend on the round, as far as the text tells."""
    moved = {loop.counter}
    before = 0
    while len(moved) != before:
        before = len(moved)
        for stmt in walk(loop.body):
            if isinstance(stmt, Assign) and isinstance(stmt.target, Load) and _reads(stmt.value, moved):
                moved.add(stmt.target.slot)
    return moved


def _reads(expr: Expr, slots: set[Slot]) -> bool:
    return any(isinstance(e, Load) and e.slot in slots for e in (expr, *expressions(expr)))


def _moves(bound: Known, counter: str) -> bool:
    """Whether a bound is, in some rounds at least, a counter plus something that does not depend on it."""
    from smelt.affine import sets
    from smelt.affine.interior import involves, steps
    from smelt.affine.isl import isl
    from smelt.affine.params import variable

    if steps(bound, counter):
        return True
    pieces = [isl.PwAff.from_aff(piece) for _, piece in bound.form.get_pieces()]
    return any(
        involves(piece, counter) and not involves(sets.coalesce_form(sets.sub(piece, variable(counter))), counter)
        for piece in pieces
    )

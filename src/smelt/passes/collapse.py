"""Make one loop of a nest that goes through whole rows one after the other.

Requires and keeps the *built* phase. Where the rows of all views follow each other without gaps, the item behind the
last one of a row is the first of the next. A nest over rows and columns is a single loop over the items then, in the
same order: short rows (pixels of three channels, say) cost no more than long ones, and the C compiler's vectors run on.

Before::                                        After::

    for %i in range(0, n, 1):                       if m >= 0 & a.strides[0] == m * a.strides[1]:
        for %j in range(0, m, 1):                       for %item in range(0, n * m, 1):
            s = s + a[%i, %j]                               s = s + a[0, %item]
                                                    else:
                                                        for %i in range(0, n, 1):
                                                            ...

What has to hold: the nest is a scop, there is nothing between the loops but C variables that only indices and bounds
use, all loops count from 0, the extents of those inside are known in front, and every element that is used has either
the counters in consecutive axes, in the order of the loops, or none of them. As the order of rounds stays as it is,
nothing else is asked: not what depends on what, nor whether views share memory.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from smelt.affine import analyses
from smelt.affine.live import used_behind
from smelt.ir.nodes import (
    Assign,
    Binary,
    Block,
    Const,
    Expr,
    ForRange,
    Function,
    If,
    Load,
    Module,
    Slot,
    Stmt,
    ViewExtent,
    ViewItem,
    ViewStride,
)
from smelt.ir.visit import assigned_by, blocks_of, copy_expr, expressions, fresh_copy, operands, slots_of, walk
from smelt.passes.pieces import Pieces, Refused, all_of, as_type, each_loop, is_const, looked_at, note_nest, times
from smelt.types import BINT, SSIZE

if TYPE_CHECKING:
    from smelt.affine.scop import Access, Scop

# The axes of each element, by the identity of the expression, that the loops of the nest count.
Places = dict[int, range | None]

# Larger bodies are not written twice: what the loop itself costs does not matter there.
_LARGEST = 40


def run(module: Module) -> None:
    """Look at the nests of every function."""
    for function in analyses.counting(module):
        each_loop(function.body, _Collapse(function, module).versions)


class _Collapse:
    """The nests of one function."""

    def __init__(self, function: Function, module: Module) -> None:
        self.function = function
        self.known = analyses.of(module, function)
        self.ledger = module.ledger

    def versions(self, loop: ForRange) -> Block | None:
        """The loop over items and the nest as it was; None if loops inside may do better."""
        nest = _perfect(loop)
        if len(nest) < 2 or sum(1 for _ in walk(nest[-1].body)) > _LARGEST or not _uses_items(nest[-1]):
            return None
        try:
            with looked_at():
                scop = self.known.scop(loop)
                extents = _extents(scop, nest)
                places = {id(access.item): _place(scop, access) for i in scop.instances for access in i.accesses}
        except Refused:
            return None
        if not any(place is not None for place in places.values()):
            return None
        counting = _counting(nest, places)
        if counting & used_behind(loop, self.function.body) or _used(nest, places, counting):
            return None
        fast = self.collapsed(nest, extents, places, counting)
        test = all_of([*_tests(extents, scop, places), *scop.assumed()])
        note_nest(self.ledger, loop, "collapsed", "one loop, where all rows follow each other")
        return [If(test, fast, [loop], span=loop.span, likely=True)]

    def collapsed(self, nest: list[ForRange], extents: list[Expr], places: Places, counting: set[Slot]) -> Block:
        """The loop over all items."""
        loop, inner = nest[0], nest[-1]
        counter = Pieces(self.function, loop).slot(loop.counter.name)
        total = as_type(SSIZE, copy_expr(loop.stop))
        for extent in extents:
            total = times(total, copy_expr(extent))
        copies, new = fresh_copy(inner.body, self.function.slots)
        for stmt, original in zip(walk(copies), walk(inner.body), strict=True):
            for expr, known in zip(expressions(stmt), expressions(original), strict=True):
                place = places.get(id(known))
                if isinstance(expr, ViewItem) and place is not None:
                    for axis in place:
                        expr.indices[axis] = Load(SSIZE, counter) if axis == place[-1] else Const(SSIZE, 0)
        _drop(copies, counting | {copy for slot, copy in new.items() if slot in counting})
        made = ForRange(counter, Const(SSIZE, 0), total, Const(SSIZE, 1), copies, span=loop.span)
        made.apart = inner.apart
        return [made]


def _perfect(loop: ForRange) -> list[ForRange]:
    """Loops of which each has nothing in it but the next one, and C variables in front of that."""
    found: list[ForRange] = []
    block: Block = [loop]
    while block and isinstance(block[-1], ForRange) and all(_target(stmt) is not None for stmt in block[:-1]):
        last = block[-1]
        if (
            last.plain
            or last.orelse
            or last.parallel is not None
            or not (is_const(last.step, 1) and is_const(last.start, 0))
        ):
            break
        found.append(last)
        block = last.body
    inside = found and any(isinstance(stmt, ForRange) for stmt in walk(found[-1].body))
    return [] if inside else found


def _target(stmt: Stmt) -> Slot | None:
    """The C variable that a statement sets."""
    return stmt.target.slot if isinstance(stmt, Assign) and isinstance(stmt.target, Load) else None


def _uses_items(loop: ForRange) -> bool:
    """Whether there is an element of a view of several axes."""
    return any(isinstance(e, ViewItem) and len(e.indices) > 1 for stmt in walk(loop.body) for e in expressions(stmt))


def _extents(scop: Scop, nest: list[ForRange]) -> list[Expr]:
    """How many rounds the inner loops have, as it is known in front of the nest."""
    found: list[Expr] = []
    for loop in nest[1:]:
        stop = scop.extents[id(loop)][1]
        if stop is None:
            raise Refused("the extent of a loop is not known in front")
        found.append(as_type(SSIZE, copy_expr(stop)))
    return found


def _place(scop: Scop, access: Access) -> range | None:
    """The axes that the loops count; None if they do not move in any.

    Raises
    ------
    Refused
        If the counters are used in any other way.
    """
    from smelt.affine.interior import involves
    from smelt.affine.params import variable

    forms = [known.form for known in access.index]
    moving = [axis for axis, form in enumerate(forms) if any(involves(form, name) for name in scop.counters)]
    if not moving:
        return None
    if moving != list(range(moving[0], moving[0] + len(scop.counters))):
        raise Refused("an element does not lie where the counters tell")
    for axis, name in zip(moving, scop.counters, strict=True):
        if not forms[axis].ne_set(variable(name)).is_empty():
            raise Refused("an element does not lie where the counters tell")
    return range(moving[0], moving[-1] + 1)


def _counting(nest: list[ForRange], places: Places) -> set[Slot]:
    """The C variables that hold what counters do, and those that the heads of loops compute."""
    found = {loop.counter for loop in nest}
    for loop in nest[:-1]:
        found |= {slot for stmt in loop.body[:-1] for slot in assigned_by(stmt)}
    body = list(walk(nest[-1].body))
    while True:
        more = {
            slot
            for stmt in body
            if (slot := _target(stmt)) is not None and any(found & _reads(e, places) for e in operands(stmt))
        }
        if more <= found:
            return found
        found |= more


def _reads(expr: Expr, places: Places) -> set[Slot]:
    """The variables that an expression is computed from, but for the indices that the counter of items replaces."""
    parts = operands(expr)
    place = places.get(id(expr))
    if isinstance(expr, ViewItem) and place is not None:
        parts = [part for axis, part in enumerate(expr.indices) if axis not in place]
    return {*slots_of(expr), *(slot for part in parts for slot in _reads(part, places))}


def _used(nest: list[ForRange], places: Places, counting: set[Slot]) -> bool:
    """Whether counters are used for more than to count and to find elements."""
    for stmt in walk(nest[-1].body):
        if _target(stmt) not in counting and any(counting & _reads(expr, places) for expr in operands(stmt)):
            return True
    return False


def _drop(block: Block, slots: set[Slot]) -> None:
    """Leave out what sets variables that are used no longer."""
    block[:] = [stmt for stmt in block if _target(stmt) not in slots]
    for stmt in block:
        for inner in blocks_of(stmt):
            _drop(inner, slots)


def _tests(extents: list[Expr], scop: Scop, places: Places) -> list[Expr]:
    """That rows follow each other in all views, and that no loop has fewer than no rounds."""
    zero = Const(SSIZE, 0)
    tests: list[Expr] = [
        Binary(BINT, ">=", copy_expr(extent), zero) for extent in extents if not isinstance(extent, ViewExtent)
    ]
    seen: set[tuple[int, range]] = set()
    for instance in scop.instances:
        for access in instance.accesses:
            place = places[id(access.item)]
            if place is None or (id(access.view), place) in seen:
                continue
            seen.add((id(access.view), place))
            for axis, extent in zip(place, extents, strict=False):
                row = times(copy_expr(extent), ViewStride(SSIZE, access.view, axis + 1))
                tests.append(Binary(BINT, "==", ViewStride(SSIZE, access.view, axis), row))
    return tests

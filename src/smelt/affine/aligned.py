"""Views of which each round of a nest uses its own item: two of them may be the same memory, item for item.

``add(a, b, a)`` is right whatever order the rounds are made in, as no round uses what another one does. That is told
by the indices alone, without isl: all counters of the nest, each in an axis of its own, and nothing else.
"""

from __future__ import annotations

from itertools import pairwise

from smelt.ir.nodes import Assign, Cast, Expr, ForRange, Load, Slot, ViewItem, While
from smelt.ir.visit import assigned_by, expressions, walk
from smelt.types import CInt, View, strip_const

# The counter that indexes each axis.
Axes = tuple[Slot, ...]


def own_items(nest: ForRange) -> dict[Slot, Axes]:
    """The views of a nest of which a round uses one item that is no other round's, and how it is found."""
    loops = _chain(nest)
    if not loops:
        return {}
    counters = _counters(loops)
    found: dict[Slot, Axes] = {}
    others: set[Slot] = set()
    inside = {id(stmt) for stmt in walk(loops[-1].body)}
    for stmt in walk([nest]):
        for expr in expressions(stmt):
            if not isinstance(expr, ViewItem):
                continue
            axes = tuple(counter for part in expr.indices if (counter := _counter(part, counters)) is not None)
            own = len(axes) == len(expr.indices) == len(loops) == len(set(axes)) and id(stmt) in inside
            if not own or found.setdefault(expr.view, axes) != axes:
                others.add(expr.view)
    return {view: axes for view, axes in found.items() if view not in others}


def alike(one: Slot, other: Slot, own: dict[Slot, Axes]) -> bool:
    """Whether nothing changes where two views are the same memory, item for item."""
    axes = own.get(one)
    if axes is None or own.get(other) != axes:
        return False
    assert isinstance(one.type, View)
    assert isinstance(other.type, View)
    return strip_const(one.type.dtype) == strip_const(other.type.dtype)


def _chain(nest: ForRange) -> list[ForRange]:
    """The loops of a nest that has one in another; none if there are several side by side, or such as do not count."""
    statements = walk([nest])
    loops = [stmt for stmt in statements if isinstance(stmt, ForRange)]
    nested = all(any(stmt is inner for stmt in walk(outer.body)) for outer, inner in pairwise(loops))
    return loops if nested and not any(isinstance(stmt, While) for stmt in statements) else []


def _counters(loops: list[ForRange]) -> dict[Slot, Slot]:
    """The C variables that hold a counter wherever they are read in the nest, and which."""
    changes: dict[Slot, int] = {}
    for stmt in walk([loops[0]]):
        for slot in assigned_by(stmt):
            changes[slot] = changes.get(slot, 0) + 1
    found = {loop.counter: loop.counter for loop in loops}
    for loop in loops:
        first = loop.body[0] if loop.body else None
        if isinstance(first, Assign) and isinstance(first.target, Load) and changes[first.target.slot] == 1:
            _copy(first, found)
    for stmt in walk(loops[-1].body):
        # Temporaries are set in front of what reads them.
        if isinstance(stmt, Assign) and isinstance(stmt.target, Load):
            slot = stmt.target.slot
            if slot.temp and changes[slot] == 1:
                _copy(stmt, found)
    return found


def _copy(stmt: Assign, counters: dict[Slot, Slot]) -> None:
    assert isinstance(stmt.target, Load)
    counter = _counter(stmt.value, counters)
    if counter is not None and _fits(stmt.value.type, stmt.target.type):
        counters[stmt.target.slot] = counter


def _counter(expr: Expr, counters: dict[Slot, Slot]) -> Slot | None:
    """The counter that an index is, whatever integer type it is kept in, as long as none is too narrow for it."""
    while isinstance(expr, Cast):
        if not _fits(expr.operand.type, expr.type):
            return None
        expr = expr.operand
    return counters.get(expr.slot) if isinstance(expr, Load) else None


def _fits(inner: object, outer: object) -> bool:
    return isinstance(inner, CInt) and isinstance(outer, CInt) and outer.bits >= inner.bits

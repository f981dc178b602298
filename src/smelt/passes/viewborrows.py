"""Which view variables need no reference: those that only ever show memory of a view that the function keeps anyway.

Part of `ownership`. ``row`` in ``for i in range(n): row = v[i]`` is a part of the parameter ``v`` in every round, and
``v`` is never bound anew: so its owner lives until the function ends, and ``row`` is a plain struct, without the GIL as
well.
"""

from __future__ import annotations

from smelt.ir.nodes import Assign, Const, Function, Initializer, Load, Op, Slot, Stmt, Storage
from smelt.ir.visit import assigned_by, walk
from smelt.passes.liveness import Liveness, strip_casts
from smelt.types import View

# Where a variable's views come from, None being something with an owner of its own.
Sources = list[Slot | None]


def kept_views(function: Function, live: Liveness) -> set[Slot]:
    """The local views whose owners others keep alive until the function ends."""
    if function.kind == "generator" or not any(isinstance(slot.type, View) for slot in function.slots):
        return set()
    sources = _sources(function)
    roots = _roots(function, live, sources)
    found = {slot for slot in sources if slot.storage is Storage.LOCAL and slot.cell is None and slot in live.bits}
    found -= live.unbound
    while True:
        left = {slot for slot in found if all(source in found or source in roots for source in sources[slot])}
        if left == found:
            return found
        found = left


def _sources(function: Function) -> dict[Slot, Sources]:
    """What each view variable is assigned, constants left out."""
    found: dict[Slot, Sources] = {}
    for stmt in walk(function.body):
        for slot in assigned_by(stmt):
            if isinstance(slot.type, View):
                found.setdefault(slot, []).extend(_source(stmt))
    return found


def _source(stmt: Stmt) -> Sources:
    match stmt:
        case Assign(value=value):
            value = strip_casts(value)
            if isinstance(value, Const | Initializer):
                return []  # unbound or None
            return [value.slot] if isinstance(value, Load) else [None]
        case Op(row=row, args=args) if row.borrowed:
            first = strip_casts(args[0])
            return [first.slot] if isinstance(first, Load) else [None]
    return [None]


def _roots(function: Function, live: Liveness, sources: dict[Slot, Sources]) -> set[Slot]:
    """The variables that keep one view all the time: parameters, and locals that are bound once, outside of loops."""
    roots = {s for s in function.params if isinstance(s.type, View) and s.storage is Storage.PARAM and s not in sources}
    for stmt in function.body:
        for slot in assigned_by(stmt):
            if isinstance(slot.type, View) and not slot.temp and slot.storage is Storage.LOCAL and slot.cell is None:
                if live.writers.get(slot) == 1 and slot not in live.unbound:
                    roots.add(slot)
    return roots

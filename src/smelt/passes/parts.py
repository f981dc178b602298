"""Let loops use items of a view where they use items of a row of it, so that other passes see what they are.

Requires and keeps the *built* phase. A part that is cut anew in each round is a view that changes: its checks stay, and
so do the loops. Where a part only leaves axes out, or lists them in another order, its items are those of the view.

Before::                                        After::

    for %i in range(0, n, 1):                       for %i in range(0, n, 1):
        %a = part double[:, :] as double[:](a, %i)
        for %j in range(0, %a.shape[0], 1):             for %j in range(0, a.shape[1], 1):
            check %j in %a.shape[0]                         check %j in a.shape[1]
            s = s + %a[%j]                                  s = s + a[%i, %j]

That is done where a part is only read from and written to, all of it behind the place in the block where it is cut, and
the view is not set there. A variable that is set to such parts goes with them where the view itself is never set again:
so long its exporter is held anyway. Messages name the axis of the part as they did.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from smelt.ir.nodes import (
    Assign,
    Block,
    CheckIndex,
    CheckView,
    Const,
    Expr,
    ForRange,
    Function,
    Load,
    Module,
    Op,
    Slot,
    Stmt,
    Storage,
    ViewExtent,
    ViewItem,
    ViewStride,
    While,
)
from smelt.ir.visit import assigned_by, blocks_of, copy_expr, expressions, map_operands, slots_of, walk
from smelt.passes.pieces import as_type
from smelt.primitives.viewparts import PartRow
from smelt.records import record
from smelt.types import SSIZE, View, strip_const

_LOCAL = (Storage.LOCAL, Storage.PARAM)
# What becomes of the axes of the view that a part is cut from: an index, or the axis of the part.
Axes = list[Expr | int]


def run(module: Module) -> None:
    """Look at the parts that are cut in loops."""
    for function in module.functions:
        if any(_is_cut(stmt) for stmt in walk(function.body)):
            _Parts(function).run()


def cut_in_full(function: Function) -> set[Slot]:
    """Temporaries that are only ever parts with the same items: what this pass may do without."""
    good: set[Slot] = set()
    other: set[Slot] = set()
    for stmt in walk(function.body):
        (good if _is_cut(stmt) else other).update(assigned_by(stmt))
    return good - other


def _is_cut(stmt: Stmt) -> bool:
    """Whether a statement cuts a part that only leaves axes out, or lists them in another order."""
    return (
        isinstance(stmt, Op)
        and isinstance(stmt.row, PartRow)
        and stmt.dest is not None
        and stmt.dest.temp
        and all(kind in ("index", "full") for kind, _ in stmt.row.axes)
        and isinstance(stmt.args[0], Load)
        and _alike(stmt.args[0].slot, stmt.dest)
    )


def _alike(one: Slot, other: Slot) -> bool:
    """Whether two variables are views of the same items that are reached by strides alone."""
    left, right = one.type, other.type
    return (
        isinstance(left, View) and isinstance(right, View) and left.direct and right.direct
        and strip_const(left.dtype) == strip_const(right.dtype)
        and one.storage in _LOCAL and other.storage is Storage.LOCAL
    )  # fmt: skip


@record(eq=False)
class _Part:
    """A place where a variable becomes a part of a view, and what comes behind it in its block; `held` has indices that
    are to be computed there."""

    dest: Slot
    view: Slot
    axes: Axes
    stmt: Stmt
    rest: Block
    held: list[tuple[Slot, Expr]]


class _Parts:
    """The parts of one function."""

    def __init__(self, function: Function) -> None:
        self.function = function
        self.parts: list[_Part] = []
        self.writes = Counter(slot for stmt in walk(function.body) for slot in assigned_by(stmt))
        self.uses = _uses(function.body)

    def run(self) -> None:
        self.find(self.function.body, False)
        while True:
            gone = {id(part.stmt) for part in self.parts}
            kept = [part for part in self.parts if self.stays(part, gone)]
            if len(kept) == len(self.parts):
                break
            self.parts = kept
        if self.parts:
            self.replace()

    def find(self, block: Block, inside: bool) -> None:
        """Note the parts that are cut in loops, in the order of the text."""
        for place, stmt in enumerate(block):
            if inside and _is_cut(stmt):
                assert isinstance(stmt, Op)
                assert isinstance(stmt.row, PartRow)
                assert stmt.dest is not None
                assert isinstance(stmt.args[0], Load)
                held: list[tuple[Slot, Expr]] = []
                axes = _axes_of(stmt.row, stmt.args, held)
                self.parts.append(_Part(stmt.dest, stmt.args[0].slot, axes, stmt, block[place + 1 :], held))
            elif inside and (named := _named(stmt)) is not None:
                slot, value = named
                assert isinstance(value.type, View)
                self.parts.append(_Part(slot, value, list(range(value.type.ndim)), stmt, block[place + 1 :], []))
            for inner in blocks_of(stmt):
                self.find(inner, inside or isinstance(stmt, ForRange | While))

    def stays(self, part: _Part, gone: set[int]) -> bool:
        """Whether a part can be done without, if all those in `gone` can."""
        assigned = {slot for stmt in walk(part.rest) for slot in assigned_by(stmt)}
        if part.view in assigned or part.dest in assigned:
            return False
        if not part.dest.temp and not self.held(part):
            return False
        mine = [other for other in self.parts if other.dest is part.dest]
        if len(mine) != self.writes[part.dest]:
            return False
        if sum(_uses(other.rest)[part.dest] for other in mine) != self.uses[part.dest]:
            return False
        return not any(_taken(stmt, part.dest) for stmt in walk(part.rest) if id(stmt) not in gone)

    def held(self, part: _Part) -> bool:
        """Whether the view that a variable is a part of is held to the end of the function."""
        view = part.view
        for other in reversed(self.parts):
            if other.dest is view:
                view = other.view
        once = self.writes[view] <= (view.storage is Storage.LOCAL)
        return once and not any(
            view in assigned_by(stmt) for loop in walk(self.function.body) if isinstance(loop, ForRange | While)
            for stmt in walk([loop])
        )  # fmt: skip

    def replace(self) -> None:
        """Put items of views in the place of items of their parts."""
        known: dict[Slot, tuple[Slot, Axes]] = {}
        for part in self.parts:
            view, axes = known.get(part.view, (part.view, None))
            if axes is not None:
                axes = [part.axes[axis] if isinstance(axis, int) else axis for axis in axes]
            known[part.dest] = view, axes if axes is not None else part.axes
            for stmt in walk(part.rest):
                _put(stmt, part.dest, *known[part.dest])
        _remove(self.function.body, {id(part.stmt): part for part in self.parts})
        self.function.slots += [slot for part in self.parts for slot, _ in part.held]


def _named(stmt: Stmt) -> tuple[Slot, Slot] | None:
    """A variable that is set to a part, and that part."""
    match stmt:
        case Assign(target=Load(slot=slot), value=Load(slot=value)):
            if not slot.temp and value.temp and _alike(value, slot):
                return slot, value
    return None


def _axes_of(row: PartRow, args: list[Expr], held: list[tuple[Slot, Expr]]) -> Axes:
    """What becomes of the axes of a view; indices that may have other values later are added to `held`."""
    view = row.params[0]
    assert isinstance(view, View)
    found: Axes = [0] * view.ndim
    indices, place = iter(args[1:]), 0
    for kind, axis in row.axes:
        if kind == "index":
            index = next(indices)
            if not (isinstance(index, Const) or (isinstance(index, Load) and index.slot.temp)):
                held.append((Slot("i", SSIZE, temp=True), as_type(SSIZE, index)))
                index = Load(SSIZE, held[-1][0])
            found[axis] = index
        else:
            found[axis] = place
            place += 1
    return found


def _uses(block: Iterable[Stmt]) -> Counter[Slot]:
    """How often views are named, but to set them."""
    found: Counter[Slot] = Counter()
    for stmt in walk(block):
        own = set(assigned_by(stmt))
        target = stmt.target if isinstance(stmt, Assign) else None
        found.update(slot for slot in slots_of(stmt) if slot not in own and isinstance(slot.type, View))
        for expr in expressions(stmt):
            if expr is not target:
                found.update(slot for slot in slots_of(expr) if isinstance(slot.type, View))
    return found


def _taken(stmt: Stmt, view: Slot) -> bool:
    """Whether a statement uses a view other than by its items and extents."""
    if view in slots_of(stmt) and not (isinstance(stmt, CheckIndex | CheckView)):
        return True
    return any(
        view in slots_of(expr) and not isinstance(expr, ViewItem | ViewExtent | ViewStride)
        for expr in expressions(stmt)
    )


def _put(stmt: Stmt, part: Slot, view: Slot, axes: Axes) -> None:
    """Let a statement use items of a view instead of those of its part."""

    def change(expr: Expr) -> Expr:
        map_operands(expr, change)
        match expr:
            case ViewItem(type=type_, view=slot, indices=indices) if slot is part:
                return ViewItem(
                    type_, view, [copy_expr(indices[axis] if isinstance(axis, int) else axis) for axis in axes]
                )
            case ViewExtent(type=type_, view=slot, axis=axis) if slot is part:
                return ViewExtent(type_, view, axes.index(axis))
            case ViewStride(type=type_, view=slot, axis=axis) if slot is part:
                return ViewStride(type_, view, axes.index(axis))
        return expr

    map_operands(stmt, change)
    if isinstance(stmt, CheckView) and stmt.view is part:
        stmt.view = view
    elif isinstance(stmt, CheckIndex) and stmt.view is part:
        if stmt.shown is None:
            stmt.shown = stmt.axis
        stmt.view, stmt.axis = view, axes.index(stmt.axis)


def _remove(block: Block, gone: dict[int, _Part]) -> None:
    kept: Block = []
    for stmt in block:
        part = gone.get(id(stmt))
        if part is None:
            kept.append(stmt)
        else:
            kept += [Assign(Load(SSIZE, slot), index, span=stmt.span) for slot, index in part.held]
    block[:] = kept
    for stmt in block:
        for inner in blocks_of(stmt):
            _remove(inner, gone)

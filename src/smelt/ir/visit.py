"""Children, walking and rewriting of IR nodes, all derived from the fields that `nodes` declares.

What a field holds is read from its annotation once a class and kept; no node class is named here but those whose
meaning matters to everybody: which slots a statement assigns. So a new node needs no change in this file, unless it
has a destination of a new kind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from smelt.ir.nodes import (
    AcquireView,
    Assign,
    Block,
    Call,
    CheckIndex,
    Expr,
    ForRange,
    Load,
    MakeFunction,
    NewCell,
    Node,
    Op,
    Param,
    ParseArgs,
    Slot,
    Stmt,
    Try,
    Unbind,
    Yield,
)

_N = TypeVar("_N", bound=Node | Slot)

# What the annotations of fields say. Evaluating them would take longer than the passes over a small module.
_EXPRS = ("Expr", "Expr | None")
_EXPR_LISTS = ("list[Expr]",)
_SLOTS = ("Slot", "Slot | None")
_SLOT_LISTS = ("list[Slot]",)
_BLOCKS = ("Block", "list[Stmt]")


# No slot is another one.
_SAME: dict[Slot, Slot] = {}


class Shape:
    """Which fields of one node class hold what; `inner` are those with expressions, `named` those with slots."""

    __slots__ = ("blocks", "expr_lists", "exprs", "inner", "leaf", "named", "slot_lists", "slots")

    def __init__(self, cls: type[Node]) -> None:
        hints: dict[str, str] = {}
        for base in reversed(cls.__mro__):
            hints.update(getattr(base, "__annotations__", {}))

        def of(kinds: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(name for name, hint in hints.items() if hint in kinds)

        self.exprs = of(_EXPRS)
        self.expr_lists = of(_EXPR_LISTS)
        self.slots = of(_SLOTS)
        self.slot_lists = of(_SLOT_LISTS)
        self.blocks = of(_BLOCKS)
        self.inner = bool(self.exprs or self.expr_lists)
        self.named = bool(self.slots or self.slot_lists or issubclass(cls, ParseArgs))
        self.leaf = not (self.inner or self.slots or self.slot_lists or self.blocks)


class _Shapes(dict[type[Node], Shape]):
    def __missing__(self, cls: type[Node]) -> Shape:
        found = self[cls] = Shape(cls)
        return found


# The functions below are most of what passes do, and look up shapes here themselves.
_SHAPES = _Shapes()


def shape(node: Node) -> Shape:
    """The `Shape` of the node's class."""
    return _SHAPES[node.__class__]


def operands(node: Node) -> list[Expr]:
    """The expressions directly below a node, in the order of its fields."""
    form = _SHAPES[node.__class__]
    if not form.inner:
        return []
    found: list[Expr] = []
    for name in form.exprs:
        value = getattr(node, name)
        if value is not None:
            found.append(value)
    for name in form.expr_lists:
        found += getattr(node, name)
    return found


def expressions(node: Node) -> list[Expr]:
    """All expressions below a node at any depth, outer ones first; statements nested in it are left out."""
    found: list[Expr] = []
    form = _SHAPES[node.__class__]
    if form.inner:
        _collect(node, form, found)
    return found


def _collect(node: Node, form: Shape, found: list[Expr]) -> None:
    for name in form.exprs:
        value = getattr(node, name)
        if value is not None:
            found.append(value)
            below = _SHAPES[value.__class__]
            if below.inner:
                _collect(value, below, found)
    for name in form.expr_lists:
        for value in getattr(node, name):
            found.append(value)
            below = _SHAPES[value.__class__]
            if below.inner:
                _collect(value, below, found)


def slots_of(node: Node) -> list[Slot]:
    """The slots that a node's own fields name."""
    form = _SHAPES[node.__class__]
    if not form.named:
        return []
    found: list[Slot] = [slot for name in form.slots if (slot := getattr(node, name)) is not None]
    for name in form.slot_lists:
        found += getattr(node, name)
    if isinstance(node, ParseArgs):
        found += [param.slot for param in node.params]
    return found


def blocks_of(stmt: Stmt) -> list[Block]:
    """The statement lists directly below a statement."""
    names = _SHAPES[stmt.__class__].blocks
    return [getattr(stmt, name) for name in names] if names else []


def walk(block: Iterable[Stmt]) -> list[Stmt]:
    """All statements of a block at any depth, in the order of the text."""
    found: list[Stmt] = []
    _gather(block, found)
    return found


def _gather(block: Iterable[Stmt], found: list[Stmt]) -> None:
    for stmt in block:
        found.append(stmt)
        for name in _SHAPES[stmt.__class__].blocks:
            _gather(getattr(stmt, name), found)


def has(block: Iterable[Stmt], kind: type[Stmt]) -> bool:
    """Whether there is a statement of a class in a block, at any depth."""
    for stmt in block:
        cls = stmt.__class__
        if cls is kind:
            return True
        for name in _SHAPES[cls].blocks:
            if has(getattr(stmt, name), kind):
                return True
    return False


def has_loop(block: Iterable[Stmt]) -> bool:
    """Whether there is a counted loop in a block, at any depth."""
    return has(block, ForRange)


# What statements assign, by their identities; they are kept with it, so that no others get these.
Assigned = dict[int, tuple[Stmt, dict[Slot, None]]]


def assigned_in(block: Block, known: Assigned) -> dict[Slot, None]:
    """The slots that the statements of a block write as a whole, at any depth, in order.

    `known` keeps what was found of each statement, for as long as the IR stays as it is.
    """
    found: dict[Slot, None] = {}
    for stmt in block:
        at = known.get(id(stmt))
        if at is None:
            own = dict.fromkeys(assigned_by(stmt))
            for name in _SHAPES[stmt.__class__].blocks:
                own |= assigned_in(getattr(stmt, name), known)
            at = known[id(stmt)] = stmt, own
        found |= at[1]
    return found


def map_operands(node: Node, change: Callable[[Expr], Expr]) -> None:
    """Replace each expression directly below a node by what `change` makes of it."""
    form = _SHAPES[node.__class__]
    for name in form.exprs:
        value = getattr(node, name)
        if value is not None:
            setattr(node, name, change(value))
    for name in form.expr_lists:
        values = getattr(node, name)
        values[:] = [change(v) for v in values]


def with_operands(expr: Expr, parts: list[Expr]) -> Expr:
    """A copy of an expression with other expressions directly below it, in the order of `operands`."""
    form = _SHAPES[expr.__class__]
    copy, values = _duplicate(expr)
    rest = iter(parts)
    for name in form.exprs:
        if values[name] is not None:
            values[name] = next(rest)
    for name in form.expr_lists:
        values[name] = [next(rest) for _ in values[name]]
    return copy


def _duplicate(node: _N) -> tuple[_N, dict[str, Any]]:
    """A node with the same fields, and its fields."""
    copy: Any = object.__new__(node.__class__)
    values = copy.__dict__
    values.update(node.__dict__)
    return copy, values


def copy_expr(expr: Expr, new: dict[Slot, Slot] = _SAME) -> Expr:
    """An expression of its own; where `new` has another slot for one, it has that."""
    form = _SHAPES[expr.__class__]
    copy, values = _duplicate(expr)
    _copy_parts(form, values, new)
    return copy


def _copy_parts(form: Shape, values: dict[str, Any], new: dict[Slot, Slot]) -> None:
    for name in form.exprs:
        value = values[name]
        if value is not None:
            values[name] = copy_expr(value, new)
    for name in form.expr_lists:
        values[name] = [copy_expr(value, new) for value in values[name]]
    if new:
        for name in form.slots:
            slot = values[name]
            values[name] = new.get(slot, slot)


def fresh_copy(
    block: Block, slots: list[Slot], named: bool = False, also: dict[Slot, Slot] = _SAME
) -> tuple[Block, dict[Slot, Slot]]:
    """Statements of their own with temporaries of their own, which are added to `slots`; and what stands for which.

    With `named`, variables that the block assigns are its own as well. `also` has slots that it has instead of others
    that it only reads.
    """
    new: dict[Slot, Slot] = {}
    for stmt in walk(block):
        for slot in assigned_by(stmt):
            if (slot.temp or named) and slot not in new:
                new[slot] = _duplicate(slot)[0]
                slots.append(new[slot])
    return copy_block(block, {**also, **new} if also else new), new


def rename(block: Block, new: dict[Slot, Slot]) -> None:
    """Let a block use other slots."""
    for stmt in walk(block):
        for node in (stmt, *expressions(stmt)):
            form = _SHAPES[node.__class__]
            for name in form.slots:
                slot = getattr(node, name)
                if slot in new:
                    setattr(node, name, new[slot])
            for name in form.slot_lists:
                getattr(node, name)[:] = [new.get(slot, slot) for slot in getattr(node, name)]


def copy_block(block: Block, new: dict[Slot, Slot] = _SAME) -> Block:
    """Statements of their own; where `new` has another slot for one, they have that."""
    copies: Block = []
    for stmt in block:
        form = _SHAPES[stmt.__class__]
        copy, values = _duplicate(stmt)
        _copy_parts(form, values, new)
        for name in form.slot_lists:
            values[name] = [new.get(slot, slot) for slot in values[name]]
        for name in form.blocks:
            values[name] = copy_block(values[name], new)
        copies.append(copy)
    return copies


def rewrite_block(block: Block, change: Callable[[Stmt], Iterable[Stmt] | None]) -> None:
    """Replace statements in place, inner blocks first. `change` gives what comes instead of one, None to keep it."""
    result: Block = []
    for stmt in block:
        for inner in blocks_of(stmt):
            rewrite_block(inner, change)
        replacement = change(stmt)
        if replacement is None:
            result.append(stmt)
        else:
            result += replacement
    block[:] = result


# The statements that write to a slot of theirs, and the field that names it. `Assign` writes to a whole slot if its
# target is a `Load`; `CheckIndex` corrects its index in place.
DESTINATION: dict[type[Stmt], str] = {
    Op: "dest",
    Call: "dest",
    AcquireView: "dest",
    MakeFunction: "dest",
    NewCell: "dest",
    Yield: "dest",
    CheckIndex: "index",
    Unbind: "slot",
    ForRange: "counter",
    Try: "exc",
}


def assigned_by(stmt: Stmt) -> Iterable[Slot]:
    """The slots that a statement itself (not one nested in it) writes as a whole."""
    cls = stmt.__class__
    if cls is Assign:
        target = stmt.target  # type: ignore[attr-defined]
        return (target.slot,) if target.__class__ is Load else ()
    name = DESTINATION.get(cls)
    if name is not None:
        slot = getattr(stmt, name)
        return () if slot is None else (slot,)
    if isinstance(stmt, ParseArgs):
        return [_slot(param) for param in stmt.params]
    return ()


def _slot(param: Param) -> Slot:
    return param.slot

"""Children, walking and rewriting of IR nodes, all derived from the fields that `nodes` declares.

What a field holds is read from its annotation once a class and kept; no node class is named here but those whose
meaning matters to everybody: which slots a statement assigns. So a new node needs no change in this file, unless it
has a destination of a new kind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

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
from smelt.records import replace

# What the annotations of fields say. Evaluating them would take longer than the passes over a small module.
_EXPRS = ("Expr", "Expr | None")
_EXPR_LISTS = ("list[Expr]",)
_SLOTS = ("Slot", "Slot | None")
_SLOT_LISTS = ("list[Slot]",)
_BLOCKS = ("Block", "list[Stmt]")


class Shape:
    """Which fields of one node class hold what."""

    __slots__ = ("blocks", "expr_lists", "exprs", "leaf", "slot_lists", "slots")

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
        self.leaf = not (self.exprs or self.expr_lists or self.slots or self.slot_lists or self.blocks)


_SHAPES: dict[type[Node], Shape] = {}


def shape(node: Node) -> Shape:
    """The `Shape` of the node's class."""
    cls = node.__class__
    found = _SHAPES.get(cls)
    if found is None:
        found = _SHAPES[cls] = Shape(cls)
    return found


def operands(node: Node) -> list[Expr]:
    """The expressions directly below a node, in the order of its fields."""
    form = _SHAPES.get(node.__class__) or shape(node)
    if form.leaf:
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
    for operand in operands(node):
        _collect(operand, found)
    return found


def _collect(expr: Expr, found: list[Expr]) -> None:
    found.append(expr)
    form = _SHAPES.get(expr.__class__) or shape(expr)
    for name in form.exprs:
        value = getattr(expr, name)
        if value is not None:
            _collect(value, found)
    for name in form.expr_lists:
        for value in getattr(expr, name):
            _collect(value, found)


def slots_of(node: Node) -> list[Slot]:
    """The slots that a node's own fields name."""
    form = shape(node)
    found: list[Slot] = [slot for name in form.slots if (slot := getattr(node, name)) is not None]
    for name in form.slot_lists:
        found += getattr(node, name)
    if isinstance(node, ParseArgs):
        found += [param.slot for param in node.params]
    return found


def blocks_of(stmt: Stmt) -> list[Block]:
    """The statement lists directly below a statement."""
    form = _SHAPES.get(stmt.__class__) or shape(stmt)
    return [getattr(stmt, name) for name in form.blocks] if form.blocks else []


def walk(block: Iterable[Stmt]) -> Iterator[Stmt]:
    """All statements of a block at any depth, in the order of the text."""
    for stmt in block:
        yield stmt
        form = _SHAPES.get(stmt.__class__) or shape(stmt)
        for name in form.blocks:
            yield from walk(getattr(stmt, name))


def map_operands(node: Node, change: Callable[[Expr], Expr]) -> None:
    """Replace each expression directly below a node by what `change` makes of it."""
    form = shape(node)
    for name in form.exprs:
        value = getattr(node, name)
        if value is not None:
            setattr(node, name, change(value))
    for name in form.expr_lists:
        values = getattr(node, name)
        values[:] = [change(v) for v in values]


def with_operands(expr: Expr, parts: list[Expr]) -> Expr:
    """A copy of an expression with other expressions directly below it, in the order of `operands`."""
    copy = replace(expr)
    for name in shape(expr).expr_lists:
        setattr(copy, name, list(getattr(expr, name)))
    rest = iter(parts)
    map_operands(copy, lambda _: next(rest))
    return copy


def copy_expr(expr: Expr) -> Expr:
    return with_operands(expr, [copy_expr(part) for part in operands(expr)])


def fresh_copy(block: Block, slots: list[Slot], named: bool = False) -> tuple[Block, dict[Slot, Slot]]:
    """Statements of their own with temporaries of their own, which are added to `slots`; and what stands for which.

    With `named`, variables that the block assigns are its own as well.
    """
    new: dict[Slot, Slot] = {}
    for stmt in walk(block):
        for slot in assigned_by(stmt):
            if (slot.temp or named) and slot not in new:
                new[slot] = replace(slot)
                slots.append(new[slot])
    copies = copy_block(block)
    rename(copies, new)
    return copies, new


def rename(block: Block, new: dict[Slot, Slot]) -> None:
    """Let a block use other slots."""
    for stmt in walk(block):
        for node in (stmt, *expressions(stmt)):
            form = shape(node)
            for name in form.slots:
                slot = getattr(node, name)
                if slot in new:
                    setattr(node, name, new[slot])
            for name in form.slot_lists:
                getattr(node, name)[:] = [new.get(slot, slot) for slot in getattr(node, name)]


def copy_block(block: Block) -> Block:
    """Statements of their own with the same slots."""
    copies: Block = []
    for stmt in block:
        copy = replace(stmt)
        form = shape(stmt)
        for name in form.expr_lists:
            setattr(copy, name, list(getattr(stmt, name)))
        map_operands(copy, copy_expr)
        for name in form.slot_lists:
            setattr(copy, name, list(getattr(stmt, name)))
        for name in form.blocks:
            setattr(copy, name, copy_block(getattr(stmt, name)))
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
    name = DESTINATION.get(stmt.__class__)
    if name is not None:
        slot = getattr(stmt, name)
        return () if slot is None else (slot,)
    if isinstance(stmt, Assign):
        return (stmt.target.slot,) if isinstance(stmt.target, Load) else ()
    if isinstance(stmt, ParseArgs):
        return [_slot(param) for param in stmt.params]
    return ()


def _slot(param: Param) -> Slot:
    return param.slot

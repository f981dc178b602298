"""Children, walking and rewriting of IR nodes, all derived from the fields that `nodes` declares.

What a field holds is read from its annotation once a class and kept; no node class is named here but those whose
meaning matters to everybody: which slots a statement assigns. So a new node needs no change in this file, unless it
has a destination of a new kind. What walks and copies most is `visitors`' code, written for each class.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

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
from smelt.ir.visitors import COPIES, DUPLICATES, EXPRESSIONS, OPERANDS, SHAPES, STATEMENTS, Shape

# No slot is another one.
_SAME: dict[Slot, Slot] = {}


def shape(node: Node) -> Shape:
    """The `Shape` of the node's class."""
    return SHAPES[node.__class__]


def operands(node: Node) -> list[Expr]:
    """The expressions directly below a node, in the order of its fields."""
    below = OPERANDS[node.__class__]
    return [] if below is None else below(node)


def expressions(node: Node) -> list[Expr]:
    """All expressions below a node at any depth, outer ones first; statements nested in it are left out."""
    found: list[Expr] = []
    collect = EXPRESSIONS[node.__class__]
    if collect is not None:
        collect(node, found.append)
    return found


def slots_of(node: Node) -> list[Slot]:
    """The slots that a node's own fields name."""
    form = SHAPES[node.__class__]
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
    names = SHAPES[stmt.__class__].blocks
    return [getattr(stmt, name) for name in names] if names else []


def walk(block: Iterable[Stmt]) -> list[Stmt]:
    """All statements of a block at any depth, in the order of the text."""
    found: list[Stmt] = []
    add = found.append
    for stmt in block:
        add(stmt)
        gather = STATEMENTS[stmt.__class__]
        if gather is not None:
            gather(stmt, add)
    return found


def has(block: Iterable[Stmt], kind: type[Stmt]) -> bool:
    """Whether there is a statement of a class in a block, at any depth."""
    for stmt in block:
        cls = stmt.__class__
        if cls is kind:
            return True
        for name in SHAPES[cls].blocks:
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
            for name in SHAPES[stmt.__class__].blocks:
                own |= assigned_in(getattr(stmt, name), known)
            at = known[id(stmt)] = stmt, own
        found |= at[1]
    return found


def map_operands(node: Node, change: Callable[[Expr], Expr]) -> None:
    """Replace each expression directly below a node by what `change` makes of it."""
    form = SHAPES[node.__class__]
    for name in form.exprs:
        value = getattr(node, name)
        if value is not None:
            setattr(node, name, change(value))
    for name in form.expr_lists:
        values = getattr(node, name)
        values[:] = [change(v) for v in values]


def with_operands(expr: Expr, parts: list[Expr]) -> Expr:
    """A copy of an expression with other expressions directly below it, in the order of `operands`."""
    form = SHAPES[expr.__class__]
    copy: Expr = DUPLICATES[expr.__class__](expr)
    rest = iter(parts)
    for name in form.exprs:
        if getattr(copy, name) is not None:
            setattr(copy, name, next(rest))
    for name in form.expr_lists:
        setattr(copy, name, [next(rest) for _ in getattr(copy, name)])
    return copy


def copy_expr(expr: Expr, new: dict[Slot, Slot] = _SAME) -> Expr:
    """An expression of its own; where `new` has another slot for one, it has that."""
    copy: Expr = COPIES[expr.__class__](expr, new)
    return copy


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
                new[slot] = DUPLICATES[Slot](slot)
                slots.append(new[slot])
    return copy_block(block, {**also, **new} if also else new), new


def rename(block: Block, new: dict[Slot, Slot]) -> None:
    """Let a block use other slots."""
    for stmt in walk(block):
        for node in (stmt, *expressions(stmt)):
            form = SHAPES[node.__class__]
            for name in form.slots:
                slot = getattr(node, name)
                if slot in new:
                    setattr(node, name, new[slot])
            for name in form.slot_lists:
                getattr(node, name)[:] = [new.get(slot, slot) for slot in getattr(node, name)]


def copy_block(block: Block, new: dict[Slot, Slot] = _SAME) -> Block:
    """Statements of their own; where `new` has another slot for one, they have that."""
    return [COPIES[stmt.__class__](stmt, new) for stmt in block]


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

"""Children, walking and rewriting of IR nodes, all derived from the fields that `nodes` declares.

What a field holds is read from its annotation once a class and kept; no node class is named here but those whose
meaning matters to everybody: which slots a statement assigns. So a new node needs no change in this file, unless it
has a destination of a new kind.
"""

from __future__ import annotations

import typing
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields

from smelt.ir import nodes
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


class Shape:
    """Which fields of one node class hold what."""

    __slots__ = ("blocks", "expr_lists", "exprs", "leaf", "slot_lists", "slots")

    def __init__(self, cls: type[Node]) -> None:
        hints = typing.get_type_hints(cls, vars(nodes))
        self.exprs: tuple[str, ...] = ()
        self.expr_lists: tuple[str, ...] = ()
        self.slots: tuple[str, ...] = ()
        self.slot_lists: tuple[str, ...] = ()
        self.blocks: tuple[str, ...] = ()
        for field in fields(cls):
            hint = hints[field.name]
            members = [m for m in (typing.get_args(hint) if typing.get_origin(hint) is not list else [hint]) if m]
            for member in members or [hint]:
                self._add(field.name, member)
        self.leaf = not (self.exprs or self.expr_lists or self.slots or self.slot_lists or self.blocks)

    def _add(self, name: str, hint: object) -> None:
        if typing.get_origin(hint) is list:
            element = typing.get_args(hint)[0]
            if _is_class(element, Expr):
                self.expr_lists += (name,)
            elif _is_class(element, Stmt):
                self.blocks += (name,)
            elif _is_class(element, Slot):
                self.slot_lists += (name,)
        elif _is_class(hint, Expr):
            self.exprs += (name,)
        elif _is_class(hint, Slot):
            self.slots += (name,)


def _is_class(hint: object, base: type) -> bool:
    return isinstance(hint, type) and issubclass(hint, base)


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
    form = shape(node)
    found: list[Expr] = []
    for name in form.exprs:
        value = getattr(node, name)
        if value is not None:
            found.append(value)
    for name in form.expr_lists:
        found += getattr(node, name)
    return found


def expressions(node: Node) -> Iterator[Expr]:
    """All expressions below a node at any depth, outer ones first; statements nested in it are left out."""
    for operand in operands(node):
        yield operand
        yield from expressions(operand)


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
    return [getattr(stmt, name) for name in shape(stmt).blocks]


def walk(block: Iterable[Stmt]) -> Iterator[Stmt]:
    """All statements of a block at any depth, in the order of the text."""
    for stmt in block:
        yield stmt
        for inner in blocks_of(stmt):
            yield from walk(inner)


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

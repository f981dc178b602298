"""The making of functions and of cells, as the operations that do it: a part of the pass `exceptions`.

Before::                                    After::

    %f = function go(NULL, NULL, NULL; %cell)   %closure = build_tuple(%cell)
                                                %f = make_function(&definition of go, %closure, NULL, NULL, NULL)
    %c = cell double(1.0)                       %c = new_box(sizeof(double))
                                                &%c = 1.0
"""

from __future__ import annotations

from collections.abc import Callable

from smelt.ir.nodes import (
    Assign,
    Block,
    Cast,
    CName,
    Const,
    Expr,
    Load,
    MakeFunction,
    NewCell,
    Op,
    SizeOf,
    Slot,
    Storage,
)
from smelt.passes.shared import definition_name
from smelt.primitives import cells
from smelt.primitives.containers import build_tuple
from smelt.primitives.functions import make_function
from smelt.types import OBJECT, SIZE, TUPLE, VOID_PTR, Ptr, PyObj, Type, View
from smelt.types.cpp import CppClass


def function_operations(stmt: MakeFunction, new_slot: Callable[[str, Type], Slot]) -> Block:
    """The operations that make a function object; `new_slot` makes a temporary."""
    block: Block = []
    closure: Expr = Const(TUPLE, None)
    if stmt.closure:
        held = new_slot("closure", TUPLE)
        block.append(Op(held, build_tuple, [Load(c.type, c) for c in stmt.closure], span=stmt.span))
        closure = Load(TUPLE, held)
    args = [CName(VOID_PTR, definition_name(stmt.wrapper)), closure, stmt.defaults, stmt.kwdefaults, stmt.annotations]
    return [*block, Op(stmt.dest, make_function, args, span=stmt.span)]


def cell_operations(stmt: NewCell) -> Block:
    """The operations that make a cell and put its first value into it."""
    content = stmt.content
    if isinstance(content, PyObj):
        return [Op(stmt.dest, cells.new_cell, [stmt.initial or Const(OBJECT, None)], span=stmt.span)]
    if isinstance(content, CppClass):
        made: Block = [Op(stmt.dest, cells.new_cpp_box, [Cast(Ptr(content), Const(VOID_PTR, None))], span=stmt.span)]
        return [*made, *_first_value(stmt)]
    row = cells.new_view_box if isinstance(content, View) else cells.new_box
    return [Op(stmt.dest, row, [SizeOf(SIZE, content)], span=stmt.span), *_first_value(stmt)]


def _first_value(stmt: NewCell) -> Block:
    if stmt.initial is None:
        return []
    inside = Slot(stmt.dest.name, stmt.content, Storage.CELL, cell=stmt.dest)
    return [Assign(Load(stmt.content, inside), stmt.initial, span=stmt.span)]

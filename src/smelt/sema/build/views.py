"""Element access of views and of objects with buffer syntax."""

from __future__ import annotations

import ast

from smelt.ir import nodes as ir
from smelt.sema.build.core import FunctionBuilder, is_unknown
from smelt.sema.scopes import find
from smelt.sema.symbols import Variable
from smelt.types import SSIZE, Buffer, CCounter, CInt, View, strip_const
from smelt.types.rules import bounds


def as_slot(b: FunctionBuilder, value: ir.Expr) -> ir.Slot:
    """The slot that holds a view value."""
    if isinstance(value, ir.Load):
        return value.slot
    slot = b.temp(value.type, "view")
    b.emit(ir.Assign(ir.Load(value.type, slot), value))
    return slot


def index_list(node: ast.expr) -> list[ast.expr]:
    return list(node.elts) if isinstance(node, ast.Tuple) else [node]


def is_plain(indices: list[ast.expr]) -> bool:
    """Whether all indices are single values: no slices, no None, no Ellipsis."""
    return not any(
        isinstance(i, ast.Slice | ast.Starred)
        or (isinstance(i, ast.Constant) and (i.value is None or i.value is Ellipsis))
        for i in indices
    )


def view_item(b: FunctionBuilder, view: ir.Slot, nodes: list[ast.expr], negative: bool = True) -> ir.Expr:
    """An element as an lvalue, its indices tested in front of it as the directives ask."""
    type_ = view.type
    assert isinstance(type_, View)
    values = b.in_order(*[lambda n=n: b.expr(n) for n in nodes])
    return checked_item(b, view, values, nodes, negative)


def checked_item(
    b: FunctionBuilder, view: ir.Slot, values: list[ir.Expr], nodes: list[ast.expr], negative: bool = True
) -> ir.Expr:
    type_ = view.type
    assert isinstance(type_, View)
    indices: list[ir.Expr] = []
    check, wrap = bool(b.directives.get("boundscheck")), bool(b.directives.get("wraparound")) and negative
    if not check:
        b.emit(ir.CheckView(view, "index"))
    for axis, (value, node) in enumerate(zip(values, nodes, strict=True)):
        if is_unknown(value):
            return value
        indices.append(_index(b, view, axis, value, node, check, wrap))
    return ir.ViewItem(type_.dtype, view, indices)


def _index(
    b: FunctionBuilder, view: ir.Slot, axis: int, value: ir.Expr, node: ast.expr, check: bool, wrap: bool
) -> ir.Expr:
    index_type = strip_const(value.type)
    if not isinstance(index_type, CInt):
        value = b.convert(value, SSIZE, node)
        index_type = SSIZE
    if isinstance(index_type, CCounter):
        index_type = SSIZE
    if isinstance(value, ir.Const) and isinstance(value.value, int):
        value = ir.Const(SSIZE, value.value)
        index_type = SSIZE
    low = _least(value)
    if low >= 0:
        wrap = False
    if not check and not wrap:
        return value
    if index_type.signed:
        # the corrected index needs room for the extent
        slot = b.temp(SSIZE, "i")
        b.emit(ir.Assign(ir.Load(SSIZE, slot), _widen(value)))
    else:
        slot = b.temp(index_type, "i")
        b.emit(ir.Assign(ir.Load(index_type, slot), value))
    b.emit(ir.CheckIndex(view, axis, slot, wrap, check))
    return ir.Load(slot.type, slot)


def _least(value: ir.Expr) -> int:
    if isinstance(value, ir.Const) and isinstance(value.value, int):
        return value.value
    limits = bounds(strip_const(value.type))
    return limits[0] if limits is not None else -1


def _widen(value: ir.Expr) -> ir.Expr:
    return value if value.type == SSIZE or isinstance(value.type, CCounter) else ir.Cast(SSIZE, value)


def buffer_variable(b: FunctionBuilder, node: ast.expr) -> tuple[Variable, Buffer] | None:
    """The variable with buffer syntax that an expression names."""
    if not isinstance(node, ast.Name):
        return None
    hit = find(b.scope, node.id)
    if hit is None or not isinstance(hit[1], Variable) or hit[1].place not in ("local", "param"):
        return None
    type_ = b.variable_type(hit[1])
    return (hit[1], type_) if isinstance(type_, Buffer) and not hit[1].captured else None


def buffer_item(b: FunctionBuilder, node: ast.Subscript) -> ir.Expr | None:
    """``buffer[i, j]`` with as many C integers as it has dimensions, in memory; None for all other indices."""
    found = buffer_variable(b, node.value)
    if found is None:
        return None
    variable, type_ = found
    nodes = index_list(node.slice)
    if not is_plain(nodes) or len(nodes) != type_.view.ndim:
        return None
    for item in nodes:
        if not isinstance(strip_const(b.typer.type_of(item, b.scope)), CInt):
            return None
    return view_item(b, b.buffer(variable), nodes, type_.negative_indices)

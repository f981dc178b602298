"""Attributes and methods of views that need no Python object: extents, strides, copies, tests of the layout."""

from __future__ import annotations

import ast
from collections.abc import Callable

from smelt.ir import nodes as ir
from smelt.primitives import viewcopy
from smelt.primitives import views as rows
from smelt.sema.build.core import FunctionBuilder
from smelt.sema.build.views import as_slot, buffer_variable, transposed
from smelt.sema.closest import close_to
from smelt.sema.resulttypes import method_type
from smelt.types import (
    BINT,
    CHAR_PTR,
    INT,
    LONG,
    OBJECT,
    SIZE,
    SSIZE,
    CArray,
    CInt,
    CTuple,
    ExtType,
    Type,
    View,
    strip_const,
)

EXTENTS: dict[str, Callable[[ir.Slot, int], ir.Expr]] = {
    "shape": lambda slot, axis: ir.ViewExtent(SSIZE, slot, axis),
    "strides": lambda slot, axis: ir.ViewStride(SSIZE, slot, axis),
    "suboffsets": lambda slot, axis: ir.ViewSuboffset(SSIZE, slot, axis),
}
# What the Python object of a view has beside these.
_OF_OBJECTS = ("count", "index")
_NAMES = (*EXTENTS, "ndim", "size", "itemsize", "nbytes", "base", "T", "copy", "copy_fortran", "is_c_contig",
          "is_f_contig", *_OF_OBJECTS)  # fmt: skip


def used(b: FunctionBuilder, value: ir.Expr, name: str) -> ir.Slot:
    """The slot of a view whose attribute `name` is read, tested to hold a view."""
    slot = as_slot(b, value)
    b.emit(ir.CheckView(slot, f"access '{name}' attribute of"))
    return slot


def view_attribute(b: FunctionBuilder, value: ir.Expr, type_: View, node: ast.Attribute) -> ir.Expr | None:
    """An attribute of a view; None for those of its Python object."""
    name = node.attr
    if name == "T":
        return transposed(b, value, type_, node)
    if name in _OF_OBJECTS or name.startswith("__") or name in ("copy", "copy_fortran", "is_c_contig", "is_f_contig"):
        return None
    if name not in _NAMES and name != "_data":
        close = close_to(name, _NAMES)
        hint = f"did you mean '{close[0]}'?" if close else f"its attributes are {', '.join(_NAMES)}"
        return b.error("E0582", node, f"a view has no attribute '{name}'", hint)
    slot = used(b, value, name)
    match name:
        case "ndim":
            return ir.Const(LONG, type_.ndim)
        case "base":
            b.need_gil(node, "the attribute 'base' of a view")
            return b.op(rows.base, ir.Field(OBJECT, ir.Load(type_, slot), "owner"), hint="base")
        case "_data":
            return ir.Field(CHAR_PTR, ir.Load(type_, slot), "data")
        case "size" | "nbytes" | "itemsize":
            return _count(type_, slot, name)
    return ir.Initializer(extents_type(type_), [EXTENTS[name](slot, axis) for axis in range(type_.ndim)])


def extents_type(view: View) -> CTuple:
    """The type of ``view.shape``: a C tuple, which is a tuple in Python."""
    return CTuple((SSIZE,) * view.ndim)


def _count(type_: View, slot: ir.Slot, name: str) -> ir.Expr:
    item = ir.Cast(SSIZE, ir.SizeOf(SIZE, strip_const(type_.dtype)))
    if name == "itemsize":
        return item
    total: ir.Expr = ir.ViewExtent(SSIZE, slot, 0)
    for axis in range(1, type_.ndim):
        total = ir.Binary(SSIZE, "*", total, ir.ViewExtent(SSIZE, slot, axis))
    return total if name == "size" else ir.Binary(SSIZE, "*", total, item)


def extent_item(b: FunctionBuilder, node: ast.Subscript) -> ir.Expr | None:
    """``view.shape[k]`` and its like without making the tuple; of a NumPy array likewise."""
    attribute = node.value
    if not isinstance(attribute, ast.Attribute) or attribute.attr not in EXTENTS or isinstance(node.slice, ast.Slice):
        return None
    if b.typer.symbol(attribute, b.scope) is not None:
        return None
    axis = b.typer.literal(node.slice)
    found = buffer_variable(b, attribute.value)
    owner = b.typer.type_of(attribute.value, b.scope)
    if found is not None:
        slot, view = b.buffer(found[0]), found[1].view
        if not (isinstance(found[1].owner, ExtType) and found[1].owner.name == "ndarray"):
            return None
        if axis is None or attribute.attr == "suboffsets":
            return None
    elif isinstance(owner, View):
        if axis is None and not isinstance(strip_const(b.typer.type_of(node.slice, b.scope)), CInt):
            return None
        slot, view = used(b, b.expr(attribute.value), attribute.attr), owner
    else:
        return None
    if axis is None:
        return _variable_axis(b, slot, view, attribute.attr, node.slice)
    if not -view.ndim <= axis < view.ndim:
        return b.error("E0584", node.slice, f"axis {axis} of a view with {view.ndim} dimensions")
    if found is not None:
        b.emit(ir.CheckView(slot, f"access '{attribute.attr}' attribute of"))
    return EXTENTS[attribute.attr](slot, axis % view.ndim)


def _variable_axis(b: FunctionBuilder, slot: ir.Slot, view: View, name: str, node: ast.expr) -> ir.Expr:
    """``view.shape[i]``: the extents in a C array of their own."""
    items = extents_array(b, [EXTENTS[name](slot, axis) for axis in range(view.ndim)])
    index = b.temp(SSIZE, "axis")
    b.emit(ir.Assign(ir.Load(SSIZE, index), b.index(node)))
    at = ir.Load(SSIZE, index)
    count = ir.Const(SSIZE, view.ndim)
    wrapped = b.temp(SSIZE, "axis")
    negative = ir.Binary(BINT, "<", at, ir.Const(SSIZE, 0))
    b.emit(ir.Assign(ir.Load(SSIZE, wrapped), ir.Select(SSIZE, negative, ir.Binary(SSIZE, "+", at, count), at)))
    at = ir.Load(SSIZE, wrapped)
    outside = ir.Binary(BINT, ">=", ir.Cast(SIZE, at), ir.Cast(SIZE, count))
    b.emit(ir.Check("bounds", outside, "IndexError", "tuple index out of range"))
    return ir.Index(SSIZE, items, at)


def extents_array(b: FunctionBuilder, items: list[ir.Expr]) -> ir.Expr:
    """Extents in a C array, to be indexed by variables and to be passed as a pointer."""
    type_ = CArray(SSIZE, len(items))
    slot = b.flag(type_, "extents")
    b.emit(ir.Assign(ir.Load(type_, slot), ir.Initializer(type_, items)))
    return ir.Load(type_, slot)


def is_extents(type_: Type) -> bool:
    """Whether a type may be that of ``view.shape``."""
    return isinstance(type_, CTuple) and all(item == SSIZE for item in type_.items)


def extents_pointer(b: FunctionBuilder, value: ir.Expr) -> ir.Expr:
    """``view.shape`` where a pointer to its members is wanted."""
    type_ = value.type
    assert isinstance(type_, CTuple)
    if isinstance(value, ir.Initializer):
        return extents_array(b, value.items)
    held = b.keep(value)
    return extents_array(b, [ir.Field(SSIZE, held, f"f{i}") for i in range(len(type_.items))])


# --- methods ----------------------------------------------------------------------------------------------------------


def view_method(b: FunctionBuilder, value: ir.Expr, node: ast.Call, name: str) -> ir.Expr | None:
    """``view.copy()`` and the other methods without arguments; None for those of the Python object."""
    type_ = strip_const(value.type)
    assert isinstance(type_, View)
    if method_type(type_, name) is None:
        return None
    if node.args or node.keywords:
        return b.error("E0614", node, f"the view method '{name}' takes no arguments")
    slot = used(b, value, name)
    view = ir.Load(type_, slot)
    if name.startswith("is_"):
        return b.op(viewcopy.is_packed(type_, name == "is_f_contig"), view)
    if not b.need_gil(node, f"the view method '{name}'"):
        return ir.Initializer(method_type(type_, name) or INT, [])
    return b.op(viewcopy.duplicate(type_, name == "copy_fortran"), view, hint=slot.name)

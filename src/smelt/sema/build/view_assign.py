"""Assignment to views as a whole and to parts of them: ``v[...] = w``, ``v[1:, ::2] = 0``, ``v[i] = row``."""

from __future__ import annotations

import ast

from smelt.ir import nodes as ir
from smelt.primitives import viewcopy
from smelt.sema.build.core import FunctionBuilder, is_unknown
from smelt.sema.build.views import as_slot, view_part
from smelt.sema.resulttypes import part_axes
from smelt.sema.wording import article
from smelt.types import BINT, INT, Axis, Builtin, CArray, PyObj, Type, View, strip_const

# Objects that have no buffer, and can only stand for one value.
_VALUES = frozenset(
    ("int", "float", "complex", "bool", "str", "list", "tuple", "dict", "set", "frozenset", "slice", "type", "range")
)


def store_part(
    b: FunctionBuilder, base: ir.Expr, nodes: list[ast.expr], node: ast.Subscript, value: ir.Expr, value_node: ast.AST
) -> None:
    """``base[nodes] = value`` where the index leaves axes: the value is copied into each of the items."""
    type_ = strip_const(base.type)
    assert isinstance(type_, View)
    if type_.const:
        b.error("E0574", node, "cannot assign to an element of const memory", "declare it without const")
        return
    view = as_slot(b, base)
    b.emit(ir.CheckView(view, "assign to"))
    axes = part_axes(type_, nodes)
    whole = axes is not None and all(kind == "full" for kind, _, _ in axes)
    target = ir.Load(type_, view) if whole else view_part(b, view, nodes, node.slice)
    if not is_unknown(target):
        copy_into(b, target, value, node, value_node)


def copy_into(b: FunctionBuilder, target: ir.Expr, value: ir.Expr, node: ast.AST, value_node: ast.AST) -> None:
    """Copy a view, a buffer, or one value, into all items of a view."""
    type_ = target.type
    assert isinstance(type_, View)
    element = strip_const(type_.dtype)
    source = strip_const(value.type)
    if isinstance(element, CArray):
        b.error("E0559", node, f"items of the type '{element}' are not assigned as a whole", "assign their parts")
        return
    if isinstance(element, PyObj) and not b.need_gil(node, "copying Python objects"):
        return
    if isinstance(source, CArray) and not isinstance(element, PyObj):
        value = b.convert(value, _view_of_array(source), value_node)
        source = strip_const(value.type)
    if isinstance(source, View):
        _copy_view(b, target, value, source, value_node)
    elif isinstance(source, PyObj) and not isinstance(element, PyObj) and _may_have_buffer(value, source):
        _copy_object(b, target, value, node, value_node)
    else:
        b.op(viewcopy.fill(type_), target, b.convert(value, element, value_node))


def _view_of_array(type_: CArray) -> View:
    inner, ndim = type_, 1
    while isinstance(inner.element, CArray):
        inner, ndim = inner.element, ndim + 1
    return viewcopy.packed(View(inner.element, (Axis(),) * ndim), False)


def _may_have_buffer(value: ir.Expr, type_: PyObj) -> bool:
    if isinstance(value, ir.PyConst):
        return isinstance(value.value, bytes) and len(value.value) != 1
    return not (isinstance(type_, Builtin) and type_.name in _VALUES)


def _is_memory(type_: Type) -> bool:
    """Whether objects of a type always have a buffer."""
    return isinstance(type_, Builtin) and type_.name in ("bytes", "bytearray", "memoryview")


def _copy_view(b: FunctionBuilder, target: ir.Expr, value: ir.Expr, source: View, node: ast.AST) -> None:
    type_ = target.type
    assert isinstance(type_, View)
    if strip_const(source.dtype) != strip_const(type_.dtype):
        b.error(
            "E0559", node, f"cannot copy {article(source)} into {article(type_)}: the elements differ in type",
            "assign element by element, which converts them",
        )  # fmt: skip
        return
    view = as_slot(b, value)
    b.emit(ir.CheckView(view, "copy"))
    b.op(viewcopy.copy(type_, source), target, ir.Load(source, view))


def _copy_object(b: FunctionBuilder, target: ir.Expr, value: ir.Expr, node: ast.AST, value_node: ast.AST) -> None:
    """What has a buffer is copied, anything else has to be a value for all items."""
    type_ = target.type
    assert isinstance(type_, View)
    if not b.need_gil(node, "copying from a Python object"):
        return
    held = b.keep(value)
    taken = b.op(viewcopy.take(type_), target, held)
    if _is_memory(held.type):
        return
    body: ir.Block = []
    with b.into(body):
        b.op(viewcopy.fill(type_), target, b.convert(held, strip_const(type_.dtype), value_node))
    b.emit(ir.If(ir.Binary(BINT, "==", taken, ir.Const(INT, 0)), body))

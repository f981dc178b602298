"""Views as Python objects, and ``cython.view.array``: of views, of casts of pointers, and of C arrays."""

from __future__ import annotations

import ast
from typing import Literal

from smelt.ir import nodes as ir
from smelt.primitives import viewobjects as rows
from smelt.sema.build.core import FunctionBuilder, is_unknown
from smelt.sema.build.views import as_slot
from smelt.sema.wording import article
from smelt.syntax import nodes as c
from smelt.types import (
    CHAR,
    SSIZE,
    UNKNOWN,
    VOID_PTR,
    CArray,
    Const,
    CVoid,
    Ptr,
    PyObj,
    Struct,
    Type,
    Unknown,
    View,
    strip_const,
)


def box_view(b: FunctionBuilder, value: ir.Expr, type_: View) -> ir.Expr:
    """The object of a view; None of a None view."""
    slot = as_slot(b, value)
    text = slot.name.encode() if slot.storage is not ir.Storage.MEMBER else None
    name = ir.Const(Ptr(Const(CHAR)), text)
    return b.op(rows.object_of(type_), ir.Load(type_, slot), name, hint=slot.name)


# --- casts ------------------------------------------------------------------------------------------------------------


def is_sized(node: c.CViewType) -> bool:
    """Whether a view type has extents, which only casts of pointers do."""
    return any(isinstance(axis, ast.Slice) and (axis.lower or axis.upper) for axis in node.axes)


def array_cast(b: FunctionBuilder, node: c.CCast) -> ir.Expr | None:
    """``<T[:n, :m]> pointer`` and ``<T[:, :]> c_array``; None where the cast means a view of an object."""
    type_ = node.type
    assert isinstance(type_, c.CViewType)
    source = strip_const(b.typer.type_of(node.value, b.scope))
    if not isinstance(source, Ptr | CArray):
        if not is_sized(type_) or isinstance(source, Unknown):
            return None
        message = f"only a pointer or a C array is cast to an array with extents, found {article(source)}"
        return b.error("E0557", node.value, message, "leave the extents out to make a view of an object: <T[:]> value")
    dtype = strip_const(b.typer.resolver.resolve(type_.base))
    value = b.expr(node.value)
    if is_unknown(value) or isinstance(dtype, Unknown) or not b.need_gil(node, "making an array"):
        return ir.Const(UNKNOWN, 0)
    ends = _order(b, type_)
    extents = _array_extents(b, type_, source) if isinstance(source, CArray) else _pointer_extents(b, type_)
    if ends is None or extents is None or not _same_elements(b, node, source, dtype):
        return ir.Const(UNKNOWN, 0)
    return b.op(rows.array_of(dtype, len(extents), ends), ir.Cast(VOID_PTR, value), *extents, node=node, hint="array")


def _order(b: FunctionBuilder, type_: c.CViewType) -> Literal["C", "F"] | None:
    """The order of the memory that the axes spell: C's, unless the first of several is contiguous."""
    last, found = len(type_.axes) - 1, "C"
    for index, axis in enumerate(type_.axes):
        if not isinstance(axis, ast.Slice) or axis.lower is not None:
            b.error("E0532", axis, "an axis of a cast is written ':n', with its extent alone")
            return None
        if axis.step is None:
            continue
        if not (isinstance(axis.step, ast.Constant) and axis.step.value == 1) or index not in (0, last):
            b.error("E0533", axis.step, "only the first or the last axis of a cast can have a step, which is 1")
            return None
        if index == 0 and last > 0:
            found = "F"
        elif found == "F":
            b.error("E0534", axis, "only one axis may be contiguous (':n:1')")
            return None
    return "F" if found == "F" else "C"


def _pointer_extents(b: FunctionBuilder, type_: c.CViewType) -> list[ir.Expr] | None:
    parts = []
    for axis in type_.axes:
        assert isinstance(axis, ast.Slice)
        if axis.upper is None:
            b.error("E0558", axis, "the extent is missing: a pointer does not tell how much memory is there",
                    "write it: <T[:n]> pointer")  # fmt: skip
            return None
        parts.append(lambda n=axis.upper: b.index(n))
    values = b.in_order(*parts)
    return None if any(is_unknown(v) for v in values) else values


def array_lengths(type_: CArray) -> list[int] | None:
    """The lengths of a C array along its axes; None if one is not known."""
    found: list[int] = []
    inner: Type = type_
    while isinstance(inner, CArray):
        if inner.length is None:
            return None
        found.append(inner.length)
        inner = strip_const(inner.element)
    return found


def array_element(type_: Type) -> Type:
    """What a C array is made of, below all its axes."""
    while isinstance(type_, CArray):
        type_ = strip_const(type_.element)
    return type_


def _array_extents(b: FunctionBuilder, type_: c.CViewType, source: CArray) -> list[ir.Expr] | None:
    """The lengths of the array, where the cast does not say less."""
    lengths = array_lengths(source)
    if lengths is None:
        return _pointer_extents(b, type_)
    if len(lengths) != len(type_.axes):
        spelled = f"{len(type_.axes)} ax{'i' if len(type_.axes) == 1 else 'e'}s"
        b.error("E0559", type_, f"the cast has {spelled}, the array '{source}' has {len(lengths)}")
        return None
    extents: list[ir.Expr] = []
    for axis, length in zip(type_.axes, lengths, strict=True):
        assert isinstance(axis, ast.Slice)
        extent: ir.Expr = ir.Const(SSIZE, length)
        if axis.upper is not None:
            extent = b.keep(b.index(axis.upper))
            if isinstance(extent, ir.Const) and isinstance(extent.value, int) and extent.value > length:
                b.error("E0592", axis, f"the axis has {length} items, the cast takes {extent.value}")
                return None
        extents.append(extent)
    return extents


def _same_elements(b: FunctionBuilder, node: c.CCast, source: Ptr | CArray, dtype: Type) -> bool:
    """Whether the memory holds what the cast says; ``void *`` and pointers to objects are taken on trust."""
    element = array_element(source) if isinstance(source, CArray) else strip_const(source.target)
    if element == dtype or (isinstance(element, CVoid) and isinstance(source, Ptr)):
        return True
    if isinstance(dtype, PyObj) and isinstance(element, Ptr | PyObj):
        inner = strip_const(element.target) if isinstance(element, Ptr) else element
        if isinstance(inner, PyObj | Struct | CVoid):
            return True
    b.error("E0559", node, f"the elements of '{source}' are not '{dtype}'", f"cast the pointer first: <{dtype} *>value")
    return False


def view_of_array(b: FunctionBuilder, value: ir.Expr, target: View, node: ast.AST, what: str | None) -> ir.Expr:
    """A view of a C array: of an array object that shows its memory."""
    source = strip_const(value.type)
    assert isinstance(source, CArray)
    lengths = array_lengths(source) or []
    if not b.need_gil(node, "making a view of a C array"):
        return ir.Initializer(target, [])
    row = rows.array_of(target.dtype, len(lengths), "C")
    array = b.op(row, ir.Cast(VOID_PTR, value), *[ir.Const(SSIZE, n) for n in lengths], node=node, hint="array")
    view = b.temp(target, what or "view")
    b.emit(ir.AcquireView(view, array, what or "array"))
    return ir.Load(target, view)

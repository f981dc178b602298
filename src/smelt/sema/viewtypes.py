"""Type expressions of views and buffers: ``double[:, ::1]``, ``np.ndarray[double, ndim=2]``, and what they may hold."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from smelt.sema.closest import close_to
from smelt.sema.constants import constant_value
from smelt.sema.symbols import CythonName
from smelt.syntax import nodes as c
from smelt.types import (
    UNKNOWN,
    Axis,
    Buffer,
    CArray,
    Const,
    ExtType,
    Fused,
    PyObj,
    Struct,
    Type,
    Unknown,
    View,
    is_number,
    strip_const,
)

if TYPE_CHECKING:
    from smelt.sema.typeexpr import TypeResolver

_PACKINGS = {
    "contiguous": Axis("direct", "contig"), "strided": Axis("direct", "strided"), "generic": Axis("generic", "strided"),
    "indirect": Axis("indirect", "strided"), "indirect_contiguous": Axis("indirect", "contig"),
    "generic_contiguous": Axis("generic", "contig"),
}  # fmt: skip


def view_of(r: TypeResolver, node: c.CViewType) -> Type:
    """The view type that ``T[…]`` spells; what is none is reported, and is `UNKNOWN`."""
    base = r.element(node.base)
    if isinstance(base, Unknown):
        return UNKNOWN
    dtype = strip_const(base)
    if not _viewable(r, dtype, node, "a view"):
        return UNKNOWN
    axes: list[Axis] = []
    for axis in node.axes:
        found = _axis(r, axis)
        if found is None:
            return UNKNOWN
        axes.append(found)
    if len(axes) > 8:
        r.env.error("E0531", node, f"views have at most 8 dimensions, found {len(axes)}")
        return UNKNOWN
    return _contiguity(r, node, dtype, axes, isinstance(base, Const))


def _viewable(r: TypeResolver, dtype: Type, node: ast.AST, what: str) -> bool:
    """Whether there are views of such elements; else that is reported."""
    found = unviewable(dtype)
    if found is not None:
        about = f": {found}" if found else ""
        r.env.error("E0530", node, f"invalid element type for {what}: '{dtype}'{about}",
                    "elements are numbers, objects, and structs of numbers")  # fmt: skip
    return found is None


def _axis(r: TypeResolver, axis: ast.expr) -> Axis | None:
    if not isinstance(axis, ast.Slice) or axis.lower is not None or axis.upper is not None:
        r.env.error(
            "E0532", axis, "an axis of a view has no bounds: it is written ':' or '::1' or '::view.…'",
            "a C array is declared 'cdef int[3] a'; only casts of pointers have extents",
        )  # fmt: skip
        return None
    step = axis.step
    if step is None:
        return Axis()
    if isinstance(step, ast.Constant) and step.value == 1:
        return Axis("direct", "follow")  # `_contiguity` decides which end it is
    symbol = r.lookup(step)
    name = symbol.path.rpartition(".")[2] if isinstance(symbol, CythonName) else ""
    if name in _PACKINGS:
        return _PACKINGS[name]
    r.env.error("E0533", step, "the step of an axis can only be 1 or a packing such as 'view.contiguous'")
    return None


def _contiguity(r: TypeResolver, node: c.CViewType, dtype: Type, axes: list[Axis], const: bool) -> Type:
    ones = [i for i, a in enumerate(axes) if a == Axis("direct", "follow")]
    if len(ones) > 1:
        r.env.error("E0534", node.axes[ones[1]], "only one axis may be contiguous ('::1')")
        return UNKNOWN
    at = ones[0] if ones else None
    if at is not None:
        axes[at] = Axis("direct", "contig")
    # what lies behind the last pointer is a block of memory: it is contiguous at either end
    first = max((i + 1 for i, a in enumerate(axes) if a.access != "direct"), default=0)
    contiguous = [i for i, a in enumerate(axes) if a == Axis("direct", "contig")]
    last = len(axes) - 1
    for i in contiguous:
        if i not in (first, last):
            r.env.error(
                "E0535", node.axes[i], "only the first and the last axis may be contiguous, and the first one that "
                "follows an indirect or generic axis",
            )  # fmt: skip
            return UNKNOWN
    if len(contiguous) > 1:
        r.env.error("E0534", node.axes[contiguous[1]], "only one axis may be contiguous")
        return UNKNOWN
    if at is not None and all(a == Axis() for i, a in enumerate(axes) if i >= first and i != at):
        axes[first:] = [Axis("direct", "contig" if i == at else "follow") for i in range(first, len(axes))]
    return View(dtype, tuple(axes), const)


def buffer_of(r: TypeResolver, node: c.CTemplateType, owner: PyObj) -> Type:
    """The type of an object whose memory is used as well: `owner` with the options in its brackets."""
    dtype = r.element(node.args[0])
    options = buffer_defaults(owner)
    names = ("ndim", "mode", "negative_indices", "cast")
    values = [*zip(names, node.args[1:], strict=False), *((k.arg or "", k.value) for k in node.keywords)]
    for name, value in values:
        if name == "dtype":
            continue
        if name not in names:
            close = close_to(name, names)
            hint = f"did you mean '{close[0]}'?" if close else f"known are {', '.join(names)}"
            r.env.error("E0542", value, f"'{name}' is not a buffer option", hint)
            return UNKNOWN
        options[name] = constant_value(value, r.env)
    ndim, mode = options.get("ndim", 1), options.get("mode", "full")
    if not isinstance(ndim, int) or not 0 < ndim <= 8:
        r.env.error("E0543", node, f"buffer 'ndim' must be an integer from 1 to 8, found {ndim!r}")
        return UNKNOWN
    if mode not in ("c", "fortran", "strided", "full"):
        r.env.error("E0544", node, f"buffer mode must be 'c', 'fortran', 'strided' or 'full', found {mode!r}")
        return UNKNOWN
    if isinstance(dtype, Unknown):
        return UNKNOWN
    if not _viewable(r, strip_const(dtype), node.args[0], "a buffer"):
        return UNKNOWN
    axes = [Axis("generic" if mode == "full" else "direct", "strided")] * ndim
    if mode == "c":
        axes = [Axis("direct", "contig" if i == ndim - 1 else "follow") for i in range(ndim)]
    elif mode == "fortran":
        axes = [Axis("direct", "contig" if i == 0 else "follow") for i in range(ndim)]
    view = View(strip_const(dtype), tuple(axes), isinstance(dtype, Const))
    negative, cast = bool(options.get("negative_indices", True)), bool(options.get("cast", False))
    return Buffer(owner, view, negative, cast, mode)


def buffer_defaults(owner: PyObj) -> dict[str, object]:
    """The options of buffers of a type that need not be written: its own, those of its bases, or the library's."""
    type_: PyObj | None = owner
    while isinstance(type_, ExtType):
        if type_.info.buffer_defaults:
            return dict(type_.info.buffer_defaults)
        if (type_.module, type_.name) == ("numpy", "ndarray"):
            return {"mode": "strided"}
        if (type_.module, type_.name) == ("array", "array"):
            return {"ndim": 1, "mode": "c"}
        type_ = type_.info.base
    return {}


def unviewable(dtype: Type, depth: int = 0) -> str | None:
    """What keeps a type from being an element of views: None if nothing does, else the reason, which may be empty.

    Elements are numbers, objects, and structs of numbers, of arrays of up to eight dimensions, and of such structs.
    """
    dtype = strip_const(dtype)
    if is_number(dtype) or (isinstance(dtype, PyObj | Fused) and not depth) or isinstance(dtype, Unknown):
        return None
    if isinstance(dtype, CArray):
        dims, inner = 1, strip_const(dtype.element)
        while isinstance(inner, CArray):
            dims, inner = dims + 1, strip_const(inner.element)
        if dims > 8:
            return f"an array of {dims} dimensions, at most 8 are possible"
        return unviewable(inner, depth + 1)
    if not isinstance(dtype, Struct) or dtype.kind == "union" or depth > 16:
        return ""
    if dtype.record.fields is None:
        return "its fields are not known"
    for name, type_ in dtype.fields.items():
        found = unviewable(type_, depth + 1)
        if found is not None:
            return f"the field '{name}' is of the type '{type_}'" + (f", {found}" if found else "")
    return None if dtype.fields else "it has no fields"

"""Element access of views and of objects with buffer syntax."""

from __future__ import annotations

import ast

from smelt.ir import nodes as ir
from smelt.primitives import views as rows
from smelt.primitives.viewcopy import require
from smelt.primitives.viewparts import AxisKind, part
from smelt.sema.build.core import NULL_OBJECT, PYTHON_NONE, FunctionBuilder, is_unknown
from smelt.sema.build.exact import is_exact
from smelt.sema.resulttypes import is_new_axis, part_axes, part_type
from smelt.sema.scopes import find
from smelt.sema.symbols import Variable
from smelt.sema.wording import article
from smelt.types import (
    BINT,
    CHAR_PTR,
    FLOAT,
    OBJECT,
    SSIZE,
    UNKNOWN,
    Axis,
    Buffer,
    CCounter,
    CFloat,
    CInt,
    PyObj,
    View,
    strip_const,
)
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


def view_indices(node: ast.expr, ndim: int) -> list[ast.expr]:
    """The indices of a view; an ellipsis that stands for no axis at all is left out."""
    nodes = index_list(node)
    dots = [n for n in nodes if isinstance(n, ast.Constant) and n.value is Ellipsis]
    if len(dots) == 1 and len(nodes) == ndim + 1:
        rest = [n for n in nodes if n is not dots[0]]
        return rest if is_plain(rest) else nodes
    return nodes


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
    if isinstance(type_.dtype, PyObj):
        b.need_gil(nodes[0], "using an element that is a Python object")
    values = b.in_order(*[lambda n=n: b.index_value(n) for n in nodes])
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


def element(b: FunctionBuilder, item: ir.Expr, node: ast.AST) -> ir.Expr:
    """The value of an element. Among objects NULL stands for None; whether they are of the view's type is tested."""
    if isinstance(item.type, CFloat) and item.type.storage:
        return ir.PureCall(FLOAT, rows.half_value, [item])
    if not (isinstance(item, ir.ViewItem) and isinstance(item.type, PyObj)):
        return item
    found = ir.ViewItem(OBJECT, item.view, item.indices)
    value = ir.Select(OBJECT, ir.Binary(BINT, "==", found, NULL_OBJECT), PYTHON_NONE, found)
    return b.convert(value, item.type, node)


def _index(
    b: FunctionBuilder, view: ir.Slot, axis: int, value: ir.Expr, node: ast.expr, check: bool, wrap: bool,
    cuts: bool = False,
) -> ir.Expr:  # fmt: skip
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
    elif wrap and isinstance(value, ir.Const):
        # from the end: out of range where the axis has fewer items, and then without bound as an unsigned number
        value, wrap = ir.Binary(SSIZE, "+", ir.ViewExtent(SSIZE, view, axis), value), False
    if not check and not wrap:
        return value
    if index_type.signed:
        # the corrected index needs room for the extent
        slot = b.temp(SSIZE, "i")
        b.emit(ir.Assign(ir.Load(SSIZE, slot), _widen(value)))
    else:
        slot = b.temp(index_type, "i")
        b.emit(ir.Assign(ir.Load(index_type, slot), value))
    b.emit(ir.CheckIndex(view, axis, slot, wrap, check, cuts))
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
        if not isinstance(strip_const(b.typer.type_of(item, b.scope)), CInt) and not is_exact(b, item, SSIZE):
            return None
    return view_item(b, b.buffer(variable), nodes, type_.negative_indices)


def view_part(b: FunctionBuilder, view: ir.Slot, nodes: list[ast.expr], node: ast.AST) -> ir.Expr:
    """A slice of a view: some axes indexed, cut or added, the others whole. It shares the view's memory."""
    type_ = view.type
    assert isinstance(type_, View)
    axes = part_axes(type_, nodes)
    if axes is None:
        dots = [n for n in nodes if isinstance(n, ast.Constant) and n.value is Ellipsis]
        if len(dots) > 1:
            return b.error("E0598", dots[1], "an index can have one '...' only")
        taken = sum(1 for n in nodes if not is_new_axis(n)) - len(dots)
        return b.error("E0585", node, f"too many indices: the view has {type_.ndim} dimensions, found {taken}")
    b.emit(ir.CheckView(view, "slice"))
    arguments: list[ir.Expr] = []
    kept = 0
    for kind, axis, item in axes:
        kept += kind != "index"
        if kind == "index":
            assert item is not None
            if kept and not _reached_directly(b, view, axis, item):
                return ir.Const(UNKNOWN, 0)
            arguments.append(_kept_index(b, view, axis, item))
        elif kind in ("slice", "span"):
            assert isinstance(item, ast.Slice)
            arguments += _slice_arguments(b, item)[: 3 if kind == "slice" else 2]
    result = part_type(type_, nodes)
    assert isinstance(result, View)
    return b.op(
        part(type_, result, tuple((k, a) for k, a, _ in axes)), ir.Load(type_, view), *arguments, hint=view.name
    )


def _reached_directly(b: FunctionBuilder, view: ir.Slot, axis: int, node: ast.expr) -> bool:
    """Behind an axis that is kept, one through pointers cannot be indexed: each item has an address of its own."""
    type_ = view.type
    assert isinstance(type_, View)
    message = f"all axes before axis {axis} have to be indexed, not sliced: its items are reached through pointers"
    match type_.axes[axis].access:
        case "indirect":
            b.error("E0599", node, message, "loop over the axes before, or slice this axis as well")
            return False
        case "generic":
            suboffset = ir.ViewSuboffset(SSIZE, view, axis)
            b.emit(ir.Check("other", ir.Binary(BINT, ">=", suboffset, ir.Const(SSIZE, 0)), "IndexError", message))
    return True


def _kept_index(b: FunctionBuilder, view: ir.Slot, axis: int, node: ast.expr) -> ir.Expr:
    """An index of one axis, tested as that of an element."""
    check, wrap = bool(b.directives.get("boundscheck")), bool(b.directives.get("wraparound"))
    index = _index(b, view, axis, b.index_value(node), node, check, wrap, cuts=True)
    return index if index.type == SSIZE else ir.Cast(SSIZE, index)


def _slice_arguments(b: FunctionBuilder, node: ast.Slice) -> list[ir.Expr]:
    """Start, stop and step, with the values that stand for those left out."""

    def value(part_: ast.expr | None) -> ir.Expr | None:
        if part_ is None or is_new_axis(part_):
            return None
        return b.keep(b.index(part_), "bound")

    start, stop, step = value(node.lower), value(node.upper), value(node.step)
    lowest, highest = ir.Const(SSIZE, SSIZE.min), ir.Const(SSIZE, SSIZE.max)
    if step is None:
        step = ir.Const(SSIZE, 1)
    if not (isinstance(step, ir.Const) and step.value):
        zero = ir.Binary(BINT, "==", step, ir.Const(SSIZE, 0))
        b.emit(ir.Check("other", zero, "ValueError", "slice step cannot be zero"))
    if isinstance(step, ir.Const) and isinstance(step.value, int):
        back: ir.Expr | bool = step.value < 0
    else:
        back = ir.Binary(BINT, "<", step, ir.Const(SSIZE, 0))

    def either(if_back: ir.Expr, else_: ir.Expr) -> ir.Expr:
        if isinstance(back, bool):
            return if_back if back else else_
        return ir.Select(SSIZE, back, if_back, else_)

    if start is None:
        start = either(highest, ir.Const(SSIZE, 0))
    if stop is None:
        stop = either(lowest, highest)
    return [start, stop, step]


def row_of(b: FunctionBuilder, view: ir.Slot, index: ir.Expr) -> ir.Expr:
    """``view[index]`` of a view with several axes, the index being in range."""
    type_ = view.type
    assert isinstance(type_, View)
    result = part_type(type_, [ast.Constant(0)])
    assert isinstance(result, View)
    axes: list[tuple[AxisKind, int]] = [("index", 0), *[("full", axis) for axis in range(1, type_.ndim)]]
    return b.op(part(type_, result, tuple(axes)), ir.Load(type_, view), index, hint="row")


def all_direct(b: FunctionBuilder, view: ir.Slot, node: ast.AST, message: str) -> bool:
    """Test that no axis of a view goes through pointers: by its type, and when the program runs by its suboffsets."""
    type_ = view.type
    assert isinstance(type_, View)
    if any(axis.access == "indirect" for axis in type_.axes):
        b.error("E0599", node, message, f"the view is '{type_}'")
        return False
    for axis, form in enumerate(type_.axes):
        if form.access == "generic":
            suboffset = ir.ViewSuboffset(SSIZE, view, axis)
            b.emit(ir.Check("other", ir.Binary(BINT, ">=", suboffset, ir.Const(SSIZE, 0)), "ValueError", message))
    return True


def transposed(b: FunctionBuilder, value: ir.Expr, type_: View, node: ast.AST) -> ir.Expr:
    """``view.T``: the axes in reverse order."""
    view = as_slot(b, value)
    b.emit(ir.CheckView(view, "transpose"))
    if not all_direct(b, view, node, "Cannot transpose memoryview with indirect dimensions"):
        return ir.Const(UNKNOWN, 0)
    result = View(type_.dtype, tuple(reversed(type_.axes)), type_.const)
    axes: tuple[tuple[AxisKind, int], ...] = tuple(("full", axis) for axis in reversed(range(type_.ndim)))
    return b.op(part(type_, result, axes), ir.Load(type_, view), hint=view.name)


def _looser(source: Axis, target: Axis) -> bool:
    """Whether an axis of a view can be taken as one of another kind without a test."""
    reached = target.access in (source.access, "generic")
    return reached and target.packing in ("strided", source.packing) and target.packing != "follow"


def as_layout(b: FunctionBuilder, value: ir.Expr, target: View, node: ast.AST) -> ir.Expr:
    """A view in another layout: a looser one as it is, a stricter one after a test; a writable one as const."""
    source = strip_const(value.type)
    assert isinstance(source, View)
    if source.const and not target.const:
        message = f"cannot make {article(target)} of {article(source)}, which is read-only"
        return b.error("E0554", node, message, "declare the target with const too")
    view = as_slot(b, value)
    packed = source.order == target.order != "strided"
    if not packed and not all(map(_looser, source.axes, target.axes)):
        if any(_never(have, want) for have, want in zip(source.axes, target.axes, strict=True)):
            message = f"cannot make {article(target)} of {article(source)}: items are not reached the same way"
            return b.error("E0554", node, message, "direct axes have no pointers; copy() gives a direct view")
        if target.order != "strided" and _has_step(node):
            message = f"cannot make {article(target)} of {article(source)}: a part with a step is not contiguous"
            return b.error("E0554", node, message, "copy it: view[…].copy()")
        b.op(require(source, target), ir.Load(source, view))
    axes: tuple[tuple[AxisKind, int], ...] = tuple(("full", axis) for axis in range(source.ndim))
    return b.op(part(source, target, axes), ir.Load(source, view), hint=view.name)


def _has_step(node: ast.AST) -> bool:
    """Whether an expression cuts a view with a step, so that hardly any result of it is contiguous."""
    if not isinstance(node, ast.Subscript):
        return False
    steps = [item.step for item in index_list(node.slice) if isinstance(item, ast.Slice)]
    return any(step is not None and not (isinstance(step, ast.Constant) and step.value in (None, 1)) for step in steps)


def _never(source: Axis, target: Axis) -> bool:
    """Whether one axis goes through pointers and the other never does."""
    return {source.access, target.access} == {"direct", "indirect"}


def same_view(b: FunctionBuilder, left: ir.Expr, right: ir.Expr) -> ir.Expr:
    """``v is w``: both show the same items of the same object in the same way."""
    one, other = as_slot(b, left), as_slot(b, right)
    assert isinstance(one.type, View)
    assert isinstance(other.type, View)
    if one.type.dtype != other.type.dtype or one.type.ndim != other.type.ndim:
        return ir.Const(BINT, False)
    first, second = ir.Load(one.type, one), ir.Load(other.type, other)
    pairs: list[tuple[ir.Expr, ir.Expr]] = [
        (ir.Field(OBJECT, first, "owner"), ir.Field(OBJECT, second, "owner")),
        (ir.Field(CHAR_PTR, first, "data"), ir.Field(CHAR_PTR, second, "data")),
    ]
    for axis in range(one.type.ndim):
        pairs.append((ir.ViewExtent(SSIZE, one, axis), ir.ViewExtent(SSIZE, other, axis)))
        pairs.append((ir.ViewStride(SSIZE, one, axis), ir.ViewStride(SSIZE, other, axis)))
    result: ir.Expr = ir.Binary(BINT, "==", *pairs[0])
    for pair in pairs[1:]:
        result = ir.Binary(BINT, "&&", result, ir.Binary(BINT, "==", *pair))
    return result

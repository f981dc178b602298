"""Subscripts: of objects, pointers, C arrays, views and buffers; reading, assigning, deleting."""

from __future__ import annotations

import ast

from smelt.ir import nodes as ir
from smelt.primitives import containers, objects, strings
from smelt.sema.build.core import (
    NULL_OBJECT,
    PYTHON_NONE,
    FunctionBuilder,
    expression,
    is_declared,
    is_read_only,
    is_unknown,
)
from smelt.sema.build.cppops import object_item, store_into
from smelt.sema.build.fused import index_value
from smelt.sema.build.view_assign import store_part
from smelt.sema.build.view_attributes import extent_item
from smelt.sema.build.views import (
    as_slot,
    buffer_item,
    element,
    index_list,
    is_plain,
    view_indices,
    view_item,
    view_part,
)
from smelt.sema.wording import article
from smelt.types import (
    BINT,
    OBJECT,
    SSIZE,
    CArray,
    CChar,
    CInt,
    CTuple,
    CVoid,
    Ptr,
    PyObj,
    Type,
    View,
    is_number,
    strip_const,
)
from smelt.types.cpp import CppClass
from smelt.types.rules import bounds


@expression(ast.Subscript)
def load_subscript(b: FunctionBuilder, node: ast.Subscript) -> ir.Expr:
    chosen = index_value(b, node)
    if chosen is not None:
        return chosen
    extent = extent_item(b, node)
    if extent is not None:
        return extent
    item = buffer_item(b, node)
    if item is not None:
        return element(b, item, node)
    base = b.expr(node.value)
    if is_unknown(base):
        return base
    return subscript_of(b, base, node)


def subscript_of(b: FunctionBuilder, base: ir.Expr, node: ast.Subscript) -> ir.Expr:
    type_ = strip_const(base.type)
    if is_number(type_) and not is_declared(b, node.value) and not b.nogil:
        base, type_ = b.convert(base, OBJECT, node), OBJECT
    if isinstance(type_, CTuple) and b.typer.literal(node.slice) is None and not b.nogil:
        base, type_ = b.convert(base, OBJECT, node), OBJECT
    if isinstance(type_, PyObj):
        return _load_object(b, base, node)
    if isinstance(node.slice, ast.Slice) and isinstance(type_, Ptr | CArray):
        return _load_c_slice(b, base, type_, node)
    return element(b, c_item(b, base, type_, node), node)


def _load_object(b: FunctionBuilder, base: ir.Expr, node: ast.Subscript) -> ir.Expr:
    if not b.need_gil(node, "indexing a Python object"):
        return ir.Const(SSIZE, 0)
    if isinstance(node.slice, ast.Slice) and node.slice.step is None:
        parts = b.in_order(lambda: base, *_slice_parts(b, node.slice))
        return b.op(objects.get_slice, *parts)
    parts = b.in_order(lambda: base, lambda: subscript_key(b, node.slice))
    if _is_index(parts[1]):
        return b.op(objects.get_item_int, parts[0], b.convert(parts[1], SSIZE, node))
    return b.op(objects.get_item, parts[0], b.convert(parts[1], OBJECT, node))


def _is_index(key: ir.Expr) -> bool:
    if not isinstance(strip_const(key.type), CInt) or key.type == BINT:
        return False
    if isinstance(key, ir.Const):
        return isinstance(key.value, int) and -(2**31) <= key.value < 2**31
    limits = bounds(strip_const(key.type))
    return limits is not None and limits[0] >= SSIZE.min and limits[1] <= SSIZE.max


def _slice_parts(b: FunctionBuilder, node: ast.Slice):  # type: ignore[no-untyped-def]
    return [(lambda n=n: b.object(n)) if n is not None else (lambda: NULL_OBJECT) for n in (node.lower, node.upper)]


def subscript_key(b: FunctionBuilder, node: ast.expr) -> ir.Expr:
    """The key of a subscript as a value; slices become slice objects."""
    if isinstance(node, ast.Slice):
        parts = [
            n if n is not None else ast.copy_location(ast.Constant(None), node)
            for n in (node.lower, node.upper, node.step)
        ]
        return b.op(objects.slice_new, *b.objects(parts), node=node)
    if isinstance(node, ast.Tuple) and any(isinstance(i, ast.Slice) for i in node.elts):
        keys = b.in_order(*[lambda i=i: b.convert(subscript_key(b, i), OBJECT, i) for i in node.elts])
        return b.op(containers.build_tuple, *keys, node=node)
    return b.expr(node)


def c_item(b: FunctionBuilder, base: ir.Expr, type_: Type, node: ast.Subscript) -> ir.Expr:
    """An element of C memory or of a view as an lvalue."""
    nodes = index_list(node.slice)
    match type_:
        case CppClass():
            return object_item(b, base, node.slice, node)
        case View():
            nodes = view_indices(node.slice, type_.ndim)
            if not is_plain(nodes) or len(nodes) != type_.ndim:
                if not isinstance(node.ctx, ast.Load):
                    return b.error(
                        "E0586", node, "parts of a view have no arithmetic of their own", "loop over the elements"
                    )
                return view_part(b, as_slot(b, base), nodes, node.slice)
            return view_item(b, as_slot(b, base), nodes)
        case Ptr() | CArray():
            element = type_.target if isinstance(type_, Ptr) else type_.element
            if len(nodes) != 1:
                message = f"{article(type_)} takes one index, found {len(nodes)}"
                return b.error("E0587", node.slice, message, "write a[i][j]")
            if isinstance(strip_const(element), CVoid):
                return b.error("E0588", node, "a 'void *' cannot be indexed", "cast it to the type that it points to")
            parts = b.in_order(lambda: base, lambda: _c_index(b, nodes[0], type_))
            return ir.Index(element, parts[0], parts[1])
        case CTuple():
            index = b.typer.literal(node.slice)
            if index is None or not -len(type_.items) <= index < len(type_.items):
                return b.error(
                    "E0589", node.slice, f"a C tuple of {len(type_.items)} items is indexed by a constant within it"
                )
            index %= len(type_.items)
            return ir.Field(type_.items[index], base, f"f{index}")
    return b.error("E0591", node, f"{article(type_)} cannot be indexed")


def _c_index(b: FunctionBuilder, node: ast.expr, type_: Type) -> ir.Expr:
    value = b.index_value(node)
    if is_unknown(value):
        return value
    if (
        isinstance(value, ir.Const)
        and isinstance(value.value, int)
        and isinstance(type_, CArray)
        and type_.length is not None
    ):
        if not 0 <= value.value < type_.length:
            return b.error("E0592", node, f"index {value.value} is outside of '{type_}'")
    return value if isinstance(strip_const(value.type), CInt) else b.convert(value, SSIZE, node)


def _load_c_slice(b: FunctionBuilder, base: ir.Expr, type_: Ptr | CArray, node: ast.Subscript) -> ir.Expr:
    """``text[a:b]`` of characters gives bytes; of other C memory a list."""
    bounds_ = c_slice_bounds(b, type_, node)
    if bounds_ is None:
        return PYTHON_NONE
    low, high = bounds_
    element = strip_const(type_.target if isinstance(type_, Ptr) else type_.element)
    pointer = ir.Binary(Ptr(element), "+", base, low)
    if isinstance(element, CChar):
        assert strings.bytes_from_ptr.params[0] is not None
        if high is None:
            return b.op(strings.bytes_from_ptr, ir.Cast(strings.bytes_from_ptr.params[0], pointer), node=node)
        text = ir.Cast(strings.bytes_from_ptr.params[0], pointer)
        return b.op(strings.bytes_from_span, text, ir.Binary(SSIZE, "-", high, low), node=node)
    assert high is not None
    result = b.op(containers.list_new, ir.Const(SSIZE, 0), node=node)
    counter = b.temp(SSIZE, "i")
    body: ir.Block = []
    with b.into(body):
        b.op(containers.list_append, result, b.convert(ir.Index(element, base, ir.Load(SSIZE, counter)), OBJECT, node))
    b.emit(ir.ForRange(counter, low, high, ir.Const(SSIZE, 1), body))
    return result


def c_slice_bounds(
    b: FunctionBuilder, type_: Ptr | CArray, node: ast.Subscript
) -> tuple[ir.Expr, ir.Expr | None] | None:
    assert isinstance(node.slice, ast.Slice)
    part = node.slice
    if part.step is not None:
        b.error("E0593", part.step, "a slice of C memory has no step")
        return None
    length = type_.length if isinstance(type_, CArray) else None
    low = _c_bound(b, part.lower, length) or ir.Const(SSIZE, 0)
    high = _c_bound(b, part.upper, length)
    if high is None and isinstance(type_, CArray):
        high = ir.Const(SSIZE, type_.length)
    elif high is None and isinstance(type_, Ptr) and not isinstance(strip_const(type_.target), CChar):
        b.error("E0594", node, "a slice of a pointer needs an end")
        return None
    return low, high


def _long_enough(b: FunctionBuilder, source: Type, low: ir.Expr, high: ir.Expr, length: ir.Expr, node: ast.AST) -> bool:
    """Test that a slice takes no more items than the array on the right has; a pointer's are taken on trust."""
    if not isinstance(source, CArray) or source.length is None:
        return True
    if isinstance(low, ir.Const) and isinstance(high, ir.Const):
        wanted = int(high.value) - int(low.value)  # type: ignore[arg-type]
        if wanted != source.length:
            b.error("E0556", node, f"a slice of {wanted} items is assigned an array of {source.length}")
            return False
        return True
    fails = ir.Binary(BINT, "!=", length, ir.Const(SSIZE, source.length))
    b.emit(ir.Check("other", fails, "ValueError", f"the slice differs in length from the array of {source.length}"))
    return True


def _c_bound(b: FunctionBuilder, node: ast.expr | None, length: int | None) -> ir.Expr | None:
    """One end of a slice of C memory, None where it is left out; negative constants count from an array's end."""
    if node is None or (isinstance(node, ast.Constant) and node.value is None):
        return None
    value = b.keep(b.index(node))
    if isinstance(value, ir.Const) and isinstance(value.value, int) and value.value < 0 and length is not None:
        return ir.Const(SSIZE, max(value.value + length, 0))
    if isinstance(value, ir.Const) and isinstance(value.value, int) and length is not None and value.value > length:
        b.error("E0592", node, f"the slice ends at {value.value}, outside of an array of {length}")
    return value


# --- assignment and deletion ------------------------------------------------------------------------------------------


def store_subscript(b: FunctionBuilder, node: ast.Subscript, value: ir.Expr, value_node: ast.AST) -> None:
    """``base[key] = value`` with `value` computed before."""
    item = buffer_item(b, node)
    if item is not None:
        _store_item(b, item, value, node, value_node)
        return
    base = b.expr(node.value)
    if is_unknown(base):
        return
    type_ = strip_const(base.type)
    if is_number(type_) and not is_declared(b, node.value) and not b.nogil:
        base, type_ = b.convert(base, OBJECT, node), OBJECT
    if isinstance(type_, PyObj):
        _store_object(b, base, node, value, value_node)
        return
    if isinstance(type_, Ptr | CArray) and isinstance(node.slice, ast.Slice):
        _store_c_slice(b, base, type_, node, value, value_node)
        return
    nodes = view_indices(node.slice, type_.ndim) if isinstance(type_, View) else index_list(node.slice)
    if isinstance(type_, View) and (not is_plain(nodes) or len(nodes) != type_.ndim):
        store_part(b, base, nodes, node, value, value_node)
        return
    _store_item(b, c_item(b, base, type_, node), value, node, value_node)


def _store_item(b: FunctionBuilder, item: ir.Expr, value: ir.Expr, node: ast.Subscript, value_node: ast.AST) -> None:
    if is_unknown(item):
        return
    if is_read_only(item):
        b.error("E0574", node, "cannot assign to an element of const memory", "declare it without const")
        return
    store_into(b, item, value, value_node, place=node)


def _store_object(b: FunctionBuilder, base: ir.Expr, node: ast.Subscript, value: ir.Expr, value_node: ast.AST) -> None:
    held = b.convert(value, OBJECT, value_node)
    if isinstance(node.slice, ast.Slice) and node.slice.step is None:
        parts = b.in_order(lambda: base, *_slice_parts(b, node.slice))
        b.op(objects.set_slice, *parts, held, node=node)
        return
    parts = b.in_order(lambda: base, lambda: subscript_key(b, node.slice))
    if _is_index(parts[1]):
        b.op(objects.set_item_int, parts[0], b.convert(parts[1], SSIZE, node), held, node=node)
        return
    b.op(objects.set_item, parts[0], b.convert(parts[1], OBJECT, node), held, node=node)


def _store_c_slice(
    b: FunctionBuilder, base: ir.Expr, type_: Ptr | CArray, node: ast.Subscript, value: ir.Expr, value_node: ast.AST
) -> None:
    """``array[:] = values``: element by element from a sequence of the same length, or from another C array."""
    found = c_slice_bounds(b, type_, node)
    if found is None:
        return
    low, high = found
    element = strip_const(type_.target if isinstance(type_, Ptr) else type_.element)
    if high is None:
        b.error("E0594", node, "a slice of a pointer needs an end")
        return
    counter = b.temp(SSIZE, "i")
    position = ir.Binary(SSIZE, "+", low, ir.Load(SSIZE, counter))
    body: ir.Block = []
    length = b.keep(ir.Binary(SSIZE, "-", high, low), "length")
    if isinstance(strip_const(value.type), CArray | Ptr):
        if not _long_enough(b, strip_const(value.type), low, high, length, node):
            return
        with b.into(body):
            source = value.type.element if isinstance(value.type, CArray) else strip_const(value.type).target  # type: ignore[attr-defined]
            item = b.convert(ir.Index(source, value, ir.Load(SSIZE, counter)), element, value_node)
            b.emit(ir.Assign(ir.Index(element, base, position), item))
    elif isinstance(value.type, PyObj):
        items = b.op(objects.array_items, value, length, node=node)
        with b.into(body):
            item = b.convert(b.op(objects.tuple_item, items, ir.Load(SSIZE, counter)), element, value_node)
            b.emit(ir.Assign(ir.Index(element, base, position), item))
    else:
        held = b.keep(b.convert(value, element, value_node))
        with b.into(body):
            b.emit(ir.Assign(ir.Index(element, base, position), held))
    b.emit(ir.ForRange(counter, ir.Const(SSIZE, 0), length, ir.Const(SSIZE, 1), body))


def delete_subscript(b: FunctionBuilder, node: ast.Subscript) -> None:
    base = b.expr(node.value)
    if is_unknown(base):
        return
    if not isinstance(base.type, PyObj):
        b.error("E0595", node, f"cannot delete an item of {article(base.type)}")
        return
    if isinstance(node.slice, ast.Slice) and node.slice.step is None:
        parts = b.in_order(lambda: base, *_slice_parts(b, node.slice))
        b.op(objects.del_slice, *parts, node=node)
        return
    parts = b.in_order(lambda: base, lambda: subscript_key(b, node.slice))
    b.op(objects.del_item, parts[0], b.convert(parts[1], OBJECT, node), node=node)

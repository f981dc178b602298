"""Assignment, augmented assignment, unpacking and deletion."""

from __future__ import annotations

import ast
import copy
from typing import Any

from smelt.ir import nodes as ir
from smelt.ir.visit import expressions
from smelt.primitives import globals as rows
from smelt.primitives import objects
from smelt.sema.build.attributes import attribute_of, store_attribute, struct_field
from smelt.sema.build.clists import c_display
from smelt.sema.build.core import EXPRESSIONS, FunctionBuilder, is_read_only, is_unknown, statement
from smelt.sema.build.cpp import delete as delete_object
from smelt.sema.build.cpp import object_field
from smelt.sema.build.exact import exact_integer, exact_step
from smelt.sema.build.members import delete_member, ext_type, member
from smelt.sema.build.names import delete_name, is_known, load_name, name_const, store_name
from smelt.sema.build.operators import combine
from smelt.sema.build.subscripts import (
    c_item,
    delete_subscript,
    store_subscript,
    subscript_key,
)
from smelt.sema.build.views import buffer_item, element
from smelt.sema.cppinfer import class_behind
from smelt.sema.infer import operator_of
from smelt.sema.symbols import CythonName, ModuleName, TypeName, Variable
from smelt.sema.wording import article, is_cython
from smelt.syntax import nodes as c
from smelt.syntax import tree as trees
from smelt.types import OBJECT, SSIZE, STR, Builtin, CArray, CCounter, CTuple, Ptr, PyObj, Struct, View, strip_const

_SIMPLE = (
    ast.Name, ast.Constant, ast.Subscript, ast.Attribute, ast.Tuple, ast.BinOp, ast.UnaryOp,
    ast.operator, ast.unaryop, ast.expr_context,
)  # fmt: skip

_PLACES = (ast.Name, ast.Attribute, ast.Subscript)


@statement(ast.Assign)
def assign(b: FunctionBuilder, node: ast.Assign) -> None:
    if len(node.targets) == 1 and _parallel(b, node.targets[0], node.value):
        return
    value = _display(b, node) or _exact(b, node) or b.expr(node.value)
    if len(node.targets) > 1 and isinstance(strip_const(value.type), PyObj):
        kinds = {b.typer.type_of(target, b.scope) for target in node.targets}
        first = kinds.pop()
        if not kinds and isinstance(first, View):
            value = b.convert(value, first, node.value)  # one view for all of them
    if len(node.targets) > 1 or isinstance(node.targets[0], ast.Tuple | ast.List):
        value = b.keep(value) if not is_unknown(value) else value
    elif not isinstance(node.targets[0], ast.Name):
        value = _hold_over(b, value, node.targets[0])
    for target in node.targets:
        store(b, target, value, node.value)


def _display(b: FunctionBuilder, node: ast.Assign) -> ir.Expr | None:
    """A list or dict that goes into C memory is never made."""
    target = node.targets[0]
    if len(node.targets) > 1 or not isinstance(node.value, ast.List | ast.Dict) or not isinstance(target, _PLACES):
        return None
    if isinstance(target, ast.Subscript) and isinstance(target.slice, ast.Slice):
        return None
    return c_display(b, node.value, b.typer.type_of(target, b.scope))


def _exact(b: FunctionBuilder, node: ast.Assign) -> ir.Expr | None:
    """Arithmetic of integers that nobody typed, for a variable or an element that is a C integer."""
    if len(node.targets) > 1 or not isinstance(node.value, ast.BinOp) or not isinstance(node.targets[0], _PLACES):
        return None
    type_ = b.typer.type_of(node.targets[0], b.scope)
    return exact_integer(b, node.value, SSIZE if isinstance(type_, CCounter) else type_)


def _hold_over(b: FunctionBuilder, value: ir.Expr, target: ast.expr) -> ir.Expr:
    """The value is computed before the target's parts: it is kept where those parts do more than read variables."""
    simple = all(isinstance(n, _SIMPLE) for n in trees.walk(target))
    if not simple:
        return b.keep(value)
    if isinstance(strip_const(value.type), PyObj):
        reads = [
            n
            for n in (value, *expressions(value))
            if isinstance(n, ir.Load) and n.slot.storage not in (ir.Storage.LOCAL, ir.Storage.PARAM)
        ]
        return b.keep(value) if reads else value
    return value


def store(b: FunctionBuilder, target: ast.AST, value: ir.Expr, value_node: ast.AST) -> None:
    """Assign a value, computed before, to any target."""
    if is_unknown(value):
        return
    match target:
        case ast.Name():
            store_name(b, target, value, value_node)
        case ast.Attribute():
            store_attribute(b, target, value, value_node)
        case ast.Subscript():
            store_subscript(b, target, value, value_node)
        case ast.Tuple() | ast.List():
            unpack(b, target, value, value_node)
        case ast.Starred():
            b.error("E0577", target, "a starred target must stand in a list or tuple")
        case c.CCast():
            b.error("E0630", target, "cannot assign to a cast", "cast the value instead")
        case c.CAddressOf():
            b.error(
                "E0630",
                target,
                "cannot assign to an address",
                "assign to the variable, or through the pointer: p[0] = …",
            )
        case _:
            b.error("E0630", target, "cannot assign to this expression")


def _parallel(b: FunctionBuilder, target: ast.expr, value: ast.expr) -> bool:
    """``a, b = x, y`` without a tuple: all values first, then all targets."""
    if not (isinstance(target, ast.Tuple | ast.List) and isinstance(value, ast.Tuple | ast.List)):
        return False
    if len(target.elts) != len(value.elts) or not target.elts:
        return False
    if any(isinstance(e, ast.Starred) for e in [*target.elts, *value.elts]):
        return False

    def part_of(node: ast.expr, goal: ast.expr) -> ir.Expr:
        found, wanted = b.expr(node), strip_const(b.typer.type_of(goal, b.scope))
        # an array that becomes a pointer is not copied first: the pointer would be to the copy
        if isinstance(strip_const(found.type), CArray) and isinstance(wanted, Ptr):
            return ir.Cast(wanted, b.convert(found, wanted, node))
        return found

    pairs = zip(value.elts, target.elts, strict=True)
    values = b.in_order(*[lambda v=v, t=t: part_of(v, t) for v, t in pairs])
    kept = [b.keep(v) if not is_unknown(v) else v for v in values]
    for item, part, node in zip(target.elts, kept, value.elts, strict=True):
        store(b, item, part, node)
    return True


def unpack(b: FunctionBuilder, target: ast.Tuple | ast.List, value: ir.Expr, value_node: ast.AST) -> None:
    type_ = strip_const(value.type)
    if isinstance(type_, CTuple):
        if len(target.elts) != len(type_.items):
            b.error(
                "E0631", target, f"cannot unpack a C tuple of {len(type_.items)} items into {len(target.elts)} targets"
            )
            return
        base = b.keep(value)
        for i, (item, t) in enumerate(zip(target.elts, type_.items, strict=True)):
            store(b, item, ir.Field(t, base, f"f{i}"), value_node)
        return
    stars = [i for i, e in enumerate(target.elts) if isinstance(e, ast.Starred)]
    if len(stars) > 1:
        b.error("E0632", target.elts[stars[1]], "several starred expressions in one assignment")
        return
    held = b.convert(value, OBJECT, value_node)
    if stars:
        before, after = stars[0], len(target.elts) - stars[0] - 1
        items = b.op(
            objects.unpack_star, held, ir.Const(SSIZE, before), ir.Const(SSIZE, after), node=target, hint="items"
        )
    else:
        items = b.op(objects.unpack, held, ir.Const(SSIZE, len(target.elts)), node=target, hint="items")
    for i, item in enumerate(target.elts):
        inner = item.value if isinstance(item, ast.Starred) else item
        type_ = Builtin("list") if isinstance(item, ast.Starred) else OBJECT
        part = b.op(objects.tuple_item, items, ir.Const(SSIZE, i))
        store(b, inner, part if type_ == OBJECT else ir.Cast(type_, part), value_node)


@statement(ast.AnnAssign)
def annotated(b: FunctionBuilder, node: ast.AnnAssign) -> None:
    if node.value is not None:
        value = b.expr(node.value)
        store(b, node.target, value, node.value)
    if b.scope.kind == "module" and not node.simple:
        _evaluate_target(b, node)
    if b.scope.kind == "module" and node.simple and isinstance(node.target, ast.Name):
        annotation = annotation_value(b, node.annotation)
        held = b.op(rows.get_global, name_const("__annotations__"), node=node)
        b.op(objects.set_item, held, name_const(node.target.id), annotation, node=node)


def _evaluate_target(b: FunctionBuilder, node: ast.AnnAssign) -> None:
    """Without a value the parts of ``a.b: T`` and ``a[i]: T`` are evaluated and nothing is stored; T always is."""
    target = node.target
    if node.value is None and isinstance(target, ast.Attribute):
        b.expr(target.value)
    elif node.value is None and isinstance(target, ast.Subscript):
        b.in_order(
            lambda: b.expr(target.value), lambda: b.convert(subscript_key(b, target.slice), OBJECT, target.slice)
        )
    if not b.module.string_annotations:
        annotation_value(b, node.annotation)


def annotation_value(b: FunctionBuilder, node: ast.expr) -> ir.Expr:
    """An annotation as an object: a string under ``from __future__ import annotations``, for C types, unknown names."""
    c_level = any(type(n) not in EXPRESSIONS and isinstance(n, ast.expr) for n in trees.walk(node))
    unknown = is_cython(b.env) and not all(is_known(b, n) for n in trees.walk(node) if isinstance(n, ast.Name))
    if b.module.string_annotations or c_level or unknown or _names_cython(b, node):
        return ir.PyConst(STR, b.module.text_of(node))
    return b.object(node)


def _names_cython(b: FunctionBuilder, node: ast.expr) -> bool:
    for inner in trees.walk(node):
        if isinstance(inner, ast.Name):
            hit = b.typer.symbol(inner, b.scope)
            if hit is not None and isinstance(hit[1], CythonName | ModuleName | TypeName):
                return True
        elif isinstance(inner, c.CTypeName | c.CViewType | c.CPointerType | c.CArrayType):
            return True
    return False


# --- augmented assignment ---------------------------------------------------------------------------------------------


@statement(ast.AugAssign)
def augmented(b: FunctionBuilder, node: ast.AugAssign) -> None:
    op = operator_of(node.op)
    target: Any = node.target

    def new_value(old: ir.Expr) -> ir.Expr:
        exact = exact_step(b, op, old, node.value)
        if exact is not None:
            return exact
        parts = b.in_order(lambda: old, lambda: b.expr(node.value))
        return combine(b, op, parts[0], parts[1], node, target, node.value, inplace=True)

    match target:
        case ast.Name():
            store_name(b, target, new_value(load_name(b, target)), node)
        case ast.Attribute():
            _augment_attribute(b, target, new_value, node)
        case ast.Subscript():
            _augment_item(b, target, new_value, node)
        case _:
            b.error("E0630", target, "cannot assign to this expression")


def _augment_attribute(b: FunctionBuilder, target: ast.Attribute, new_value: Any, node: ast.AugAssign) -> None:
    hit = b.typer.symbol(target, b.scope)
    if hit is not None and isinstance(hit[1], Variable):
        store(b, target, new_value(b.expr(target)), node)
        return
    base = b.expr(target.value)
    type_ = strip_const(base.type)
    cls = class_behind(type_)
    if cls is not None:
        held = b.keep(base) if isinstance(type_, Ptr) else base
        cpp_field = object_field(b, held, cls, target)
        if not is_unknown(cpp_field):
            b.emit(ir.Assign(cpp_field, b.convert(new_value(cpp_field), cpp_field.type, node)))
        return
    if isinstance(type_, Ptr) and isinstance(strip_const(type_.target), Struct):
        base, type_ = ir.Deref(strip_const(type_.target), b.keep(base)), strip_const(type_.target)
    if isinstance(type_, Struct):
        field = struct_field(b, base, type_, target)
        if not is_unknown(field):
            b.emit(ir.Assign(field, b.convert(new_value(field), field.type, node)))
        return
    if is_unknown(base):
        return
    if ext_type(type_) is not None:
        base = b.keep(base)
        place = member(b, base, target.attr)
        if place is not None:
            value = b.convert(new_value(place), place.type, node)
            if not isinstance(place.type, PyObj) or b.need_gil(node, f"assigning to '{target.attr}'"):
                b.emit(ir.Assign(place, value))
            return
    held = b.keep(base)
    value = new_value(attribute_of(b, held, target))
    b.op(objects.set_attr, held, name_const(target.attr), b.convert(value, OBJECT, node), node=node)


def _augment_item(b: FunctionBuilder, target: ast.Subscript, new_value: Any, node: ast.AugAssign) -> None:
    item = buffer_item(b, target)
    if item is None:
        base = b.expr(target.value)
        if is_unknown(base):
            return
        if isinstance(strip_const(base.type), PyObj):
            _augment_object_item(b, target, base, new_value, node)
            return
        item = c_item(b, base, strip_const(base.type), target)
    if is_unknown(item):
        return
    if is_read_only(item):
        b.error("E0574", node, "cannot assign to an element of const memory", "declare it without const")
        return
    if isinstance(item, ir.Index):
        item = ir.Index(item.type, item.base, _settled(b, item.index))
    value = b.convert(new_value(element(b, item, node)), item.type, node)
    b.emit(ir.Assign(item, value, span=b.env.span(target)))


def _settled(b: FunctionBuilder, value: ir.Expr) -> ir.Expr:
    return value if isinstance(value, ir.Const) else b.keep(value, "i")


def _augment_object_item(
    b: FunctionBuilder, target: ast.Subscript, base: ir.Expr, new_value: Any, node: ast.AugAssign
) -> None:
    parts = b.in_order(lambda: base, lambda: b.convert(subscript_key(b, target.slice), OBJECT, target.slice))
    held, key = b.keep(parts[0]), b.keep(parts[1])
    value = new_value(b.op(objects.get_item, held, key, node=node))
    b.op(objects.set_item, held, key, b.convert(value, OBJECT, node), node=node)


@statement(ast.Delete)
def delete(b: FunctionBuilder, node: ast.Delete) -> None:
    for target in node.targets:
        _delete(b, target)


def _delete(b: FunctionBuilder, target: ast.expr) -> None:
    if class_behind(b.typer.type_of(target, b.scope)) is not None and isinstance(target, _PLACES):
        reading = copy.copy(target)
        reading.ctx = ast.Load()
        delete_object(b, b.expr(reading), target)
        return
    match target:
        case ast.Name():
            delete_name(b, target)
        case ast.Attribute():
            base = b.expr(target.value)
            if ext_type(base.type) is not None and delete_member(b, base, target):
                return
            if isinstance(base.type, PyObj):
                b.op(objects.del_attr, base, name_const(target.attr), node=target)
            elif not is_unknown(base):
                b.error("E0595", target, f"cannot delete a field of {article(base.type)}")
        case ast.Subscript():
            delete_subscript(b, target)
        case ast.Tuple() | ast.List():
            for item in target.elts:
                _delete(b, item)
        case _:
            b.error("E0633", target, "cannot delete this expression")

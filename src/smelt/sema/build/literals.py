"""Constants, displays and f-strings."""

from __future__ import annotations

import ast

from smelt.ir import nodes as ir
from smelt.primitives import containers, strings
from smelt.sema.build.core import PYTHON_NONE, FunctionBuilder, expression
from smelt.sema.resulttypes import suffixed_type
from smelt.syntax import nodes as c
from smelt.types import (
    BINT,
    BYTES,
    CHAR,
    DOUBLE,
    DOUBLE_COMPLEX,
    OBJECT,
    PYINT,
    SSIZE,
    STR,
    TUPLE,
    UNKNOWN,
    VOID_PTR,
)
from smelt.types.rules import arithmetic_literal


@expression(ast.Constant)
def constant(b: FunctionBuilder, node: ast.Constant) -> ir.Expr:
    return constant_expr(node.value)


def constant_expr(value: object) -> ir.Expr:
    """A literal: a C constant where C has the type, else one of the module's Python constants."""
    match value:
        case bool():
            return ir.Const(BINT, value)
        case int() if -(2**63) <= value < 2**64:
            return ir.Const(arithmetic_literal(value), value)
        case int():
            return ir.PyConst(PYINT, value)
        case float():
            return ir.Const(DOUBLE, value)
        case complex():
            return ir.Const(DOUBLE_COMPLEX, value)
        case str():
            return ir.PyConst(STR, value, value.isidentifier())
        case bytes():
            return ir.PyConst(BYTES, value)
        case None:
            return PYTHON_NONE
    return ir.PyConst(OBJECT, value)


@expression(c.CNumber)
def number(b: FunctionBuilder, node: c.CNumber) -> ir.Expr:
    return ir.Const(suffixed_type(node.value, node.suffix), node.value)


@expression(c.CChar)
def char(b: FunctionBuilder, node: c.CChar) -> ir.Expr:
    return ir.Const(CHAR, node.value if node.value < 128 else node.value - 256)


@expression(c.CNull)
def null(b: FunctionBuilder, node: c.CNull) -> ir.Expr:
    return ir.Const(VOID_PTR, None)


def constant_tuple(node: ast.expr) -> tuple[object, ...] | None:
    """The value of a tuple display of literals: it is made once."""
    if not isinstance(node, ast.Tuple):
        return None
    values: list[object] = []
    for item in node.elts:
        if isinstance(item, ast.Constant):
            values.append(item.value)
        else:
            inner = constant_tuple(item)
            negative = _negative_literal(item)
            if inner is not None:
                values.append(inner)
            elif negative is not None:
                values.append(negative)
            else:
                return None
    return tuple(values)


def _negative_literal(node: ast.expr) -> object:
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub) and isinstance(node.operand, ast.Constant):
        value = node.operand.value
        if isinstance(value, int | float) and not isinstance(value, bool):
            return -value
    return None


@expression(ast.Tuple)
def tuple_(b: FunctionBuilder, node: ast.Tuple) -> ir.Expr:
    known = constant_tuple(node)
    if known is not None:
        return ir.PyConst(TUPLE, known)
    if not b.need_gil(node, "making a tuple"):
        return ir.Const(UNKNOWN, 0)
    if any(isinstance(item, ast.Starred) for item in node.elts):
        return b.op(containers.list_to_tuple, starred_list(b, node.elts))
    return b.op(containers.build_tuple, *b.objects(node.elts), node=node, hint="tuple")


@expression(ast.List)
def list_(b: FunctionBuilder, node: ast.List) -> ir.Expr:
    if not b.need_gil(node, "making a list"):
        return ir.Const(UNKNOWN, 0)
    if any(isinstance(item, ast.Starred) for item in node.elts):
        return starred_list(b, node.elts)
    return b.op(containers.build_list, *b.objects(node.elts), node=node, hint="list")


def starred_list(b: FunctionBuilder, items: list[ast.expr]) -> ir.Expr:
    """``[a, *b, c]``: built up item by item."""
    result = b.op(containers.list_new, ir.Const(SSIZE, len(items)), hint="list")
    for item in items:
        if isinstance(item, ast.Starred):
            b.op(containers.list_extend, result, b.object(item.value), node=item)
        else:
            b.op(containers.list_append, result, b.object(item))
    return result


@expression(ast.Set)
def set_(b: FunctionBuilder, node: ast.Set) -> ir.Expr:
    if not b.need_gil(node, "making a set"):
        return ir.Const(UNKNOWN, 0)
    if not any(isinstance(item, ast.Starred) for item in node.elts):
        return b.op(containers.build_set, *b.objects(node.elts), node=node, hint="set")
    result = b.op(containers.set_new, hint="set")
    for item in node.elts:
        if isinstance(item, ast.Starred):
            b.op(containers.set_update, result, b.object(item.value))
        else:
            b.op(containers.set_add, result, b.object(item))
    return result


@expression(ast.Dict)
def dict_(b: FunctionBuilder, node: ast.Dict) -> ir.Expr:
    if not b.need_gil(node, "making a dict"):
        return ir.Const(UNKNOWN, 0)
    result = b.op(containers.dict_new, node=node, hint="dict")
    for key, value in zip(node.keys, node.values, strict=True):
        if key is None:
            b.op(containers.dict_update, result, b.object(value))
        else:
            b.op(containers.dict_set, result, *b.objects([key, value]))
    return result


@expression(ast.JoinedStr)
def joined(b: FunctionBuilder, node: ast.JoinedStr) -> ir.Expr:
    if not b.need_gil(node, "making a string"):
        return ir.Const(UNKNOWN, 0)
    pieces = b.in_order(*[lambda v=v: _piece(b, v) for v in node.values])
    if not pieces:
        return ir.PyConst(STR, "")
    if len(pieces) == 1:
        return pieces[0]
    return b.op(strings.build_string, *pieces, node=node, hint="text")


def _piece(b: FunctionBuilder, node: ast.expr) -> ir.Expr:
    if isinstance(node, ast.Constant):
        return ir.PyConst(STR, node.value)
    return b.expr(node)


@expression(ast.FormattedValue)
def formatted(b: FunctionBuilder, node: ast.FormattedValue) -> ir.Expr:
    value = b.object(node.value)
    conversions = {115: strings.str_of, 114: strings.repr_of, 97: strings.ascii_of}
    if node.conversion in conversions:
        value = b.op(conversions[node.conversion], value, node=node)
    if node.format_spec is None:
        return value if node.conversion in conversions else b.op(strings.format_simple, value, node=node)
    spec = b.in_order(lambda: value, lambda: b.object(node.format_spec))  # type: ignore[arg-type]
    return b.op(strings.format, spec[0], spec[1], node=node)

"""Truth: conditions as C expressions, with Python's short circuits."""

from __future__ import annotations

import ast

from smelt.ir import nodes as ir
from smelt.primitives import objects
from smelt.sema.build.core import VOID_RESULT, FunctionBuilder, expression
from smelt.sema.build.cppops import truth_of
from smelt.sema.build.operators import comparison
from smelt.types import BINT, PyObj, strip_const
from smelt.types.cpp import CppClass, as_class, methods_of


def condition(b: FunctionBuilder, node: ast.expr) -> ir.Expr:
    """The truth value of `node` as a pure C expression of type bint."""
    match node:
        case ast.UnaryOp(op=ast.Not()):
            cls = as_class(b.typer.type_of(node.operand, b.scope))
            if cls is not None and methods_of(cls, "operator!"):
                return b.convert(b.expr(node), BINT, node)
            return negate(condition(b, node.operand))
        case ast.BoolOp():
            return _connected(b, node)
        case ast.Compare():
            return comparison(b, node, truth=True)
    return truth(b, b.expr(node), node)


def truth(b: FunctionBuilder, value: ir.Expr, node: ast.AST) -> ir.Expr:
    """Whether a value is true, as bint."""
    if value.type == BINT:
        return value
    if value is VOID_RESULT:
        b.error("E0555", node, "the call returns nothing (void), which is neither true nor false")
        return ir.Const(BINT, 0)
    if isinstance(strip_const(value.type), CppClass):
        return truth_of(b, value, node)
    if isinstance(strip_const(value.type), PyObj):
        if isinstance(value, ir.PyConst):
            return ir.Const(BINT, bool(value.value))
        if not b.need_gil(node, "the truth of a Python object"):
            return ir.Const(BINT, 0)
        return b.op(objects.is_true, value)
    return b.convert(value, BINT, node)


def negate(value: ir.Expr) -> ir.Expr:
    opposite = {"==": "!=", "!=": "=="}
    if isinstance(value, ir.Binary) and value.op in opposite:
        return ir.Binary(BINT, opposite[value.op], value.left, value.right)
    if isinstance(value, ir.Const):
        return ir.Const(BINT, not value.value)
    return ir.Unary(BINT, "!", value)


def _connected(b: FunctionBuilder, node: ast.BoolOp) -> ir.Expr:
    """``a and b``: a C ``&&`` where the operands are pure, else a flag that each operand sets in turn."""
    word = "&&" if isinstance(node.op, ast.And) else "||"
    result = condition(b, node.values[0])
    flag: ir.Slot | None = None
    outer: list[ir.Block] = []
    for value in node.values[1:]:
        body: ir.Block = []
        with b.into(body):
            right = condition(b, value)
        if not body and flag is None:
            result = ir.Binary(BINT, word, result, right)
            continue
        if flag is None:
            flag = b.flag(BINT, "truth")
            b.emit(ir.Assign(ir.Load(BINT, flag), result))
        with b.into(body):
            b.emit(ir.Assign(ir.Load(BINT, flag), right))
        test: ir.Expr = ir.Load(BINT, flag)
        b.emit(ir.If(test if word == "&&" else ir.Unary(BINT, "!", test), body))
        outer.append(body)
    return result if flag is None else ir.Load(BINT, flag)


@expression(ast.BoolOp)
def bool_op(b: FunctionBuilder, node: ast.BoolOp) -> ir.Expr:
    """``a or b`` as a value: one of its operands."""
    type_ = b.typer.type_of(node, b.scope)
    if type_ == BINT:
        return condition(b, node)
    result = b.temp(type_, "value")
    _value_chain(b, node, node.values, result)
    return ir.Load(type_, result)


def _value_chain(b: FunctionBuilder, node: ast.BoolOp, values: list[ast.expr], result: ir.Slot) -> None:
    first = b.typed(values[0], result.type)
    if len(values) == 1:
        b.emit(ir.Assign(ir.Load(result.type, result), first))
        return
    held = b.keep(first)
    test = truth(b, held, values[0])
    taken: ir.Block = [ir.Assign(ir.Load(result.type, result), held, span=b.span)]
    rest: ir.Block = []
    with b.into(rest):
        _value_chain(b, node, values[1:], result)
    if isinstance(node.op, ast.And):
        b.emit(ir.If(test, rest, taken))
    else:
        b.emit(ir.If(test, taken, rest))


@expression(ast.IfExp)
def conditional(b: FunctionBuilder, node: ast.IfExp) -> ir.Expr:
    """``a if test else b``: a C ``?:`` where both are pure."""
    type_ = b.typer.type_of(node, b.scope)
    test = condition(b, node.test)
    then_block: ir.Block = []
    else_block: ir.Block = []
    with b.into(then_block):
        then = b.typed(node.body, type_)
    with b.into(else_block):
        other = b.typed(node.orelse, type_)
    if not then_block and not else_block and not isinstance(type_, PyObj):
        return ir.Select(type_, test, then, other)
    result = b.temp(type_, "value")
    then_block.append(ir.Assign(ir.Load(type_, result), then, span=b.span))
    else_block.append(ir.Assign(ir.Load(type_, result), other, span=b.span))
    b.emit(ir.If(test, then_block, else_block))
    return ir.Load(type_, result)

"""Arithmetic and comparison: C's operators where both operands are numbers of C, Python's else."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable
from typing import Any

from smelt.ir import nodes as ir
from smelt.primitives import arith, numbers, objects
from smelt.sema.build.arithmetic import c_binary, c_unary, fold, pointer_binary
from smelt.sema.build.convert import character_code, python_literal
from smelt.sema.build.core import VOID_RESULT, FunctionBuilder, expression, is_declared, is_unknown
from smelt.sema.build.cppops import binary_operator, unary_operator
from smelt.sema.build.exact import as_index, bounds_of
from smelt.sema.build.literals import constant_expr
from smelt.sema.build.views import as_slot, same_view
from smelt.sema.infer import COMPARISONS, Typer, operator_of
from smelt.sema.wording import article
from smelt.types import (
    BINT,
    LONG,
    OBJECT,
    PYINT,
    SSIZE,
    Builtin,
    CArray,
    CComplex,
    CCounter,
    CFloat,
    CInt,
    CTuple,
    Func,
    Ptr,
    PyObj,
    Struct,
    Type,
    View,
    counter,
    is_number,
    strip_const,
)
from smelt.types.cpp import CppClass, ScopedEnum, as_class, methods_of
from smelt.types.rules import arithmetic_literal, counter_result, promote

_HOLDS: dict[str, Callable[[Any, Any], object]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "==": operator.eq, "!=": operator.ne,
}  # fmt: skip


@expression(ast.BinOp)
def binary(b: FunctionBuilder, node: ast.BinOp) -> ir.Expr:
    op = operator_of(node.op)
    left, right = b.in_order(lambda: b.expr(node.left), lambda: b.expr(node.right))
    return combine(b, op, left, right, node, node.left, node.right)


def combine(
    b: FunctionBuilder, op: str, left: ir.Expr, right: ir.Expr, node: ast.AST, left_node: ast.AST, right_node: ast.AST,
    inplace: bool = False,
) -> ir.Expr:  # fmt: skip
    """``left op right`` of two values."""
    if is_unknown(left, right):
        return left if is_unknown(left) else right
    left, right = _beside(b, left, right, left_node), _beside(b, right, left, right_node)
    for value, side in ((left, left_node), (right, right_node)):
        if value is VOID_RESULT:
            return b.error("E0555", side, f"the call returns nothing (void), which operator '{op}' cannot use")
    if op == "/" and b.env.directives.get("language_level") == "2" and not b.module.true_division:
        if isinstance(strip_const(left.type), CInt) and isinstance(strip_const(right.type), CInt):
            op = "//"
    folded = fold(op, left, right)
    if folded is not None:
        return folded
    lt, rt = strip_const(left.type), strip_const(right.type)
    if isinstance(lt, CppClass) or isinstance(rt, CppClass):
        return binary_operator(b, op, left, right, node)
    if isinstance(lt, Ptr | CArray) or isinstance(rt, Ptr | CArray):
        if not isinstance(lt, PyObj) and not isinstance(rt, PyObj):
            return pointer_binary(b, op, left, right, node)
    if isinstance(left, ir.Const) and isinstance(right, ir.Const) and not b.nogil:
        return object_binary(b, op, left, right, node, inplace)  # literals that do not fold raise at run time
    if is_number(lt) and is_number(rt):
        result = _counters(op, left, right)
        if result is not None:
            return result
        if is_implicit(left) and is_implicit(right) and not b.nogil and not _safe_in_c(op, lt, rt):
            return object_binary(b, op, left, right, node, inplace)
        counted = isinstance(lt, CCounter) or isinstance(rt, CCounter)
        if not (counted and isinstance(lt, CInt) and isinstance(rt, CInt)):
            found = c_binary(b, op, left, right, node)
            if found is not None:
                return found
    for type_, side in ((lt, left_node), (rt, right_node)):
        if isinstance(type_, Struct | Func):
            return b.error("E0560", node, f"'{type_}' has no operator '{op}'")
        if isinstance(type_, View):
            return b.error(
                "E0561",
                side,
                f"operator '{op}' on a view",
                "loop over its elements, or use np.asarray(view) for NumPy's operators",
            )
    return object_binary(b, op, left, right, node, inplace)


def _beside(b: FunctionBuilder, value: ir.Expr, other: ir.Expr, node: ast.AST) -> ir.Expr:
    """An operand as it counts beside the other one, see `Typer.beside`; literals have no type of their own there."""
    if isinstance(other, ir.Const):
        return value
    type_ = b.typer.beside(node, strip_const(value.type), strip_const(other.type))
    return value if type_ == strip_const(value.type) else ir.Cast(type_, value)


def is_implicit(value: ir.Expr) -> bool:
    """Whether nobody gave the value a C type (a literal, a truth value, a counter): it is computed as Python's."""
    return isinstance(value, ir.Const) or value.type == BINT or isinstance(value.type, CCounter)


def _safe_in_c(op: str, left: Type, right: Type) -> bool:
    """Whether C's operator on values that nobody typed is Python's: on truth values, on floats if it cannot fail."""
    if left == BINT and right == BINT:
        return op in ("&", "|", "^")
    return op in ("+", "-", "*") and not (isinstance(left, CInt) and isinstance(right, CInt))


def _counters(op: str, left: ir.Expr, right: ir.Expr) -> ir.Expr | None:
    """Arithmetic of integers that nobody typed, exact by their bounds; None where it has to be Python's."""
    counted = isinstance(left.type, CCounter) or isinstance(right.type, CCounter)
    if not counted and not (is_implicit(left) and is_implicit(right)):
        return None
    if left.type == BINT and right.type == BINT and op in ("&", "|", "^"):
        return None
    first, second = bounds_of(left), bounds_of(right)
    if first is None or second is None:
        return None
    type_ = counter_result(op, first, second)
    if type_ is None:
        return None
    operands = [as_index(left), as_index(right)]
    if op in ("//", "%"):
        row = arith.floordiv(SSIZE) if op == "//" else arith.mod(SSIZE)
        if first[0] >= 0 or row is None:
            return ir.Binary(type_, "/" if op == "//" else "%", *operands)
        return ir.PureCall(type_, row, operands)
    return ir.Binary(type_, op, *operands)


def object_binary(
    b: FunctionBuilder, op: str, left: ir.Expr, right: ir.Expr, node: ast.AST, inplace: bool = False
) -> ir.Expr:
    """``left op right`` by Python's protocol, with a short way for small integer constants."""
    if not b.need_gil(node, f"operator '{op}' on Python objects"):
        return ir.Const(left.type, 0)
    short = numbers.INPLACE_INT if inplace else numbers.BINARY_INT
    if op in short and isinstance(right, ir.Const) and _fits(right.value) and isinstance(left.type, PyObj):
        return b.op(short[op], left, ir.Const(LONG, right.value))
    parts = b.in_order(lambda: b.convert(left, OBJECT, node), lambda: b.convert(right, OBJECT, node))
    if op == "%" and left.type == Builtin("str") and not inplace:
        return b.op(numbers.BINARY[op], *parts)
    return b.op((numbers.INPLACE if inplace else numbers.BINARY)[op], *parts)


def _fits(value: object) -> bool:
    return type(value) is int and -(2**31) <= value < 2**31


@expression(ast.UnaryOp)
def unary(b: FunctionBuilder, node: ast.UnaryOp) -> ir.Expr:
    if isinstance(node.op, ast.Not):
        cls = as_class(b.typer.type_of(node.operand, b.scope))
        if cls is not None and methods_of(cls, "operator!"):
            return unary_operator(b, "!", b.expr(node.operand), node)
        return b.condition(node)
    literal = Typer.literal(node)
    if literal is not None:
        return b.expr(ast.copy_location(ast.Constant(literal), node)) if literal >= 0 else _negative(literal)
    value = b.expr(node.operand)
    if is_unknown(value):
        return value
    type_ = strip_const(value.type)
    if isinstance(type_, CppClass):
        return unary_operator(b, {ast.USub: "-", ast.UAdd: "+", ast.Invert: "~"}[type(node.op)], value, node)
    if isinstance(value, ir.Const) and isinstance(value.value, int | float | complex):
        folded = _fold_unary(node.op, value.value)
        if folded is not None:
            return folded
    if isinstance(type_, CCounter):
        wanted = counter(-type_.high, -type_.low)
        if isinstance(node.op, ast.UAdd):
            return value
        if isinstance(node.op, ast.USub) and wanted is not None:
            return ir.Unary(wanted, "-", value)
        value = b.convert(value, OBJECT, node)
    elif isinstance(node.op, ast.Invert) and not isinstance(type_, CInt | PyObj) and not is_declared(b, node):
        value = b.convert(value, OBJECT, node)
    elif is_number(type_):
        return c_unary(b, node.op, value, node)
    elif not isinstance(type_, PyObj):
        word = {ast.USub: "-", ast.UAdd: "+", ast.Invert: "~"}[type(node.op)]
        return b.error("E0560", node, f"'{type_}' has no unary operator '{word}'")
    row = {ast.USub: numbers.neg, ast.UAdd: numbers.pos, ast.Invert: numbers.invert}[type(node.op)]
    return b.op(row, value, node=node)


def _fold_unary(op: ast.unaryop, value: int | float | complex) -> ir.Expr | None:
    if isinstance(op, ast.Invert):
        return constant_expr(~int(value)) if isinstance(value, int) else None
    return constant_expr(-value if isinstance(op, ast.USub) else +value)


def _negative(literal: int) -> ir.Expr:
    if literal < -(2**63):
        return ir.PyConst(PYINT, literal)
    return ir.Const(arithmetic_literal(literal), literal)


# --- comparison -------------------------------------------------------------------------------------------------------


@expression(ast.Compare)
def compare(b: FunctionBuilder, node: ast.Compare) -> ir.Expr:
    return comparison(b, node, truth=False)


def comparison(b: FunctionBuilder, node: ast.Compare, truth: bool) -> ir.Expr:
    """A comparison, chained or not, as a value or (`truth`) as a condition of type bint."""
    if len(node.ops) == 1:
        left, right = b.in_order(lambda: b.expr(node.left), lambda: b.expr(node.comparators[0]))
        return compare_values(b, node.ops[0], left, right, node, truth)
    held = b.keep(b.expr(node.left), "left")
    if truth or b.typer.type_of(node, b.scope) == BINT:
        return _chain_of_truths(b, node, 0, held)
    result = b.temp(OBJECT, "value")
    _chain(b, node, 0, held, result)
    return ir.Load(result.type, result)


def _chain_of_truths(b: FunctionBuilder, node: ast.Compare, index: int, left: ir.Expr) -> ir.Expr:
    """The comparisons from `index` on, as bint: a C ``&&`` where operands are pure, else a flag that each sets."""
    last = index == len(node.ops) - 1
    right = b.expr(node.comparators[index])
    if not last:
        right = b.keep(right, "middle")
    value = b.convert(compare_values(b, node.ops[index], left, right, node, True), BINT, node)
    if last:
        return value
    rest: ir.Block = []
    with b.into(rest):
        others = _chain_of_truths(b, node, index + 1, right)
    if not rest:
        return ir.Binary(BINT, "&&", value, others)
    flag = ir.Load(BINT, b.flag(BINT, "truth"))
    b.emit(ir.Assign(flag, value))
    with b.into(rest):
        b.emit(ir.Assign(flag, others))
    b.emit(ir.If(flag, rest))
    return flag


def _chain(b: FunctionBuilder, node: ast.Compare, index: int, left: ir.Expr, result: ir.Slot) -> None:
    """The comparisons from `index` on, as an object."""
    from smelt.sema.build.conditions import truth as truth_of

    last = index == len(node.ops) - 1
    right = b.expr(node.comparators[index])
    if not last:
        right = b.keep(right, "middle")
    value = compare_values(b, node.ops[index], left, right, node, False)
    target = ir.Load(result.type, result)
    if last:
        b.emit(ir.Assign(target, b.convert(value, result.type, node)))
        return
    rest: ir.Block = []
    with b.into(rest):
        _chain(b, node, index + 1, right, result)
    kept = b.keep(b.convert(value, OBJECT, node))
    test = truth_of(b, kept, node)
    b.emit(ir.If(test, rest, [ir.Assign(target, kept, span=b.span)]))


def compare_values(
    b: FunctionBuilder, op: ast.cmpop, left: ir.Expr, right: ir.Expr, node: ast.AST, truth: bool
) -> ir.Expr:
    """One comparison of two values: bint if it is C's, an identity or a membership, or if `truth` is asked for."""
    if is_unknown(left, right):
        return ir.Const(BINT, 0)
    if isinstance(op, ast.Is | ast.IsNot):
        return _identity(b, op, left, right, node)
    if isinstance(op, ast.In | ast.NotIn):
        return _membership(b, op, left, right, node)
    word = COMPARISONS[type(op)]
    lt, rt = strip_const(left.type), strip_const(right.type)
    if isinstance(lt, CppClass) or isinstance(rt, CppClass):
        compared = binary_operator(b, word, left, right, node)
        return b.convert(compared, BINT, node) if truth and not is_unknown(compared) else compared
    if isinstance(lt, ScopedEnum) and lt == rt:
        return ir.Binary(BINT, word, left, right)
    for type_, other in ((lt, right), (rt, left)):
        if isinstance(type_, View) and isinstance(other, ir.PyConst) and other.value is None and word in ("==", "!="):
            return _identity(b, ast.Is() if word == "==" else ast.IsNot(), left, right, node)
    if not isinstance(lt, PyObj) and not isinstance(rt, PyObj):
        found = _compare_c(b, word, left, right, lt, rt, node)
        if found is not None:
            return found
    char = _character(left, right, is_declared(b, node))
    if char is not None:
        return ir.Binary(BINT, word, *char)
    if not b.need_gil(node, f"comparing Python objects with '{word}'"):
        return ir.Const(BINT, 0)
    if truth and isinstance(right, ir.Const) and _fits(right.value) and isinstance(lt, PyObj):
        return b.op(numbers.COMPARE_INT_BOOL[word], left, ir.Const(LONG, right.value))
    parts = b.in_order(lambda: b.convert(left, OBJECT, node), lambda: b.convert(right, OBJECT, node))
    return b.op((objects.COMPARE_BOOL if truth else objects.COMPARE)[word], *parts)


def _character(left: ir.Expr, right: ir.Expr, declared: bool) -> tuple[ir.Expr, ir.Expr] | None:
    """A C character, or what is declared as a C integer, against a literal of one character: both as integers."""
    for a, other, flipped in ((left, right, False), (right, left, True)):
        if isinstance(a, ir.PyConst) and isinstance(strip_const(other.type), CInt):
            wanted = strip_const(other.type)
            value = python_literal(a.value, wanted)
            if value is None and declared:
                value = character_code(a.value, wanted)
            if value is not None:
                return (value, other) if not flipped else (other, value)
    return None


def _compare_c(
    b: FunctionBuilder, word: str, left: ir.Expr, right: ir.Expr, lt: Type, rt: Type, node: ast.AST
) -> ir.Expr | None:
    if isinstance(lt, CCounter) or isinstance(rt, CCounter):
        wide = _signed_pair(left, right)
        if wide is not None:
            return ir.Binary(BINT, word, *wide)
    if is_number(lt) and is_number(rt):
        if (isinstance(lt, CComplex) or isinstance(rt, CComplex)) and word not in ("==", "!="):
            if is_declared(b, node):
                b.error("E0566", node, f"complex numbers have no order: '{word}'", "compare abs(z), z.real or z.imag")
                return ir.Const(BINT, 0)
            return None
        common = promote(lt, rt)
        assert common is not None
        if isinstance(left, ir.Const) and isinstance(right, ir.Const):
            return ir.Const(BINT, bool(_HOLDS[word](left.value, right.value)))
        return ir.Binary(BINT, word, b.convert(left, common, node), b.convert(right, common, node))
    pointers = (Ptr, CArray, Func)
    if isinstance(lt, pointers) and isinstance(rt, pointers):
        return ir.Binary(BINT, word, left, right)
    if isinstance(lt, View | CTuple) and isinstance(rt, View | CTuple):
        return None
    if isinstance(lt, CComplex | CFloat | CInt) or isinstance(rt, CComplex | CFloat | CInt):
        b.error("E0562", node, f"cannot compare '{lt}' with '{rt}'")
        return ir.Const(BINT, 0)
    b.error("E0562", node, f"values of type '{lt}' cannot be compared with '{word}'")
    return ir.Const(BINT, 0)


def _signed_pair(left: ir.Expr, right: ir.Expr) -> tuple[ir.Expr, ir.Expr] | None:
    """A counter compared with an integer of any type, mathematically exact; None if no signed type holds both."""
    pair = []
    for value in (left, right):
        limits = bounds_of(value)
        if limits is None or limits[1] > SSIZE.max:
            return None
        pair.append(value if isinstance(value.type, CCounter) else ir.Cast(SSIZE, value))
    return pair[0], pair[1]


def _identity(b: FunctionBuilder, op: ast.cmpop, left: ir.Expr, right: ir.Expr, node: ast.AST) -> ir.Expr:
    word = "==" if isinstance(op, ast.Is) else "!="
    for value, other in ((left, right), (right, left)):
        if isinstance(strip_const(value.type), View) and isinstance(other, ir.PyConst) and other.value is None:
            test: ir.Expr = ir.ViewIsNone(BINT, as_slot(b, value))
            return test if word == "==" else ir.Unary(BINT, "!", test)
    if isinstance(strip_const(left.type), View) and isinstance(strip_const(right.type), View):
        test = same_view(b, left, right)
        return test if word == "==" else ir.Unary(BINT, "!", test)
    if isinstance(left.type, PyObj) and isinstance(right.type, PyObj):
        return ir.Binary(BINT, word, left, right)
    lt, rt = strip_const(left.type), strip_const(right.type)
    pointers = (Ptr, CArray, Func)
    if isinstance(lt, pointers) and isinstance(rt, pointers):
        return ir.Binary(BINT, word, left, right)
    for value, other in ((left, right), (right, left)):
        if isinstance(value, ir.PyConst) and value.value is None and not isinstance(other.type, PyObj):
            b.env.diagnostics.warning("W0502", b.env.span(node), f"{article(other.type)} is never None")
            return ir.Const(BINT, word == "!=")
    if not b.need_gil(node, "an identity test of Python objects"):
        return ir.Const(BINT, 0)
    if is_number(lt) and is_number(rt):
        common = promote(lt, rt)
        if common is not None and lt == rt:
            return ir.Binary(BINT, word, left, right)
    parts = b.in_order(lambda: b.convert(left, OBJECT, node), lambda: b.convert(right, OBJECT, node))
    return ir.Binary(BINT, word, b.keep(parts[0]), b.keep(parts[1]))


def _membership(b: FunctionBuilder, op: ast.cmpop, left: ir.Expr, right: ir.Expr, node: ast.AST) -> ir.Expr:
    if isinstance(right, ir.PyConst) and isinstance(right.value, tuple) and isinstance(strip_const(left.type), CInt):
        if all(type(v) is int for v in right.value) and len(right.value) <= 16 and right.value:
            held = b.keep(left)
            tests = [compare_values(b, ast.Eq(), held, ir.Const(LONG, v), node, True) for v in right.value]
            result = tests[0]
            for test in tests[1:]:
                result = ir.Binary(BINT, "||", result, test)
            return result if isinstance(op, ast.In) else ir.Unary(BINT, "!", result)
    if not b.need_gil(node, "'in' on Python objects"):
        return ir.Const(BINT, 0)
    parts = b.in_order(lambda: b.convert(left, OBJECT, node), lambda: b.convert(right, OBJECT, node))
    found = b.op(objects.contains, *parts)
    return found if isinstance(op, ast.In) else ir.Unary(BINT, "!", found)

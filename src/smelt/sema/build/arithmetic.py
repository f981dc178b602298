"""Arithmetic of C numbers with Cython 3's rules: wrap-around in the promoted type, Python's sign of ``//`` and ``%``,
checks for zero and, where asked for, for overflow."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable
from typing import Any

from smelt.ir import nodes as ir
from smelt.primitives import arith
from smelt.sema.build.core import FunctionBuilder, is_declared
from smelt.types import (
    BINT,
    DOUBLE,
    DOUBLE_COMPLEX,
    PYINT,
    SSIZE,
    CArray,
    CComplex,
    CFloat,
    CInt,
    Ptr,
    Type,
    strip_const,
)
from smelt.types.rules import arithmetic_literal, promote

_FOLD: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv, "//": operator.floordiv,
    "%": operator.mod, "**": operator.pow, "<<": operator.lshift, ">>": operator.rshift,
    "|": operator.or_, "&": operator.and_, "^": operator.xor,
}  # fmt: skip


def fold(op: str, left: ir.Expr, right: ir.Expr) -> ir.Expr | None:
    """Two literals are computed at compile time, as Python does."""
    if not (isinstance(left, ir.Const) and isinstance(right, ir.Const)) or op not in _FOLD:
        return None
    a, c = left.value, right.value
    if not isinstance(a, int | float | complex) or not isinstance(c, int | float | complex):
        return None
    if (
        op in ("**", "<<")
        and isinstance(a, int)
        and isinstance(c, int)
        and (c > 256 or a.bit_length() * max(c, 1) > 4096)
    ):
        return None
    try:
        value = _FOLD[op](a, c)
    except (ArithmeticError, TypeError, ValueError):
        return None
    if isinstance(value, int):
        if not -(2**63) <= value < 2**64:
            return ir.PyConst(PYINT, value)
        return ir.Const(arithmetic_literal(value), int(value))
    if isinstance(value, float):
        return ir.Const(DOUBLE, value)
    return ir.Const(DOUBLE_COMPLEX, complex(value))


def c_binary(b: FunctionBuilder, op: str, left: ir.Expr, right: ir.Expr, node: ast.AST) -> ir.Expr | None:
    """``left op right`` of two C numbers; None where the result has to be Python's."""
    lt, rt = strip_const(left.type), strip_const(right.type)
    common = promote(lt, rt)
    if common is None or op == "@":
        return None
    if op == "**":
        return _power(b, left, right, common, node)
    if op in ("<<", ">>") and isinstance(lt, CInt) and isinstance(rt, CInt):
        common = promote(lt, lt) or common
    if op in "&|^" and lt == BINT and rt == BINT:
        return ir.Binary(BINT, op, left, right)
    if isinstance(common, CFloat | CComplex) and op in ("<<", ">>", "&", "|", "^"):
        if not is_declared(b, node):
            return None  # Python raises at run time
        b.error("E0563", node, f"operator '{op}' needs integers, found '{lt}' and '{rt}'")
        return ir.Const(common, 0)
    if isinstance(common, CComplex):
        return _complex(b, op, left, right, common, node)
    if op == "/":
        return _true_division(b, left, right, common, node)
    first, second = b.convert(left, common, node), b.convert(right, common, node)
    if op in ("//", "%"):
        return _floor(b, op, first, second, common, node)
    if isinstance(common, CFloat):
        first, second = _beside_zero(b, op, first, second)
    if b.directives.get("overflowcheck") and isinstance(common, CInt) and op in ("+", "-", "*", "<<"):
        first, second = b.keep(first), b.keep(second)
        b.emit(
            ir.Check(
                "overflow",
                ir.PureCall(BINT, arith.overflows(op, common), [first, second]),
                "OverflowError",
                "value too large",
            )
        )
    return ir.Binary(common, op, first, second)


def _beside_zero(b: FunctionBuilder, op: str, first: ir.Expr, second: ir.Expr) -> tuple[ir.Expr, ir.Expr]:
    """The operands of a sum or difference with a literal zero, as gcc computes them right.

    It takes ``0.0 - x``, and ``-x + 0.0``, for ``-x`` where it sees that `x` is never -0.0, in one expression with a
    conversion from an integer or an absolute value, though of 0.0 that is -0.0. It does not look into variables.
    """
    if op == "-" and _is_zero(first):
        return first, _settled(b, second)
    if op == "+" and (_is_zero(first) or _is_zero(second)):
        return _settled(b, first), _settled(b, second)
    return first, second


def _is_zero(value: ir.Expr) -> bool:
    return isinstance(value, ir.Const) and value.value == 0


def _settled(b: FunctionBuilder, value: ir.Expr) -> ir.Expr:
    return b.keep(value) if isinstance(value, ir.Cast | ir.Unary | ir.PureCall | ir.Select) else value


def _zero_check(b: FunctionBuilder, divisor: ir.Expr, message: str) -> None:
    if isinstance(divisor, ir.Const) and divisor.value:
        return
    zero = ir.Const(divisor.type, 0.0 if isinstance(divisor.type, CFloat) else 0)
    b.emit(ir.Check("zero", ir.Binary(BINT, "==", divisor, zero), "ZeroDivisionError", message))


def _true_division(b: FunctionBuilder, left: ir.Expr, right: ir.Expr, common: Type, node: ast.AST) -> ir.Expr:
    cdivision = b.directives.get("cdivision")
    if isinstance(common, CInt):
        if b.env.directives.get("language_level") == "2" and not b.module.true_division:
            first, second = b.convert(left, common, node), b.convert(right, common, node)
            return _floor(b, "//", first, second, common, node)
        common = DOUBLE
    first, second = b.convert(left, common, node), b.convert(right, common, node)
    if not cdivision:
        second = _simple(b, second)
        _zero_check(b, second, "float division" if is_declared(b, node) else "float division by zero")
    return ir.Binary(common, "/", first, second)


def _simple(b: FunctionBuilder, value: ir.Expr) -> ir.Expr:
    """An operand that is used twice: computed once."""
    inner = value.operand if isinstance(value, ir.Cast) else value
    if isinstance(inner, ir.Const):
        return value
    if isinstance(inner, ir.Load) and inner.slot.storage in (ir.Storage.LOCAL, ir.Storage.PARAM):
        return value
    return b.keep(value, "divisor")


def _floor(b: FunctionBuilder, op: str, left: ir.Expr, right: ir.Expr, common: Type, node: ast.AST) -> ir.Expr:
    name = "integer division or modulo by zero"
    if isinstance(common, CFloat):
        name = "float division" if op == "//" else "float divmod()"
        if not is_declared(b, node):
            modulo = "float modulo by zero" if b.module.python >= (3, 13) else "float modulo"
            name = "float floor division by zero" if op == "//" else modulo
    if not b.directives.get("cdivision"):
        right = _simple(b, right)
        _zero_check(b, right, name)
        if (
            op == "//"
            and isinstance(common, CInt)
            and common.signed
            and common.bits >= 64
            and not isinstance(right, ir.Const)
        ):
            left = _simple(b, left)
            lowest = ir.Binary(BINT, "==", left, ir.Const(common, common.min))
            minus_one = ir.Binary(BINT, "==", right, ir.Const(common, -1))
            fails = ir.Binary(BINT, "&&", minus_one, lowest)
            b.emit(ir.Check("overflow", fails, "OverflowError", "value too large to perform division"))
        row = arith.floordiv(common) if op == "//" else arith.mod(common)
        if row is None or (_nonnegative(left) and _nonnegative(right)):
            return ir.Binary(common, "/" if op == "//" else "%", left, right)
        return ir.PureCall(common, row, [left, right])
    if isinstance(common, CFloat):
        if op == "//":
            return ir.PureCall(common, arith.c_floor(common), [ir.Binary(common, "/", left, right)])
        return ir.PureCall(common, arith.c_fmod(common), [left, right])
    return ir.Binary(common, "/" if op == "//" else "%", left, right)


def _nonnegative(value: ir.Expr) -> bool:
    return (isinstance(value, ir.Const) and isinstance(value.value, int) and value.value >= 0) or isinstance(
        value, ir.ViewExtent
    )


def _complex(
    b: FunctionBuilder, op: str, left: ir.Expr, right: ir.Expr, common: CComplex, node: ast.AST
) -> ir.Expr | None:
    if op in ("//", "%"):
        if not is_declared(b, node):
            return None
        b.error("E0564", node, f"operator '{op}' is not defined for complex numbers")
        return ir.Const(common, 0)
    first, second = b.convert(left, common, node), b.convert(right, common, node)
    if op in ("+", "-"):
        return ir.Binary(common, op, first, second)
    if op == "/" and not b.directives.get("cdivision"):
        second = b.keep(second)
        test = ir.PureCall(BINT, arith.complex_is_zero(common), [second])
        b.emit(
            ir.Check(
                "zero",
                test,
                "ZeroDivisionError",
                "float division" if is_declared(b, node) else "complex division by zero",
            )
        )
    return ir.PureCall(common, arith.complex_binary(op, common), [first, second])


def _power(b: FunctionBuilder, left: ir.Expr, right: ir.Expr, common: Type, node: ast.AST) -> ir.Expr | None:
    """``**``: with ``cpow`` as C's pow; without, integers to a power that may be negative and negative floats to a
    fraction are Python's affair."""
    cpow = b.directives.get("cpow")
    if isinstance(common, CComplex):
        first, second = b.convert(left, common, node), b.convert(right, common, node)
        return ir.PureCall(common, arith.complex_binary("**", common), [first, second])
    if isinstance(common, CInt):
        constant = isinstance(right, ir.Const) and isinstance(right.value, int) and right.value >= 0
        if cpow or constant or (isinstance(right.type, CInt) and not right.type.signed):
            first, second = b.convert(left, common, node), b.convert(right, common, node)
            return ir.PureCall(common, arith.power(common), [first, second])
        first, second = b.convert(left, DOUBLE, node), b.convert(right, DOUBLE, node)
        second = b.keep(second)
        bad = ir.Binary(BINT, "&&", ir.Binary(BINT, "==", b.keep(first), ir.Const(DOUBLE, 0.0)),
                        ir.Binary(BINT, "<", second, ir.Const(DOUBLE, 0.0)))  # fmt: skip
        b.emit(ir.Check("zero", bad, "ZeroDivisionError", "0.0 cannot be raised to a negative power"))
        return ir.PureCall(DOUBLE, arith.power(DOUBLE), [first, second])
    first, second = b.convert(left, common, node), b.convert(right, common, node)
    integral = isinstance(right, ir.Const) and isinstance(right.value, int | float) and right.value == int(right.value)
    if cpow or integral or isinstance(strip_const(right.type), CInt):
        return ir.PureCall(common, arith.power(common), [first, second])
    first, second = b.keep(first), b.keep(second)
    zero = ir.Const(common, 0.0)
    assert isinstance(common, CFloat)
    whole = ir.Binary(BINT, "==", ir.PureCall(common, arith.c_floor(common), [second]), second)
    bad = ir.Binary(BINT, "&&", ir.Binary(BINT, "<", first, zero), ir.Unary(BINT, "!", whole))
    b.emit(
        ir.Check(
            "other", bad, "TypeError",
            "Cannot convert 'complex' with non-zero imaginary component to 'double' (this most likely comes from the "
            "'**' operator; use 'cython.cpow(True)' to return 'nan' instead of a complex number).",
        )
    )  # fmt: skip
    return ir.PureCall(common, arith.power(common), [first, second])


def c_unary(b: FunctionBuilder, op: ast.unaryop, value: ir.Expr, node: ast.AST) -> ir.Expr:
    type_ = strip_const(value.type)
    common = promote(type_, type_)
    assert common is not None
    if isinstance(op, ast.UAdd):
        return b.convert(value, common, node)
    if isinstance(op, ast.Invert):
        if not isinstance(common, CInt):
            return b.error("E0563", node, f"operator '~' needs an integer, found '{type_}'")
        return ir.Unary(common, "~", b.convert(value, common, node))
    return ir.Unary(common, "-", b.convert(value, common, node))


def pointer_binary(b: FunctionBuilder, op: str, left: ir.Expr, right: ir.Expr, node: ast.AST) -> ir.Expr:
    """Pointer plus or minus an integer, and the distance of two pointers."""
    lt, rt = strip_const(left.type), strip_const(right.type)
    if isinstance(lt, CArray):
        lt = Ptr(lt.element)
    if isinstance(rt, CArray):
        rt = Ptr(rt.element)
    if isinstance(lt, Ptr) and isinstance(rt, CInt) and op in "+-":
        return ir.Binary(lt, op, left, right)
    if isinstance(rt, Ptr) and isinstance(lt, CInt) and op == "+":
        return ir.Binary(rt, op, left, right)
    if isinstance(lt, Ptr) and isinstance(rt, Ptr) and op == "-":
        if strip_const(lt.target) != strip_const(rt.target):
            return b.error("E0565", node, f"cannot subtract '{rt}' from '{lt}'")
        return ir.Binary(SSIZE, "-", left, right)
    return b.error("E0565", node, f"operator '{op}' is not defined for '{lt}' and '{rt}'")

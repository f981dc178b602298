"""Sets of parameters as conditions that a program can compute."""

from __future__ import annotations

from typing import Any

from smelt.affine import sets
from smelt.affine.isl import isl
from smelt.affine.params import Params, Sum, as_ssize
from smelt.ir.nodes import Binary, Const, Expr, PureCall, Select, Unary
from smelt.ir.visit import operands
from smelt.primitives.arith import floordiv
from smelt.types import BINT, SSIZE

# Tests of more operations than this are not worth their time and their text.
LIMIT = 24

# islpy types these enums as plain integers in some places and as enums in others.
_op: Any = isl.ast_expr_op_type
_kind: Any = isl.ast_expr_type
_BINARY: dict[Any, str] = {
    _op.add: "+", _op.sub: "-", _op.mul: "*", _op.eq: "==", _op.le: "<=", _op.lt: "<", _op.ge: ">=", _op.gt: ">",
    _op.and_: "&&", _op.and_then: "&&", _op.or_: "||", _op.or_else: "||",
}  # fmt: skip
_DIVISION: dict[Any, str] = {_op.pdiv_q: "/", _op.pdiv_r: "%", _op.zdiv_r: "%"}
_COMPARE = ("==", "<=", "<", ">=", ">", "&&", "||")


def condition(wanted: isl.Set, context: isl.Set, params: Params) -> Expr | None:
    """The test whether the parameters are in a set, given that they are in `context`.

    None if it cannot be written with additions, multiplications by constants and comparisons, or is too long.
    """
    built = sets.once(_test, wanted, context)
    try:
        return _Writer(params).expr(built)
    except _TooMuch:
        return None


def expression(form: isl.PwAff, context: isl.Set, params: Params) -> Expr | None:
    """An integer that depends on parameters, where it is defined; None as for `condition`."""
    built = isl.AstBuild.from_context(context.params()).expr_from_pw_aff(form)
    try:
        return _Writer(params).expr(built)
    except _TooMuch:
        return None


def at_least_zero(total: Sum, params: Params) -> Expr | None:
    """The test whether a sum of at most two parameters is at least 0, as isl would write it; None for other sums."""
    more = [item for item in total.factors.items() if item[1] > 0]
    less = [(name, -factor) for name, factor in total.factors.items() if factor < 0]
    if max(len(more), len(less)) > 1 or all(factor > 1 for _, factor in (*more, *less)):
        return None
    if more and less:
        left, right = _multiple(*more[0], params), _multiple(*less[0], params)
        if total.constant == -1:
            return Binary(BINT, ">", left, right)
        if total.constant > 0:
            left = Binary(SSIZE, "+", left, Const(SSIZE, total.constant))
        elif total.constant < 0:
            right = Binary(SSIZE, "+", right, Const(SSIZE, -total.constant))
        return Binary(BINT, ">=", left, right)
    if less and total.constant >= 0:
        return Binary(BINT, "<=", _multiple(*less[0], params), Const(SSIZE, total.constant))
    if more and total.constant < 0:
        return Binary(BINT, ">=", _multiple(*more[0], params), Const(SSIZE, -total.constant))
    return None


def _multiple(name: str, factor: int, params: Params) -> Expr:
    value = as_ssize(params.exprs[name])
    return value if factor == 1 else Binary(SSIZE, "*", Const(SSIZE, factor), value)


def _test(wanted: isl.Set, context: isl.Set) -> isl.AstExpr:
    return isl.AstBuild.from_context(context.params()).expr_from_set(wanted.params())


def _strict(op: str, left: Expr, right: Expr) -> Expr | None:
    """``a > b`` for ``a >= b + 1``, and the like: nothing is computed that could wrap."""
    if op == ">=" and _is_next(right):
        return Binary(BINT, ">", left, operands(right)[0])
    if op == "<=" and _is_next(left):
        return Binary(BINT, "<", operands(left)[0], right)
    return None


def _is_next(expr: Expr) -> bool:
    return isinstance(expr, Binary) and expr.op == "+" and expr.right == Const(SSIZE, 1)


class _TooMuch(Exception):
    pass


class _Writer:
    def __init__(self, params: Params) -> None:
        self.params = params
        self.size = 0

    def expr(self, node: isl.AstExpr) -> Expr:
        self.size += 1
        if self.size > LIMIT:
            raise _TooMuch
        kind: Any = node.get_type()
        if kind == _kind.id:
            return as_ssize(self.params.exprs[node.get_id().get_name()])
        if kind == _kind.int:
            value = node.get_val().to_python()
            if abs(value) >= 1 << 62:
                raise _TooMuch
            return Const(SSIZE, value)
        return self.operation(node)

    def operation(self, node: isl.AstExpr) -> Expr:
        op: Any = node.get_op_type()
        args = [self.expr(node.get_op_arg(i)) for i in range(node.get_op_n_arg())]
        if op in _BINARY:
            text = _BINARY[op]
            found = args[0]
            for arg in args[1:]:
                found = _strict(text, found, arg) or Binary(BINT if text in _COMPARE else SSIZE, text, found, arg)
            return found
        if op == _op.minus:
            return Unary(SSIZE, "-", args[0])
        if op in _DIVISION and isinstance(args[1], Const):
            # isl uses these where the dividend is not negative, or only asks whether there is a remainder
            return Binary(SSIZE, _DIVISION[op], args[0], args[1])
        if op == _op.fdiv_q and isinstance(args[1], Const):
            row = floordiv(SSIZE)
            assert row is not None
            return PureCall(SSIZE, row, args)
        if op in (_op.cond, _op.select):
            return Select(args[1].type, *args)
        if op in (_op.max, _op.min):
            found = args[0]
            for arg in args[1:]:
                found = Select(SSIZE, Binary(BINT, ">" if op == _op.max else "<", arg, found), arg, found)
            return found
        raise _TooMuch

"""Indices in the width of addresses, where their arithmetic in a narrower type is known not to wrap.

A C compiler has to let ``(Py_ssize_t)(i * m + k)`` wrap as a C `int` does, and so cannot take it for the neighbour of
what it is for the next `k`: neither strides nor vectors come of it. What a guard has shown to fit is as well computed
wide.
"""

from __future__ import annotations

from smelt.ir.nodes import Assign, Binary, Cast, Const, Expr, Load, Stmt, Unary
from smelt.ir.visit import copy_expr
from smelt.types import SSIZE, CBool, CInt


def widen(stmt: Stmt, like: Stmt, exact: set[int]) -> None:
    """Let a statement that sets an index compute it wide.

    Parameters
    ----------
    like
        The statement, or that which it is a copy of.
    exact
        The expressions of `like`, by identity, that have the value which they have among unbounded integers, or are cut
        only by what is computed of them.
    """
    if not (isinstance(stmt, Assign) and isinstance(like, Assign) and isinstance(stmt.target, Load)):
        return
    value = like.value
    if stmt.target.type == SSIZE and isinstance(value, Cast) and id(value.operand) in exact and _narrow(value.operand):
        stmt.value = _wide(value.operand, exact)


def _narrow(expr: Expr) -> bool:
    """Whether an expression computes in less than the width of addresses."""
    type_ = expr.type
    if not isinstance(type_, CInt) or isinstance(type_, CBool) or not type_.exact or type_.bits >= SSIZE.bits:
        return False
    return isinstance(expr, Binary | Unary) or (isinstance(expr, Cast) and _narrow(expr.operand))


def _wide(expr: Expr, exact: set[int]) -> Expr:
    if id(expr) in exact:
        match expr:
            case Binary(op=op, left=left, right=right):
                return Binary(SSIZE, op, _wide(left, exact), _wide(right, exact))
            case Unary(op=op, operand=operand):
                return Unary(SSIZE, op, _wide(operand, exact))
            case Cast(operand=operand):
                return _wide(operand, exact)
    if isinstance(expr, Const) and isinstance(expr.value, int):
        return Const(SSIZE, expr.value)
    return Cast(SSIZE, copy_expr(expr))

"""Indices in the width of addresses, where their arithmetic in a narrower type is known not to wrap.

A C compiler has to let ``(Py_ssize_t)(i * m + k)`` wrap as a C `int` does, and so cannot take it for the neighbour of
what it is for the next `k`: neither strides nor vectors come of it. What a guard has shown to fit is as well computed
wide.
"""

from __future__ import annotations

from smelt.ir.nodes import Assign, Binary, Block, Cast, Const, Expr, ForRange, Load, Slot, Stmt, Unary
from smelt.ir.visit import assigned_by, copy_expr, map_operands, walk
from smelt.types import SSIZE, CBool, CInt


def widen(block: Block, likes: Block, exact: set[int]) -> None:
    """Let the statements of a block that set indices compute them wide, and from counters that are.

    Parameters
    ----------
    likes
        The block, or that which it is a copy of.
    exact
        The expressions of `likes`, by identity, that have the value which they have among unbounded integers, or are
        cut only by what is computed of them.
    """
    pairs = list(zip(list(walk(block)), list(walk(likes)), strict=True))
    counters = [found for stmt, like in pairs if (found := _copied_counter(stmt, like, exact)) is not None]
    for stmt, like in pairs:
        _widen_index(stmt, like, exact)
    for loop, copy in counters:
        _read_counter(loop.body[1:], copy, loop.counter)


def _widen_index(stmt: Stmt, like: Stmt, exact: set[int]) -> None:
    if not (isinstance(stmt, Assign) and isinstance(like, Assign) and isinstance(stmt.target, Load)):
        return
    value = like.value
    if stmt.target.type == SSIZE and isinstance(value, Cast) and id(value.operand) in exact and _narrow(value.operand):
        stmt.value = _wide(value.operand, exact)


def _copied_counter(loop: Stmt, like: Stmt, exact: set[int]) -> tuple[ForRange, Slot] | None:
    """A loop with the narrower variable that has the value of its counter throughout, as it was not cut."""
    if not isinstance(loop, ForRange) or not isinstance(like, ForRange) or loop.counter.type != SSIZE or not like.body:
        return None
    match like.body[0]:
        case Assign(target=Load(slot=copy), value=Cast(operand=Load(slot=counter)) as value) if (
            counter is like.counter is loop.counter and id(value) in exact and _narrower(copy.type)
        ):
            once = sum(copy in assigned_by(stmt) for stmt in walk(like.body)) == 1
            return (loop, copy) if once else None
    return None


def _read_counter(block: Block, copy: Slot, counter: Slot) -> None:
    def change(expr: Expr) -> Expr:
        if isinstance(expr, Cast) and expr.type == SSIZE and expr.operand == Load(copy.type, copy):
            return Load(SSIZE, counter)
        map_operands(expr, change)
        return expr

    for stmt in walk(block):
        map_operands(stmt, change)


def _narrower(type_: object) -> bool:
    return isinstance(type_, CInt) and not isinstance(type_, CBool) and type_.exact and type_.bits < SSIZE.bits


def _narrow(expr: Expr) -> bool:
    """Whether an expression computes in less than the width of addresses."""
    if not _narrower(expr.type):
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

"""Small questions about IR expressions that the analyses of nests share."""

from __future__ import annotations

from smelt.ir.nodes import (
    Binary,
    BuiltinConst,
    CName,
    Const,
    Deref,
    Expr,
    Field,
    Index,
    Initializer,
    Move,
    NewRef,
    PureCall,
    PyConst,
    TypeConst,
    ViewItem,
)
from smelt.types import CInt, PyObj

ROUNDING = ("floordiv ", "mod ")  # how the names of the rows of Python's // and % begin


_MEMORY = (ViewItem, Deref, Index, Field, CName, PyConst, BuiltinConst, TypeConst, Move, NewRef, Initializer)


def is_memory(expr: Expr) -> bool:
    """Whether an expression itself reads what a nest may change unseen, or is no plain value."""
    if isinstance(expr, PureCall):
        return isinstance(expr.row.result, PyObj)
    return isinstance(expr, _MEMORY)


def may_trap(expr: Expr) -> bool:
    """Whether computing an integer expression where the program does not could stop it, or have no defined result."""
    if not isinstance(expr.type, CInt):
        return False
    match expr:
        case Binary(op="/" | "%" | "<<" | ">>", right=by):
            return not (isinstance(by, Const) and isinstance(by.value, int) and 0 < by.value < 32)
        case PureCall(args=[_, by]):
            return not (isinstance(by, Const) and isinstance(by.value, int) and by.value > 0)
        case PureCall():
            return True
    return False

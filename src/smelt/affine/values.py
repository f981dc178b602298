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
    ViewExtent,
    ViewItem,
)
from smelt.ir.visit import shape
from smelt.types import SSIZE, CCounter, CInt, PyObj

Interval = tuple[int, int]
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


def key_of(expr: Expr) -> object:
    """Equal for expressions that read the same and compute the same."""
    form = shape(expr)
    own = tuple(getattr(expr, name, None) for name in ("op", "value", "axis", "name", "text"))
    slots = tuple(id(getattr(expr, name)) for name in form.slots)
    row = expr.row.c if isinstance(expr, PureCall) else ""
    inner = [getattr(expr, name) for name in form.exprs]
    inner += [part for name in form.expr_lists for part in getattr(expr, name)]
    return (type(expr).__name__, str(expr.type), own, slots, row, tuple(map(key_of, inner)))


def limits(expr: Expr) -> Interval:
    """The least and greatest value that an integer expression can have by its type."""
    if isinstance(expr, ViewExtent):
        return 0, SSIZE.max
    type_ = expr.type
    assert isinstance(type_, CInt)
    if isinstance(type_, CCounter):
        return type_.low, type_.high
    return type_.min, type_.max

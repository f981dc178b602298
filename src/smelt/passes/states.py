"""What `ownership` knows at a point of a function, and its questions about expressions."""

from __future__ import annotations

from smelt.ir.nodes import (
    BuiltinConst,
    Cast,
    CName,
    Const,
    Expr,
    Load,
    Move,
    PureCall,
    PyConst,
    Select,
    Storage,
    TypeConst,
)
from smelt.passes.liveness import strip_casts


class State:
    """What is known of the owning slots at a point: which may own something, which must, which hold a valid pointer or
    NULL (`valid`; the others may hold anything), and whether the GIL may be missing.
    """

    __slots__ = ("may", "must", "nogil", "valid")

    def __init__(self, may: int, must: int, valid: int, nogil: bool) -> None:
        self.may = may
        self.must = must
        self.valid = valid
        self.nogil = nogil

    def copy(self) -> State:
        return State(self.may, self.must, self.valid, self.nogil)

    def gains(self, bits: int) -> None:
        self.may |= bits
        self.must |= bits
        self.valid |= bits

    def loses(self, bits: int) -> None:
        self.may &= ~bits
        self.must &= ~bits
        self.valid &= ~bits


def join(one: State | None, other: State | None) -> State | None:
    """What holds on both of two ways that meet; a new state."""
    if one is None or other is None:
        found = one or other
        return None if found is None else found.copy()
    return State(one.may | other.may, one.must & other.must, one.valid & other.valid, one.nogil)


def recast(outer: Expr, inner: Expr) -> Expr:
    """`inner` with the conversions that are around the innermost operand of `outer`."""
    return Cast(outer.type, recast(outer.operand, inner)) if isinstance(outer, Cast) else inner


def stays(expr: Expr) -> bool:
    """Whether an object stays alive whatever code runs meanwhile: nobody but this function can rebind it."""
    if isinstance(expr, Load):
        return expr.slot.storage in (Storage.LOCAL, Storage.PARAM, Storage.FRAME)
    if isinstance(expr, Select):
        return stays(strip_casts(expr.then)) and stays(strip_casts(expr.other))
    if isinstance(expr, PureCall) and expr.row.name == "tuple_item":
        return stays(strip_casts(expr.args[0]))
    return isinstance(expr, PyConst | BuiltinConst | TypeConst | Const | CName | Move)

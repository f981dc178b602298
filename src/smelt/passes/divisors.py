"""Take out tests of divisors that cannot be zero because of what they are computed from.

Requires and keeps the *built* phase. Squares, roots and exponentials are not negative, whatever they are computed from,
and a positive number more is positive: such a quotient raises nothing, and its loop can be reordered and vectorised.

Before::                                        After::

    d = x * x + y * y + 0.01                        d = x * x + y * y + 0.01
    fail ZeroDivisionError if d == 0.0              f = 1.0 / d
    f = 1.0 / d

What is known of a float is a number that it is not below unless it is a NaN, which is no zero either. Rounding keeps
the order of numbers, so the bound of a sum or product is that of its operands, rounded as C does; what is smaller than
normal numbers counts as zero, since processors may be told to take it for that. Variables are followed back to where
their block sets them. Functions with `fastmath` compute what C compilers make of it, so nothing is said of theirs.
"""

from __future__ import annotations

import math
import struct
import sys

from smelt.affine.facts import addressed
from smelt.affine.values import key_of
from smelt.ir.nodes import (
    Assign,
    Binary,
    Block,
    Cast,
    Check,
    Const,
    Expr,
    Function,
    Load,
    Module,
    PureCall,
    Select,
    Slot,
    Storage,
    ViewExtent,
)
from smelt.ir.visit import assigned_by, blocks_of, walk
from smelt.ledger import LedgerEntry
from smelt.types import CFloat, CInt, Type, strip_const

_LEAST = {"float": 2.0**-126, "double": sys.float_info.min}
_UNKNOWN = -math.inf
# How far back a variable is followed, in steps from one to the next.
_DEPTH = 20


def run(module: Module) -> None:
    """Look at the tests of every function."""
    for function in module.functions:
        if not function.fastmath:
            _Divisors(function, module.ledger).block(function.body)


class _Divisors:
    """The tests of one function."""

    def __init__(self, function: Function, ledger: list[LedgerEntry]) -> None:
        self.function = function
        self.ledger = ledger
        self._pinned: set[Slot] | None = None

    def block(self, block: Block) -> None:
        gone: list[int] = []
        for place, stmt in enumerate(block):
            for inner in blocks_of(stmt):
                self.block(inner)
            if isinstance(stmt, Check) and stmt.kind == "zero" and self.positive(stmt.fails, block, place):
                gone.append(place)
                self.ledger.append(LedgerEntry(stmt.span, "a divisor is not zero", "proved", "it is positive"))
        for place in reversed(gone):
            del block[place]

    def positive(self, fails: Expr, block: Block, place: int) -> bool:
        """Whether the test is that of a float which is above zero, or no number."""
        match fails:
            case Binary(op="==", left=left, right=Const(value=value)) if value == 0:
                return isinstance(strip_const(left.type), CFloat) and self.least(left, block, place, _DEPTH) > 0
        return False

    def least(self, expr: Expr, block: Block, place: int, depth: int) -> float:
        """A number that an expression is not below, as it is computed at a place of a block."""
        if depth == 0:
            return _UNKNOWN
        type_ = strip_const(expr.type)
        if isinstance(type_, CInt) and not isinstance(expr, Const | ViewExtent):
            return _UNKNOWN if type_.signed else 0.0  # its arithmetic wraps

        def of(part: Expr) -> float:
            return self.least(part, block, place, depth - 1)

        found = _UNKNOWN
        match expr:
            case Const(value=int() | float() as value):
                found = float(value)
            case Load(slot=slot):
                return self.variable(slot, block, place, depth)
            case ViewExtent():
                found = 0.0
            case Cast(operand=operand):
                found = of(operand) if _keeps_order(operand.type, expr.type) else _UNKNOWN
            case Binary(op="*", left=left, right=right) if key_of(left) == key_of(right):
                least = of(left)
                found = least * least if least > 0 else 0.0
            case Binary(op="*", left=left, right=right):
                one, other = of(left), of(right)
                found = one * other if one > 0 and other > 0 else 0.0 if one >= 0 and other >= 0 else _UNKNOWN
            case Binary(op="/", left=left, right=right):
                found = 0.0 if of(left) >= 0 and of(right) >= 0 else _UNKNOWN
            case Binary(op="+", left=left, right=right):
                found = of(left) + of(right)
            case Select(then=then, other=other):
                found = min(of(then), of(other))
            case PureCall(row=row, args=[argument]) if row.c in ("sqrt", "sqrtf"):
                found = math.sqrt(max(of(argument), 0.0))
            case PureCall(row=row, args=[argument]) if row.c in ("fabs", "fabsf"):
                found = max(of(argument), 0.0)
            case PureCall(row=row) if row.c in ("exp", "expf", "exp2", "exp2f"):
                found = 0.0
            case PureCall(row=row, args=[_, Const(value=power)]) if row.c in ("pow", "powf") and power in (2, 4, 6, 8):
                found = 0.0
        return _rounded(found, type_)

    def variable(self, slot: Slot, block: Block, place: int, depth: int) -> float:
        """The bound of a variable by the statement of the block that sets it, if nothing between may set it again."""
        if slot.storage not in (Storage.LOCAL, Storage.PARAM) or slot in self.pinned:
            return _UNKNOWN
        for before in range(place - 1, -1, -1):
            stmt = block[before]
            if isinstance(stmt, Assign) and isinstance(stmt.target, Load) and stmt.target.slot is slot:
                return self.least(stmt.value, block, before, depth - 1)
            if any(slot in assigned_by(inner) for inner in walk([stmt])):
                return _UNKNOWN
        return _UNKNOWN

    @property
    def pinned(self) -> set[Slot]:
        """The variables that may be changed through a pointer."""
        if self._pinned is None:
            self._pinned = set(addressed(self.function))
        return self._pinned


def _keeps_order(inner: Type, outer: Type) -> bool:
    """Whether a conversion rounds at most; integers that become smaller ones would wrap."""
    inner, outer = strip_const(inner), strip_const(outer)
    return isinstance(outer, CFloat) and isinstance(inner, CFloat | CInt)


def _rounded(value: float, type_: Type) -> float:
    """A bound as the type can hold it, towards zero where it is too small for a normal number."""
    if isinstance(type_, CInt):
        return value
    if not isinstance(type_, CFloat) or type_.c not in _LEAST or math.isnan(value):
        return _UNKNOWN
    if type_.c == "float" and math.isfinite(value):
        try:
            value = struct.unpack("f", struct.pack("f", value))[0]
        except OverflowError:
            value = math.copysign(math.inf, value)
    return 0.0 if 0 < value < _LEAST[type_.c] else value

"""The parameters of a nest: what it reads and does not change, under the names that isl knows it by."""

from __future__ import annotations

from functools import lru_cache

import islpy as isl

from smelt.ir.nodes import Binary, Cast, Const, Expr, PureCall, ViewExtent
from smelt.ir.visit import shape
from smelt.types import BINT, SIZE, SSIZE, CCounter, CInt

# Guards hold wide parameters within these bounds, by the width of their type: sums of a few of them cannot wrap then.
MAGNITUDE = {64: 1 << 46, 32: 1 << 28}
# The same where extents go through C integers of 32 bits.
NARROW = {64: 1 << 28, 32: 1 << 28}
Interval = tuple[int, int]


class Known:
    """An integer that is understood: a piecewise affine expression, and between which bounds it lies.

    `typed` are the bounds that follow from the types, `bounded` those where a guard has tested the parameters.
    """

    def __init__(self, form: isl.PwAff, typed: Interval, bounded: Interval) -> None:
        self.form = form
        self.typed = typed
        self.bounded = bounded


class Params:
    """Invariant integer expressions by name.

    Attributes
    ----------
    exprs
        The expression that each name stands for.
    most
        Within which bounds a guard holds those that are wide.
    """

    def __init__(self, narrow: bool = False) -> None:
        self.most = NARROW if narrow else MAGNITUDE
        self.exprs: dict[str, Expr] = {}
        self._names: dict[object, str] = {}

    def take(self, other: Params) -> None:
        """Know what another one knows."""
        self.exprs.update(other.exprs)
        self._names.update(other._names)

    def name(self, expr: Expr) -> str:
        key = key_of(expr)
        found = self._names.get(key)
        if found is None:
            found = self._names[key] = f"p{len(self.exprs)}"
            self.exprs[found] = expr
        return found

    def value(self, expr: Expr) -> Known:
        return Known(variable(self.name(expr)), limits(expr), self.bounded(expr))

    def context(self, bounded: bool) -> isl.Set:
        """What holds of the parameters by their types; `bounded` also what a guard tests, see `MAGNITUDE`."""
        found = isl.Set("{ : }")
        for name, expr in self.exprs.items():
            low, high = self.bounded(expr) if bounded else limits(expr)
            found = found.intersect(_between(low, name, high))
        return found

    def bounded(self, expr: Expr) -> Interval:
        """As `limits`, where a guard has tested the parameters."""
        low, high = limits(expr)
        assert isinstance(expr.type, CInt)
        most = self.most.get(expr.type.bits)
        return (low, high) if most is None else (max(low, -most), min(high, most))

    def bounded_tests(self) -> list[Expr]:
        """The tests that `context` takes for granted where it is `bounded`."""
        tests: list[Expr] = []
        for expr in self.exprs.values():
            type_ = expr.type
            assert isinstance(type_, CInt)
            most = self.most.get(type_.bits, 0)
            low, high = limits(expr)
            if most and low < -most:
                moved = Binary(SSIZE, "+", as_ssize(expr), Const(SSIZE, most))
                tests.append(Binary(BINT, "<=", Cast(SIZE, moved), Const(SIZE, 2 * most)))
            elif most and high > most:
                tests.append(Binary(BINT, "<=", expr, Const(expr.type, most)))
        return tests


def key_of(expr: Expr) -> object:
    """Equal for expressions that read the same and compute the same."""
    form = shape(expr)
    own = tuple(getattr(expr, name, None) for name in ("op", "value", "axis", "name", "text"))
    slots = tuple(id(getattr(expr, name)) for name in form.slots)
    row = expr.row.c if isinstance(expr, PureCall) else ""
    inner = [getattr(expr, name) for name in form.exprs]
    inner += [part for name in form.expr_lists for part in getattr(expr, name)]
    return (type(expr).__name__, str(expr.type), own, slots, row, tuple(map(key_of, inner)))


@lru_cache(4096)
def _between(low: int, name: str, high: int) -> isl.Set:
    return isl.Set(f"[{name}] -> {{ : {low} <= {name} <= {high} }}")


@lru_cache(4096)
def variable(name: str) -> isl.PwAff:
    return isl.PwAff(f"[{name}] -> {{ [({name})] }}")


@lru_cache(4096)
def constant(value: int) -> isl.PwAff:
    return isl.PwAff(f"{{ [({value})] }}")


def number(value: int) -> Known:
    return Known(constant(value), (value, value), (value, value))


def limits(expr: Expr) -> Interval:
    """The least and greatest value that an integer expression can have by its type."""
    if isinstance(expr, ViewExtent):
        return 0, SSIZE.max
    type_ = expr.type
    assert isinstance(type_, CInt)
    if isinstance(type_, CCounter):
        return type_.low, type_.high
    return type_.min, type_.max


def as_ssize(expr: Expr) -> Expr:
    return expr if expr.type == SSIZE else Cast(SSIZE, expr)

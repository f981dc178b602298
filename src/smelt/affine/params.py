"""The parameters of a nest: what it reads and does not change, under the names that isl knows it by."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from smelt.affine import sets
from smelt.affine.isl import isl
from smelt.affine.values import Interval, key_of, limits
from smelt.ir.nodes import Binary, Cast, Const, Expr, Load, Slot
from smelt.types import BINT, SIZE, SSIZE, CInt

# Guards hold wide parameters within these bounds, by the width of their type: sums of a few of them cannot wrap then.
MAGNITUDE = {64: 1 << 46, 32: 1 << 28}
# The same where extents go through C integers of 32 bits.
NARROW = {64: 1 << 28, 32: 1 << 28}
EVERYWHERE = isl.Set("{ : }")
NOWHERE = isl.Set("{ : false }")


class Known:
    """An integer that is understood: a piecewise affine expression, and between which bounds it lies.

    Attributes
    ----------
    typed, bounded
        The bounds that follow from the types, and those where a guard has tested the parameters.
    sum
        The same as a sum, None if it has several pieces or divides: many questions are answered without isl.
    """

    def __init__(self, made: Callable[[], isl.PwAff], typed: Interval, bounded: Interval, total: Sum | None) -> None:
        self._made = made
        self._form: isl.PwAff | None = None
        self.typed = typed
        self.bounded = bounded
        self.sum = total

    @property
    def form(self) -> isl.PwAff:
        """The expression, put together when it is first asked for."""
        if self._form is None:
            self._form = self._made()
        return self._form

    def within(self, typed: Interval, bounded: Interval) -> Known:
        """The same between other bounds."""
        return Known(lambda: self.form, typed, bounded, self.sum)


class Sum:
    """A constant and multiples of counters and parameters, by name; none of the factors is zero."""

    __slots__ = ("constant", "factors")

    def __init__(self, factors: dict[str, int], constant: int) -> None:
        self.factors = factors
        self.constant = constant

    def plus(self, other: Sum, times: int = 1) -> Sum:
        factors = dict(self.factors)
        for name, factor in other.factors.items():
            new = factors.get(name, 0) + times * factor
            if new:
                factors[name] = new
            else:
                factors.pop(name, None)
        return Sum(factors, self.constant + times * other.constant)

    def __str__(self) -> str:
        return " + ".join([*(f"{factor}*{name}" for name, factor in self.factors.items()), str(self.constant)])

    def times(self, by: int) -> Sum:
        return Sum({name: factor * by for name, factor in self.factors.items()} if by else {}, self.constant * by)

    def without(self, name: str, value: Sum) -> Sum:
        """With a value in the place of a name."""
        factor = self.factors[name]
        rest = Sum({other: by for other, by in self.factors.items() if other != name}, self.constant)
        return rest.plus(value, factor)


class Params:
    """Invariant integer expressions by name.

    Attributes
    ----------
    exprs
        The expression that each name stands for.
    most
        Within which bounds a guard holds those that are wide.
    ranges
        Between which values slots lie that are narrower than their types, see `facts`.
    """

    def __init__(self, narrow: bool = False, ranges: dict[Slot, Interval] | None = None) -> None:
        self.most = NARROW if narrow else MAGNITUDE
        self.ranges = ranges or {}
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
        name = self.name(expr)
        return Known(lambda: variable(name), self.limits(expr), self.bounded(expr), Sum({name: 1}, 0))

    def limits(self, expr: Expr) -> Interval:
        """As `limits`, where a variable may never have held anything wider."""
        while isinstance(expr, Cast) and _widens(expr):
            expr = expr.operand
        found = self.ranges.get(expr.slot) if isinstance(expr, Load) else None
        return found or limits(expr)

    def least(self, total: Sum) -> int:
        """The least value of a sum of parameters by their types."""
        found = total.constant
        for name, factor in total.factors.items():
            low, high = self.limits(self.exprs[name])
            found += factor * (low if factor > 0 else high)
        return found

    def context(self, bounded: bool, first: isl.Set, *more: isl.Set) -> isl.Set:
        """What holds of the parameters of some sets by their types; `bounded` also what a guard tests, see
        `MAGNITUDE`. What is said of other parameters would only cost time.
        """
        named = {name for one in (first, *more) for name in sets.once(_names, one)}
        found = EVERYWHERE
        for name, expr in self.exprs.items():
            if name in named:
                low, high = self.bounded(expr) if bounded else self.limits(expr)
                found = sets.intersect(found, _between(low, name, high))
        return found

    def bounded(self, expr: Expr) -> Interval:
        """As `limits`, where a guard has tested the parameters."""
        low, high = self.limits(expr)
        assert isinstance(expr.type, CInt)
        most = self.most.get(expr.type.bits)
        return (low, high) if most is None else (max(low, -most), min(high, most))

    def ends(self, name: str) -> Interval:
        """Between which values a parameter lies by its type."""
        return self.limits(self.exprs[name])

    def bounded_ends(self, name: str) -> Interval:
        """The same where a guard has tested the parameters."""
        return self.bounded(self.exprs[name])

    def bounded_tests(self, needed: set[str] | None = None) -> list[Expr]:
        """The tests that `context` takes for granted where it is `bounded`; of the parameters `needed` if given."""
        tests: list[Expr] = []
        for name, expr in self.exprs.items():
            if needed is not None and name not in needed:
                continue
            type_ = expr.type
            assert isinstance(type_, CInt)
            most = self.most.get(type_.bits, 0)
            low, high = self.limits(expr)
            if most and low < -most:
                moved = Binary(SSIZE, "+", as_ssize(expr), Const(SSIZE, most))
                tests.append(Binary(BINT, "<=", Cast(SIZE, moved), Const(SIZE, 2 * most)))
            elif most and high > most:
                tests.append(Binary(BINT, "<=", expr, Const(expr.type, most)))
        return tests


def _widens(expr: Cast) -> bool:
    """Whether a conversion keeps every value."""
    if not (isinstance(expr.type, CInt) and isinstance(expr.operand.type, CInt) and expr.operand.type.exact):
        return False
    (low, high), (least, most) = limits(expr.operand), limits(expr)
    return least <= low and high <= most


def names_in(form: isl.PwAff | isl.Set) -> list[str]:
    """The names that a form or a set depends on."""
    kind = isl.dim_type.param
    return [str(form.get_dim_name(kind, at)) for at in range(form.dim(kind)) if form.involves_dims(kind, at, 1)]


def _names(of: isl.Set) -> frozenset[str | None]:
    """The parameters of a set."""
    return frozenset(of.get_dim_name(isl.dim_type.param, at) for at in range(of.dim(isl.dim_type.param)))


@lru_cache(4096)
def _between(low: int, name: str, high: int) -> isl.Set:
    return not_negative(Sum({name: 1}, -low), Sum({name: -1}, high))


@lru_cache(4096)
def variable(name: str) -> isl.PwAff:
    return isl.PwAff(f"[{name}] -> {{ [({name})] }}")


@lru_cache(4096)
def constant(value: int) -> isl.PwAff:
    return isl.PwAff(f"{{ [({value})] }}")


_Tests = tuple[tuple[tuple[tuple[str, int], ...], int], ...]


@lru_cache(4096)
def _holding(tests: _Tests, equal: bool) -> isl.Set:
    """Where sums are at least 0, or 0; isl takes many times as long to read that."""
    kind = isl.dim_type.param
    places: dict[str, int] = {}
    if any(number_ != 0 if equal else number_ < 0 for factors, number_ in tests if not factors):
        return NOWHERE  # isl looks for no contradiction where there are no parameters
    tests = tuple([test for test in tests if test[0]])
    for factors, _ in tests:
        for name, _ in factors:
            places.setdefault(name, len(places))
    space = isl.Space.params_alloc(isl.DEFAULT_CONTEXT, len(places))
    for name, place in places.items():
        space = space.set_dim_name(kind, place, name)
    local = isl.LocalSpace.from_space(space)
    found = isl.Set.universe(space)
    for factors, number_ in tests:
        test = isl.Constraint.alloc_equality(local) if equal else isl.Constraint.alloc_inequality(local)
        for name, factor in factors:
            test = test.set_coefficient_val(kind, places[name], _exactly(factor))
        found = found.add_constraint(test.set_constant_val(_exactly(number_)))
    return found


def _exactly(value: int) -> isl.Val:
    return isl.Val(value) if -(1 << 62) < value < 1 << 62 else isl.Val(str(value))


def _as_tests(sums: tuple[Sum, ...]) -> _Tests:
    return tuple([(tuple(total.factors.items()), total.constant) for total in sums])


def not_negative(*sums: Sum) -> isl.Set:
    """The parameters for which sums are at least 0."""
    return _holding(_as_tests(sums), False)


def negative(total: Sum) -> isl.Set:
    """The others."""
    return _holding(_as_tests((total.times(-1).plus(Sum({}, 1), -1),)), False)


def zero(*sums: Sum) -> isl.Set:
    """The values for which sums are all 0."""
    return _holding(_as_tests(sums), True)


def number(value: int) -> Known:
    return Known(lambda: constant(value), (value, value), (value, value), Sum({}, value))


def as_ssize(expr: Expr) -> Expr:
    return expr if expr.type == SSIZE else Cast(SSIZE, expr)

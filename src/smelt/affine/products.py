"""Products of counters and parameters, as in flat arrays: ``a[i * n + j]``; what is left by a parameter, as in rings;
steps that are parameters: ``range(0, n, step)``.

They are not affine. But where the parameter is not negative, such a product lies between those of the least and of the
greatest value of the other factor, which are parameters: ``0 <= i * n <= (m - 1) * n``. So it counts as another counter
between those ends. Each round has one such value; that not each value belongs to a round makes sets larger, never
smaller, which is right for questions of what may happen in any round, and wrong for those of what two rounds share. So
is a counter that goes by a positive step taken for any integer up to that of the last round, which the run computes.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from smelt.affine import sets
from smelt.affine.facts import Facts
from smelt.affine.nest import Nest
from smelt.affine.params import Known, Sum, as_ssize, constant, negative, not_negative, variable
from smelt.affine.values import Interval, key_of
from smelt.ir.nodes import Binary, Const, Expr, ForRange, PureCall
from smelt.primitives import ranges
from smelt.types import SSIZE, CInt


class Relaxed(Nest):
    """A nest in which such products are known.

    Attributes
    ----------
    products
        The names of the products, by their factors. The ends are only right where no parameter is large.
    """

    def __init__(self, loop: ForRange, facts: Facts, narrow: bool = False) -> None:
        self.products: dict[object, str] = {}
        super().__init__(loop, facts, narrow=narrow)

    def product(self, expr: Binary, left: Known, right: Known) -> Known | None:
        for one, other, side in ((left, right, expr.right), (right, left, expr.left)):
            by = self.unchanged(side)
            if by is not None and one.sum is not None and other.sum is not None and not self.counts(other.sum):
                return self.multiple(one, one.sum, other.sum, by) if self.counts(one.sum) else None
        return None

    def remainder(self, name: str, by: Expr) -> Known | None:
        """What is left by a parameter, if that is positive, is another counter below it."""
        divisor = self.value(by) if name.startswith("mod") and self.unchanged(by) is not None else None
        if divisor is None or divisor.sum is None or self.counts(divisor.sum):
            return None
        self.refuse_below(divisor.sum, 1)
        name = f"c{self.first + len(self.counters)}"
        self.counters.append(name)
        last = divisor.sum.plus(Sum({}, 1), -1)
        self.ranges[name] = Sum({}, 0), last
        self.behind[name] = set(divisor.sum.factors)
        left = Sum({name: 1}, 0)
        for inside in (left, last.plus(left, -1)):
            self.domain = self.domain.where(partial(not_negative, inside), box=True)
        typed, bounded = ((0, max(0, ends[1] - 1)) for ends in (divisor.typed, divisor.bounded))
        return Known(lambda: variable(name), typed, bounded, left)

    def stride(self, stmt: ForRange, start: Known | None) -> None:
        """Count by a parameter, which the guard asks to be positive."""
        step = self.value(stmt.step)
        parts = [self.unchanged(part) for part in (stmt.start, stmt.stop, stmt.step)]
        if start is None or step is None or step.sum is None or self.counts(step.sum):
            return
        if any(part is None or not isinstance(part.type, CInt) or not _fits(part.type) for part in parts):
            return
        if self.params.least(step.sum) < 1:
            self.demands.append(not_negative(step.sum.plus(Sum({}, 1), -1)))
        last = self.params.value(PureCall(SSIZE, ranges.last, [as_ssize(part) for part in parts if part is not None]))
        assert last.sum is not None
        typed, bounded = ((ends[0] + 1, ends[1] + 1) for ends in (last.typed, last.bounded))
        behind = Known(lambda: sets.add(last.form, constant(1)), typed, bounded, last.sum.plus(Sum({}, 1)))
        self.count(stmt.counter, start, behind, self.ends(stmt), up=True)

    def refuse_below(self, total: Sum, least: int) -> None:
        """Let the guard ask for a sum of parameters not to be less."""
        if self.params.least(total) < least:
            below = self.projected(sets.intersect(self.domain.found, negative(total.plus(Sum({}, least), -1))))
            self.wraps = sets.coalesce(sets.union(self.wraps, below))

    def counts(self, total: Sum) -> bool:
        return any(name in self.ranges for name in total.factors)

    def multiple(self, one: Known, total: Sum, factor: Sum, by: Expr) -> Known | None:
        """A sum with counters, times a parameter."""
        low, high = self.least(total), self.least(total.times(-1))
        if low is None or high is None or self.counts(low) or self.counts(high):
            return None
        first, last = self.times(low, factor, by), self.times(high.times(-1), factor, by)
        name = self.products.get((str(total), key_of(by)))
        if name is None:
            name = self.products[str(total), key_of(by)] = f"c{self.first + len(self.counters)}"
            self.counters.append(name)
            self.ranges[name] = first, last
            ends = {found for end in (first, last, factor) for found in end.factors}
            self.behind[name] = ends | self.named(one)
        # asked before the ends are taken for granted, which are not in their order for a negative factor
        self.refuse_below(factor, 0)
        product = Sum({name: 1}, 0)
        for inside in (product.plus(first, -1), last.plus(product, -1)):
            self.domain = self.domain.where(partial(not_negative, inside), box=True)
        self.needed = self.needed | self.behind[name]
        typed, bounded = (
            (self.between(first, bounds)[0], self.between(last, bounds)[1])
            for bounds in (self.params.limits, self.params.bounded)
        )
        return Known(lambda: variable(name), typed, bounded, product)

    def times(self, total: Sum, factor: Sum, by: Expr) -> Sum:
        """A sum of parameters times another one, which is `by` as well; as a parameter of its own."""
        if not total.factors:
            return factor.times(total.constant)
        value: Expr | None = None
        for name, times in total.factors.items():
            term = _times(as_ssize(self.params.exprs[name]), times)
            value = term if value is None else _plus(value, term)
        assert value is not None
        value = Binary(SSIZE, "*", _plus(value, Const(SSIZE, total.constant)), as_ssize(by))
        return Sum({self.params.name(value): 1}, 0)

    def between(self, total: Sum, bounds: Callable[[Expr], Interval]) -> Interval:
        """Between which values a sum of parameters lies."""
        low = high = total.constant
        for name, factor in total.factors.items():
            ends = [factor * end for end in bounds(self.params.exprs[name])]
            low, high = low + min(ends), high + max(ends)
        return low, high


def _fits(type_: CInt) -> bool:
    return type_.exact and SSIZE.min <= type_.min and type_.max <= SSIZE.max


def _plus(left: Expr, right: Expr) -> Expr:
    return left if right == Const(SSIZE, 0) else Binary(SSIZE, "+", left, right)


def _times(expr: Expr, by: int) -> Expr:
    return expr if by == 1 else Binary(SSIZE, "*", Const(SSIZE, by), expr)

"""Two rounds that use one element of a view: by how much their counters differ, and which of them comes first.

The counters of the first are called ``c…``, those of the second ``d…``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeVar

from smelt.affine import sets
from smelt.affine.isl import isl
from smelt.affine.params import EVERYWHERE, NOWHERE, Sum, variable, zero

if TYPE_CHECKING:
    from smelt.affine.scop import Access, Instance


Named = TypeVar("Named", isl.Set, isl.PwAff)


def second_name(counter: str) -> str:
    return f"d{counter[1:]}"


def renamed(of: Named, counters: list[str]) -> Named:
    """The set or the expression with its counters called ``d…``."""
    found: Named = sets.once(_renamed, of, using=tuple(counters))
    return found


def _renamed(of: Named, counters: tuple[str, ...]) -> Named:
    for name in counters:
        at = of.find_dim_by_name(isl.dim_type.param, name)
        if at >= 0:
            of = of.set_dim_id(isl.dim_type.param, at, _second_id(name))
    return of


def _second_id(name: str) -> isl.Id:
    """The identity that isl gives a name when it reads it: others of that name would be other parameters."""
    return variable(second_name(name)).get_dim_id(isl.dim_type.param, 0)


def common_loops(first: Instance, second: Instance) -> int:
    count = 0
    for a, b in zip(first.loops, second.loops, strict=False):
        if a is not b:
            break
        count += 1
    return count


def apart_by(a: Access, b: Access, first: Instance, second: Instance) -> dict[str, int] | None:
    """By how much counters of a round that uses an element are beyond those of another one that uses it, as far as
    sums tell; None if they tell that no two rounds do."""
    apart: dict[str, int] = {}
    for one, other in zip(a.index, b.index, strict=True):
        if one.sum is None or other.sum is None:
            continue
        name, factor, by = distance(one.sum, other.sum, first.counters, second.counters)
        if by is None:
            continue
        if not name:
            if by:
                return None
        elif by % factor or apart.setdefault(name, by // factor) != by // factor:
            return None
    return apart


def of_second(total: Sum, counters: list[str], apart: dict[str, int]) -> Sum:
    """A sum in a second round, whose counters are `apart` from those of the first."""
    factors: dict[str, int] = {}
    constant = total.constant
    for name, factor in total.factors.items():
        by = apart.get(name) if name in counters else 0
        factors[name if by is not None else second_name(name)] = factor
        constant += factor * (by or 0)
    return Sum(factors, constant)


def decided_order(
    apart: dict[str, int], first: Instance, common: int, earlier: bool
) -> int | Literal["earlier", "later"]:
    """Whether the first of two rounds comes before the second, in all pairs; else, at which of the loops around both
    that differs."""
    for depth in range(common):
        by = apart.get(first.counters[depth])
        if by is None:
            return depth
        if by:
            up = getattr(first.loops[depth].step, "value", 1) > 0
            return "earlier" if (by > 0) == up else "later"
    return "earlier" if earlier else "later"


def same_element(a: Access, b: Access, counters: list[str]) -> list[isl.Set]:
    """Sets of pairs of rounds in all of which two accesses are to one element."""
    totals: list[Sum] = []
    for one, other in zip(a.index, b.index, strict=True):
        if one.sum is None or other.sum is None:
            pairs = zip(a.index, b.index, strict=True)
            return [sets.eq_set(x.form, renamed(y.form, counters)) for x, y in pairs]
        theirs = {second_name(n) if n in counters else n: by for n, by in other.sum.factors.items()}
        totals.append(one.sum.plus(Sum(theirs, other.sum.constant), -1))
    return [zero(*totals)] if totals else []


def distance(one: Sum, other: Sum, counters: list[str], others: list[str]) -> tuple[str, int, int | None]:
    """Where two sums are equal: the only counter in them, its factor, and by how much the second one's value, times the
    factor, is beyond the first's. No counter if there is none; None for unknown."""
    own = [name for name in one.factors if name in counters]
    if len(own) > 1 or own != [name for name in other.factors if name in others]:
        return "", 1, None
    if one.factors != other.factors:
        return "", 1, None
    by = one.constant - other.constant
    return (own[0], one.factors[own[0]], by) if own else ("", 1, by)


def not_later(first: Instance, second: Instance, depths: range, earlier: bool) -> isl.Set:
    """The pairs of rounds of which the first comes before the second; of one round, the one that the text has first.

    `depths` are those of the loops around both in which they may differ.
    """
    found = NOWHERE
    equal = EVERYWHERE
    for depth in depths:
        name = first.counters[depth]
        one, other = variable(name), variable(second_name(name))
        step = first.loops[depth].step
        up = getattr(step, "value", 1) > 0
        before = sets.lt_set(one, other) if up else sets.gt_set(one, other)
        found = sets.union(found, sets.intersect(equal, before))
        equal = sets.intersect(equal, sets.eq_set(one, other))
    if earlier:
        found = sets.union(found, equal)
    return found

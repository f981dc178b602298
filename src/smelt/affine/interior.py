"""Index-set splitting: the rounds of a loop in which what is inside of it has the same extent in each.

The bounds of inner loops may depend on the outer counter near the edges and not between them, as those of a convolution
do: ``max(t - y, -t)`` is ``-t`` once ``y`` is large enough.
"""

from __future__ import annotations

from smelt.affine import sets
from smelt.affine.guard import condition, expression
from smelt.affine.isl import isl
from smelt.affine.params import EVERYWHERE, NOWHERE, Known, variable
from smelt.affine.scop import Scop
from smelt.ir.nodes import Expr
from smelt.records import record


@record(eq=False)
class Interior:
    """The rounds from `low` to `high`, the latter included, if `exists` (None: always there)."""

    low: Expr
    high: Expr
    exists: Expr | None


def interior(scop: Scop) -> Interior | bool:
    """The rounds of a scop's outermost loop in which no bound of an inner one depends on its counter.

    True if that is so in all of them; False if there is no such range, or it cannot be computed in front of the loop.
    """
    counter = scop.counters[0]
    bounds = [bound for bound in scop.bounds if depends(bound, counter)]
    if not bounds:
        return True
    inside = EVERYWHERE
    for bound in bounds:
        inside = sets.intersect(inside, sets.once(_same, bound.form, using=counter))
    context = scop.params.context(True, scop.rounds, inside)
    rounds = sets.intersect(scop.rounds, context)
    everywhere = sets.is_subset(rounds, inside)
    if not everywhere:
        inside = sets.coalesce(sets.intersect(inside, context))
        if any(_bounds(inside, name) for name in scop.counters[1:]):
            return False
    within = rounds if everywhere else inside
    if not all(sets.once(_constant, bound.form, within, using=counter) for bound in bounds):
        return False
    return True if everywhere else _range(inside, counter, scop)


def _bounds(rounds: isl.Set, name: str) -> bool:
    """Whether a set says anything of a parameter."""
    at = rounds.find_dim_by_name(isl.dim_type.param, name)
    return at >= 0 and bool(rounds.involves_dims(isl.dim_type.param, at, 1))


def _same(form: isl.PwAff, counter: str) -> isl.Set:
    """The rounds in which an expression equals one of its pieces that do not depend on the counter.

    Where two pieces meet they agree: ``max(t - y, -t)`` is ``-t`` where the two are equal, too.
    """
    same = NOWHERE
    for _, piece in form.get_pieces():
        if not involves(isl.PwAff.from_aff(piece), counter):
            same = same.union(form.eq_set(isl.PwAff.from_aff(piece)))
    return same.coalesce()


def _constant(form: isl.PwAff, rounds: isl.Set, counter: str) -> bool:
    """Whether an expression has one value in all the rounds; two pieces without the counter may differ."""
    if not involves(form, counter):
        return True
    values = isl.Set.from_pw_aff(form.intersect_params(rounds))
    at = values.find_dim_by_name(isl.dim_type.param, counter)
    return bool(isl.Map.from_range(values.project_out(isl.dim_type.param, at, 1)).is_single_valued())


def _range(inside: isl.Set, counter: str, scop: Scop) -> Interior | bool:
    at = inside.find_dim_by_name(isl.dim_type.param, counter)
    if inside.is_empty() or at < 0:
        return False
    context = scop.params.context(True, inside)
    over = inside.move_dims(isl.dim_type.set, 0, isl.dim_type.param, at, 1)
    if not _bounded(over):
        # an edge on one side only: the other one is where the rounds end
        inside = sets.intersect(inside, scop.rounds)
        at = inside.find_dim_by_name(isl.dim_type.param, counter)
        over = inside.move_dims(isl.dim_type.set, 0, isl.dim_type.param, at, 1)
        if over.is_empty() or not _bounded(over):
            return False
    first, last = over.dim_min(0).coalesce(), over.dim_max(0).coalesce()
    between = variable(counter).ge_set(first).intersect(variable(counter).le_set(last))
    if not between.intersect(context).is_subset(inside):
        return False
    low, high = expression(first, context, scop.params), expression(last, context, scop.params)
    there = over.params().gist(context).coalesce()
    exists = None if there.plain_is_universe() else condition(there, context, scop.params)
    if low is None or high is None or (exists is None and not there.plain_is_universe()):
        return False
    return Interior(low, high, exists)


def depends(value: Known, name: str) -> bool:
    """Whether a value depends on a parameter."""
    return name in value.sum.factors if value.sum is not None else involves(value.form, name)


def steps(value: Known, name: str) -> bool:
    """Whether a value is a parameter, plus something that does not depend on it."""
    if value.sum is not None:
        return value.sum.factors.get(name) == 1
    return not involves(sets.coalesce_form(sets.sub(value.form, variable(name))), name)


def _bounded(over: isl.Set) -> bool:
    """Whether a set of integers has a least and a greatest one."""
    return bool(over.dim_has_lower_bound(isl.dim_type.set, 0) and over.dim_has_upper_bound(isl.dim_type.set, 0))


def involves(form: isl.PwAff, name: str) -> bool:
    """Whether an expression depends on a parameter."""
    return bool(sets.once(_involves, form, using=name))


def _involves(form: isl.PwAff, name: str) -> bool:
    at = form.find_dim_by_name(isl.dim_type.param, name)
    return at >= 0 and bool(form.involves_dims(isl.dim_type.param, at, 1))

"""Index-set splitting: the rounds of a loop in which what is inside of it has the same extent in each.

The bounds of inner loops may depend on the outer counter near the edges and not between them, as those of a convolution
do: ``max(t - y, -t)`` is ``-t`` once ``y`` is large enough.
"""

from __future__ import annotations

import islpy as isl

from smelt.affine.guard import condition, expression
from smelt.affine.params import variable
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
    inside = isl.Set("{ : }")
    context = scop.params.context(bounded=True)
    for bound in scop.bounds:
        same = isl.Set("{ : false }")
        for domain, form in bound.form.get_pieces():
            at = form.find_dim_by_name(isl.dim_type.param, counter)
            if at < 0 or not form.involves_dims(isl.dim_type.param, at, 1):
                same = same.union(domain)
        inside = inside.intersect(same)
    rounds = scop.rounds.intersect(context)
    if rounds.is_subset(inside):
        return True
    inside = inside.intersect(context).coalesce()
    for name in scop.counters[1:]:
        at = inside.find_dim_by_name(isl.dim_type.param, name)
        if at >= 0 and inside.involves_dims(isl.dim_type.param, at, 1):
            return False
    return _range(inside, counter, scop)


def _range(inside: isl.Set, counter: str, scop: Scop) -> Interior | bool:
    at = inside.find_dim_by_name(isl.dim_type.param, counter)
    if inside.is_empty() or at < 0:
        return False
    context = scop.params.context(bounded=True)
    over = inside.move_dims(isl.dim_type.set, 0, isl.dim_type.param, at, 1)
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


def involves(form: isl.PwAff, name: str) -> bool:
    """Whether an expression depends on a parameter."""
    at = form.find_dim_by_name(isl.dim_type.param, name)
    return at >= 0 and bool(form.involves_dims(isl.dim_type.param, at, 1))

"""The guard of a nest: which of its checks are proved, which a test in front of it answers, and that test."""

from __future__ import annotations

from collections.abc import Callable

import islpy as isl

from smelt.affine import sets
from smelt.affine.budget import limited
from smelt.affine.facts import Facts
from smelt.affine.guard import at_least_zero, condition
from smelt.affine.nest import Nest, Violation
from smelt.affine.params import EVERYWHERE, not_negative
from smelt.affine.values import limits
from smelt.ir.nodes import Binary, Cast, Expr, ForRange
from smelt.ir.visit import expressions
from smelt.records import record


class Unsolved(Exception):
    """The nest is too large for the budget."""


@record()
class Verdict:
    """What becomes of the checks of a nest, by the identities of their statements.

    `proved` ones never fail; `guard` has the tests that answer those in `hoisted`; `unknown` says
    of the others why nothing can be said.
    """

    proved: set[int]
    guard: list[Expr]
    hoisted: set[int]
    unknown: dict[int, str]


def judge(loop: ForRange, facts: Facts) -> Verdict:
    """Look at the checks of a nest.

    Raises
    ------
    Unsolved
        If isl's budget is used up.
    """
    try:
        with limited():
            nest = Nest(loop, facts)
            if not sets.is_empty(nest.wraps):
                # where extents go through narrow integers, for small extents only
                nest = Nest(loop, facts, narrow=True)
            return _judge(nest)
    except isl.Error as error:
        raise Unsolved from error


def _judge(nest: Nest) -> Verdict:
    proved = set() if nest.needs_bounds else {key for key, found in nest.violations.items() if _never(found, nest)}
    guard = _Guard(nest)
    unknown = dict(nest.unknown)
    answers: dict[int, str | None] = {}
    for key, found in nest.violations.items():
        if key not in proved:
            if id(found) not in answers:
                answers[id(found)] = guard.add(found)
            refused = answers[id(found)]
            if refused:
                unknown[key] = refused
            else:
                guard.answered.append(key)
    tests = guard.all_tests()
    hoisted = set(guard.answered)
    for stmt, passes in nest.invariants:
        if passes not in tests:
            tests.append(passes)
        hoisted.add(id(stmt))
    if not tests:
        return Verdict(proved | hoisted, [], set(), unknown)
    return Verdict(proved, tests, hoisted, unknown)


def _never(violation: Violation | None, nest: Nest) -> bool:
    """Whether there are no parameters for which a check fails."""
    if violation is None:
        return True
    return sets.is_empty(sets.intersect(violation.wrong, nest.params.context(False, violation.wrong)))


class _Guard:
    """Collects what the checks of a nest need, each as a test of its own.

    Attributes
    ----------
    wanted
        The parameters that pass all tests so far.
    answered
        The checks that those tests answer.
    """

    def __init__(self, nest: Nest) -> None:
        self.nest = nest
        self.wanted = EVERYWHERE
        self.answered: list[int] = []
        self.asked: list[isl.Set] = []
        self.tests: list[Expr] = []
        self.possible = self._ask(sets.complement(nest.wraps)) is None

    def add(self, violation: Violation | None) -> str | None:
        """Ask for a check not to fail; the reason if that cannot be."""
        if not self.possible:
            return "its arithmetic may wrap"
        if violation is None:
            return None
        params, wrong, runs, end = self.nest.params, violation.wrong, violation.runs, violation.end
        if sets.is_empty(sets.intersect(params.context(True, runs), runs)):
            return None
        test = at_least_zero(end, params) if end is not None and not self.nest.needs_bounds else None
        if end is not None and test is not None:
            # It does not hold for all parameters, or the check would be proved.
            return None if test in self.tests else self._take(not_negative(end), lambda: test)
        known = sets.intersect(params.context(True, wrong, runs), runs)
        right = sets.complement(wrong) if end is None else not_negative(end)
        return self._ask(sets.coalesce(sets.gist(right, known)))

    def _ask(self, right: isl.Set) -> str | None:
        """Add the test that the parameters are in a set, unless it is there; the reason if there can be none."""
        context = self.nest.params.context(True, right)
        right = sets.coalesce(sets.gist(right, context))
        if right.plain_is_universe() or any(right.plain_is_equal(other) for other in self.asked):
            return None
        refused = self._take(right, lambda: condition(right, context, self.nest.params))
        if refused is None:
            self.asked.append(right)
        return refused

    def _take(self, right: isl.Set, test: Callable[[], Expr | None]) -> str | None:
        left = sets.intersect(self.wanted, sets.intersect(self.nest.params.context(True, right), right))
        if sets.is_empty(left):
            return "it fails for any extents, as far as can be told"
        made = test()
        if made is None:
            return "what it needs is too long to be asked in front of the nest"
        self.wanted = left
        if made not in self.tests:
            self.tests.append(made)
        return None

    def all_tests(self) -> list[Expr]:
        """The tests in the order in which they have to be made: those that keep the others from wrapping come first."""
        if not self.answered:
            return []
        if self.nest.needs_bounds or any(map(_computes, self.tests)):
            return [*self.nest.params.bounded_tests(), *self.tests]
        return list(self.tests)


def _computes(test: Expr) -> bool:
    """Whether a test does arithmetic, which might wrap, or takes what may be too large for the type it computes in."""
    return any(
        e.op in "+-*" if isinstance(e, Binary) else isinstance(e, Cast) and limits(e.operand)[1] > limits(e)[1]
        for e in (test, *expressions(test))
    )

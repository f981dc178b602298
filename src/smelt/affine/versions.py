"""The guard of a nest: which of its checks are proved, which a test in front of it answers, and that test."""

from __future__ import annotations

import islpy as isl

from smelt.affine import sets
from smelt.affine.budget import limited
from smelt.affine.facts import Facts
from smelt.affine.guard import at_least_zero, condition
from smelt.affine.nest import Nest, Violation
from smelt.affine.params import EVERYWHERE, Sum, limits, not_negative
from smelt.ir.nodes import Binary, Cast, Expr, ForRange
from smelt.ir.visit import expressions
from smelt.records import record

UNANSWERED = "not answered"
_FAILS = "it fails for any extents, as far as can be told"


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
    for key, found in nest.violations.items():
        if key not in proved:
            refused = guard.add(key, found)
            if refused:
                unknown[key] = refused
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

    def add(self, key: int, violation: Violation | None) -> str | None:
        """Take a check into the guard; the reason if that cannot be."""
        if not self.possible:
            return "its arithmetic may wrap"
        if violation is not None and self.ever(violation.runs):
            refused = self.simple(violation.end) if violation.end is not None else UNANSWERED
            if refused == UNANSWERED:
                wrong, runs = violation.wrong, violation.runs
                known = sets.intersect(self.nest.params.context(True, wrong, runs), runs)
                right = sets.complement(wrong) if violation.end is None else not_negative(violation.end)
                refused = self._ask(sets.coalesce(sets.gist(right, known)))
            if refused:
                return refused
        self.answered.append(key)
        return None

    def ever(self, runs: isl.Set) -> bool:
        """Whether a check may run at all."""
        return not sets.is_empty(sets.intersect(self.nest.params.context(True, runs), runs))

    def simple(self, end: Sum) -> str | None:
        """As `_ask`, for the test that a sum is at least 0, which is known not to be so always; `UNANSWERED` if it
        takes isl."""
        if self.nest.needs_bounds:
            return UNANSWERED
        test = at_least_zero(end, self.nest.params)
        if test is None:
            return UNANSWERED
        if test in self.tests:
            return None
        right = not_negative(end)
        left = sets.intersect(self.wanted, sets.intersect(self.nest.params.context(True, right), right))
        if sets.is_empty(left):
            return _FAILS
        self.wanted = left
        self.tests.append(test)
        return None

    def _ask(self, right: isl.Set) -> str | None:
        """Add the test that the parameters are in a set, unless it is there; the reason if there can be none."""
        context = self.nest.params.context(True, right)
        right = sets.coalesce(sets.gist(right, context))
        if right.plain_is_universe() or any(right.plain_is_equal(other) for other in self.asked):
            return None
        left = sets.intersect(self.wanted, sets.intersect(context, right))
        if sets.is_empty(left):
            return _FAILS
        test = condition(right, context, self.nest.params)
        if test is None:
            return "what it needs is too long to be asked in front of the nest"
        self.wanted = left
        self.asked.append(right)
        if test not in self.tests:
            self.tests.append(test)
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

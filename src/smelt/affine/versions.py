"""The guard of a nest: which of its checks are proved, which a test in front of it answers, and that test."""

from __future__ import annotations

from collections.abc import Callable

from smelt.affine import sets
from smelt.affine.budget import limited
from smelt.affine.facts import Facts
from smelt.affine.guard import at_least_zero, condition
from smelt.affine.isl import isl
from smelt.affine.nest import Nest, Violation
from smelt.affine.params import EVERYWHERE, NOWHERE, Sum, not_negative
from smelt.affine.products import Relaxed
from smelt.affine.values import limits
from smelt.affine.witness import is_possible
from smelt.ir.nodes import Binary, Cast, Expr, ForRange
from smelt.ir.visit import expressions
from smelt.records import record
from smelt.types import CInt


class Unsolved(Exception):
    """The nest is too large for the budget."""


@record()
class Verdict:
    """What becomes of the checks of a nest, by the identities of their statements.

    `proved` ones never fail; `guard` has the tests that answer those in `hoisted`; `unknown` says
    of the others why nothing can be said. Where a check in `from_end` goes, its index is still to be counted from the
    end of its axis. The arithmetic in `exact` does not wrap, where there is a guard behind it.
    """

    proved: set[int]
    guard: list[Expr]
    hoisted: set[int]
    unknown: dict[int, str]
    exact: set[int]
    from_end: set[int]

    def answers(self) -> int:
        """How many checks are done with."""
        return len(self.proved) + len(self.hoisted)


def judge(loop: ForRange, facts: Facts) -> Verdict:
    """Look at the checks of a nest.

    Raises
    ------
    Unsolved
        If isl's budget is used up.
    """
    with limited():
        try:
            nest: Nest = Nest(loop, facts)
            if not sets.is_empty(nest.wraps):
                # where extents go through narrow integers, for small extents only
                nest = Nest(loop, facts, narrow=True)
            found = _judge(nest)
        except isl.Error as error:
            raise Unsolved from error
    if not nest.multiplies or not found.unknown:
        return found
    with limited():
        try:
            better = _judge(Relaxed(loop, facts, narrow=True))
        except isl.Error:
            return found
    return better if better.answers() > found.answers() else found


def _judge(nest: Nest) -> Verdict:
    asks = nest.needs_bounds or bool(nest.demands)
    proved = set() if asks else {key for key, found in nest.violations.items() if _never(found, nest)}
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
    sure = not asks and sets.is_empty(nest.wraps)
    exact = nest.exact - nest.inexact if sure or (guard.answered and guard.possible) else set()
    if not tests:
        return Verdict(proved | hoisted, [], set(), unknown, exact, nest.from_end)
    return Verdict(proved, tests, hoisted, unknown, exact, nest.from_end)


def _never(violation: Violation | None, nest: Nest) -> bool:
    """Whether there are no parameters for which a check fails."""
    if violation is None:
        return True
    if violation.end is not None and violation.gaps is not None:
        fails = violation.end.times(-1).plus(Sum({}, 1), -1)
        if is_possible([*violation.gaps, fails], nest.params.ends):
            return False
    return sets.is_empty(sets.intersect(violation.wrong, nest.params.context(False, violation.wrong)))


class _Guard:
    """Collects what the checks of a nest need, each as a test of its own.

    Attributes
    ----------
    sums
        The tests so far are passed where these are at least 0; None if they ask for more.
    answered
        The checks that those tests answer.
    """

    def __init__(self, nest: Nest) -> None:
        self.nest = nest
        self.sums: list[Sum] | None = []
        self._wanted = EVERYWHERE
        self._later: list[Sum] = []  # not in `_wanted` yet
        self.answered: list[int] = []
        self.asked: list[tuple[isl.Set | Sum, Expr]] = []
        self.tests: list[Expr] = []
        wanted = [] if nest.wraps is NOWHERE else [sets.complement(nest.wraps)]
        self.possible = all(self._ask(right) is None for right in (*wanted, *nest.demands))

    def _with(self, right: isl.Set) -> isl.Set:
        """The parameters that pass all tests so far and are in a set."""
        later, self._later = self._later, []
        for total in later:
            self._wanted = self._with(not_negative(total))
        return sets.intersect(self._wanted, sets.intersect(self.nest.params.context(True, right), right))

    def add(self, violation: Violation | None) -> str | None:
        """Ask for a check not to fail; the reason if that cannot be."""
        if not self.possible:
            return "its arithmetic may wrap"
        if violation is None:
            return None
        params, end = self.nest.params, violation.end
        if not (violation.gaps is not None and is_possible(violation.gaps, params.bounded_ends)):
            runs = violation.runs
            if sets.is_empty(sets.intersect(params.context(True, runs), runs)):
                if not sets.is_empty(sets.intersect(params.context(False, runs), runs)):
                    self.takes(runs)
                return None
        test = at_least_zero(end, params) if end is not None and not self.nest.needs_bounds else None
        if end is not None and test is not None:
            # It does not hold for all parameters, or the check would be proved.
            return None if test in self.tests else self._take_sum(end, test)
        wrong, runs = violation.wrong, violation.runs
        known, loose = (sets.intersect(params.context(bounded, wrong, runs), runs) for bounded in (True, False))
        right = sets.complement(wrong) if end is None else not_negative(end)
        return self._ask(self.gist(right, known, loose))

    def takes(self, wanted: isl.Set | Sum) -> None:
        """Something follows from parameters' being within bounds: then those are asked for."""
        self.nest.needed |= self.nest.named(wanted)

    def gist(self, right: isl.Set, known: isl.Set, loose: isl.Set) -> isl.Set:
        """What is left to ask where something is known; less may be known where no guard has tested the parameters."""
        left: isl.Set = sets.coalesce(sets.gist(right, known))
        more: isl.Set = sets.coalesce(sets.gist(right, loose))
        if not left.plain_is_equal(more):
            self.takes(more)
        return left

    def _ask(self, right: isl.Set) -> str | None:
        """Add the test that the parameters are in a set, unless it is there; the reason if there can be none."""
        context = self.nest.params.context(True, right)
        right = self.gist(right, context, self.nest.params.context(False, right))
        if right.plain_is_universe() or any(right.plain_is_equal(_as_set(other)) for other, _ in self.asked):
            return None
        return self._take(right, lambda: condition(right, context, self.nest.params))

    def _take_sum(self, total: Sum, test: Expr) -> str | None:
        """Add the test that a sum is at least 0."""
        if self.sums is None or not is_possible([*self.sums, total], self.nest.params.bounded_ends):
            return self._take(not_negative(total), lambda: test)
        self.sums.append(total)
        self._later.append(total)
        self.asked.append((total, test))
        self.tests.append(test)
        return None

    def _take(self, right: isl.Set, test: Callable[[], Expr | None]) -> str | None:
        left = self._with(right)
        if sets.is_empty(left):
            return "it fails for any extents, as far as can be told"
        made = test()
        if made is None:
            return "what it needs is too long to be asked in front of the nest"
        self._wanted, self.sums = left, None
        self.asked.append((right, made))
        if made not in self.tests:
            self.tests.append(made)
        return None

    def all_tests(self) -> list[Expr]:
        """The tests in the order in which they have to be made: those that keep the others from wrapping come first."""
        if not self.answered:
            return []
        for right, test in self.asked:
            if _computes(test):
                self.takes(right)
        return [*self.nest.params.bounded_tests(self.nest.needed), *self.tests]


def _as_set(asked: isl.Set | Sum) -> isl.Set:
    return not_negative(asked) if isinstance(asked, Sum) else asked


def _computes(test: Expr) -> bool:
    """Whether a test does arithmetic, which might wrap, or takes what may be too large for the type it computes in."""
    return any(e.op in "+-*" if isinstance(e, Binary) else _narrows(e) for e in (test, *expressions(test)))


def _narrows(expr: Expr) -> bool:
    if not isinstance(expr, Cast) or not (isinstance(expr.type, CInt) and isinstance(expr.operand.type, CInt)):
        return False
    return limits(expr.operand)[1] > limits(expr)[1]

"""Follow a nest of loops symbolically: which values its index checks see, in which rounds, as sets of integers.

The walk goes through the statements in their order. It knows each integer as a piecewise affine expression of loop
counters and parameters, or not at all, and the domain: the rounds in which a statement may run. What is not known
makes a domain larger, never smaller, so that what is proved of all of it holds of what runs.

What values are is `evaluate`'s.
"""

from __future__ import annotations

from collections.abc import Callable

from smelt.affine import sets
from smelt.affine.evaluate import Evaluator, Test, Truth, bits_of, either
from smelt.affine.facts import Facts
from smelt.affine.isl import isl
from smelt.affine.params import (
    EVERYWHERE,
    NOWHERE,
    Known,
    Params,
    Sum,
    constant,
    negative,
    not_negative,
    number,
    variable,
)
from smelt.affine.values import Interval, limits
from smelt.ir.nodes import (
    Assign,
    Binary,
    Block,
    Break,
    Check,
    CheckIndex,
    CheckView,
    Const,
    Continue,
    Expr,
    ForRange,
    If,
    Load,
    PureCall,
    Reraise,
    Return,
    Slot,
    Stmt,
    Unary,
    ViewExtent,
    ViewUsable,
)
from smelt.ir.visit import Assigned, assigned_in, blocks_of
from smelt.primitives.arith import overflow_of
from smelt.types import BINT, SSIZE, CBool, CInt

# What ends a round, or the function.
LEAVES = (Break, Continue, Return, Reraise)


class Surroundings:
    """What is known where an inner loop begins, of the loops around it: their counters count as parameters.

    Attributes
    ----------
    counters
        How many loops were entered before.
    wraps, needed, behind
        What was taken for granted to know it, as in `Nest`.
    """

    def __init__(self, nest: Nest, params: Params, env: dict[Slot, Known | None]) -> None:
        self.params = params
        self.counters = len(nest.counters)
        self.env = env
        self.domain = nest.domain
        self.ranges = dict(nest.ranges)
        self.wraps = nest.wraps
        self.needed = nest.needed
        self.behind = nest.behind


def surroundings(loop: ForRange, outermost: ForRange, facts: Facts) -> Surroundings | None:
    """Walk through a nest up to one of its loops; None if that is not reached."""
    if loop is outermost:
        return None
    walker = _Seeker(loop, outermost, facts)
    return walker.found


_ONE = Sum({}, 1)


def _left(extent: Known, index: Known) -> Sum | None:
    """How many items come behind an index."""
    return None if extent.sum is None or index.sum is None else extent.sum.plus(index.sum, -1).plus(_ONE, -1)


def _from_end(index: Known, extent: Known) -> Known:
    """What a negative index stands for."""
    typed, bounded = (
        (low[0] + high[0], low[1] + high[1])
        for low, high in ((index.typed, extent.typed), (index.bounded, extent.bounded))
    )
    total = index.sum.plus(extent.sum) if index.sum is not None and extent.sum is not None else None
    return Known(lambda: sets.add(index.form, extent.form), typed, bounded, total)


def _between(counter: str, ends: Interval) -> isl.Set:
    at = variable(counter)
    return sets.intersect(sets.ge_set(at, constant(ends[0])), sets.le_set(at, constant(ends[1])))


class Violation:
    """The parameters for which a check fails in some round, and those for which it runs at all.

    Attributes
    ----------
    end
        Where the check runs, it does not fail if this is at least 0; None if there is no such sum.
    gaps
        It runs where these are at least 0; None unless there is an end.
    """

    def __init__(self, wrong: Callable[[], isl.Set], runs: Callable[[], isl.Set]) -> None:
        self._wrong = wrong
        self._runs = runs
        self.end: Sum | None = None
        self.gaps: list[Sum] | None = None

    @classmethod
    def by_end(cls, end: Sum, gaps: list[Sum]) -> Violation:
        """Of a check with an end."""

        def runs() -> isl.Set:
            return not_negative(*gaps) if gaps else EVERYWHERE

        found = cls(lambda: sets.intersect(runs(), negative(end)), runs)
        found.end, found.gaps = end, gaps
        return found

    @property
    def wrong(self) -> isl.Set:
        return self._wrong()

    @property
    def runs(self) -> isl.Set:
        return self._runs()


class Nest(Evaluator):
    """What the walk through one outermost loop found.

    Attributes
    ----------
    violations
        For each index check that was understood, by the statement's identity: when it would not find its index between
        0 and the extent in some round; None for never, if nothing wraps.
    ranges
        The least and the greatest value of each counter, as far as they are sums.
    unknown
        Why the other index checks were not.
    invariants
        Checks whose test is the same in all rounds: the statement, and the test that it passes in terms of what the
        nest leaves alone.
    from_end
        Index checks, by identity, whose indices are negative in all rounds: once those are counted from the end, they
        pass where there is no violation.
    """

    def __init__(self, loop: ForRange, facts: Facts, around: Surroundings | None = None, narrow: bool = False) -> None:
        self._assigned: Assigned = {}
        self._extents: dict[tuple[Slot, int], Known] = {}
        self._checked: dict[object, Violation | None] = {}
        params = around.params if around is not None else Params(narrow, facts.ranges)
        super().__init__(facts, params, self.assigned(loop))
        self.first = 0
        self.ranges: dict[str, tuple[Sum | None, Sum | None]] = {}
        self.violations: dict[int, Violation | None] = {}
        self.unknown: dict[int, str] = {}
        self.invariants: list[tuple[Check | CheckView, Expr]] = []
        self.from_end: set[int] = set()
        if around is not None:
            self.first = around.counters
            self.env = dict(around.env)
            self.domain = around.domain
            self.ranges = dict(around.ranges)
            self.wraps = around.wraps
            self.needed = set(around.needed)
            self.behind = dict(around.behind)
        self.block([loop])

    # --- statements -------------------------------------------------------------------------------------------------

    def block(self, block: Block) -> bool:
        """Walk through a block; whether its end is reached."""
        for stmt in block:
            if isinstance(stmt, LEAVES):
                return False
            if not self.statement(stmt):
                return False
        return True

    def statement(self, stmt: Stmt) -> bool:
        match stmt:
            case Assign(target=Load(slot=slot), value=value):
                known, same = self.value(value), self.unchanged(value)
                if isinstance(slot.type, CBool) and self.local(slot):
                    self.truths[slot] = self.truth(value)
                self.env[slot], self.same[slot] = known, same
            case ForRange():
                self.loop(stmt)
            case If():
                return self.branch(stmt)
            case CheckIndex():
                self.check_index(stmt)
            case Check():
                self.check(stmt)
            case CheckView(view=view):
                if view not in self.changed and self.local(view):
                    self.invariants.append((stmt, ViewUsable(BINT, view)))
            case _:
                self.anything(stmt)
        return True

    def anything(self, stmt: Stmt) -> None:
        """A statement that is not looked into: what it assigns is not known afterwards, nor in its blocks."""
        self.forget([stmt])
        for inner in blocks_of(stmt):
            outer = self.domain
            self.block(inner)
            self.domain = outer
            self.forget(inner)

    def forget(self, block: Block) -> None:
        for stmt in block:
            for slot in self.assigned(stmt):
                self.env[slot] = self.same[slot] = None
                self.truths.pop(slot, None)

    def assigned(self, stmt: Stmt) -> dict[Slot, None]:
        """What a statement or one in it assigns, in order."""
        found = self._assigned.get(id(stmt))
        return found[1] if found is not None else assigned_in([stmt], self._assigned)

    def loop(self, stmt: ForRange) -> None:
        start, stop = self.value(stmt.start), self.value(stmt.stop)
        self.forget([stmt])
        outer = self.domain
        step = stmt.step.value if isinstance(stmt.step, Const) else None
        if isinstance(step, int) and step != 0:
            low, high = (start, stop) if step > 0 else (stop, start)
            self.count(stmt.counter, low, high, self.ends(stmt), up=step > 0)
        elif step is None:
            self.multiplies = True
            self.stride(stmt, start)
        self.block(stmt.body)
        self.domain = outer
        self.forget([stmt])
        self.block(stmt.orelse)
        self.forget(stmt.orelse)  # a break passes it by
        self.domain = outer

    def stride(self, stmt: ForRange, start: Known | None) -> None:
        """Count by a step that is no constant: as far as this class can tell, any integers."""

    def ends(self, stmt: ForRange) -> Interval:
        """Between which values a counter lies by the types of its bounds."""
        least, most = limits(Load(stmt.counter.type, stmt.counter))
        if not (isinstance(stmt.start.type, CInt) and isinstance(stmt.stop.type, CInt)):
            return least, most
        start, stop = self.params.limits(stmt.start), self.params.limits(stmt.stop)
        return max(least, min(start[0], stop[0])), min(most, max(start[1], stop[1]))

    def count(self, slot: Slot, low: Known | None, high: Known | None, ends: Interval, up: bool) -> None:
        """A counter in ``[low, high)``, or in ``(low, high]`` where it counts down; it lies within `ends` at least."""
        name = f"c{self.first + len(self.counters)}"
        self.counters.append(name)
        least, most = ends
        below = (low.typed[0], low.bounded[0]) if low is not None else (least, least)
        above = (high.typed[1], high.bounded[1]) if high is not None else (most, most)
        typed, bounded = ((below[k] + (not up), above[k] - up) for k in (0, 1))
        self.behind[name] = {found for end in (low, high) if end is not None for found in self.named(end)}
        self.env[slot] = Known(lambda: variable(name), typed, bounded, Sum({name: 1}, 0))
        first = last = None
        at = Sum({name: 1}, 0)
        if low is not None:
            above_low = sets.ge_set if up else sets.gt_set
            box = self.is_fixed(low)
            first = low.sum if up or low.sum is None else low.sum.plus(_ONE)
            behind = None if first is None else at.plus(first, -1)
            self.domain = self.domain.where(lambda: sets.coalesce(above_low(variable(name), low.form)), box, behind)
        if high is not None:
            below_high = sets.lt_set if up else sets.le_set
            box = self.is_fixed(high)
            last = high.sum if not up or high.sum is None else high.sum.plus(_ONE, -1)
            ahead = None if last is None else last.plus(at, -1)
            self.domain = self.domain.where(lambda: sets.coalesce(below_high(variable(name), high.form)), box, ahead)
        if low is None or high is None:
            self.domain = self.domain.where(lambda: _between(name, typed))
            first, last = first or Sum({}, typed[0]), last or Sum({}, typed[1])
        self.ranges[name] = first, last
        self.domain.counters = (*self.domain.counters, name)

    def is_fixed(self, end: Known) -> bool:
        """Whether an end is a sum of parameters."""
        return end.sum is not None and not any(name in self.ranges for name in end.sum.factors)

    def branch(self, stmt: If) -> bool:
        truth = self.truth(stmt.test)
        test = (truth.true, truth.false) if truth.exact else None
        outer, env, same, truths = self.domain, dict(self.env), dict(self.same), dict(self.truths)
        self.domain = outer if truth.true is EVERYWHERE else outer.where(lambda: truth.true)
        goes_on = self.block(stmt.body)
        then_env, then_same, then_truths, then_domain = self.env, self.same, self.truths, self.domain
        self.env, self.same, self.truths = env, same, truths
        self.domain = outer if truth.false is EVERYWHERE else outer.where(lambda: truth.false)
        else_goes_on = self.block(stmt.orelse)
        if goes_on and else_goes_on:
            self.join(then_env, then_same, test)
            self.join_truths(then_truths, truth)
            self.domain = outer
        elif goes_on:
            self.env, self.same, self.truths, self.domain = then_env, then_same, then_truths, then_domain
        return goes_on or else_goes_on

    def join(self, env: dict[Slot, Known | None], same: dict[Slot, Expr | None], test: Test | None) -> None:
        """After an `If`: values that both branches agree on, or those of one branch and the other by the test."""
        for slot in {**env, **self.env}:
            one, other = env.get(slot), self.env.get(slot)
            if one is not other:
                if one is None or other is None or test is None:
                    self.env[slot] = None
                else:
                    self.env[slot] = either(one, other, test)
        for slot in {**same, **self.same}:
            if same.get(slot) is not self.same.get(slot):
                self.same[slot] = None

    def join_truths(self, then: dict[Slot, Truth], test: Truth) -> None:
        """The same of truth values."""
        for slot in {**then, **self.truths}:
            one, other = then.get(slot), self.truths.get(slot)
            if one is None or other is None:
                self.truths.pop(slot, None)
            elif one is not other:
                true, false = (
                    sets.coalesce(sets.union(sets.intersect(a, test.true), sets.intersect(b, test.false)))
                    for a, b in ((one.true, other.true), (one.false, other.false))
                )
                self.truths[slot] = Truth(true, false, one.exact and other.exact and test.exact)

    # --- checks -----------------------------------------------------------------------------------------------------

    def check_index(self, stmt: CheckIndex) -> None:
        index = self.env.get(stmt.index) if stmt.index in self.changed else None
        if index is not None and stmt.view not in self.changed and self.local(stmt.view):
            extent = self.length(stmt.view, stmt.axis)
            if stmt.wrap and stmt.index.type == SSIZE and self.is_negative(index):
                index = self.env[stmt.index] = _from_end(index, extent)
                self.from_end.add(id(stmt))
            self.violations[id(stmt)] = self.checked(index, stmt.view, stmt.axis)
            return
        self.unknown[id(stmt)] = (
            "the index is no sum of multiples of variables" if index is None else "the view may change in the loops"
        )  # fmt: skip
        if stmt.wrap:
            self.env[stmt.index] = None

    def is_negative(self, index: Known) -> bool:
        """Whether an index is negative in all rounds."""
        if index.typed[1] < 0:
            return True
        below = self.least(index.sum.times(-1)) if index.sum is not None else None
        return below is not None and self.params.least(below) >= 1

    def check(self, stmt: Check) -> None:
        test = self.unchanged(stmt.fails)
        if test is not None:
            self.invariants.append((stmt, Unary(BINT, "!", test)))
        elif isinstance(stmt.fails, PureCall) and (op := overflow_of(stmt.fails.row)) is not None:
            self.check_overflow(stmt, op, stmt.fails.args)

    def check_overflow(self, stmt: Check, op: str, operands: list[Expr]) -> None:
        """Whether the result of an operation is outside of its operands' type: as an index into all of its values."""
        whole = Binary(operands[0].type, op, *operands)
        result, (low, high) = self.uncut(whole, bits_of(whole)), limits(whole)
        if result is None:
            self.unknown[id(stmt)] = "what it tests is no sum of multiples of variables"
        elif low <= result.typed[0] and result.typed[1] <= high:
            self.violations[id(stmt)] = None
        else:
            place = None if result.sum is None else result.sum.plus(Sum({}, low), -1)
            typed, bounded = ((ends[0] - low, ends[1] - low) for ends in (result.typed, result.bounded))
            index = Known(lambda: sets.sub(result.form, constant(low)), typed, bounded, place)
            self.violations[id(stmt)] = self.violation(index, number(high - low + 1))

    def length(self, view: Slot, axis: int) -> Known:
        found = self._extents.get((view, axis))
        if found is None:
            found = self._extents[view, axis] = self.params.value(ViewExtent(SSIZE, view, axis))
        return found

    def checked(self, index: Known, view: Slot, axis: int) -> Violation | None:
        """When an index is no place on an axis of a view; many checks ask the same."""
        extent = self.length(view, axis)
        if index.sum is None:
            return self.violation(index, extent)
        key = (view, axis, self.domain, index.sum.constant, frozenset(index.sum.factors.items()))
        if key not in self._checked:
            self._checked[key] = self.violation(index, extent)
        return self._checked[key]

    def violation(self, index: Known, extent: Known) -> Violation | None:
        """For which parameters an index is not between 0 and an extent in some round."""
        below, behind = self.least(index.sum), self.least(_left(extent, index))
        low, high = (end is not None and self.params.least(end) >= 0 for end in (below, behind))
        if low and high:
            return None
        end = behind if low else below if high else None
        if end is not None and end.factors and self.domain.box:
            return Violation.by_end(end, self.filled())
        runs = self.projected(self.domain.found)
        wrong = NOWHERE if low else sets.lt_set(index.form, constant(0))
        if not high:
            beyond = sets.ge_set(index.form, extent.form)
            wrong = beyond if low else sets.union(wrong, beyond)
        failing = self.projected(sets.intersect(self.domain.found, wrong))
        return Violation(lambda: failing, lambda: runs)

    def filled(self) -> list[Sum]:
        """The sums that are at least 0 where a box has rounds: where no counter's range is empty."""
        gaps: list[Sum] = []
        for name in self.domain.counters:
            first, last = self.ranges[name]
            assert first is not None
            assert last is not None
            gap = last.plus(first, -1)
            if self.params.least(gap) < 0:
                gaps.append(gap)
        return gaps

    def least(self, total: Sum | None) -> Sum | None:
        """A sum with each counter at that end of its range where it is the least, inner ones first: it is no less in
        any round, and as low in one if the rounds are a box and not empty."""
        for name in reversed(self.ranges):
            if total is not None and name in total.factors:
                end = self.ranges[name][total.factors[name] < 0]
                total = total.without(name, end) if end is not None else None
        return total


class _Seeker(Nest):
    """Walks through a nest and notes what is known in front of one loop."""

    def __init__(self, wanted: ForRange, outermost: ForRange, facts: Facts) -> None:
        self.wanted = wanted
        self.found: Surroundings | None = None
        self.slots: dict[str, Slot] = {}
        super().__init__(outermost, facts)

    def count(self, slot: Slot, low: Known | None, high: Known | None, ends: Interval, up: bool) -> None:
        super().count(slot, low, high, ends, up)
        self.slots[self.counters[-1]] = slot

    def loop(self, stmt: ForRange) -> None:
        if stmt is self.wanted and self.found is None:
            inside = self.assigned(stmt)
            env = {slot: known for slot, known in self.env.items() if slot not in inside}
            params = Params(ranges=self.facts.ranges)
            params.take(self.params)
            for name, slot in self.slots.items():
                params.exprs[name] = Load(slot.type, slot)
            self.found = Surroundings(self, params, env)
        outer = set(self.slots)
        super().loop(stmt)
        self.slots = {name: slot for name, slot in self.slots.items() if name in outer}

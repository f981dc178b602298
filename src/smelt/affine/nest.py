"""Follow a nest of loops symbolically: which values its index checks see, in which rounds, as sets of integers.

The walk goes through the statements in their order. It knows each integer as a piecewise affine expression of loop
counters and parameters, or not at all, and the domain: the rounds in which a statement may run. What is not known
makes a domain larger, never smaller, so that what is proved of all of it holds of what runs.

isl computes with unbounded integers. Wherever the program's own arithmetic could wrap, the values for which it does are
noted in `wraps`; what is proved holds outside of those.
"""

from __future__ import annotations

from collections.abc import Callable

import islpy as isl

from smelt.affine import sets
from smelt.affine.facts import Facts
from smelt.affine.params import (
    EVERYWHERE,
    NOWHERE,
    Known,
    Params,
    Sum,
    constant,
    names_in,
    negative,
    not_negative,
    number,
    variable,
)
from smelt.affine.values import ROUNDING, Interval, is_memory, limits, may_trap
from smelt.ir.nodes import (
    Assign,
    Binary,
    Block,
    Break,
    Cast,
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
    Select,
    Slot,
    Stmt,
    Storage,
    Unary,
    ViewExtent,
    ViewUsable,
)
from smelt.ir.visit import Assigned, assigned_in, blocks_of, operands, slots_of, with_operands
from smelt.records import record
from smelt.types import BINT, SSIZE, CBool, CInt

_COMPARE = {
    "<": sets.lt_set, "<=": sets.le_set, ">": sets.gt_set, ">=": sets.ge_set, "==": sets.eq_set, "!=": sets.ne_set,
}  # fmt: skip
# What ends a round, or the function.
LEAVES = (Break, Continue, Return, Reraise)
_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}
Test = tuple[isl.Set, isl.Set]  # where a condition is true, and where it is false


@record(eq=False)
class Truth:
    """Where a condition may be `true` and where it may be `false`; if it is `exact`, it is so exactly there."""

    true: isl.Set
    false: isl.Set
    exact: bool


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


def _products(a: Interval, b: Interval) -> Interval:
    ends = [x * y for x in a for y in b]
    return min(ends), max(ends)


# Between which bounds a result lies, by those of its operands.
_BOUNDS: dict[str, Callable[[Interval, Interval], Interval]] = {
    "+": lambda a, b: (a[0] + b[0], a[1] + b[1]),
    "-": lambda a, b: (a[0] - b[1], a[1] - b[0]),
    "*": _products,
}


_COMPUTE = {"+": sets.add, "-": sets.sub, "*": sets.mul}
_ONE = Sum({}, 1)


def _is_constant(value: Known) -> bool:
    return not value.sum.factors if value.sum is not None else value.form.is_cst()


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


def _bits(expr: Expr) -> int:
    return expr.type.bits if isinstance(expr.type, CInt) and expr.type.exact else 0


def _either(one: Known, other: Known, test: Test) -> Known:
    """One value where a test is true, the other where it is false."""

    def made() -> isl.PwAff:
        then, otherwise = sets.intersect_domain(one.form, test[0]), sets.intersect_domain(other.form, test[1])
        return sets.coalesce_form(sets.union_add(then, otherwise))

    typed, bounded = (
        (min(a[0], b[0]), max(a[1], b[1])) for a, b in ((one.typed, other.typed), (one.bounded, other.bounded))
    )
    return Known(made, typed, bounded, None)


@record(eq=False)
class Violation:
    """The parameters for which a check fails in some round, and those for which it runs at all. Where it runs, it does
    not fail if `end` is at least 0, which is None if there is no such sum."""

    wrong: isl.Set
    runs: isl.Set
    end: Sum | None


class Domain:
    """Rounds by what holds in them, put together when they are asked for.

    They are a `box` if each counter runs between ends that depend on parameters only.
    """

    def __init__(self, outer: Domain | None, holds: Callable[[], isl.Set], box: bool) -> None:
        self._outer = outer
        self._holds = holds
        self.box = box
        self.counters: tuple[str, ...] = () if outer is None else outer.counters
        self._found: isl.Set | None = None

    @property
    def found(self) -> isl.Set:
        if self._found is None:
            holds = self._holds()
            self._found = holds if self._outer is None else sets.intersect(self._outer.found, holds)
        return self._found

    def where(self, holds: Callable[[], isl.Set], box: bool = False) -> Domain:
        """Those of these rounds in which something else holds, too."""
        return Domain(self, holds, box and self.box)


ALWAYS = Domain(None, lambda: EVERYWHERE, True)


class Nest:
    """What the walk through one outermost loop found.

    Attributes
    ----------
    facts
        What is known of the function's slots.
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
    wraps
        Parameters for which some arithmetic leaves its type.
    from_end
        Index checks, by identity, whose indices are negative in all rounds: once those are counted from the end, they
        pass where there is no violation.
    multiplies
        Whether there are products of what is not constant.
    exact, inexact
        Arithmetic, by identity, that was followed in terms of its operands, and such that was not in some place.
    needed
        The parameters, and counters, of which it is taken for granted that they are within `params.MAGNITUDE`.
    behind
        Of each counter, which parameters tell between which values it lies.
    """

    def __init__(self, loop: ForRange, facts: Facts, around: Surroundings | None = None, narrow: bool = False) -> None:
        self.params = around.params if around is not None else Params(narrow, facts.ranges)
        self.facts = facts
        self._assigned: Assigned = {}
        self._extents: dict[tuple[Slot, int], Known] = {}
        self._checked: dict[object, Violation | None] = {}
        self.changed = self.assigned(loop)
        self.first = around.counters if around is not None else 0
        self.counters: list[str] = []
        self.env: dict[Slot, Known | None] = dict(around.env) if around is not None else {}
        self.truths: dict[Slot, Truth] = {}
        self.multiplies = False
        self.from_end: set[int] = set()
        self.exact: set[int] = set()
        self.inexact: set[int] = set()
        self.same: dict[Slot, Expr | None] = {}  # what changed slots hold, in terms of what the nest leaves alone
        self.domain: Domain = around.domain if around is not None else ALWAYS
        self.ranges: dict[str, tuple[Sum | None, Sum | None]] = dict(around.ranges) if around is not None else {}
        self.violations: dict[int, Violation | None] = {}
        self.unknown: dict[int, str] = {}
        self.invariants: list[tuple[Check | CheckView, Expr]] = []
        self.wraps: isl.Set = around.wraps if around is not None else NOWHERE
        self.needed: set[str] = set(around.needed) if around is not None else set()
        self.behind: dict[str, set[str]] = dict(around.behind) if around is not None else {}
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
        self.block(stmt.body)
        self.domain = outer
        self.forget([stmt])
        self.block(stmt.orelse)
        self.domain = outer

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
        if low is not None:
            above_low = sets.ge_set if up else sets.gt_set
            box = self.is_fixed(low)
            self.domain = self.domain.where(lambda: sets.coalesce(above_low(variable(name), low.form)), box)
            first = low.sum if up or low.sum is None else low.sum.plus(_ONE)
        if high is not None:
            below_high = sets.lt_set if up else sets.le_set
            box = self.is_fixed(high)
            self.domain = self.domain.where(lambda: sets.coalesce(below_high(variable(name), high.form)), box)
            last = high.sum if not up or high.sum is None else high.sum.plus(_ONE, -1)
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
                    self.env[slot] = _either(one, other, test)
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
            runs = self.filled()
            return Violation(sets.intersect(runs, negative(end)), runs, end)
        runs = self.projected(self.domain.found)
        wrong = NOWHERE if low else sets.lt_set(index.form, constant(0))
        if not high:
            beyond = sets.ge_set(index.form, extent.form)
            wrong = beyond if low else sets.union(wrong, beyond)
        return Violation(self.projected(sets.intersect(self.domain.found, wrong)), runs, None)

    def filled(self) -> isl.Set:
        """The parameters for which a box has rounds: where no counter's range is empty."""
        gaps: list[Sum] = []
        for name in self.domain.counters:
            first, last = self.ranges[name]
            assert first is not None
            assert last is not None
            gap = last.plus(first, -1)
            if self.params.least(gap) < 0:
                gaps.append(gap)
        return not_negative(*gaps) if gaps else EVERYWHERE

    def least(self, total: Sum | None) -> Sum | None:
        """A sum with each counter at that end of its range where it is the least, inner ones first: it is no less in
        any round, and as low in one if the rounds are a box and not empty."""
        for name in reversed(self.ranges):
            if total is not None and name in total.factors:
                end = self.ranges[name][total.factors[name] < 0]
                total = total.without(name, end) if end is not None else None
        return total

    def projected(self, rounds: isl.Set) -> isl.Set:
        """The parameters for which there is such a round."""
        found: isl.Set = sets.once(_projected, rounds, using=tuple(self.counters))
        return found

    @property
    def needs_bounds(self) -> bool:
        """Whether it is taken for granted of any parameter that it is within `params.MAGNITUDE`."""
        return bool(self.needed)

    def named(self, of: Known | isl.Set) -> set[str]:
        """The parameters that a value or a set depends on, and those that tell between which values counters lie."""
        if isinstance(of, Known):
            names = list(of.sum.factors) if of.sum is not None else names_in(of.form)
        else:
            names = names_in(of)
        return {found for name in names for found in (name, *self.behind.get(name, ()))}

    # --- values -----------------------------------------------------------------------------------------------------

    def value(self, expr: Expr) -> Known | None:
        """An integer as a piecewise affine expression; None if it is none that is understood."""
        type_ = expr.type
        if not isinstance(type_, CInt) or isinstance(type_, CBool) or not type_.exact:
            return None
        found = self.structure(expr)
        return found if found is not None else self.parameter(expr)

    def parameter(self, expr: Expr) -> Known | None:
        """A value that is the same in all rounds, whatever it is."""
        same = self.unchanged(expr)
        return self.params.value(same) if same is not None and not isinstance(same, Const) else None

    def structure(self, expr: Expr) -> Known | None:
        if isinstance(expr, Load):
            slot = expr.slot
            known = self.env.get(slot)
            if known is not None and self.local(slot):
                return known
            same = self.facts.same.get(slot) if slot not in self.changed else None
            return self.value(same) if same is not None else None
        match expr:
            case Const(value=int(value)):
                return number(value)
            case Unary() | Cast() | Binary():
                found = self.modular(expr, _bits(expr))
                found = None if found is None else self.fits(found, expr)
                if found is None:
                    self.inexact.add(id(expr))
                return found
            case PureCall(row=row, args=[left, right]) if row.name.startswith(ROUNDING):
                return self.floor(row.name, left, right, expr)
            case Select():
                return self.select(expr)
        return None

    def modular(self, expr: Expr, bits: int) -> Known | None:
        found = self.uncut(expr, bits)
        (self.inexact if found is None else self.exact).add(id(expr))
        return found

    def uncut(self, expr: Expr, bits: int) -> Known | None:
        """A sum or product before it is cut to its type.

        What is added up in one width is right if the result fits, wherever it has been on the way: C computes modulo a
        power of two, and conversions between signed and unsigned numbers of that width change nothing.
        """
        match expr:
            case Cast(operand=operand) if isinstance(operand.type, CInt):
                return self.summand(operand, bits) if _bits(operand) == bits else self.value(operand)
            case Unary(op="-", operand=operand):
                inner = self.summand(operand, bits)
                if inner is None:
                    return None
                typed, bounded = ((-v[1], -v[0]) for v in (inner.typed, inner.bounded))
                total = inner.sum.times(-1) if inner.sum is not None else None
                return Known(lambda: sets.neg(inner.form), typed, bounded, total)
            case Binary(op="+" | "-" | "*"):
                return self.ring(expr, bits)
        return None

    def summand(self, expr: Expr, bits: int) -> Known | None:
        """A part of such a sum: of the same width not cut either."""
        if not isinstance(expr, Unary | Cast | Binary) or _bits(expr) != bits:
            return self.value(expr)
        found = self.modular(expr, bits)
        return found if found is not None else self.parameter(expr)

    def ring(self, expr: Binary, bits: int) -> Known | None:
        left, right = self.summand(expr.left, bits), self.summand(expr.right, bits)
        if left is None or right is None:
            return None
        a, b = left.sum, right.sum
        total: Sum | None = None
        if expr.op == "*":
            if not (_is_constant(left) or _is_constant(right)):
                return self.product(expr, left, right)
            if a is not None and b is not None:
                total = b.times(a.constant) if not a.factors else a.times(b.constant)
        elif a is not None and b is not None:
            total = a.plus(b, 1 if expr.op == "+" else -1)
        bounds, compute = _BOUNDS[expr.op], _COMPUTE[expr.op]
        typed, bounded = bounds(left.typed, right.typed), bounds(left.bounded, right.bounded)
        return Known(lambda: compute(left.form, right.form), typed, bounded, total)

    def product(self, expr: Binary, left: Known, right: Known) -> Known | None:
        """A product with a factor that is the same in all rounds; None unless `Relaxed` knows better."""
        self.multiplies = True
        return None

    def remainder(self, name: str, by: Expr) -> Known | None:
        """Python's ``%`` by what is no constant; None unless `Relaxed` knows better."""
        self.multiplies = True
        return None

    def floor(self, name: str, left: Expr, right: Expr, expr: Expr) -> Known | None:
        """Python's ``//`` and ``%`` by a positive constant: both stay within the type."""
        inner = self.value(left)
        if not isinstance(right, Const):
            return self.remainder(name, right)
        if inner is None or not isinstance(right.value, int) or right.value <= 0:
            return None
        by = right.value
        if name.startswith("mod"):
            return Known(lambda: sets.once(_modulo, inner.form, using=by), (0, by - 1), (0, by - 1), None)
        typed, bounded = ((low // by, high // by) for low, high in (inner.typed, inner.bounded))
        return Known(lambda: sets.once(_divided, inner.form, using=by), typed, bounded, None)

    def select(self, expr: Select) -> Known | None:
        test = self.condition(expr.test)
        if test is None:
            return None
        outer = self.domain
        self.domain = outer.where(lambda: test[0])
        then = self.value(expr.then)
        self.domain = outer.where(lambda: test[1])
        other = self.value(expr.other)
        self.domain = outer
        return None if then is None or other is None else _either(then, other, test)

    def fits(self, value: Known, expr: Expr) -> Known | None:
        """A computed value, and a note of where it leaves its type: mostly its parts' bounds show that it does not.

        None if it may do so wherever it is computed.
        """
        low, high = limits(expr)
        typed, bounded = value.typed, value.bounded
        if not (low <= typed[0] and typed[1] <= high):
            needed = self.needed
            self.needed = needed | self.named(value)
            if not (low <= bounded[0] and bounded[1] <= high):
                form = value.form
                beyond = sets.union(sets.lt_set(form, constant(low)), sets.gt_set(form, constant(high)))
                beyond = sets.intersect(beyond, self.domain.found)
                beyond = sets.intersect(beyond, self.params.context(True, beyond))
                beyond = self.projected(beyond)
                self.needed |= self.named(self.domain.found)
                if not sets.is_empty(beyond):
                    if self.always(beyond):
                        self.needed = needed
                        return None
                    self.wraps = sets.coalesce(sets.union(self.wraps, beyond))
        typed, bounded = ((max(low, v[0]), min(high, v[1])) for v in (typed, bounded))
        return value.within(typed, bounded)

    def always(self, parameters: isl.Set) -> bool:
        """Whether these are all parameters for which the place is reached."""
        rounds = self.domain.found
        found: bool = self.projected(sets.intersect(rounds, self.params.context(True, rounds))).is_subset(parameters)
        return found

    def truth(self, expr: Expr) -> Truth:
        """Where a condition may be true and where it may be false."""
        exact = self.condition(expr)
        if exact is not None:
            return Truth(*exact, True)
        match expr:
            case Load(slot=slot) if slot in self.truths:
                return self.truths[slot]
            case Unary(op="!", operand=operand):
                inner = self.truth(operand)
                return Truth(inner.false, inner.true, False)
            case Binary(op="&&" | "||" as op, left=left, right=right):
                one, other = self.truth(left), self.truth(right)
                both = (sets.intersect, sets.union) if op == "&&" else (sets.union, sets.intersect)
                return Truth(both[0](one.true, other.true), both[1](one.false, other.false), False)
        return Truth(EVERYWHERE, EVERYWHERE, False)

    def condition(self, expr: Expr) -> Test | None:
        """Where a condition is true and where it is false; None if it is not affine."""
        match expr:
            case Binary(op="&&" | "||" as op, left=left, right=right):
                one, other = self.condition(left), self.condition(right)
                if one is None or other is None:
                    return None
                if op == "&&":
                    return sets.intersect(one[0], other[0]), sets.union(one[1], other[1])
                return sets.union(one[0], other[0]), sets.intersect(one[1], other[1])
            case Unary(op="!", operand=operand):
                inner = self.condition(operand)
                return None if inner is None else (inner[1], inner[0])
            case Binary(op=op, left=left, right=right) if op in _COMPARE:
                a, b = self.value(left), self.value(right)
                if a is None or b is None:
                    return None
                return _COMPARE[op](a.form, b.form), _COMPARE[_OPPOSITE[op]](a.form, b.form)
            case Load(slot=slot) if slot in self.truths and self.truths[slot].exact:
                return self.truths[slot].true, self.truths[slot].false
        return None

    def unchanged(self, expr: Expr) -> Expr | None:
        """The expression in terms of what the nest leaves alone; None if its value may change from round to round."""
        if isinstance(expr, Const):
            return expr
        if isinstance(expr, Load):
            return self.same.get(expr.slot) if expr.slot in self.changed else expr if self.local(expr.slot) else None
        if is_memory(expr) or may_trap(expr):
            return None
        if any(slot in self.changed or not self.local(slot) for slot in slots_of(expr)):
            return None
        parts: list[Expr] = []
        for operand in operands(expr):
            part = self.unchanged(operand)
            if part is None:
                return None
            parts.append(part)
        return with_operands(expr, parts)

    def local(self, slot: Slot) -> bool:
        """Whether only this function's own statements can change a slot."""
        return slot.storage in (Storage.LOCAL, Storage.PARAM) and slot not in self.facts.pinned


def _projected(rounds: isl.Set, counters: tuple[str, ...]) -> isl.Set:
    for name in counters:
        at = rounds.find_dim_by_name(isl.dim_type.param, name)
        if at >= 0:
            rounds = rounds.project_out(isl.dim_type.param, at, 1)
    return rounds.coalesce()


def _modulo(form: isl.PwAff, by: int) -> isl.PwAff:
    return form.mod_val(isl.Val(by))


def _divided(form: isl.PwAff, by: int) -> isl.PwAff:
    return form.scale_down_val(isl.Val(by)).floor()


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

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

from smelt.affine.facts import Facts
from smelt.affine.params import Interval, Known, Params, constant, limits, number, variable
from smelt.affine.values import ROUNDING, is_memory, may_trap
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
from smelt.ir.visit import assigned_by, blocks_of, operands, slots_of, walk, with_operands
from smelt.types import BINT, SSIZE, CBool, CInt

_COMPARE = {"<": "lt_set", "<=": "le_set", ">": "gt_set", ">=": "ge_set", "==": "eq_set", "!=": "ne_set"}
_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}
Test = tuple[isl.Set, isl.Set]  # where a condition is true, and where it is false


class Surroundings:
    """What is known where an inner loop begins, of the loops around it: their counters count as parameters.

    Attributes
    ----------
    counters
        How many loops were entered before.
    wraps, needs_bounds
        What was taken for granted to know it, as in `Nest`.
    """

    def __init__(self, nest: Nest, params: Params, env: dict[Slot, Known | None]) -> None:
        self.params = params
        self.counters = len(nest.counters)
        self.env = env
        self.domain = nest.domain
        self.wraps = nest.wraps
        self.needs_bounds = nest.needs_bounds


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


def _bits(expr: Expr) -> int:
    return expr.type.bits if isinstance(expr.type, CInt) and expr.type.exact else 0


def _either(one: Known, other: Known, test: Test) -> Known:
    """One value where a test is true, the other where it is false."""
    form = one.form.intersect_domain(test[0]).union_add(other.form.intersect_domain(test[1])).coalesce()
    typed, bounded = (
        (min(a[0], b[0]), max(a[1], b[1])) for a, b in ((one.typed, other.typed), (one.bounded, other.bounded))
    )
    return Known(form, typed, bounded)


class Nest:
    """What the walk through one outermost loop found.

    Attributes
    ----------
    facts
        What is known of the function's slots.
    violations
        For each index check that was understood, by the statement's identity: the parameters for which it would not
        find its index between 0 and the extent in some round, and those for which it runs at all.
    unknown
        Why the other index checks were not.
    invariants
        Checks whose test is the same in all rounds: the statement, and the test that it passes in terms of what the
        nest leaves alone.
    wraps
        Parameters for which some arithmetic leaves its type.
    needs_bounds
        Whether it is taken for granted that wide parameters are within `params.MAGNITUDE`.
    """

    def __init__(self, loop: ForRange, facts: Facts, around: Surroundings | None = None, narrow: bool = False) -> None:
        self.params = around.params if around is not None else Params(narrow)
        self.facts = facts
        self.changed = {loop.counter} | {slot for stmt in walk([loop]) for slot in assigned_by(stmt)}
        self.first = around.counters if around is not None else 0
        self.counters: list[str] = []
        self.env: dict[Slot, Known | None] = dict(around.env) if around is not None else {}
        self.same: dict[Slot, Expr | None] = {}  # what changed slots hold, in terms of what the nest leaves alone
        self.domain: isl.Set = around.domain if around is not None else isl.Set("{ : }")
        self.violations: dict[int, tuple[isl.Set, isl.Set]] = {}
        self.unknown: dict[int, str] = {}
        self.invariants: list[tuple[Check | CheckView, Expr]] = []
        self.wraps: isl.Set = around.wraps if around is not None else isl.Set("{ : false }")
        self.needs_bounds: bool = around is not None and around.needs_bounds
        self.block([loop])

    # --- statements -------------------------------------------------------------------------------------------------

    def block(self, block: Block) -> bool:
        """Walk through a block; whether its end is reached."""
        for stmt in block:
            if isinstance(stmt, Break | Continue | Return | Reraise):
                return False
            if not self.statement(stmt):
                return False
        return True

    def statement(self, stmt: Stmt) -> bool:
        match stmt:
            case Assign(target=Load(slot=slot), value=value):
                known, same = self.value(value), self.unchanged(value)
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
        for stmt in walk(block):
            for slot in assigned_by(stmt):
                self.env[slot] = self.same[slot] = None

    def loop(self, stmt: ForRange) -> None:
        start, stop = self.value(stmt.start), self.value(stmt.stop)
        self.forget([stmt])
        outer = self.domain
        step = stmt.step.value if isinstance(stmt.step, Const) else None
        if isinstance(step, int) and step != 0:
            low, high = (start, stop) if step > 0 else (stop, start)
            self.count(stmt.counter, low, high, up=step > 0)
        self.block(stmt.body)
        self.domain = outer
        self.forget([stmt])
        self.block(stmt.orelse)
        self.domain = outer

    def count(self, slot: Slot, low: Known | None, high: Known | None, up: bool) -> None:
        """A counter in ``[low, high)``, or in ``(low, high]`` where it counts down."""
        name = f"c{self.first + len(self.counters)}"
        self.counters.append(name)
        counter = variable(name)
        least, most = limits(Load(slot.type, slot))
        below = (low.typed[0], low.bounded[0]) if low is not None else (least, least)
        above = (high.typed[1], high.bounded[1]) if high is not None else (most, most)
        typed, bounded = ((below[k] + (not up), above[k] - up) for k in (0, 1))
        self.env[slot] = Known(counter, typed, bounded)
        if low is not None:
            self.domain = self.domain.intersect((counter.ge_set if up else counter.gt_set)(low.form).coalesce())
        if high is not None:
            self.domain = self.domain.intersect((counter.lt_set if up else counter.le_set)(high.form).coalesce())
        if low is None or high is None:
            inside = counter.ge_set(constant(typed[0])).intersect(counter.le_set(constant(typed[1])))
            self.domain = self.domain.intersect(inside)

    def branch(self, stmt: If) -> bool:
        test = self.condition(stmt.test)
        true, false = test if test is not None else (None, None)
        outer, env, same = self.domain, dict(self.env), dict(self.same)
        self.domain = outer if true is None else outer.intersect(true)
        goes_on = self.block(stmt.body)
        then_env, then_same, then_domain = self.env, self.same, self.domain
        self.env, self.same = env, same
        self.domain = outer if false is None else outer.intersect(false)
        else_goes_on = self.block(stmt.orelse)
        if goes_on and else_goes_on:
            self.join(then_env, then_same, test)
            self.domain = outer
        elif goes_on:
            self.env, self.same, self.domain = then_env, then_same, then_domain
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

    # --- checks -----------------------------------------------------------------------------------------------------

    def check_index(self, stmt: CheckIndex) -> None:
        index = self.env.get(stmt.index) if stmt.index in self.changed else None
        if index is not None and stmt.view not in self.changed and self.local(stmt.view):
            extent = self.params.value(ViewExtent(SSIZE, stmt.view, stmt.axis))
            wrong = index.form.lt_set(constant(0)).union(index.form.ge_set(extent.form))
            self.violations[id(stmt)] = (self.projected(self.domain.intersect(wrong)), self.projected(self.domain))
            return
        self.unknown[id(stmt)] = (
            "the index is no sum of multiples of variables" if index is None else "the view may change in the loops"
        )  # fmt: skip
        if stmt.wrap:
            self.env[stmt.index] = None

    def check(self, stmt: Check) -> None:
        test = self.unchanged(stmt.fails)
        if test is not None:
            self.invariants.append((stmt, Unary(BINT, "!", test)))

    def projected(self, rounds: isl.Set) -> isl.Set:
        """The parameters for which there is such a round."""
        for name in self.counters:
            at = rounds.find_dim_by_name(isl.dim_type.param, name)
            if at >= 0:
                rounds = rounds.project_out(isl.dim_type.param, at, 1)
        return rounds.coalesce()

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
        match expr:
            case Const(value=int(value)):
                return number(value)
            case Load(slot=slot) if self.env.get(slot) is not None and self.local(slot):
                return self.env[slot]
            case Load(slot=slot) if slot in self.changed and slot in self.env:
                return None
            case Load(slot=slot) if slot not in self.changed and slot in self.facts.same:
                return self.value(self.facts.same[slot])
            case Unary() | Cast() | Binary():
                found = self.modular(expr, _bits(expr))
                return None if found is None else self.fits(found, expr)
            case PureCall(row=row, args=[left, right]) if row.name.startswith(ROUNDING):
                return self.floor(row.name, left, right, expr)
            case Select():
                return self.select(expr)
        return None

    def modular(self, expr: Expr, bits: int) -> Known | None:
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
                return Known(inner.form.neg(), typed, bounded)
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
        match expr.op:
            case "+":
                form = left.form.add(right.form)
            case "-":
                form = left.form.sub(right.form)
            case _:
                if not (left.form.is_cst() or right.form.is_cst()):
                    return None
                form = left.form.mul(right.form)
        bounds = _BOUNDS[expr.op]
        return Known(form, bounds(left.typed, right.typed), bounds(left.bounded, right.bounded))

    def floor(self, name: str, left: Expr, right: Expr, expr: Expr) -> Known | None:
        """Python's ``//`` and ``%`` by a positive constant: both stay within the type."""
        inner = self.value(left)
        if inner is None or not isinstance(right, Const) or not isinstance(right.value, int) or right.value <= 0:
            return None
        by = right.value
        if name.startswith("mod"):
            return Known(inner.form.mod_val(isl.Val(by)), (0, by - 1), (0, by - 1))
        typed, bounded = ((low // by, high // by) for low, high in (inner.typed, inner.bounded))
        return Known(inner.form.scale_down_val(isl.Val(by)).floor(), typed, bounded)

    def select(self, expr: Select) -> Known | None:
        test = self.condition(expr.test)
        if test is None:
            return None
        outer = self.domain
        self.domain = outer.intersect(test[0])
        then = self.value(expr.then)
        self.domain = outer.intersect(test[1])
        other = self.value(expr.other)
        self.domain = outer
        return None if then is None or other is None else _either(then, other, test)

    def fits(self, value: Known, expr: Expr) -> Known | None:
        """A computed value, and a note of where it leaves its type: mostly its parts' bounds show that it does not."""
        low, high = limits(expr)
        typed, bounded, form = value.typed, value.bounded, value.form
        if not (low <= typed[0] and typed[1] <= high):
            self.needs_bounds = True
            if not (low <= bounded[0] and bounded[1] <= high):
                beyond = form.lt_set(constant(low)).union(form.gt_set(constant(high))).intersect(self.domain)
                beyond = self.projected(beyond.intersect(self.params.context(bounded=True)))
                if not beyond.is_empty():
                    self.wraps = self.wraps.union(beyond).coalesce()
        typed, bounded = ((max(low, v[0]), min(high, v[1])) for v in (typed, bounded))
        return Known(form, typed, bounded)

    def condition(self, expr: Expr) -> Test | None:
        """Where a condition is true and where it is false; None if it is not affine."""
        match expr:
            case Binary(op="&&" | "||" as op, left=left, right=right):
                one, other = self.condition(left), self.condition(right)
                if one is None or other is None:
                    return None
                if op == "&&":
                    return one[0].intersect(other[0]), one[1].union(other[1])
                return one[0].union(other[0]), one[1].intersect(other[1])
            case Unary(op="!", operand=operand):
                inner = self.condition(operand)
                return None if inner is None else (inner[1], inner[0])
            case Binary(op=op, left=left, right=right) if op in _COMPARE:
                a, b = self.value(left), self.value(right)
                if a is None or b is None:
                    return None
                return getattr(a.form, _COMPARE[op])(b.form), getattr(a.form, _COMPARE[_OPPOSITE[op]])(b.form)
        return None

    def unchanged(self, expr: Expr) -> Expr | None:
        """The expression in terms of what the nest leaves alone; None if its value may change from round to round."""
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


class _Seeker(Nest):
    """Walks through a nest and notes what is known in front of one loop."""

    def __init__(self, wanted: ForRange, outermost: ForRange, facts: Facts) -> None:
        self.wanted = wanted
        self.found: Surroundings | None = None
        self.named: dict[str, Slot] = {}
        super().__init__(outermost, facts)

    def count(self, slot: Slot, low: Known | None, high: Known | None, up: bool) -> None:
        super().count(slot, low, high, up)
        self.named[self.counters[-1]] = slot

    def loop(self, stmt: ForRange) -> None:
        if stmt is self.wanted and self.found is None:
            inside = {slot for inner in walk([stmt]) for slot in assigned_by(inner)}
            env = {slot: known for slot, known in self.env.items() if slot not in inside}
            params = Params()
            params.take(self.params)
            for name, slot in self.named.items():
                params.exprs[name] = Load(slot.type, slot)
            self.found = Surroundings(self, params, env)
        outer = set(self.named)
        super().loop(stmt)
        self.named = {name: slot for name, slot in self.named.items() if name in outer}

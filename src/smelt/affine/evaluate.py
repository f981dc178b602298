"""What integers and conditions of a nest are, as piecewise affine expressions of loop counters and parameters.

isl computes with unbounded integers. Wherever the program's own arithmetic could wrap, the values for which it does are
noted in `Evaluator.wraps`; what is proved holds outside of those.
"""

from __future__ import annotations

from collections.abc import Callable

from smelt.affine import sets
from smelt.affine.domain import ALWAYS, Domain
from smelt.affine.facts import Facts
from smelt.affine.isl import isl
from smelt.affine.params import EVERYWHERE, NOWHERE, Known, Params, Sum, constant, names_in, number
from smelt.affine.values import ROUNDING, Interval, is_memory, limits, may_trap
from smelt.ir.nodes import Binary, Cast, Const, Expr, Load, PureCall, Select, Slot, Storage, Unary
from smelt.ir.visit import operands, slots_of, with_operands
from smelt.records import record
from smelt.types import CBool, CInt

_COMPARE = {
    "<": sets.lt_set, "<=": sets.le_set, ">": sets.gt_set, ">=": sets.ge_set, "==": sets.eq_set, "!=": sets.ne_set,
}  # fmt: skip
_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}
Test = tuple[isl.Set, isl.Set]  # where a condition is true, and where it is false


@record(eq=False)
class Truth:
    """Where a condition may be `true` and where it may be `false`; if it is `exact`, it is so exactly there."""

    true: isl.Set
    false: isl.Set
    exact: bool


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


def _is_constant(value: Known) -> bool:
    return not value.sum.factors if value.sum is not None else value.form.is_cst()


def bits_of(expr: Expr) -> int:
    """The width of an integer, 0 if that is not known."""
    return expr.type.bits if isinstance(expr.type, CInt) and expr.type.exact else 0


def either(one: Known, other: Known, test: Test) -> Known:
    """One value where a test is true, the other where it is false."""

    def made() -> isl.PwAff:
        then, otherwise = sets.intersect_domain(one.form, test[0]), sets.intersect_domain(other.form, test[1])
        return sets.coalesce_form(sets.union_add(then, otherwise))

    typed, bounded = (
        (min(a[0], b[0]), max(a[1], b[1])) for a, b in ((one.typed, other.typed), (one.bounded, other.bounded))
    )
    return Known(made, typed, bounded, None)


class Evaluator:
    """What is known at one place of a nest, and what follows from it for expressions there.

    Attributes
    ----------
    facts
        What is known of the function's slots.
    changed
        The slots that the nest changes; `env`, `truths` and `same` tell what some of them hold: as integers, as
        conditions, and in terms of what the nest leaves alone.
    counters
        The names of the nest's counters.
    domain
        The rounds that come to this place.
    wraps
        Parameters for which some arithmetic leaves its type.
    demands
        What has to hold of parameters, else nothing that was found does.
    multiplies
        Whether there are products of what is not constant.
    exact, inexact
        Arithmetic, by identity, that was followed in terms of its operands, and such that was not in some place.
    needed
        The parameters, and counters, of which it is taken for granted that they are within `params.MAGNITUDE`.
    behind
        Of each counter, which parameters tell between which values it lies.
    """

    def __init__(self, facts: Facts, params: Params, changed: dict[Slot, None]) -> None:
        self.facts = facts
        self.params = params
        self.changed = changed
        self.counters: list[str] = []
        self.env: dict[Slot, Known | None] = {}
        self.truths: dict[Slot, Truth] = {}
        self.same: dict[Slot, Expr | None] = {}
        self.domain: Domain = ALWAYS
        self.wraps: isl.Set = NOWHERE
        self.demands: list[isl.Set] = []
        self.multiplies = False
        self.exact: set[int] = set()
        self.inexact: set[int] = set()
        self.needed: set[str] = set()
        self.behind: dict[str, set[str]] = {}

    def projected(self, rounds: isl.Set) -> isl.Set:
        """The parameters for which there is such a round."""
        found: isl.Set = sets.once(_projected, rounds, using=tuple(self.counters))
        return found

    @property
    def needs_bounds(self) -> bool:
        """Whether it is taken for granted of any parameter that it is within `params.MAGNITUDE`."""
        return bool(self.needed)

    def named(self, of: Known | Sum | isl.Set) -> set[str]:
        """The parameters that a value or a set depends on, and those that tell between which values counters lie."""
        if isinstance(of, Known):
            names = list(of.sum.factors) if of.sum is not None else names_in(of.form)
        elif isinstance(of, Sum):
            names = list(of.factors)
        else:
            names = names_in(of)
        return {found for name in names for found in (name, *self.behind.get(name, ()))}

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
                found = self.modular(expr, bits_of(expr))
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
                return self.summand(operand, bits) if bits_of(operand) == bits else self.value(operand)
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
        if not isinstance(expr, Unary | Cast | Binary) or bits_of(expr) != bits:
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
        return None if then is None or other is None else either(then, other, test)

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

"""What the rounds of one loop do to each other's memory: which elements each of them uses, as sets of integers.

Other than a `Scop` this takes any loop. What is not understood makes the sets larger: a place that is not known may be
any, a branch whose test is not known may be taken. So rounds that use no common element are independent; that they do
use one follows only where everything about both uses is `sure`.

Counters are the parameters ``c0``, ``c1`` …, as in `scop`, and those of another round ``d0``, ``d1`` …
"""

from __future__ import annotations

from collections.abc import Iterator

from smelt.affine.domain import Domain
from smelt.affine.facts import Facts
from smelt.affine.isl import isl
from smelt.affine.nest import Nest
from smelt.affine.pairs import renamed, second_name
from smelt.affine.params import Known, constant, variable
from smelt.affine.values import Interval, is_memory
from smelt.ir.nodes import (
    Assign,
    Block,
    Break,
    Call,
    Check,
    CheckIndex,
    CheckView,
    Const,
    Continue,
    Deref,
    Expr,
    ForRange,
    GilBlock,
    If,
    Index,
    Load,
    Op,
    Reraise,
    Return,
    Slot,
    Stmt,
    ViewItem,
    While,
)
from smelt.ir.visit import blocks_of, expressions, operands, walk
from smelt.records import record
from smelt.types import CArray, Ptr, View, is_number

_EXITS: tuple[type[Stmt], ...] = (Break, Return, Reraise)


@record(eq=False)
class Use:
    """An element that rounds read or write.

    Attributes
    ----------
    base
        The view, pointer or C array.
    index
        Its place, one number an axis, None where it is not known.
    domain
        The rounds, or more if it is not `sure`.
    alone
        The GIL keeps others away meanwhile.
    """

    base: Slot
    index: list[Known | None]
    write: bool
    domain: Domain
    sure: bool
    alone: bool
    stmt: Stmt
    expr: Expr


class Rounds(Nest):
    """The walk through a loop.

    Attributes
    ----------
    uses
        The elements of views, pointers and C arrays that the loop leaves where they are.
    foreign
        Why its rounds may do more to each other than that, with the statements: empty if there is nothing.
    cut
        Whether values are not known because their arithmetic may wrap.
    trips
        How many rounds inner loops have, by their identity: a number, or start and stop in terms of what the nest
        leaves alone.
    """

    def __init__(self, loop: ForRange, facts: Facts, narrow: bool = False) -> None:
        self.uses: list[Use] = []
        self.foreign: list[tuple[Stmt, str]] = []
        self.trips: dict[int, int | tuple[Expr, Expr]] = {}
        self.sure = True
        self.cut = False
        self.alone = False
        self.strides: list[tuple[Stmt, int]] = []
        self.outermost = loop
        super().__init__(loop, facts, narrow=narrow)

    # --- statements -------------------------------------------------------------------------------------------------

    def statement(self, stmt: Stmt) -> bool:
        if isinstance(stmt, While):
            self.forget([stmt])  # its test is computed again in each round
        why = self.understood(stmt)
        if why:
            self.foreign.append((stmt, why))
        target = stmt.target if isinstance(stmt, Assign) else None
        for expr in operands(stmt):
            if expr is target and not isinstance(expr, Load):
                self.use(stmt, expr, write=True)
                for part in operands(expr):
                    self.reads(stmt, part)
            elif expr is not target:
                self.reads(stmt, expr)
        if isinstance(stmt, ForRange):
            return self.inner(stmt)
        return super().statement(stmt)

    def understood(self, stmt: Stmt) -> str:
        """Empty, or why a statement may do more than to use elements and to set C numbers of the function's own."""
        match stmt:
            case Assign(target=Load(slot=slot)):
                fine = self.local(slot) and (is_number(slot.type) or isinstance(slot.type, Ptr))
                return "" if fine else f"'{slot.name}' is no C number of the function's own"
            case Assign(target=ViewItem() as item):
                return "" if is_number(item.type) else "it stores what is no number"
            case If() | While() | Break() | Continue():
                return ""
            case ForRange():
                return "" if stmt.parallel is None else "it has threads already"
            case Check() | CheckIndex() | CheckView():
                return "a test in it may raise"
            case Return():
                return "a 'return' may end it early"
            case Call():
                return "it calls what may do anything"
        return "it contains what is more than arithmetic"

    def anything(self, stmt: Stmt) -> None:
        outer = self.sure, self.alone
        self.sure = self.sure and isinstance(stmt, GilBlock)
        self.alone = self.alone or (isinstance(stmt, GilBlock) and stmt.held)
        super().anything(stmt)
        self.sure, self.alone = outer
        if _leaves([stmt], (Continue, *_EXITS)):
            self.sure = False

    def inner(self, stmt: ForRange) -> bool:
        """A loop: its rounds are known if its bounds are, and nothing in it leaves it."""
        outer = self.sure
        start, stop = self.value(stmt.start), self.value(stmt.stop)
        step = stmt.step.value if isinstance(stmt.step, Const) else None
        known = start is not None and stop is not None and isinstance(step, int)
        self.sure = self.sure and known and not _leaves(stmt.body, _EXITS)
        if start is not None and stop is not None:
            self.trips.update(self.extent(stmt, start, stop))
        self.strides.append((stmt, step if isinstance(step, int) else 0))
        self.loop(stmt)
        self.strides.pop()
        self.sure = outer
        return True

    def extent(self, stmt: ForRange, start: Known, stop: Known) -> dict[int, int | tuple[Expr, Expr]]:
        distance = stop.form.sub(start.form).coalesce()
        if distance.is_cst() and distance.n_piece() == 1:
            return {id(stmt): abs(distance.get_pieces()[0][1].get_constant_val().to_python())}
        first, end = self.unchanged(stmt.start), self.unchanged(stmt.stop)
        return {} if first is None or end is None else {id(stmt): (first, end)}

    def count(self, slot: Slot, low: Known | None, high: Known | None, ends: Interval, up: bool) -> None:
        """With steps the counter is at some of the places between its bounds only."""
        super().count(slot, low, high, ends, up)
        step = abs(self.strides[-1][1])
        start = low if up else high
        if step > 1 and start is not None:
            apart = variable(self.counters[-1]).sub(start.form).mod_val(isl.Val(step))
            inside = self.domain.found.intersect(apart.eq_set(constant(0))).coalesce()
            self.domain = Domain(None, lambda: inside, box=False)

    def branch(self, stmt: If) -> bool:
        outer = self.sure
        leaves = _leaves([stmt], (Continue, *_EXITS))
        known = self.condition(stmt.test) is not None
        self.sure = self.sure and known
        goes_on = super().branch(stmt)
        # Behind a branch that is left the rounds are known where its test is, but for exceptions.
        raises = any(isinstance(inner, Op) and inner.row.error == "always" for inner in walk([stmt]))
        self.sure = outer and (known or not leaves) and not raises
        return goes_on

    def fits(self, value: Known, expr: Expr) -> Known | None:
        """What may leave its type is not known: nothing needs to be asked for numbers that are no places."""
        found = super().fits(value, expr)
        if self.wraps.is_empty():
            return found
        self.wraps = isl.Set("{ : false }")
        self.cut = True
        return None

    # --- elements ---------------------------------------------------------------------------------------------------

    def reads(self, stmt: Stmt, expr: Expr) -> None:
        skipped: set[int] = set()
        for part in (expr, *expressions(expr)):
            if isinstance(part, Load) and not self.local(part.slot) and id(part) not in skipped:
                self.foreign.append((stmt, f"'{part.slot.name}' is no variable of the function alone"))
            if id(part) not in skipped:
                self.use(stmt, part, write=False)
            if isinstance(part, Index):
                skipped.add(id(part.base))

    def use(self, stmt: Stmt, expr: Expr, write: bool) -> None:
        """Note an element, if the expression is one."""
        if isinstance(expr, ViewItem):
            base: Slot | None = expr.view
            places = expr.indices
            if not (self.local(expr.view) and isinstance(expr.view.type, View) and expr.view.type.direct):
                self.foreign.append((stmt, f"'{expr.view.name}' may change in it"))
        elif isinstance(expr, Index | Deref):
            base, places = _pointed(expr)
            self.foreign.append((stmt, "it uses memory that is no view's"))
        else:
            if is_memory(expr):
                self.foreign.append((stmt, "it uses memory that is no view's"))
            return
        if base is None:
            return
        if base in self.changed:
            self.foreign.append((stmt, f"'{base.name}' changes in it"))
            return
        index = [self.value(place) for place in places]
        self.uses.append(Use(base, index, write, self.domain, self.sure, self.alone, stmt, expr))

    # --- pairs of rounds --------------------------------------------------------------------------------------------

    def pairs(self) -> Iterator[tuple[Use, Use]]:
        """The pairs of uses of one view, pointer or array of which one writes, each also with itself."""
        for at, one in enumerate(self.uses):
            for other in self.uses[at:]:
                if one.base is other.base and (one.write or other.write):
                    yield one, other

    def together(self, one: Use, other: Use, far: int = 1) -> isl.Set:
        """The pairs of rounds at least so far apart, in the outermost loop, of which one has the one use and one the
        other."""
        first, second = variable(self.counters[0]), variable(second_name(self.counters[0]))
        distance = first.sub(second)
        apart = distance.ge_set(constant(far)).union(distance.le_set(constant(-far)))
        return one.domain.found.intersect(renamed(other.domain.found, self.counters)).intersect(apart)

    def sharing(self, one: Use, other: Use, rounds: isl.Set) -> isl.Set:
        """Those of the pairs of rounds that may use one element."""
        for a, b in zip(one.index, other.index, strict=True):
            if a is not None and b is not None:
                rounds = rounds.intersect(a.form.eq_set(renamed(b.form, self.counters)))
        return rounds

    def without_counters(self, rounds: isl.Set) -> isl.Set:
        """The parameters for which there are such pairs of rounds."""
        for name in [*self.counters, *map(second_name, self.counters)]:
            at = rounds.find_dim_by_name(isl.dim_type.param, name)
            if at >= 0:
                rounds = rounds.project_out(isl.dim_type.param, at, 1)
        return rounds

    def meeting(self) -> tuple[Use, Use] | None:
        """Two uses by which different rounds of the loop may meet in one element."""
        for one, other in self.pairs():
            rounds = self.together(one, other)
            rounds = rounds.intersect(self.params.context(True, rounds))
            if not self.sharing(one, other, rounds).is_empty():
                return one, other
        return None


def _pointed(expr: Index | Deref) -> tuple[Slot | None, list[Expr]]:
    """The pointer or array that an element is reached from, and its indices."""
    places: list[Expr] = []
    while isinstance(expr, Index) and isinstance(expr.base, Index):
        if not isinstance(expr.base.type, CArray):
            return None, []
        places.insert(0, expr.index)
        expr = expr.base
    if isinstance(expr, Deref):
        return (expr.pointer.slot, []) if isinstance(expr.pointer, Load) else (None, [])
    places.insert(0, expr.index)
    return (expr.base.slot, places) if isinstance(expr.base, Load) else (None, [])


def _leaves(block: Block, words: tuple[type[Stmt], ...]) -> bool:
    return any(isinstance(stmt, words) for stmt in walk(block))


def ends_early(loop: ForRange) -> bool:
    """Whether a loop may end before its last round."""

    def breaks(block: Block) -> bool:
        for stmt in block:
            if isinstance(stmt, Break | Return | Reraise):
                return True
            if isinstance(stmt, ForRange | While):
                if any(isinstance(inner, Return | Reraise) for inner in walk([stmt])) or breaks(stmt.orelse):
                    return True
            elif any(breaks(inner) for inner in blocks_of(stmt)):
                return True
        return False

    return breaks(loop.body)

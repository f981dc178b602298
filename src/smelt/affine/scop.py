"""Nests that may be computed in another order: what each round reads and writes, and what must stay in order.

A scop ("static control part") is a nest of counted loops and assignments whose bounds and indices are affine and where
nothing can fail, call Python or leave early. Each assignment is an `Instance` with its domain; two rounds conflict if
both use one element and at least one writes it.

All sets are sets of parameters: counters are parameters ``c0``, ``c1`` … in the order in which the loops are entered;
those of the second round of a conflict are called ``d0``, ``d1`` …
"""

from __future__ import annotations

from functools import cached_property
from itertools import product

from smelt.affine import sets
from smelt.affine.domain import ALWAYS, Domain
from smelt.affine.facts import Facts
from smelt.affine.isl import isl
from smelt.affine.live import surely_set
from smelt.affine.nest import LEAVES, Nest, Surroundings
from smelt.affine.params import EVERYWHERE, NOWHERE, Known, Sum, variable
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
    Expr,
    ForRange,
    If,
    Load,
    Op,
    Return,
    Slot,
    Stmt,
    ViewItem,
    While,
)
from smelt.ir.visit import expressions, walk
from smelt.passes.shared import is_owning
from smelt.records import field, record
from smelt.types import Ptr, is_number


@record(eq=False)
class Access:
    """An element that a round reads or writes.

    `index` has the value of each index; `outside` the indices in terms of what the nest leaves alone, empty where they
    are not the same in all rounds.
    """

    view: Slot
    item: ViewItem
    index: list[Known]
    write: bool
    outside: list[Expr] = field(default_factory=list)


@record(eq=False)
class Instance:
    """An assignment in the nest, or the test of a branch.

    `loops` are those around it, outermost first, and `counters` the names of their counters; `rounds` are its
    rounds, of which it is made in some only if it is `conditional`. `reads` and `sets` are C variables; what both
    branches of an `If` set is set by an instance of its own behind them. `path` are the blocks that it is in.
    """

    stmt: Assign | If
    loops: list[ForRange]
    counters: list[str]
    rounds: Domain
    path: tuple[int, ...]
    conditional: bool = False
    accesses: list[Access] = field(default_factory=list)
    reads: set[Slot] = field(default_factory=set)
    sets: set[Slot] = field(default_factory=set)

    @property
    def domain(self) -> isl.Set:
        """The set of its rounds."""
        return self.rounds.found

    @property
    def value(self) -> Expr:
        """What it computes."""
        return self.stmt.test if isinstance(self.stmt, If) else self.stmt.value

    @property
    def target(self) -> Slot | None:
        """The C variable that it sets."""
        stmt = self.stmt
        return stmt.target.slot if isinstance(stmt, Assign) and isinstance(stmt.target, Load) else None


@record(eq=False)
class Conflict:
    """Two accesses to one element of a view, the first in an earlier round (``c…``) than the second (``d…``), or in the
    same and before it. `rounds` is the set of such pairs, `common` the number of loops that are around both."""

    first: Instance
    second: Instance
    write: tuple[bool, bool]
    rounds: isl.Set
    common: int


# What may be in a loop beside arithmetic, in the words of the ledger.
_MORE: dict[type[Stmt], str] = {
    Check: "a test that may raise",
    CheckIndex: "a test of an index",
    CheckView: "a test of a view",
    While: "a loop that does not count",
    Break: "a 'break'",
    Continue: "a 'continue'",
    Return: "a 'return'",
    Op: "Python objects or calls",
    Call: "calls",
}


class NotAffine(Exception):
    """The nest is no scop; the message says why."""


class MayWrap(NotAffine):
    """There are parameters, not too large, for which its arithmetic leaves its type."""


class Scop(Nest):
    """The statements of a nest and their accesses. `bounds` are those of the loops inside of the outermost one,
    `rounds` the domain of its body; `extents` has start and stop of each loop, by its identity, in terms of what the
    nest leaves alone.

    Raises
    ------
    NotAffine
        If something in it is not understood, may fail or has effects beyond views and C variables.
    """

    def __init__(self, loop: ForRange, facts: Facts, around: Surroundings | None = None, narrow: bool = False) -> None:
        self.instances: list[Instance] = []
        self.around: list[ForRange] = []
        self.path: list[int] = []
        self.names: list[str] = []
        self.bounds: list[Known] = []
        self.sure = True
        self._rounds = ALWAYS
        self.extents: dict[int, tuple[Expr | None, Expr | None]] = {}
        self.narrow = narrow
        super().__init__(loop, facts, around, narrow)
        if not sets.is_empty(self.wraps):
            raise MayWrap("its arithmetic may wrap")

    def assumed(self) -> list[Expr]:
        """The tests that have to be made in front of the nest for what is said of it to hold."""
        return self.params.bounded_tests() if self.needs_bounds else []

    def block(self, block: Block) -> bool:
        """As in any nest, but for what leaves a round early: rounds behind it would have to wait for it."""
        for stmt in block:
            if isinstance(stmt, LEAVES):
                raise NotAffine("a round may end early")
        self.path.append(id(block))
        goes_on = super().block(block)
        self.path.pop()
        return goes_on

    def statement(self, stmt: Stmt) -> bool:
        match stmt:
            case Assign(target=Load() | ViewItem() as target) if not is_owning(target.type):
                self.assignment(stmt)
            case If():
                return self.conditional(stmt)
            case ForRange():
                if stmt.parallel is not None:
                    raise NotAffine("threads share a loop in it")
                if stmt.orelse:
                    raise NotAffine("a loop has an else clause")
                if not isinstance(stmt.step, Const):
                    raise NotAffine("the step of a loop is not known")
                self.extents[id(stmt)] = (self.unchanged(stmt.start), self.unchanged(stmt.stop))
                self.around.append(stmt)
                self.loop(stmt)
                self.around.pop()
                del self.names[len(self.around) :]
            case _:
                raise NotAffine(f"it contains {_MORE.get(type(stmt), 'what is more than arithmetic')}")
        return True

    def conditional(self, stmt: If) -> bool:
        """Assignments that are made in some rounds only: they count for order, but not as surely made."""
        if any(isinstance(inner, ForRange) for inner in walk([stmt])):
            raise NotAffine("a loop in it runs in some rounds only")
        test = self.instance(stmt, stmt.test)
        self.instances.append(test)
        outer, self.sure = self.sure, False
        goes_on = self.branch(stmt)
        self.sure = outer
        both = Instance(stmt, list(self.around), list(self.names), self.domain, tuple(self.path), not self.sure)
        both.sets = surely_set(stmt)
        self.instances.append(both)
        return goes_on

    def instance(self, stmt: Assign | If, value: Expr) -> Instance:
        """A statement with what it reads to compute a value."""
        found = Instance(stmt, list(self.around), list(self.names), self.domain, tuple(self.path), not self.sure)
        for expr in (value, *expressions(value)):
            if isinstance(expr, ViewItem):
                found.accesses.append(self.access(expr, write=False))
            elif isinstance(expr, Load):
                found.reads.add(expr.slot)
                if expr.slot in self.facts.pinned:
                    raise NotAffine(f"'{expr.slot.name}' may be changed through a pointer")
            elif is_memory(expr):
                raise NotAffine("it reads memory that is no view's")
        return found

    def count(self, slot: Slot, low: Known | None, high: Known | None, ends: Interval, up: bool) -> None:
        if low is None or high is None:
            raise NotAffine("the bounds of a loop are no sums of multiples of variables")
        if len(self.around) > 1:
            self.bounds += [low, high]
        super().count(slot, low, high, ends, up)
        if len(self.around) == 1:
            self._rounds = self.domain
        self.names.append(self.counters[-1])

    def assignment(self, stmt: Assign) -> None:
        found = self.instance(stmt, stmt.value)
        if isinstance(stmt.target, ViewItem):
            found.accesses.append(self.access(stmt.target, write=True))
            found.reads |= {e.slot for e in expressions(stmt.target) if isinstance(e, Load)}
        self.instances.append(found)
        if isinstance(stmt.target, Load):
            slot = stmt.target.slot
            if not self.local(slot) or not (is_number(slot.type) or isinstance(slot.type, Ptr)):
                raise NotAffine(f"'{slot.name}' is no C number of the function's own")
            found.sets.add(slot)
            known, same = self.value(stmt.value), self.unchanged(stmt.value)
            self.env[slot], self.same[slot] = known, same

    def access(self, item: ViewItem, write: bool) -> Access:
        if item.view in self.changed or not self.local(item.view):
            raise NotAffine("a view changes in it")
        index: list[Known] = []
        outside: list[Expr] = []
        for part in item.indices:
            known = self.value(part)
            if known is None:
                raise NotAffine(f"an index of '{item.view.name}' is no sum of multiples of variables")
            index.append(known)
            same = self.unchanged(part)
            if same is not None:
                outside.append(same)
        return Access(item.view, item, index, write, outside if len(outside) == len(index) else [])

    @property
    def rounds(self) -> isl.Set:
        """The domain of the outermost loop's body."""
        return self._rounds.found

    @property
    def branches(self) -> bool:
        return any(instance.conditional for instance in self.instances)

    def carried(self, loop: ForRange) -> set[Slot]:
        """The scalars assigned in a loop of which a round may read what an earlier one wrote, or what was there before
        the loop: those that are not surely set first in each round, in a block around the one that reads."""
        inside = [i for i in self.instances if any(around is loop for around in i.loops)]
        targets = {slot for i in inside for slot in i.sets}
        found: set[Slot] = set()
        writers: dict[Slot, list[tuple[int, ...]]] = {}
        for instance in inside:
            for slot in instance.reads & targets:
                if not any(instance.path[: len(path)] == path for path in writers.get(slot, [])):
                    found.add(slot)
            for slot in instance.sets:
                writers.setdefault(slot, []).append(instance.path)
        return found

    @property
    def independent(self) -> bool:
        """Whether no round reads or writes elements that another one writes, whatever the parameters are."""
        return not self.assumed() and not any(between_rounds(conflict) for conflict in self.conflicts)

    @cached_property
    def conflicts(self) -> list[Conflict]:
        """All pairs of accesses that must keep their order, by views: different views are taken not to overlap."""
        found: list[Conflict] = []
        for first, second in product(self.instances, repeat=2):
            for a, b in product(first.accesses, second.accesses):
                if a.view is not b.view or not (a.write or b.write):
                    continue
                common = _common(first, second)
                earlier = self.instances.index(first) < self.instances.index(second)
                if _seen_apart(a, b, first, second, common, earlier):
                    continue
                rounds = sets.intersect(first.domain, renamed(second.domain, second.counters))
                rounds = sets.intersect(rounds, self.params.context(True, rounds))
                for one, other in zip(a.index, b.index, strict=True):
                    same = sets.eq_set(one.form, renamed_value(other.form, second.counters))
                    rounds = sets.intersect(rounds, same)
                before = _not_later(first, second, common, earlier)
                rounds = sets.coalesce(sets.intersect(rounds, before))
                if not sets.is_empty(rounds):
                    found.append(Conflict(first, second, (a.write, b.write), rounds, common))
        return found


def second_name(counter: str) -> str:
    return f"d{counter[1:]}"


def renamed(rounds: isl.Set, counters: list[str]) -> isl.Set:
    """The set with its counters called ``d…``."""
    found: isl.Set = sets.once(_renamed, rounds, using=tuple(counters))
    return found


def _renamed(rounds: isl.Set, counters: tuple[str, ...]) -> isl.Set:
    for name in counters:
        at = rounds.find_dim_by_name(isl.dim_type.param, name)
        if at >= 0:
            rounds = rounds.set_dim_id(isl.dim_type.param, at, _second_id(name))
    return rounds


def renamed_value(form: isl.PwAff, counters: list[str]) -> isl.PwAff:
    """The expression with its counters called ``d…``."""
    found: isl.PwAff = sets.once(_renamed_value, form, using=tuple(counters))
    return found


def _renamed_value(form: isl.PwAff, counters: tuple[str, ...]) -> isl.PwAff:
    for name in counters:
        at = form.find_dim_by_name(isl.dim_type.param, name)
        if at >= 0:
            form = form.set_dim_id(isl.dim_type.param, at, _second_id(name))
    return form


def _second_id(name: str) -> isl.Id:
    """The identity that isl gives a name when it reads it: others of that name would be other parameters."""
    return variable(second_name(name)).get_dim_id(isl.dim_type.param, 0)


def between_rounds(conflict: Conflict) -> bool:
    """Whether a conflict is between different rounds of the outermost loop."""
    name = conflict.first.counters[0]
    different = sets.ne_set(variable(name), variable(second_name(name)))
    return not sets.is_empty(sets.intersect(conflict.rounds, different))


def _common(first: Instance, second: Instance) -> int:
    count = 0
    for a, b in zip(first.loops, second.loops, strict=False):
        if a is not b:
            break
        count += 1
    return count


def _seen_apart(a: Access, b: Access, first: Instance, second: Instance, common: int, earlier: bool) -> bool:
    """Whether sums tell that no round uses an element which a later one uses as well, or the same one after it: each
    counter of the loops around both is as far from the other as constants say, and that is not later.
    """
    apart: dict[str, int] = {}
    for one, other in zip(a.index, b.index, strict=True):
        if one.sum is None or other.sum is None:
            continue
        name, factor, by = _distance(one.sum, other.sum, first.counters, second.counters)
        if by is None:
            continue
        if not name:
            if by:
                return True
        elif by % factor or apart.setdefault(name, by // factor) != by // factor:
            return True
    for depth in range(common):
        by = apart.get(first.counters[depth])
        if by is None:
            return False
        if by:
            up = getattr(first.loops[depth].step, "value", 1) > 0
            return (by > 0) != up
    return not earlier


def _distance(one: Sum, other: Sum, counters: list[str], others: list[str]) -> tuple[str, int, int | None]:
    """Where two sums are equal: the only counter in them, its factor, and by how much the second one's value, times the
    factor, is beyond the first's. No counter if there is none; None for unknown."""
    own = [name for name in one.factors if name in counters]
    if len(own) > 1 or own != [name for name in other.factors if name in others]:
        return "", 1, None
    if one.factors != other.factors:
        return "", 1, None
    by = one.constant - other.constant
    return (own[0], one.factors[own[0]], by) if own else ("", 1, by)


def _not_later(first: Instance, second: Instance, common: int, earlier: bool) -> isl.Set:
    """The pairs of rounds of which the first comes before the second; of one round, the one that the text has first."""
    found = NOWHERE
    equal = EVERYWHERE
    for depth in range(common):
        name = first.counters[depth]
        one, other = variable(name), variable(second_name(name))
        step = first.loops[depth].step
        up = getattr(step, "value", 1) > 0
        before = sets.lt_set(one, other) if up else sets.gt_set(one, other)
        found = sets.union(found, sets.intersect(equal, before))
        equal = sets.intersect(equal, sets.eq_set(one, other))
    if earlier:
        found = sets.union(found, equal)
    return found

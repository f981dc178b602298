"""Nests that may be computed in another order: what each round reads and writes, and what must stay in order.

A scop ("static control part") is a nest of counted loops and assignments whose bounds and indices are affine and where
nothing can fail, call Python or leave early. Each assignment is an `Instance` with its domain; two rounds conflict if
both use one element and at least one writes it.

All sets are sets of parameters: counters are parameters ``c0``, ``c1`` … in the order in which the loops are entered;
those of the second round of a conflict are called ``d0``, ``d1`` …
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from itertools import product

from smelt.affine import sets
from smelt.affine.domain import ALWAYS, Domain
from smelt.affine.facts import Facts
from smelt.affine.isl import isl
from smelt.affine.live import surely_set
from smelt.affine.nest import LEAVES, Nest, Surroundings
from smelt.affine.pairs import (
    apart_by,
    common_loops,
    decided_order,
    distance,
    not_later,
    of_second,
    renamed,
    same_element,
    second_name,
)
from smelt.affine.params import Known, Sum, variable
from smelt.affine.values import Interval, is_memory
from smelt.affine.witness import is_possible
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


class Conflict:
    """Two accesses to one element of a view, the first in an earlier round (``c…``) than the second (``d…``), or in the
    same and before it. `common` is the number of loops that are around both, and `apart` says of some counters by how
    much the second's is always beyond the first's."""

    def __init__(
        self, first: Instance, second: Instance, write: tuple[bool, bool], made: Callable[[], isl.Set],
        common: int, apart: dict[str, int],
    ) -> None:  # fmt: skip
        self.first = first
        self.second = second
        self.write = write
        self.common = common
        self.apart = apart
        self._made = made

    @cached_property
    def rounds(self) -> isl.Set:
        """The set of such pairs of rounds."""
        return self._made()

    def distance(self, *counters: str) -> list[int] | None:
        """By how much counters of the second round are beyond those of the first; None if that differs."""
        found = [self.apart[name] for name in counters if name in self.apart]
        return found if len(found) == len(counters) else None


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


# Between which numbers counters are looked for.
_ANY: Interval = (-(1 << 62), 1 << 62)


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
        for (place, first), (other_place, second) in product(enumerate(self.instances), repeat=2):
            for a, b in product(first.accesses, second.accesses):
                if a.view is b.view and (a.write or b.write):
                    conflict = self.conflict(first, second, a, b, place < other_place)
                    if conflict is not None:
                        found.append(conflict)
        return found

    def conflict(self, first: Instance, second: Instance, a: Access, b: Access, earlier: bool) -> Conflict | None:
        """The rounds in which an access of one instance, and later one of another, use the same element."""
        apart = apart_by(a, b, first, second)
        if apart is None:
            return None
        common = common_loops(first, second)
        decided = decided_order(apart, first, common, earlier)
        if decided == "later":
            return None

        params = self.params  # and not the scop, which keeps its conflicts

        def made() -> isl.Set:
            rounds = sets.intersect(first.domain, renamed(second.domain, second.counters))
            rounds = sets.intersect(rounds, params.context(True, rounds))
            for same in same_element(a, b, second.counters):
                rounds = sets.intersect(rounds, same)
            if decided == "earlier":
                return rounds
            before = not_later(first, second, range(decided, common), earlier)
            return sets.coalesce(sets.intersect(rounds, before))

        found = Conflict(first, second, (a.write, b.write), made, common, apart)
        if self.is_found(found, a, b, decided) or not sets.is_empty(found.rounds):
            return found
        return None

    def is_found(self, conflict: Conflict, a: Access, b: Access, decided: int | str) -> bool:
        """Whether two such rounds are found without isl; False if that is not known."""
        first, second, apart = conflict.first, conflict.second, conflict.apart
        ours, theirs = first.rounds.sums, second.rounds.sums
        if ours is None or theirs is None:
            return False
        for one, other in zip(a.index, b.index, strict=True):
            if one.sum is None or other.sum is None:
                return False
            if distance(one.sum, other.sum, first.counters, second.counters)[2] is None:
                return False
        sums = [*ours, *(of_second(total, second.counters, apart) for total in theirs)]
        if isinstance(decided, int):
            name = first.counters[decided]
            up = getattr(first.loops[decided].step, "value", 1) > 0
            further = Sum({second_name(name): 1, name: -1}, 0).times(1 if up else -1)
            sums.append(further.plus(Sum({}, 1), -1))
        exprs = self.params.exprs
        return is_possible(sums, lambda name: self.params.bounded_ends(name) if name in exprs else _ANY)


def between_rounds(conflict: Conflict) -> bool:
    """Whether a conflict is between different rounds of the outermost loop."""
    name = conflict.first.counters[0]
    apart = conflict.distance(name)
    if apart is not None:
        return apart != [0]
    different = sets.ne_set(variable(name), variable(second_name(name)))
    return not sets.is_empty(sets.intersect(conflict.rounds, different))

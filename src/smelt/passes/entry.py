"""Ask in front of a loop what keeps its checks from failing from then on.

Requires and keeps the *built* phase. The place in a ring goes up by one and begins anew at the end: no round leaves it
outside, if it was inside before the first one. `intervals` cannot tell where that depends on what the program is given.
Here a loop is followed once more under the condition that its variables are in place where it begins; checks that never
fail then go from a version behind a test of just that.

Before::                                        After::

    for %i in range(0, n, 1):                       if (size_t)pos < (size_t)ring.shape[0]:
        %k = pos                                        for %i in range(0, n, 1):
        check %k in ring.shape[0]                           %k = pos
        ring[%k] = a[%i]                                    ring[%k] = a[%i]
        pos = pos + 1                                       pos = pos + 1
        if pos == ring.shape[0]:                            if pos == ring.shape[0]:
            pos = 0                                             pos = 0
                                                    else:
                                                        ... as it was

Looked at are variables that index a view as they are, and that a loop does not only count up or down.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from smelt.affine.facts import addressed
from smelt.affine.follow import integer
from smelt.affine.zones import ZERO, Node, TooLarge
from smelt.ir.nodes import (
    Assign,
    Binary,
    Block,
    Cast,
    CheckIndex,
    Const,
    Expr,
    ForRange,
    Function,
    Load,
    Module,
    Slot,
    Stmt,
    ViewExtent,
    While,
)
from smelt.ir.visit import assigned_by, blocks_of, copy_block, walk
from smelt.ledger import LedgerEntry
from smelt.passes.intervals import Intervals, State, suits
from smelt.passes.pieces import as_type, copyable, guarded, remove_checks
from smelt.records import record
from smelt.types import BINT, SIZE, SSIZE, View

# What is left of a function's budget for following it must be this much.
_SPARE = 40_000
Place = tuple[Slot, Slot, int]  # a variable, a view, and the axis that it is a place on


def run(module: Module) -> None:
    """Look at the functions that have such loops."""
    for function in module.functions:
        pinned = addressed(function)
        places = {id(loop): found for loop in walk(function.body) if (found := _places(loop, pinned))}
        if places and suits(function):
            try:
                _Entries(function, module, places).make()
            except TooLarge:
                continue


def _places(loop: Stmt, pinned: frozenset[Slot]) -> list[Place]:
    """The variables of a loop that index views while it changes them, and which."""
    if not isinstance(loop, ForRange | While) or (isinstance(loop, ForRange) and (loop.plain or loop.parallel)):
        return []
    statements = walk([loop])
    checks = {stmt.index: stmt for stmt in statements if isinstance(stmt, CheckIndex) and stmt.check}
    if not checks:
        return []
    changed = {slot for stmt in statements for slot in assigned_by(stmt)}
    moved = {
        stmt.target.slot for stmt in statements
        if isinstance(stmt, Assign) and isinstance(stmt.target, Load) and not _counts(stmt.target.slot, stmt.value)
    }  # fmt: skip
    found: dict[Place, None] = {}
    for stmt in statements:
        if isinstance(stmt, Assign) and isinstance(stmt.target, Load) and stmt.target.slot in checks:
            value = stmt.value.operand if isinstance(stmt.value, Cast) else stmt.value
            check = checks[stmt.target.slot]
            if (
                isinstance(value, Load)
                and integer(value)
                and value.slot in moved - pinned
                and check.view not in changed
            ):
                found[value.slot, check.view, check.axis] = None
    return [place for place in found if isinstance(place[1].type, View) and not place[0].temp]


def _counts(slot: Slot, value: Expr) -> bool:
    """Whether a variable is set to what it was, and a constant."""
    while isinstance(value, Cast):
        value = value.operand
    if not isinstance(value, Binary) or value.op not in ("+", "-") or not isinstance(value.right, Const):
        return False
    left = value.left
    while isinstance(left, Cast):
        left = left.operand
    return isinstance(left, Load) and left.slot is slot


@record(eq=False)
class _Version:
    """A loop, the places that have to be on their axes in front of it, and the checks that never fail then."""

    loop: ForRange | While
    places: list[Place]
    gone: set[int]


class _Entries(Intervals):
    """Follows one function, and its loops once more.

    Attributes
    ----------
    versions
        By the identities of loops, as of the last visit, which knows the least of what is in front.
    """

    def __init__(self, function: Function, module: Module, places: dict[int, list[Place]]) -> None:
        super().__init__(function, module)
        self.places = places
        self.trying = False
        self.versions: dict[int, _Version] = {}

    def make(self) -> None:
        """Follow the function, and make the versions."""
        self.follow()
        self.replace(self.function.body)

    def counted(self, stmt: ForRange, state: State) -> State | None:
        before = state.copy()
        after = super().counted(stmt, state)
        self.attempt(stmt, before, partial(super().counted, stmt, before))
        return after

    def repeated(self, stmt: While, state: State) -> State | None:
        before = state.copy()
        after = super().repeated(stmt, state)
        self.attempt(stmt, before, partial(super().repeated, stmt, before))
        return after

    def attempt(self, loop: ForRange | While, state: State, follow: Callable[[], object]) -> None:
        """Follow a loop under the condition that its places are on their axes where it begins."""
        places = [place for place in self.places.get(id(loop), []) if all(map(self.values.local, place[:2]))]
        if self.trying or not places or self.values.limits.left < _SPARE:
            return
        checks = [stmt for stmt in walk([loop]) if isinstance(stmt, CheckIndex)]
        known = dict(self.found)
        for slot, view, axis in places:
            node = self.values.node(Load(slot.type, slot))
            extent: Node = ("extent", view, axis)
            self.values.limits.setdefault(extent, (0, SSIZE.max))
            assert node is not None
            state.zone.add(ZERO, node, 0)
            state.zone.add(node, extent, -1)
            state.zone.add(ZERO, extent, -1)
        self.trying = True
        follow()
        self.trying = False
        gone = {id(check) for check in checks if self.found.get(id(check)) == "gone" != known.get(id(check))}
        self.found = known
        self.versions[id(loop)] = _Version(loop, places, gone)

    # --- versions -----------------------------------------------------------------------------------------------------

    def replace(self, block: Block) -> None:
        """Put versions in the place of outermost loops that have such."""
        result: Block = []
        for stmt in block:
            found = self.versions.get(id(stmt))
            if found is not None and found.gone and copyable(walk([stmt])):
                result += self.version(found)
                continue
            if not (isinstance(stmt, ForRange) and (stmt.plain or stmt.parallel)):
                for inner in blocks_of(stmt):
                    self.replace(inner)
            result.append(stmt)
        block[:] = result

    def version(self, found: _Version) -> Block:
        """The loop without checks behind the test of its places, and as it was."""
        statements = walk([found.loop])
        fast = copy_block([found.loop])
        gone = {id(copy) for old, copy in zip(statements, walk(fast), strict=True) if id(old) in found.gone}
        remove_checks(fast, gone)
        for stmt in statements:
            if id(stmt) in found.gone:
                assert isinstance(stmt, CheckIndex)
                what = f"index of '{stmt.view.name}' (axis {stmt.axis})"
                self.ledger.append(LedgerEntry(stmt.span, what, "hoisted", "it holds in all rounds if in the first"))
        tests: list[Expr] = []
        for slot, view, axis in found.places:
            place = Cast(SIZE, as_type(SSIZE, Load(slot.type, slot)))
            tests.append(Binary(BINT, "<", place, Cast(SIZE, ViewExtent(SSIZE, view, axis))))
        return [guarded(tests, fast, found.loop)]

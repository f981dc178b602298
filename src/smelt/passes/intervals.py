"""Drop checks that what was tested before answers, in any loop, also where bounds or indices are data.

Requires and keeps the *built* phase. For each place in a function a zone (`affine.zones`) says by how much integer
variables and extents differ at most. Tests of `if` and `while`, the bounds of counted loops and checks that were passed
add to it; an assignment changes it; at the head of a loop only what each round leaves true is kept.

Before::                                        After::

    j = i - 1                                       j = i - 1
    while truth:                                    while truth:
        truth = j >= 0                                  truth = j >= 0
        if truth:                                       if truth:
            wrap check j in b.shape[0]                      truth = b[j] > x
            truth = b[j] > x                        do:
    do:                                                 b[j + 1] = b[j]
        wrap check j + 1 in b.shape[0]                  j = j - 1
        b[j + 1] = b[j]
        j = j - 1

An index check goes where the index is known to be at least 0 and below the extent; its correction of negative indices
goes where it is known to be at least 0. A check of a value that passed the same check before becomes a copy of that
index. A test of a divisor goes where it cannot be zero. Variables that others can reach (through their address, cells,
globals) are never followed, nor is arithmetic that could wrap. Loops marked `plain` are left alone.
"""

from __future__ import annotations

from collections.abc import Callable

from smelt.affine.facts import addressed
from smelt.affine.follow import Linear, Values, When, integer
from smelt.affine.values import limits
from smelt.affine.zones import ZERO, Node, TooLarge, Zone, either
from smelt.ir.nodes import (
    Assign,
    Block,
    Break,
    Cast,
    Check,
    CheckIndex,
    Const,
    Continue,
    Expr,
    ForRange,
    Function,
    If,
    Load,
    Module,
    Reraise,
    Return,
    Select,
    Slot,
    Stmt,
    Try,
    TryFinally,
    Unary,
    While,
)
from smelt.ir.visit import assigned_by, blocks_of, walk
from smelt.ledger import LedgerEntry
from smelt.records import record
from smelt.types import CBool, CInt, View

# Functions with more statements, or deeper loops, are not looked at.
_LARGEST = 1500
_DEEPEST = 6
# A loop is followed so often until what its rounds leave true is known; then what they change is given up.
_ROUNDS = 4
Passed = dict[tuple[Linear, Slot, int], Slot]


def run(module: Module) -> None:
    """Look at the functions with checks."""
    for function in module.functions:
        if suits(function):
            try:
                Intervals(function, module).run()
            except TooLarge:
                continue


def suits(function: Function) -> bool:
    """Whether there are checks, and the function is not too large to be followed."""
    body = function.body
    return _has_checks(body) and len(walk(body)) <= _LARGEST and _depth(body) <= _DEEPEST


def _has_checks(block: Block) -> bool:
    """Whether there are checks, those in loops that are left alone aside."""
    for stmt in block:
        if isinstance(stmt, CheckIndex | Check):
            return True
        if isinstance(stmt, ForRange) and stmt.plain:
            continue
        if any(map(_has_checks, blocks_of(stmt))):
            return True
    return False


def _depth(block: Block) -> int:
    return max(
        (isinstance(s, ForRange | While) + max(map(_depth, blocks_of(s)), default=0) for s in block), default=0
    )  # fmt: skip


@record()
class State:
    """What is known at one place.

    Attributes
    ----------
    when
        For truth values in variables: the zone where it is true, and where it is not.
    set_to
        What variables were last set to, as long as that has not changed since.
    passed
        The variables that hold a value, after its check against an axis of a view.
    cut
        What variables were last set to that may have been too narrow for it; a guard behind may tell that they are not.
    """

    zone: Zone
    when: When
    set_to: dict[Slot, Linear]
    passed: Passed
    cut: dict[Slot, Linear]

    def copy(self) -> State:
        return State(self.zone.copy(), dict(self.when), dict(self.set_to), dict(self.passed), dict(self.cut))


def _join(one: State | None, other: State | None) -> State | None:
    if one is None or other is None:
        return one if other is None else other
    zone = either(one.zone, other.zone)
    assert zone is not None
    when = {
        slot: (either(one.when[slot][0], other.when[slot][0]), either(one.when[slot][1], other.when[slot][1]))
        for slot in one.when
        if slot in other.when
    }
    set_to = {slot: value for slot, value in one.set_to.items() if other.set_to.get(slot) == value}
    passed = {key: slot for key, slot in one.passed.items() if other.passed.get(key) is slot}
    cut = {slot: value for slot, value in one.cut.items() if other.cut.get(slot) == value}
    return State(zone, when, set_to, passed, cut)


class Intervals:
    """One function.

    Attributes
    ----------
    found
        What becomes of checks, by their identities: ``gone``, ``unwrapped``, a slot that holds the index already, or
        None. The last visit counts, which knows the least.
    breaks, continues
        Of the loops around: what is known where they are left so.
    """

    def __init__(self, function: Function, module: Module) -> None:
        self.function = function
        self.ledger = module.ledger
        self.values = Values(addressed(function))
        self.copies = function.kind != "generator"
        self.found: dict[int, str | Slot | None] = {}
        self.breaks: list[list[State]] = []
        self.continues: list[list[State]] = []

    def run(self) -> None:
        self.follow()
        self.change(self.function.body)

    def follow(self) -> None:
        """Find out what becomes of the checks."""
        self.through(self.function.body, State(Zone(self.values.limits), {}, {}, {}, {}))

    # --- changes ----------------------------------------------------------------------------------------------------

    def change(self, block: Block) -> None:
        kept: Block = []
        for stmt in block:
            if not (isinstance(stmt, ForRange) and stmt.plain):
                for inner in blocks_of(stmt):
                    self.change(inner)
            answer = self.found.get(id(stmt))
            if answer is None:
                kept.append(stmt)
            elif isinstance(stmt, CheckIndex):
                what = f"index of '{stmt.view.name}', axis {stmt.axis}"
                if isinstance(answer, Slot):
                    if not (kept and stmt.index in assigned_by(kept[-1]) and isinstance(kept[-1], Assign)):
                        kept.append(stmt)
                        continue
                    kept[-1] = Assign(kept[-1].target, Load(answer.type, answer), span=kept[-1].span)
                    self.ledger.append(LedgerEntry(stmt.span, what, "proved", "it was checked before"))
                elif answer == "gone":
                    self.ledger.append(LedgerEntry(stmt.span, what, "proved"))
                else:
                    stmt.wrap = False
                    kept.append(stmt)
            elif isinstance(stmt, Check):
                self.ledger.append(LedgerEntry(stmt.span, f"{stmt.exception}: {stmt.message}", "proved"))
        block[:] = kept

    # --- statements -------------------------------------------------------------------------------------------------

    def block(self, block: Block, state: State | None) -> State | None:
        """Follow a block to its end, where nobody reads its temporaries any more."""
        state = self.through(block, state)
        if state is not None:
            for stmt in block:
                for slot in assigned_by(stmt):
                    if slot.temp and isinstance(slot.type, CInt):
                        state.zone.forget(slot)
        return state

    def through(self, block: Block, state: State | None) -> State | None:
        """Follow a block; what is known behind it, None where nothing gets there."""
        for stmt in block:
            if state is None:
                return None
            before = state.passed
            state = self.statement(stmt, state)
            if state is not None and blocks_of(stmt):
                _still_passed(state, before)
        return state

    def statement(self, stmt: Stmt, state: State) -> State | None:
        match stmt:
            case Assign(target=Load(slot=slot), value=value):
                self.assign(slot, value, state)
            case CheckIndex():
                self.check_index(stmt, state)
            case Check(fails=fails):
                self.found[id(stmt)] = "gone" if self.values.never(fails, state.zone) else None
                return self.assumed(fails, state, False)
            case If():
                true = self.assumed(stmt.test, state, True)
                # that a guard's tests do not all pass says little
                false = state if stmt.likely else self.assumed(stmt.test, state, False)
                return _join(self.block(stmt.body, true), self.block(stmt.orelse, false))
            case ForRange(plain=False):
                return self.counted(stmt, state)
            case While():
                return self.repeated(stmt, state)
            case Break():
                self.breaks[-1].append(state)
                return None
            case Continue():
                self.continues[-1].append(state)
                return None
            case Return() | Reraise():
                return None
            case Try() | TryFinally():
                return self.protected(stmt, state)
            case ForRange():
                self.forget_all([stmt], state)
                return state
            case _:
                after: State | None = state
                for inner in blocks_of(stmt):
                    after = self.block(inner, after)
                if after is not None:
                    for slot in assigned_by(stmt):
                        self.forget(slot, after)
                return after
        return state

    def protected(self, stmt: Try | TryFinally, state: State) -> State:
        """Any statement of the body may have been the last one: what it assigns is not known in the other parts."""
        self.forget_all([stmt], state)
        marks = [(places, len(places)) for places in (*self.breaks, *self.continues)]
        for inner in blocks_of(stmt):
            self.block(inner, state.copy())
        for places, before in marks:
            for left in places[before:]:
                self.forget_all([stmt], left)
        return state

    def assumed(self, test: Expr, state: State, holds: bool) -> State | None:
        zone = self.values.assume(test, state.zone, holds, state.when)
        if zone is None:
            return None
        after = state.copy()
        after.zone = zone.copy()
        self.uncut(after)
        while isinstance(test, Unary) and test.op == "!":
            test, holds = test.operand, not holds
        if isinstance(test, Load) and self.values.local(test.slot):
            after.when[test.slot] = (zone, None) if holds else (None, zone)
        return after

    def uncut(self, state: State) -> None:
        """Variables that turn out to have been wide enough are what they were set to."""
        for slot, value in list(state.cut.items()):
            least, most = limits(Load(slot.type, slot))
            low, high = self.values.range(value, state.zone)
            if least <= low and high <= most:
                state.zone.add(slot, value[0], value[1])
                state.zone.add(value[0], slot, -value[1])
                del state.cut[slot]

    # --- loops ------------------------------------------------------------------------------------------------------

    def counted(self, stmt: ForRange, state: State) -> State | None:
        start: Node = ("bound", id(stmt), "start")
        stop: Node = ("bound", id(stmt), "stop")
        for node, value in ((start, stmt.start), (stop, stmt.stop)):
            if integer(value):
                self.relate(node, value, state)
        step = stmt.step.value if isinstance(stmt.step, Const) else None

        def rounds(head: State) -> State | None:
            self.forget(stmt.counter, head)
            counter = self.values.node(Load(stmt.counter.type, stmt.counter))
            if counter is not None and isinstance(step, int) and integer(stmt.start) and integer(stmt.stop):
                up = step > 0
                head.zone.add(*((start, counter) if up else (counter, start)), 0)
                head.zone.add(*((counter, stop) if up else (stop, counter)), -1)
            return self.block(stmt.body, head)

        head, breaks = self.fixed(stmt, state, rounds)
        self.forget(stmt.counter, head)
        after = self.block(stmt.orelse, head)
        for left in breaks:
            after = _join(after, left)
        if after is not None:
            after.zone.forget(start)
            after.zone.forget(stop)
        return after

    def repeated(self, stmt: While, state: State) -> State | None:
        behind: list[State | None] = []

        def rounds(head: State) -> State | None:
            passed = head.passed
            tested = self.through(stmt.prelude, head)
            if tested is not None:
                _still_passed(tested, passed)
            behind[:] = [None if tested is None else self.assumed(stmt.test, tested, False)]
            return self.block(stmt.body, None if tested is None else self.assumed(stmt.test, tested, True))

        _, breaks = self.fixed(stmt, state, rounds)
        after = self.block(stmt.orelse, behind[0])
        for left in breaks:
            after = _join(after, left)
        return after

    def fixed(
        self, stmt: ForRange | While, state: State, rounds: Callable[[State], State | None]
    ) -> tuple[State, list[State]]:
        """Follow a loop until what is known at its head is what each round leaves true."""
        update = stmt.update if isinstance(stmt, While) else []
        head = state.copy()
        self.forget_memory([stmt], head)
        for attempt in range(_ROUNDS + 1):
            self.breaks.append([])
            self.continues.append([])
            end = rounds(head.copy())
            for left in self.continues.pop():
                end = _join(end, left)
            end = self.block(update, end)
            breaks = self.breaks.pop()
            if end is None or head.zone.implied_by(end.zone):
                break
            if attempt == _ROUNDS - 1:
                self.forget_all([stmt], head)
            elif attempt == 0:
                joined = either(head.zone, end.zone)
                assert joined is not None
                head.zone = joined
            else:
                head.zone = head.zone.only_implied_by(end.zone)
        return head, breaks

    def forget_memory(self, block: Block, state: State) -> None:
        """At the head of a loop: truth values and passed checks that the rounds may change are not known."""
        state.when.clear()
        for stmt in walk(block):
            for slot in assigned_by(stmt):
                _outdated(slot, state, self.values.uses)

    # --- what is known ----------------------------------------------------------------------------------------------

    def forget_all(self, block: Block, state: State) -> None:
        for slot in {slot for stmt in walk(block) for slot in assigned_by(stmt)}:
            self.forget(slot, state)

    def forget(self, slot: Slot, state: State) -> None:
        """A slot gets another value."""
        if isinstance(slot.type, CBool):
            state.when.pop(slot, None)
        elif isinstance(slot.type, CInt | View):
            state.when.clear()
            _outdated(slot, state, self.values.uses)
            state.zone.forget(slot)
            for node in self.values.dependents(slot):
                state.zone.forget(node)

    def assign(self, slot: Slot, value: Expr, state: State) -> None:
        if isinstance(slot.type, CBool):
            state.when.pop(slot, None)
            if self.values.local(slot):
                true, false = (self.values.assume(value, state.zone, holds, state.when) for holds in (True, False))
                state.when[slot] = (
                    None if true is None else true.copy(), None if false is None else false.copy()
                )  # fmt: skip
            return
        node = self.values.node(Load(slot.type, slot))
        if node is None or not integer(value):
            self.forget(slot, state)
            return
        found = self.values.linear(value, state.zone)
        if found is not None and found[0] is slot:
            state.when.clear()
            _outdated(slot, state, self.values.uses)
            for other in self.values.dependents(slot):
                state.zone.forget(other)
            state.zone.shift(slot, found[1])
            return
        self.relate(node, value, state)

    def relate(self, node: Node, value: Expr, state: State) -> None:
        """A node gets the value of an expression that is computed here."""
        values, zone = self.values, state.zone
        if isinstance(value, Select):
            self.chosen(node, value, state)
            return
        found = values.linear(value, zone)
        own = None if found is not None else values.expression(value)
        relations = [] if found is not None else values.relations(value, zone)
        cut = values.linear(value.operand, zone) if found is None and isinstance(value, Cast) else None
        if isinstance(node, Slot):
            self.forget(node, state)
            if cut is not None and cut[0] not in (node, ZERO):
                state.cut[node] = cut
        else:
            zone.forget(node)
        if found is None and own is not None and not (isinstance(node, Slot) and node in values.uses[own]):
            found = (own, 0)
        if found is not None:
            zone.add(node, found[0], found[1])
            zone.add(found[0], node, -found[1])
            if isinstance(node, Slot):
                state.set_to[node] = found
        for other, above, below in relations:
            if other is node:
                continue
            if above is not None:
                zone.add(node, other, above)
            if below is not None:
                zone.add(other, node, below)

    def chosen(self, node: Node, value: Select, state: State) -> None:
        """One of two values, as in `min` and `max`."""
        one, other = self.assumed(value.test, state, True), self.assumed(value.test, state, False)
        for branch, part in ((one, value.then), (other, value.other)):
            if branch is not None:
                self.relate(node, part, branch)
        joined = _join(one, other)
        assert joined is not None
        state.zone, state.when, state.set_to, state.passed = joined.zone, {}, joined.set_to, joined.passed
        state.cut = joined.cut

    def check_index(self, stmt: CheckIndex, state: State) -> None:
        index, values, zone = stmt.index, self.values, state.zone
        node = values.node(Load(index.type, index))
        if node is None or not values.local(stmt.view):
            self.found[id(stmt)] = None
            self.forget(index, state)
            return
        extent: Node = ("extent", stmt.view, stmt.axis)
        values.limits.setdefault(extent, (0, (1 << 63) - 1))
        least, most = zone.most(ZERO, node), zone.most(node, extent)
        above = least is not None and least <= 0
        below = most is not None and most <= -1
        value = state.set_to.get(index, (index, 0))
        key = (value, stmt.view, stmt.axis)
        before = state.passed.get(key)
        if above and (below or not stmt.check):
            self.found[id(stmt)] = "gone"
            return
        if before is not None and before.type == index.type and stmt.check and stmt.wrap and self.copies:
            self.found[id(stmt)] = before
            self.assign(index, Load(before.type, before), state)
            return
        self.found[id(stmt)] = "unwrapped" if above and stmt.wrap else None
        if stmt.wrap and not above:
            self.forget(index, state)
        if stmt.check:
            zone.add(ZERO, index, 0)
            zone.add(index, extent, -1)
            if value[0] is not index and stmt.wrap:
                state.passed = {**state.passed, key: index}


def _outdated(slot: Slot, state: State, uses: dict[Node, set[Slot]]) -> None:
    """Drop what was noted of values that change with a slot."""
    state.set_to = {
        s: v for s, v in state.set_to.items() if s is not slot and v[0] is not slot and not _depends(v[0], slot, uses)
    }
    state.cut = {
        s: v for s, v in state.cut.items() if s is not slot and v[0] is not slot and not _depends(v[0], slot, uses)
    }
    state.passed = {
        key: held
        for key, held in state.passed.items()
        if held is not slot and key[1] is not slot and key[0][0] is not slot and not _depends(key[0][0], slot, uses)
    }


def _still_passed(state: State, before: Passed) -> None:
    """Behind inner blocks: their temporaries are not read any more."""
    state.passed = {key: slot for key, slot in state.passed.items() if before.get(key) is slot}


def _depends(node: Node, slot: Slot, uses: dict[Node, set[Slot]]) -> bool:
    """Whether a node other than the slot itself changes with it."""
    if isinstance(node, tuple) and node[0] == "extent":
        return node[1] is slot
    return node in uses and slot in uses[node]

"""Settle whose the variables of parallel loops are, before other passes look at them.

Requires and keeps the *built* phase. Each thread has a variable of its own for what the body assigns. Behind the loop
the variable has the value of the last round that assigned it, in the order of the rounds, however they were shared:
each thread notes in which round it was, and the latest wins. What is not read outside needs none of that. Objects and
views are given up at the end of the team, so that none is left behind in a thread.

Before::                                        After::

    team:                                           last_round = -2**63
        shared for %i in range(0, n, 1):            team:
            x = %i * %i                                 x_round = -2**63
    return x                                            shared for %i in range(0, n, 1):
                                                            x = %i * %i
                                                            x_round = %i
                                                    if last_round > -2**63:
                                                        x = last_x
                                                    return x

What cannot be run in threads is run by one, and the ledger says why.
"""

from __future__ import annotations

from smelt.affine.live import exposed
from smelt.ir.nodes import (
    Assign,
    Binary,
    Block,
    Break,
    Cast,
    Const,
    Expr,
    Fallible,
    ForRange,
    Function,
    If,
    Load,
    Module,
    Op,
    Return,
    Slot,
    Stmt,
    Storage,
    Unary,
    Unbind,
    While,
    Yield,
)
from smelt.ir.visit import assigned_by, blocks_of, expressions, has_loop, rename, slots_of, walk
from smelt.ledger import LedgerEntry
from smelt.passes.pieces import Refused
from smelt.passes.shared import is_owning, may_fail
from smelt.primitives import teams as rows
from smelt.records import replace
from smelt.types import BINT, INT, SSIZE, CArray, CFloat, CInt, CVoid
from smelt.types.cpp import CppClass


def run(module: Module) -> None:
    """Settle the teams of every function."""
    for function in module.functions:
        if has_loop(function.body) and any(
            isinstance(s, ForRange) and s.parallel is not None for s in walk(function.body)
        ):
            _block(function, function.body, module.ledger)


def _block(function: Function, block: Block, ledger: list[LedgerEntry]) -> None:
    result: Block = []
    for stmt in block:
        if not (isinstance(stmt, ForRange) and stmt.parallel is not None):
            for inner in blocks_of(stmt):
                _block(function, inner, ledger)
            result.append(stmt)
            continue
        try:
            made = _Team(function, stmt).settled()
        except Refused as why:
            _one_thread(stmt)
            result.append(stmt)
            ledger.append(LedgerEntry(stmt.span, "parallel loop", "refused", f"one thread: {why}"))
        else:
            result += made
            ledger.append(LedgerEntry(stmt.span, "parallel loop", "threads"))
    block[:] = result


def _one_thread(team: ForRange) -> None:
    if team.orelse:
        loop = team.body[-1]
        assert isinstance(loop, ForRange)
        loop.orelse, team.orelse = team.orelse, []
    for stmt in walk([team]):
        if isinstance(stmt, ForRange):
            stmt.parallel = None


class _Team:
    def __init__(self, function: Function, team: ForRange) -> None:
        self.function = function
        self.team = team
        self.statements: list[Stmt] = list(walk(team.body))
        self.loops = [s for s in self.statements if isinstance(s, ForRange) and s.parallel is not None]
        self.shared: list[Slot] = [slot for loop in self.loops for _, slot in loop.parallel.reductions]  # type: ignore[union-attr]

    def settled(self) -> Block:
        """The team, with what has to stand in front of it and behind it."""
        self.check_control()
        assigned = self.assigned()
        outside = _used_outside(self.function, self.team)
        first = exposed(self.team.body)
        for slot in assigned:
            self.check(slot, outside)
            if is_owning(slot.type) and slot in first:
                raise Refused(f"'{slot.name}' is an object or a view that a round may use before it sets it")
        before: Block = []
        after: Block = []
        for slot in assigned:
            if is_owning(slot.type):
                self.own(slot)
            elif slot in outside:
                self.track(slot, before, after)
        return [*before, self.team, *after]

    def assigned(self) -> list[Slot]:
        """The variables, not temporaries, that each thread has for itself."""
        found: dict[Slot, None] = {}
        for stmt in self.statements:
            for slot in assigned_by(stmt):
                if not slot.temp and slot not in self.shared:
                    found[slot] = None
        return list(found)

    def check(self, slot: Slot, outside: set[Slot]) -> None:
        if slot.storage not in (Storage.LOCAL, Storage.PARAM) or slot.cell is not None:
            raise Refused(f"'{slot.name}' is no variable of this function alone")
        if isinstance(slot.type, CppClass):
            raise Refused(f"'{slot.name}' is an object of C++")
        if is_owning(slot.type) and slot in outside:
            raise Refused(f"'{slot.name}' is an object or a view that is used outside as well")

    def check_control(self) -> None:
        """Whether OpenMP can run it: all threads come to the loops that they share, or none."""
        function = self.function
        if function.kind in ("generator", "module"):
            raise Refused("it is not in a function")
        for stmt in self.statements:
            if isinstance(stmt, Yield):
                raise Refused("it is in a generator")
            if isinstance(stmt, Return):
                returns = function.func.returns
                if not isinstance(returns, CVoid | CInt | CFloat):
                    raise Refused("it returns something else than a number")
            if any(isinstance(slot.type, CppClass) for slot in assigned_by(stmt)):
                raise Refused("it makes objects of C++")
        for loop in self.loops:
            for _, slot in loop.parallel.reductions:  # type: ignore[union-attr]
                numbers = isinstance(slot.type, CInt | CFloat) and slot.cell is None
                if not numbers or slot.storage not in (Storage.LOCAL, Storage.PARAM):
                    raise Refused(f"'{slot.name}' is no number of this function alone")
        if self.team.body != self.loops[:1]:
            self.check_block()

    def check_block(self) -> None:
        """A parallel block with code of its own."""
        reached = [stmt for stmt in self.team.body if stmt in self.loops]
        if len(reached) != len(self.loops):
            raise Refused("a loop that its threads share is inside of another statement")
        if any(loop.orelse or _breaks(loop.body) for loop in self.loops):
            raise Refused("a loop of the block is left by break")
        inside = {id(stmt) for loop in self.loops for stmt in walk(loop.body)}
        for stmt in self.statements:
            if isinstance(stmt, Return):
                raise Refused("the block is left by return")
            if self.loops and id(stmt) not in inside and isinstance(stmt, Fallible) and may_fail(stmt):
                raise Refused("what stands beside the loops of the block may fail")
        writers: dict[Slot, int] = {}
        beside: list[Stmt] = [stmt for stmt in self.statements if id(stmt) not in inside]
        for part in [*(list(walk(loop.body)) for loop in self.loops), beside]:
            for slot in {slot for stmt in part for slot in assigned_by(stmt)}:
                writers[slot] = writers.get(slot, 0) + 1
        outside = _used_outside(self.function, self.team)
        for slot, count in writers.items():
            if count > 1 and not slot.temp and (slot in outside or slot in self.shared):
                raise Refused(f"'{slot.name}' is assigned in several places of the block")

    def own(self, slot: Slot) -> None:
        """An object or a view: a variable of the team, empty at its end."""
        mine = replace(slot, maybe_unbound=True)
        self.function.slots.append(mine)
        rename(self.team.body, {slot: mine})
        self.team.body.append(Unbind(mine, final=True, span=self.team.span))

    def track(self, slot: Slot, before: Block, after: Block) -> None:
        """A number that is asked for outside."""
        info = self.team.parallel
        assert info is not None
        when, latest = self.slot(f"{slot.name}_round", SSIZE), self.slot(f"last_{slot.name}", slot.type)
        best = self.slot("last_round", SSIZE)
        info.last.append((slot, when, latest, best))
        before.append(_set(best, _NEVER))
        for loop in self.loops:
            if any(slot in assigned_by(stmt) for stmt in walk(loop.body)):
                _note(loop.body, slot, when, _round(loop))
                _note_breaks(loop.body, when, _round(loop))
        inside = {id(stmt) for loop in self.loops for stmt in walk(loop.body)}
        if any(slot in assigned_by(stmt) and id(stmt) not in inside for stmt in self.statements):
            # Of what every thread assigns the first thread's value stays.
            number = self.slot("thread", INT)
            mine = Binary(SSIZE, "-", Const(SSIZE, _NEVER.value + 2**32), Cast(SSIZE, Load(INT, number)))  # type: ignore[operator]
            _note(self.team.body, slot, when, mine, inside)
            self.team.body.insert(0, Op(number, rows.number, [], span=self.team.span))
        self.team.body.insert(0, _set(when, _NEVER))
        change = Assign(Load(slot.type, slot), Load(slot.type, latest), span=self.team.span)
        after.append(If(Binary(BINT, ">", Load(SSIZE, best), _NEVER), [change], span=self.team.span))

    def slot(self, name: str, type_: object) -> Slot:
        made = Slot(name, type_)  # type: ignore[arg-type]
        self.function.slots.append(made)
        return made


_NEVER = Const(SSIZE, SSIZE.min)
_BROKEN = Const(SSIZE, SSIZE.max)


def _set(slot: Slot, value: Expr) -> Assign:
    return Assign(Load(slot.type, slot), value)


def _round(loop: ForRange) -> Expr:
    """A number that grows from round to round."""
    at = Cast(SSIZE, Load(loop.counter.type, loop.counter))
    step = loop.step
    if isinstance(step, Const) and isinstance(step.value, int):
        return at if step.value > 0 else Unary(SSIZE, "-", at)
    zero = Const(step.type, 0)
    up = Cast(SSIZE, Binary(BINT, ">", step, zero))
    down = Cast(SSIZE, Binary(BINT, "<", step, zero))
    return Binary(SSIZE, "*", at, Binary(SSIZE, "-", up, down))


def _note(block: Block, slot: Slot, when: Slot, value: Expr, skip: set[int] | None = None) -> None:
    """Behind what assigns a variable, note when that was."""
    result: Block = []
    for stmt in block:
        if skip is None or id(stmt) not in skip:
            for inner in blocks_of(stmt):
                _note(inner, slot, when, value, skip)
        result.append(stmt)
        if slot in assigned_by(stmt) and (skip is None or id(stmt) not in skip):
            result.append(_set(when, value))
    block[:] = result


def _note_breaks(block: Block, when: Slot, value: Expr) -> None:
    """The round that ends the loop is its last, however many others had begun."""
    result: Block = []
    for stmt in block:
        if isinstance(stmt, Break):
            result.append(If(Binary(BINT, "==", Load(SSIZE, when), value), [_set(when, _BROKEN)]))
        elif not isinstance(stmt, ForRange | While):
            for inner in blocks_of(stmt):
                _note_breaks(inner, when, value)
        result.append(stmt)
    block[:] = result


def _breaks(block: Block) -> bool:
    for stmt in block:
        if isinstance(stmt, Break | Return):
            return True
        if not isinstance(stmt, ForRange | While) and any(_breaks(inner) for inner in blocks_of(stmt)):
            return True
    return any(isinstance(stmt, Return) for stmt in walk(block))


def _used_outside(function: Function, team: ForRange) -> set[Slot]:
    """The slots that anything outside of a team names but to assign them."""
    found: set[Slot] = set()
    inside = {id(stmt) for stmt in walk([team])}
    for stmt in walk(function.body):
        if id(stmt) in inside:
            continue
        nodes = [stmt, *expressions(stmt)]
        written = set(assigned_by(stmt))
        for node in nodes:
            for slot in slots_of(node):
                if node is stmt and slot in written:
                    continue
                if isinstance(stmt, Assign) and node is stmt.target and isinstance(node, Load):
                    continue
                found.add(slot)
    found.update(slot for slot in function.params if isinstance(slot.type, CArray))
    return found

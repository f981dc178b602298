"""How a team of threads is left: a part of `exceptions`.

OpenMP lets nobody jump out of a loop or a block that threads share. Whoever wants to leave notes why in `stop`, the
first one wins, and goes to the end of his round; the others pass their rounds by. Behind the team it is asked.

Before::                                        After::

    team:                                           stop = 0
        shared for %i in range(0, n, 1):            team:
            %t = f(%i)                                  shared for %i in range(0, n, 1):
                                                            %stopped = stopped(&stop)
                                                            if %stopped:
                                                                continue
                                                            %t = f(%i)          ! round_1
                                                            goto next_1
                                                            round_1:
                                                            traceback
                                                            keep_failure(&failure, &stop)
                                                            next_1:
                                                    if stop == 1:
                                                        raise_failure(failure)
                                                        goto unwind
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from smelt.ir.nodes import (
    AddressOf,
    Assign,
    Binary,
    Const,
    Continue,
    Expr,
    ForRange,
    GilBlock,
    Goto,
    If,
    Label,
    Load,
    Op,
    Raw,
    Slot,
)
from smelt.ir.visit import walk
from smelt.passes.scopes import Loop, Pad
from smelt.primitives import teams as rows
from smelt.records import record
from smelt.types import BINT, INT, OBJECT, Ptr

if TYPE_CHECKING:
    from smelt.passes.exceptions import _Lowering


@record()
class Team:
    """A team whose body is being lowered."""

    stop: Slot
    failure: Slot
    reasons: set[int]


class Round(Loop):
    """A round of a shared loop, or what a thread does in a team: it is left by a jump to its end."""

    def __init__(self, team: Team, end: str, in_loop: bool) -> None:
        super().__init__(plain_break=False, plain_continue=in_loop)
        self.team = team
        self.end = end
        self.used = False


def lower_team(lowering: _Lowering, stmt: ForRange) -> bool:
    """Lower a team and what follows from how it was left."""
    info = stmt.parallel
    assert info is not None
    stop, failure = lowering.slot("stop", INT, temp=False), lowering.slot("failure", OBJECT, temp=False)
    failure.borrowed = True
    team = Team(stop, failure, set())
    with_gil = any(isinstance(inner, GilBlock) and inner.held for inner in walk(stmt.body))
    orelse, stmt.orelse = stmt.orelse, []
    with _without_gil(lowering):
        _round(lowering, stmt, team, in_loop=False)
    info.gil = with_gil or rows.FAILED in team.reasons
    if team.reasons:
        info.shared += [stop, failure, *(s for s in lowering.function.slots if s.name == "returned" and not s.temp)]
        lowering.out.append(Assign(Load(INT, stop), Const(INT, 0), span=stmt.span))
    else:
        lowering.function.slots.remove(stop)
        lowering.function.slots.remove(failure)
    lowering.out.append(stmt)
    why = Load(INT, stop)
    if rows.FAILED in team.reasons:
        raised = Raw(rows.raise_failure, [Load(OBJECT, failure)])
        test = Binary(BINT, "==", why, Const(INT, rows.FAILED))
        lowering.out.append(If(test, [raised, Goto(lowering.pad.passed_on())]))
    if rows.RETURNED in team.reasons:
        test = Binary(BINT, "==", why, Const(INT, rows.RETURNED))
        lowering.when(test, lambda: lowering.leave("return", _result(lowering)))
    if orelse and rows.BROKEN in team.reasons:
        lowering.when(Binary(BINT, "!=", why, Const(INT, rows.BROKEN)), lambda: lowering.block(orelse))
    elif orelse:
        return lowering.block(orelse)
    return True


def lower_shared(lowering: _Lowering, stmt: ForRange) -> bool:
    """Lower a loop whose rounds the threads of a team share."""
    around = next(scope for scope in reversed(lowering.scopes) if isinstance(scope, Round))
    _round(lowering, stmt, around.team, in_loop=True)
    lowering.out.append(stmt)
    return True


def _round(lowering: _Lowering, stmt: ForRange, team: Team, in_loop: bool) -> None:
    n = lowering.number()
    outer = lowering.pad
    pad = lowering.pad = Pad(f"round_{n}", f"round_{n}_again")
    scope = Round(team, f"next_{n}", in_loop)
    lowering.scopes.append(scope)
    body, falls = lowering.inner(stmt.body)
    lowering.scopes.pop()
    lowering.pad = outer
    outside, lowering.out = lowering.out, body
    if pad.used:
        team.reasons.add(rows.FAILED)
        if falls:
            scope.used = True
            body.append(Goto(scope.end))
        lowering.land(pad)
        failure = AddressOf(Ptr(OBJECT), Load(OBJECT, team.failure))
        body.append(Raw(rows.keep_failure, [failure, _address(team)]))
    if scope.used:
        body.append(Label(scope.end))
    lowering.out = outside
    if in_loop and (pad.used or scope.used):
        stopped = lowering.slot("stopped", BINT)
        body[:0] = [Op(stopped, rows.stopped, [_address(team)]), If(Load(BINT, stopped), [Continue()])]
    stmt.body = body


@contextmanager
def _without_gil(lowering: _Lowering) -> Iterator[None]:
    """Another thread's state is none of this one's: who needs the GIL inside takes it for itself."""
    thread, nogil = lowering.thread, lowering.nogil
    lowering.thread, lowering.nogil = None, True
    yield
    lowering.thread, lowering.nogil = thread, nogil


def _address(team: Team) -> Expr:
    return AddressOf(Ptr(INT), Load(INT, team.stop))


def _result(lowering: _Lowering) -> Expr | None:
    slot = next((s for s in lowering.function.slots if s.name == "returned"), None)
    return None if slot is None else Load(slot.type, slot)


def leave_round(lowering: _Lowering, scope: Round, exit_: str, value: Expr | None, span: Any) -> None:
    """Stop the team, and go to the end of the round."""
    code = rows.BROKEN if exit_ == "break" else rows.RETURNED
    scope.team.reasons.add(code)
    first = lowering.slot("first", BINT)
    lowering.out.append(Op(first, rows.stop_team, [_address(scope.team), Const(INT, code)], span=span))
    if exit_ == "return" and value is not None:
        kept = next((s for s in lowering.function.slots if s.name == "returned"), None)
        if kept is None:
            kept = lowering.slot("returned", lowering.function.func.returns, temp=False)
        lowering.out.append(If(Load(BINT, first), [Assign(Load(kept.type, kept), value, span=span)], span=span))
    scope.used = True
    lowering.out.append(Goto(scope.end, span=span))

"""How a function is left: the last part of `ownership`.

Each `Return` has references to give up before it. Where that is little it is written out at every return; else all
returns put their value into a slot and go to one place at the end that releases and returns.

Before::                                    After::

    Return Move %t          (x, y owned)        result = Move %t
    error:                                      Goto done
    Traceback                                   error:
    Return NULL             (x, y owned)        Traceback
                                                result = NULL
                                                done:
                                                Release x, y
                                                Return Move result
"""

from __future__ import annotations

from collections.abc import Callable

from smelt.ir.nodes import (
    Assign,
    Block,
    Const,
    Expr,
    Function,
    Goto,
    Label,
    Load,
    Move,
    NewRef,
    Op,
    PyConst,
    Raw,
    Release,
    Return,
    Slot,
    Stmt,
)
from smelt.passes.shared import ENSURE_GIL, GIL_STATE, RELEASE_GIL, holding_gil, is_owning
from smelt.records import record


@record()
class Exit:
    """A return, the block it is in, and what is owned there (see `ownership.State`)."""

    block: Block
    stmt: Return
    may: int
    must: int
    valid: int
    nogil: bool


def finish(function: Function, body: Block, exits: list[Exit], members: Callable[[int], list[Slot]]) -> Block:
    """Make every return give up what is owned there.

    Parameters
    ----------
    function
        Its return type and slots; a slot may be added.
    body
        The function's code, in which the returns are.
    exits
        All returns, in the order of the text.
    members
        Tells the slots of a set.

    Returns
    -------
    Block
        The function's new body.
    """
    if function.func.with_gil:
        body.insert(0, Op(_gil(function), ENSURE_GIL, []))
    releases = [exit_.may.bit_count() for exit_ in exits]
    shared = [e for e, n in zip(exits, releases, strict=True) if n] if sum(releases) > 3 else []
    if len(shared) < 2:
        shared = []
    for exit_ in exits:
        if exit_ not in shared:
            _in_place(function, exit_, members)
    if shared:
        _shared(function, body, shared, members)
    return body


def _released(function: Function, exit_: Exit, members: Callable[[int], list[Slot]]) -> list[Stmt]:
    sure = exit_.may & exit_.must
    found: list[Stmt] = []
    if sure:
        found.append(Release(members(sure), known=True, leaves=True))
    if exit_.may & ~sure:
        found.append(Release(members(exit_.may & ~sure), leaves=True))
    if function.func.with_gil:
        return [*found, Raw(RELEASE_GIL, [Load(GIL_STATE, _gil(function))])]
    return holding_gil(function, found) if found and exit_.nogil else found


def _gil(function: Function) -> Slot:
    """Where a function that takes the GIL for itself keeps what it has to give back."""
    for slot in function.slots:
        if slot.type is GIL_STATE and slot.name == "entered":
            return slot
    slot = Slot("entered", GIL_STATE)
    function.slots.append(slot)
    return slot


def _replace(exit_: Exit, statements: list[Stmt]) -> None:
    index = next(i for i, stmt in enumerate(exit_.block) if stmt is exit_.stmt)
    exit_.block[index : index + 1] = statements


def _in_place(function: Function, exit_: Exit, members: Callable[[int], list[Slot]]) -> None:
    value = exit_.stmt.value
    releases = _released(function, exit_, members)
    if not releases:
        return
    before: list[Stmt] = []
    if value is not None and not _lasting(value):
        result = Slot("value", function.func.returns)
        function.slots.append(result)
        before.append(Assign(Load(result.type, result), value, span=exit_.stmt.span))
        exit_.stmt.value = _taken(result)
    _replace(exit_, [*before, *releases, exit_.stmt])


def _lasting(value: Expr) -> bool:
    """Whether the value can be computed after the releases."""
    if isinstance(value, NewRef):
        return isinstance(value.operand, PyConst)
    return isinstance(value, Const | PyConst | Move) or (isinstance(value, Load) and not is_owning(value.type))


def _result(function: Function) -> Slot:
    for slot in function.slots:
        if slot.name == "result" and not slot.temp and slot.type == function.func.returns:
            return slot
    slot = Slot("result", function.func.returns)
    function.slots.append(slot)
    return slot


def _taken(slot: Slot) -> Expr:
    return Move(slot.type, slot) if is_owning(slot.type) else Load(slot.type, slot)


def _shared(function: Function, body: Block, exits: list[Exit], members: Callable[[int], list[Slot]]) -> None:
    all_ = Exit(body, exits[-1].stmt, 0, -1, -1, False)
    for exit_ in exits:
        all_.may |= exit_.may
        all_.must &= exit_.must
        all_.valid &= exit_.valid
        all_.nogil |= exit_.nogil
    # Where one return owns a slot that another does not, the slot must be NULL at the other.
    for slot in members(all_.may & ~all_.valid):
        slot.nullable = True
    result = _result(function) if exits[0].stmt.value is not None else None
    # A value that waited for a `finally` may be in it already.
    waiting = next((bit for bit in _bits(all_.may) if members(bit) == [result]), 0)
    all_.may &= ~waiting
    last = exits[-1]
    for exit_ in exits:
        statements: list[Stmt] = []
        value = exit_.stmt.value
        if result is not None and value is not None and not _is_slot(value, result):
            sets = bool(exit_.may & waiting)
            statements.append(Assign(Load(result.type, result), value, sets=sets, span=exit_.stmt.span))
        if exit_ is not last or exit_.block is not body or body[-1] is not exit_.stmt:
            statements.append(Goto("done", span=exit_.stmt.span))
        _replace(exit_, statements)
    body.append(Label("done"))
    body += _released(function, all_, members)
    body.append(Return(_taken(result) if result is not None else None))


def _bits(mask: int) -> list[int]:
    return [1 << i for i in range(mask.bit_length()) if mask >> i & 1]


def _is_slot(value: Expr, slot: Slot) -> bool:
    return isinstance(value, Load | Move) and value.slot is slot

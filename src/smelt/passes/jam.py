"""Unroll and jam: compute several rounds of an outer loop together where the loops inside are reductions.

Requires and keeps the *built* phase. A sum over a row is one chain of additions that each wait for the last. The rows
next to it are chains of their own: with eight of them in one inner loop, a processor has something to do all the time.
It is what `outervector` does, for rounds whose elements are no neighbours in memory.

Before::                                        After:

    for %i in range(0, n, 1):                       for %b in range(0, n / 8, 1):
        s = 0.0                                         s0 = 0.0; s1 = 0.0; ...
        for %j in range(0, m, 1):                       for %j in range(0, m, 1):
            s = s + a[i, %j]                                s0 = s0 + a[i0, %j]; s1 = s1 + a[i1, %j]; ...
        v[i] = s                                        v[i0] = s0; v[i1] = s1; ...
                                                    for %i in range(n / 8 * 8, n, 1):
                                                        ...

What has to hold: the nest is a scop, no round reads what another one writes, views that are written share no memory
with others, and the bounds of the inner loops do not depend on the round.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from smelt.affine import analyses
from smelt.ir.nodes import Assign, Binary, Block, Const, Expr, ForRange, Function, If, Load, Module, Slot
from smelt.ir.visit import assigned_by, copy_block, copy_expr, has_loop, walk
from smelt.passes.pieces import (
    Pieces,
    Refused,
    Unneeded,
    at_least,
    changed_inside,
    check_rounds,
    check_shape,
    each_loop,
    guarded,
    is_index,
    looked_at,
    minus,
    note,
    note_nest,
    plus,
    read_behind,
    times,
    trim,
)
from smelt.records import replace
from smelt.types import SSIZE

if TYPE_CHECKING:
    from smelt.affine.analyses import Analyses

ROUNDS = 8
# Of the statements of a round, all of which are written once for each round of a block.
_LARGEST = 30


def run(module: Module) -> None:
    """Look at the nests of every function."""
    for function in analyses.counting(module):
        each_loop(function.body, _Jam(function, module).versions)


class _Jam:
    """The nests of one function."""

    def __init__(self, function: Function, module: Module) -> None:
        self.function = function
        self.ledger = module.ledger
        self.module = module

    def versions(self, loop: ForRange) -> Block | None:
        """The loop next to the innermost one comes first."""
        if not has_loop(loop.body):
            return None
        if changed_inside(loop, self.versions):
            return [loop]
        try:
            versions = _Rounds(self.function, loop, analyses.of(self.module, self.function)).versions()
        except Unneeded:
            return [loop]
        except Refused as why:
            note(self.ledger, loop, "refused", f"no {ROUNDS} rounds together: {why}")
            return [loop]
        note_nest(self.ledger, loop, "jammed", f"{ROUNDS} rounds together")
        return versions


class _Rounds:
    def __init__(self, function: Function, loop: ForRange, known: Analyses) -> None:
        from smelt.affine.interior import interior

        self.function = function
        self.loop = loop
        self.make = Pieces(function, loop)
        check_shape(loop)
        if any(isinstance(stmt, ForRange) and stmt.plain for stmt in walk(loop.body)):
            raise Unneeded("there are versions of what is inside already")
        if sum(1 for stmt in walk(loop.body) if not is_index(stmt)) > _LARGEST:
            raise Refused("a round is too long")
        with looked_at():
            scop = known.scop(loop)
            innermost = [s for s in walk(loop.body) if isinstance(s, ForRange) and not has_loop(s.body)]
            if not all(scop.carried(inner) for inner in innermost):
                raise Unneeded("its inner loop is no chain")
            check_rounds(scop, loop)
            if interior(scop) is not True:
                raise Refused("the loops inside have other bounds in each round")
        self.scop = scop
        self.read_behind = read_behind(loop, function)

    def versions(self) -> Block:
        loop, make = self.loop, self.make
        start, stop, count, number = (make.slot(name) for name in ("first", "end", "blocks", "block"))
        rounds = minus(Load(SSIZE, stop), Load(SSIZE, start))
        if self.read_behind:
            # the last round is one of those that are left, and leaves its values behind
            rounds = minus(rounds, Const(SSIZE, 1))
        begin: Block = [
            make.set(start, loop.start),
            make.set(stop, loop.stop),
            make.set(count, Binary(SSIZE, "/", rounds, Const(SSIZE, ROUNDS))),
        ]
        first = plus(Load(SSIZE, start), times(Load(SSIZE, number), ROUNDS))
        blocks = make.counted(number, Load(SSIZE, count), jammed(self.function, loop, first, ROUNDS))
        rest = make.rounds(loop, plus(Load(SSIZE, start), times(Load(SSIZE, count), ROUNDS)), Load(SSIZE, stop))
        test = at_least(loop, Const(SSIZE, ROUNDS))
        return [guarded([test, *self.scop.assumed()], [*begin, blocks, rest], loop)]


def jammed(function: Function, loop: ForRange, first: Expr, rounds: int) -> Block:
    """So many rounds of a loop from `first` on as one: its statements for each of them, the loops in it once for all.

    No round may use what another one writes, and the bounds of loops inside have to be the same in all of them.
    """
    make = Pieces(function, loop)
    known = len(function.slots)
    inner = {stmt.counter for stmt in walk(loop.body) if isinstance(stmt, ForRange)}
    shared = {slot: replace(slot) for slot in inner}
    names: list[dict[Slot, Slot]] = []
    begin: Block = []
    for number in range(rounds):
        own = {loop.counter: make.slot(loop.counter.name, loop.counter.type)}
        for stmt in walk(loop.body):
            for slot in assigned_by(stmt):
                if slot not in inner and slot not in own:
                    own[slot] = replace(slot)
        function.slots += [slot for slot in own.values() if slot is not own[loop.counter]]
        names.append({**own, **shared})
        begin.append(make.set(own[loop.counter], plus(copy_expr(first), Const(SSIZE, number))))
    function.slots += shared.values()
    made = [*begin, *_together(loop.body, names)]
    trim(made, set(function.slots[known:]))
    return made


def _together(block: Block, names: list[dict[Slot, Slot]]) -> Block:
    result: Block = []
    for stmt in block:
        if isinstance(stmt, ForRange):
            loop = copy_block([replace(stmt, body=[])], names[0])[0]
            assert isinstance(loop, ForRange)
            loop.body = _together(stmt.body, names)
            result.append(loop)
            continue
        assert isinstance(stmt, Assign | If)
        for own in names:
            result += copy_block([stmt], own)
    return result

"""Compute some rounds of a loop together if another loop of the nest becomes vectors that are the same for all of them.

Requires and keeps the *built* phase. A product of matrices loads a vector of `b` for each vector that it adds up, and
loads are what it waits for, all the more where vectors lie across cache lines. With four rows of `a` at a time, what is
loaded once serves four sums.

Before::                                        After:

    for %i in range(0, n, 1):                       for %b in range(0, n / 4, 1):
        for %j in range(0, m, 1):                       for %j in range(0, m, 1):
            s = 0.0                                         s0 = 0.0; s1 = 0.0; ...
            for %k in range(0, l, 1):                       for %k in range(0, l, 1):
                s = s + a[i, %k] * b[%k, %j]                    s0 = s0 + a[i0, %k] * b[%k, %j]; s1 = ...
            c[i, %j] = s                                    c[i0, %j] = s0; c[i1, %j] = s1; ...
                                                    for %i in range(n / 4 * 4, n, 1):
                                                        ...

What has to hold: the nest is a scop, no round reads what another one writes, views that are written share no memory
with others, the bounds of inner loops do not depend on the round, and `outervector` takes a loop inside, in whose loops
there are elements that move with the vector and not with the round. The loops stay open: `outervector`, which comes
next, makes vectors of them. Where a test in front says that the nest has too few rounds, or that its arithmetic might
wrap, all rounds are left to the loop as it was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from smelt.affine import analyses
from smelt.ir.nodes import Binary, Block, Const, ForRange, Function, Load, Module, Select, Slot
from smelt.ir.visit import has_loop, walk
from smelt.passes.jam import jammed
from smelt.passes.outervector import ACCUMULATORS, Vectors
from smelt.passes.pieces import (
    Pieces,
    Refused,
    Unneeded,
    all_of,
    at_least,
    changed_inside,
    check_rounds,
    check_shape,
    each_loop,
    is_index,
    looked_at,
    minus,
    note,
    plus,
    read_behind,
    times,
)
from smelt.records import replace
from smelt.types import SSIZE

if TYPE_CHECKING:
    from smelt.affine.analyses import Analyses
    from smelt.affine.scop import Scop

# Rounds that are computed together at most; more of them do not spare much.
ROUNDS = 4
# Vectors that each of them adds to at least: fewer do not hide how long an addition takes.
_VECTORS = 2
# Of the statements of a round, all of which are written once for each round of a block.
_LARGEST = 24


def run(module: Module) -> None:
    """Look at the nests of every function."""
    for function in analyses.counting(module):
        each_loop(function.body, _Rows(function, module).versions)


class _Rows:
    """The nests of one function."""

    def __init__(self, function: Function, module: Module) -> None:
        self.function = function
        self.module = module

    def versions(self, loop: ForRange) -> Block | None:
        """The loop around that of the vectors comes first."""
        if not any(has_loop(stmt.body) for stmt in walk(loop.body) if isinstance(stmt, ForRange)):
            return [loop]
        if changed_inside(loop, self.versions):
            return [loop]
        try:
            found = Together(self.function, loop, analyses.of(self.module, self.function))
        except Unneeded:
            return [loop]
        except Refused as why:
            note(self.module.ledger, loop, "refused", f"no {ROUNDS} rounds together: {why}")
            return [loop]
        views = ", ".join(dict.fromkeys(f"'{view.name}'" for view in found.shared()))
        why_ = f"{found.rounds} rounds together, for vectors of {views} that serve all of them"
        note(self.module.ledger, loop, "jammed", why_)
        return found.made()


class Together:
    """One loop and what becomes of it.

    Attributes
    ----------
    sharing
        The loops inside, as vectors, of which all rounds use some that are the same.
    rounds
        How many of them are computed together.

    Raises
    ------
    Refused
        If they cannot be; `Unneeded`, of those, if they would gain nothing.
    """

    def __init__(self, function: Function, loop: ForRange, known: Analyses) -> None:
        from smelt.affine.interior import interior

        self.function = function
        self.loop = loop
        self.make = Pieces(function, loop)
        vectors = [made for inner in walk(loop.body) if (made := _vectors(function, inner, known)) is not None]
        if not vectors:
            raise Unneeded("nothing in it becomes vectors")
        check_shape(loop)
        with looked_at(Unneeded):
            self.scop = known.scop(loop)
            self.sharing = [made for made in vectors if _shared(self.scop, made)]
            if not self.sharing:
                raise Unneeded("each round uses vectors of its own")
            self.rounds = _fitting(max(len(made.added_to) for made in vectors))
            if sum(1 for stmt in walk(loop.body) if not is_index(stmt)) > _LARGEST:
                raise Refused("a round is too long")
            check_rounds(self.scop, loop)
            if interior(self.scop) is not True:
                raise Refused("the loops inside have other bounds in each round")
        self.read_behind = read_behind(loop, function)

    def shared(self) -> list[Slot]:
        """The views of which all rounds use the same vectors."""
        return [view for made in self.sharing for view in _shared(self.scop, made)]

    def made(self) -> Block:
        """The rounds in blocks, and the loop with those that are left; it is changed in place."""
        loop, make = self.loop, self.make
        start, stop, count, number = (make.slot(name) for name in ("first", "end", "blocks", "block"))
        first, end = Load(SSIZE, start), Load(SSIZE, stop)
        # the last round is one of those that are left if its values are used behind the loop
        rounds = minus(minus(end, first), Const(SSIZE, int(self.read_behind)))
        enough = all_of([at_least(loop, Const(SSIZE, self.rounds)), *self.scop.assumed()])
        blocks = Select(SSIZE, enough, Binary(SSIZE, "/", rounds, Const(SSIZE, self.rounds)), Const(SSIZE, 0))
        begin: Block = [make.set(start, loop.start), make.set(stop, loop.stop), make.set(count, blocks)]
        at = plus(first, times(Load(SSIZE, number), self.rounds))
        body = jammed(self.function, loop, at, self.rounds)
        together = replace(loop, counter=number, start=Const(SSIZE, 0), stop=Load(SSIZE, count), body=body)
        loop.start = plus(first, times(Load(SSIZE, count), self.rounds))
        loop.stop = end
        return [*begin, together, loop]


def _vectors(function: Function, loop: object, known: Analyses) -> Vectors | None:
    """What `outervector` would make of a loop; None if nothing."""
    if not isinstance(loop, ForRange) or not has_loop(loop.body) or loop.plain:
        return None
    try:
        return Vectors(function, loop, known)
    except Refused:
        return None


def _shared(scop: Scop, vectors: Vectors) -> list[Slot]:
    """The views of which the loops inside of that in vectors use elements that move with it and not with the round."""
    from smelt.affine.interior import depends

    found: list[Slot] = []
    for instance in scop.instances:
        inside = vectors.loop in instance.loops[:-1]
        for access in instance.accesses if inside else []:
            moves = any(depends(index, scop.counters[0]) for index in access.index)
            if id(access.item) in vectors.lane_items and not moves and not access.write:
                found.append(access.view)
    return found


def _fitting(sums: int) -> int:
    """How many rounds there are registers for, if each adds to so many vectors."""
    rounds = min(ROUNDS, ACCUMULATORS // (_VECTORS * max(1, sums)))
    if rounds < 2:
        raise Refused("a round needs most of the vectors that a processor has")
    return rounds

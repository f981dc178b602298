"""Compute several rows of an in-place nest in lockstep, each some columns behind the one above.

Requires and keeps the *built* phase. In an in-place stencil, or a table filled by a recurrence, each element needs the
one before it in its row: a chain of operations that each wait for the last, in which a processor has nothing to
overlap. Rows are such chains too, and the row below may follow the one above at a distance. Eight rows in lockstep are
eight independent chains. Every element is computed from the same operands as before: bit for bit the same result.

Before::                                        After, 8 rows, skew 1:

    for %i in range(1, n, 1):                       for %b in range(0, (n - 1) / 8, 1):
        for %j in range(1, m, 1):                       first columns of rows 0..6, row by row
            u[i, j] = f(u[i-1, j], u[i, j-1])           for %t in range(0, m - 1 - 7, 1):
                                                            row 0 at column %t + 7
                                                            row 1 at column %t + 6
                                                            ...
                                                            row 7 at column %t
                                                        last columns of rows 1..7, row by row
                                                    the rows that are left

With the skew `s`, column `j` of row `r` has the time ``j + s r``. What has to hold: the nest is a scop of two loops,
the inner one with bounds that do not depend on the row; its scalars are the round's own; and of any two rounds of
different rows of a block that use one element, the earlier one has the earlier time. A nest whose rows are no chains is
left to the C compiler, which vectorises it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from smelt.affine import analyses, sets
from smelt.ir.nodes import Assign, Binary, Block, Const, Expr, ForRange, Function, If, Load, Module, Slot
from smelt.ir.visit import fresh_copy, walk
from smelt.passes.pieces import (
    Pieces,
    Refused,
    Unneeded,
    at_least,
    check_shape,
    each_loop,
    guarded,
    is_index,
    looked_at,
    minus,
    note,
    note_nest,
    plus,
    times,
    trim,
)
from smelt.types import SSIZE

if TYPE_CHECKING:
    from smelt.affine.analyses import Analyses
    from smelt.affine.scop import Scop

ROWS = 8
_SKEWS = (1, 2, 3)
# Of the statements of one round, which is written some twelve times.
_LARGEST = 40


def run(module: Module) -> None:
    """Look at the nests of every function."""
    for function in analyses.counting(module):
        each_loop(function.body, _Rows(function, module).versions)


class _Rows:
    """The nests of one function."""

    def __init__(self, function: Function, module: Module) -> None:
        self.function = function
        self.ledger = module.ledger
        self.module = module

    def versions(self, loop: ForRange) -> Block | None:
        inner = _inner_loop(loop)
        if inner is None:
            return None
        try:
            made = _Wavefront(self.function, loop, inner, analyses.of(self.module, self.function))
            versions = made.versions()
        except Unneeded:
            return None
        except Refused as why:
            note(self.ledger, loop, "refused", f"no rows in lockstep: {why}")
            return None
        why_ = f"{ROWS} rows in lockstep, {made.skew} columns apart"
        note_nest(self.ledger, loop, "wavefront", why_)
        return versions


def _inner_loop(loop: ForRange) -> ForRange | None:
    """The inner loop of a nest of two; nothing may come behind it, and there is none inside of it."""
    if loop.orelse or not loop.body or not isinstance(loop.body[-1], ForRange):
        return None
    inner = loop.body[-1]
    others = [s for s in walk(loop.body) if isinstance(s, ForRange) and s is not inner]
    return inner if not others and not inner.orelse else None


def _chooses(branch: If) -> bool:
    """Its arms set variables to constants or variables: C compilers make moves of those, which nobody has to guess."""
    arms = (*branch.body, *branch.orelse)
    return all(isinstance(s, Assign) and isinstance(s.target, Load) and isinstance(s.value, Const | Load) for s in arms)


class _Wavefront:
    def __init__(self, function: Function, loop: ForRange, inner: ForRange, known: Analyses) -> None:
        self.function = function
        self.loop = loop
        self.inner = inner
        self.make = Pieces(function, loop)
        self.scop = self.scop_of(known)
        with looked_at():
            self.skew = self.legal_skew()

    def scop_of(self, known: Analyses) -> Scop:
        from smelt.affine.interior import interior
        from smelt.affine.live import surely_set, used_behind

        for loop in (self.loop, self.inner):
            check_shape(loop)
        if not all(isinstance(s, Assign) and isinstance(s.target, Load) for s in self.loop.body[:-1]):
            raise Refused("what a row begins with is more than C variables")
        if sum(1 for stmt in walk(self.inner.body) if not is_index(stmt)) > _LARGEST:
            raise Refused("a round is too long")
        with looked_at():
            scop = known.scop(self.loop)
            if scop.carried(self.loop) or scop.carried(self.inner):
                raise Refused("a variable goes from one row to the next")
            if any(isinstance(i.stmt, If) and i.accesses and not _chooses(i.stmt) for i in scop.instances):
                raise Refused("branches that depend on data are guessed wrong in all rows")
            if interior(scop) is not True:
                raise Refused("rows have different columns")
        behind = used_behind(self.loop, self.function.body)
        self.read_behind = bool(behind)
        always = {slot for loop in (self.loop, self.inner) for stmt in loop.body for slot in surely_set(stmt)}
        if not behind <= always | {self.loop.counter, self.inner.counter}:
            raise Refused("what it computes in some rounds only is read behind it")
        return scop

    def legal_skew(self) -> int:
        """How many columns each row stays behind the one above."""
        from smelt.affine.pairs import second_name
        from smelt.affine.params import constant, variable

        if any(c.common < 2 for c in self.scop.conflicts):
            raise Refused("a row begins with elements that rows write")
        row, column = self.scop.counters
        known = [c.distance(row, column) for c in self.scop.conflicts]
        apart = [(found[0], found[1]) for found in known if found is not None]
        others = [c.rounds for c, found in zip(self.scop.conflicts, known, strict=True) if found is None]
        down = sets.sub(variable(second_name(row)), variable(row))
        right = sets.sub(variable(second_name(column)), variable(column))
        if not any(below == 0 and ahead > 0 for below, ahead in apart):
            along = sets.intersect(sets.eq_set(down, constant(0)), sets.gt_set(right, constant(0)))
            if all(sets.is_empty(sets.intersect(rounds, along)) for rounds in others):
                raise Unneeded("its rows are no chains")
        block = sets.intersect(sets.ge_set(down, constant(1)), sets.le_set(down, constant(ROWS - 1)))
        for skew in _SKEWS:
            if any(1 <= below < ROWS and ahead + below * skew <= 0 for below, ahead in apart):
                continue
            late = sets.le_set(sets.add(right, sets.mul(down, constant(skew))), constant(0))
            if all(sets.is_empty(sets.intersect(sets.intersect(rounds, block), late)) for rounds in others):
                return skew
        raise Refused("a row needs all of the row above")

    # --- the versions -----------------------------------------------------------------------------------------------

    def versions(self) -> Block:
        loop, make = self.loop, self.make
        head = loop.body[:-1]
        lag = self.skew * (ROWS - 1)
        start, stop, count, number = (make.slot(name) for name in ("first", "end", "blocks", "block"))
        top = make.slot("top")
        rows = minus(Load(SSIZE, stop), Load(SSIZE, start))
        if self.read_behind:
            # the last row is one of those that are left, and leaves its values behind
            rows = minus(rows, Const(SSIZE, 1))
        begin: Block = [
            make.set(start, loop.start),
            make.set(stop, loop.stop),
            make.set(count, Binary(SSIZE, "/", rows, Const(SSIZE, ROWS))),
        ]
        known = len(self.function.slots)
        left, right = make.slot("left"), make.slot("right")
        first = [make.set(top, plus(Load(SSIZE, start), times(Load(SSIZE, number), ROWS)))]
        body: Block = [*first, *self.bounds_of(head, top, left, right)]
        body.append(self.corner(top, head, left, right, before=True))
        body += self.lockstep(top, head, left, right, lag)
        body.append(self.corner(top, head, left, right, before=False))
        trim(body, set(self.function.slots[known:]))
        blocks = make.counted(number, Load(SSIZE, count), body)
        rest = make.rounds(loop, plus(Load(SSIZE, start), times(Load(SSIZE, count), ROWS)), Load(SSIZE, stop))
        tests = [at_least(loop, Const(SSIZE, ROWS)), self.wide_enough(lag), *self.scop.assumed()]
        return [guarded(tests, [*begin, blocks, rest], loop)]

    def wide_enough(self, lag: int) -> Expr:
        """The test that rows have more columns than the last row of a block is behind the first."""
        start, stop = self.scop.extents[id(self.inner)]
        if start is None or stop is None:
            raise Refused("the number of columns is not known in front of it")
        return at_least(self.inner, Const(SSIZE, lag + 1), start, stop)

    def bounds_of(self, head: Block, top: Slot, left: Slot, right: Slot) -> Block:
        """The first column and the one behind the last; the same in all rows."""
        copies, _, counter = self.copied(head)
        inner = copies[-1]
        assert isinstance(inner, ForRange)
        begin = self.make.set(counter, Load(SSIZE, top))
        return [begin, *copies[:-1], self.make.set(left, inner.start), self.make.set(right, inner.stop)]

    def copied(self, head: Block) -> tuple[Block, dict[Slot, Slot], Slot]:
        """A round with variables of its own, those, and its counter."""
        counter = Slot(self.loop.counter.name, self.loop.counter.type, temp=True)
        slots = self.function.slots
        copies, new = fresh_copy([*head, self.inner], slots, named=True, also={self.loop.counter: counter})
        slots.append(counter)
        return copies, new, counter

    def row(self, head: Block, row: Expr) -> tuple[Block, Block, Slot]:
        """A round with variables of its own: what comes in front of the inner loop, its body, and its counter."""
        copies, new, counter = self.copied(head)
        inner = copies[-1]
        assert isinstance(inner, ForRange)
        assert new[self.inner.counter] is inner.counter
        return [self.make.set(counter, row), *copies[:-1]], inner.body, inner.counter

    def corner(self, top: Slot, head: Block, left: Slot, right: Slot, before: bool) -> ForRange:
        """The first columns of all rows but the last, or the last columns of all but the first."""
        make = self.make
        number = make.slot("row")
        above = plus(Load(SSIZE, top), Load(SSIZE, number) if before else plus(Load(SSIZE, number), Const(SSIZE, 1)))
        front, body, column = self.row(head, above)
        if before:
            rows_below = minus(Const(SSIZE, ROWS - 1), Load(SSIZE, number))
            start: Expr = Load(SSIZE, left)
            stop = plus(Load(SSIZE, left), times(rows_below, self.skew))
        else:
            start = minus(Load(SSIZE, right), times(plus(Load(SSIZE, number), Const(SSIZE, 1)), self.skew))
            stop = Load(SSIZE, right)
        columns = ForRange(column, start, stop, Const(SSIZE, 1), body, span=self.inner.span)
        return make.counted(number, Const(SSIZE, ROWS - 1), [*front, columns])

    def lockstep(self, top: Slot, head: Block, left: Slot, right: Slot, lag: int) -> Block:
        """All rows of a block, one column of each at a time."""
        make = self.make
        time = make.slot("time")
        fronts: Block = []
        bodies: Block = []
        for number in range(ROWS):
            front, body, column = self.row(head, plus(Load(SSIZE, top), Const(SSIZE, number)))
            fronts += front
            behind = Const(SSIZE, (ROWS - 1 - number) * self.skew)
            bodies += [make.set(column, plus(plus(Load(SSIZE, left), Load(SSIZE, time)), behind)), *body]
        times_ = minus(minus(Load(SSIZE, right), Load(SSIZE, left)), Const(SSIZE, lag))
        return [*fronts, make.counted(time, times_, bodies)]

"""Cut an inner loop into strips, and go through the rounds around it once for each: what they use again stays in cache.

Requires and keeps the *built* phase. A transpose writes one element of each cache line and comes back for the next one
when the line is gone; a product of large matrices reads all of the second one for each row of the first. In strips of
some columns they find in cache what the round before has left there.

Before::                                        After::

    for %i in range(0, n, 1):                       many = 64 * m > CACHE
        for %j in range(0, m, 1):                   strips = many ? (m + 7) / 8 : 1
            b[%j, %i] = a[%i, %j]                   strip = 0
                                                    while strip < strips:
                                                        low = strip * 8
                                                        high = strip == strips - 1 ? m : (strip + 1) * 8
                                                        for %i in range(0, n, 1):
                                                            for %j in range(low, high, 1):
                                                                b[%j, %i] = a[%i, %j]
                                                        strip = strip + 1

There is one version of the nest: where the data fit a cache anyway, which the extents tell when it runs, all of it is
one strip. The strips are a ``while`` loop, so that for the passes that follow the nest inside is a nest as any other,
whose bounds are parameters.

What has to hold: the nest is a scop; of two rounds that use one element (one of them writing it) the later one is not
in an earlier strip, wherever the strips begin; no variable goes from one round to the next one or from strip to strip,
and none is read behind the nest. Variables that a round sets for the loop in strips are set anew for each strip; what
else comes in front of that loop is done with the first strip, and what comes behind it with the last.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from smelt.affine import analyses, caches
from smelt.ir.nodes import (
    Assign,
    Binary,
    Block,
    Const,
    Expr,
    ForRange,
    Function,
    If,
    Load,
    Module,
    Select,
    Slot,
    Stmt,
    ViewExtent,
    ViewStride,
    While,
)
from smelt.ir.visit import assigned_by, copy_expr, expressions, walk
from smelt.passes.pieces import (
    Pieces,
    Refused,
    Unneeded,
    all_of,
    as_type,
    check_shape,
    each_loop,
    extreme,
    looked_at,
    loop_name,
    minus,
    note,
    plus,
    times,
)
from smelt.types import BINT, SIZE, SSIZE
from smelt.types import counter as counter_type

if TYPE_CHECKING:
    from smelt.affine.analyses import Analyses
    from smelt.affine.reuse import Reuse
    from smelt.affine.scop import Conflict, Instance


def run(module: Module) -> None:
    """Look at the nests of every function."""
    for function in analyses.counting(module):
        each_loop(function.body, _Tile(function, module).versions)


class _Tile:
    """The nests of one function."""

    def __init__(self, function: Function, module: Module) -> None:
        self.function = function
        self.module = module

    def versions(self, loop: ForRange) -> Block | None:
        if not _may_use_again(loop):
            return None
        known = analyses.of(self.module, self.function)
        try:
            cut = _Strips(self.function, loop, known)
        except Unneeded:
            return None
        except Refused as why:
            note(self.module.ledger, loop, "refused", f"not gone through in strips: {why}")
            return None
        tiled = cut.made()
        known.forget()
        what = "cache lines" if cut.reuse[0].line else "elements"
        names = ", ".join(dict.fromkeys(f"'{reuse.view.name}'" for reuse in cut.reuse))
        why_ = f"once for each strip of the {loop_name(cut.inner)}, for {what} of {names} that stay in cache"
        note(self.module.ledger, loop, "tiled", why_)
        return tiled


def _may_use_again(loop: ForRange) -> bool:
    """Whether a loop inside uses elements of matrices whose rows do not depend on the round, as far as the text tells:
    such nests are worth a closer look."""
    moved = {loop.counter}
    inside = [stmt for stmt in loop.body if isinstance(stmt, ForRange)]
    if not inside or any(isinstance(stmt, ForRange) and stmt.parallel is not None for stmt in walk(inside)):
        return False
    before = 0
    while len(moved) != before:
        before = len(moved)
        for stmt in walk(loop.body):
            if isinstance(stmt, Assign) and isinstance(stmt.target, Load) and _reads(stmt.value, moved):
                moved.add(stmt.target.slot)
    for stmt in walk(inside):
        for expr in expressions(stmt):
            indices = getattr(expr, "indices", [])
            if len(indices) > 1 and not any(_reads(index, moved) for index in indices[:-1]):
                return True
    return False


def _reads(expr: Expr, slots: set[Slot]) -> bool:
    return any(isinstance(e, Load) and e.slot in slots for e in (expr, *expressions(expr)))


class _Strips:
    """A nest and the loop in it that is cut.

    Attributes
    ----------
    reuse
        For what it is cut.
    inner
        The loop in strips.
    first, last
        What comes in front of that loop and behind it and is done in one strip only.
    """

    def __init__(self, function: Function, loop: ForRange, known: Analyses) -> None:
        self.function = function
        self.loop = loop
        self.make = Pieces(function, loop)
        self.first: list[Stmt] = []
        self.last: list[Stmt] = []
        self.inner = loop
        check_shape(loop)
        with looked_at(Unneeded):
            self.scop = known.scop(loop)
            self.reuse = self.used_again()
            self.choose()
        self.check_variables()

    def used_again(self) -> list[Reuse]:
        """What it is worth to keep in cache: elements rather than lines."""
        from smelt.affine.reuse import reuses

        found = reuses(self.scop)
        kept = [reuse for reuse in found if not reuse.line] or found
        if not kept:
            raise Unneeded("no round uses what another one has used")
        return kept

    # --- which loop -------------------------------------------------------------------------------------------------

    def choose(self) -> None:
        """Find the outermost loop that can be cut."""
        # no exception is kept: it would keep this frame, which would keep it
        kind: type[Refused] = Unneeded
        why = "the loop that uses them is not by itself"
        for path in _paths(self.loop):
            inner = path[-1]
            if not all(self.counter(inner) in reuse.counters for reuse in self.reuse):
                continue
            try:
                self.sort(path)
                self.check_order(inner)
                self.inner = inner
                return
            except Refused as error:
                if kind is Unneeded:
                    kind, why = type(error), str(error)
        raise kind(why)

    def counter(self, loop: ForRange) -> str:
        return self.scop.counters[_place(_loops(self.loop), loop)]

    def sort(self, path: list[ForRange]) -> None:
        """Find out which statements around the loop are done in each strip: those that set variables to what does not
        depend on what the nest writes."""
        around: list[Stmt] = []
        for outer, inner in zip([self.loop, *path], path, strict=False):
            around += [stmt for stmt in outer.body if stmt is not inner]
        kept = {id(stmt) for conflict in self.scop.conflicts for stmt in (conflict.first.stmt, conflict.second.stmt)}
        again = [s for s in around if isinstance(s, Assign) and isinstance(s.target, Load) and id(s) not in kept]
        while True:
            others = {slot for stmt in walk([path[-1], *_but(around, again)]) for slot in assigned_by(stmt)}
            still = [s for s in again if not others & {*assigned_by(s)} and not _reads(s.value, others)]
            if len(still) == len(again):
                break
            again = still
        once = {id(stmt) for stmt in _but(around, again)}
        at = _place(self.loop.body, path[0])
        self.first = [stmt for stmt in self.loop.body[:at] if id(stmt) in once]
        self.last = [stmt for stmt in self.loop.body[at:] if id(stmt) in once]
        if len(self.first) + len(self.last) < len(once):
            raise Refused("what comes between its loops is done once for each round")

    # --- whether ----------------------------------------------------------------------------------------------------

    def check_order(self, inner: ForRange) -> None:
        """Raise `Refused` if two rounds that use one element would change their order."""
        check_shape(inner)
        if any(self.turns_around(conflict, inner) for conflict in self.scop.conflicts):
            raise Refused("rounds that use one element would change their order")

    def turns_around(self, conflict: Conflict, inner: ForRange) -> bool:
        from smelt.affine import sets
        from smelt.affine.pairs import second_name
        from smelt.affine.params import variable

        first, second = self.place(conflict.first, inner), self.place(conflict.second, inner)
        if first == second == "inside":
            name = self.counter(inner)
            apart = conflict.distance(name)
            if apart is not None:
                return apart[0] < 0
            back = sets.lt_set(variable(second_name(name)), variable(name))
            return not sets.is_empty(sets.intersect(conflict.rounds, back))
        return first > second  # "first" < "inside" < "last"

    def place(self, instance: Instance, inner: ForRange) -> str:
        if any(loop is inner for loop in instance.loops):
            return "inside"
        return "last" if any(instance.stmt is stmt for stmt in walk(self.last)) else "first"

    def check_variables(self) -> None:
        """Raise `Refused` if a variable goes from round to round, from strip to strip, or out of the nest."""
        from smelt.affine.live import exposed, used_behind

        if self.scop.carried(self.loop):
            raise Refused("a variable goes from one round to the next")
        parts: list[list[Stmt]] = [self.first, [self.inner], self.last]
        once = {slot for part in parts for stmt in walk(part) for slot in assigned_by(stmt)}
        if any(exposed(part) & once for part in parts):
            raise Refused("a variable goes from one strip to the next")
        if used_behind(self.loop, self.function.body):
            raise Refused("what it computes is used behind it")

    # --- the strips -------------------------------------------------------------------------------------------------

    def made(self) -> Block:
        """The nest in strips; it is changed in place."""
        make, inner = self.make, self.inner
        strip = Slot("strip", SSIZE)
        self.function.slots.append(strip)
        strips, width = make.slot("strips"), make.slot("width")
        bounds = _Bounds(self, strip, strips, width)
        begin = bounds.begin()
        for stmt in self.first:
            self.once(stmt, Binary(BINT, "==", Load(SSIZE, strip), Const(SSIZE, 0)))
        for stmt in self.last:
            self.once(stmt, bounds.is_last())
        body = [*bounds.of_strip(), self.loop]
        inner.start, inner.stop = bounds.of_loop()
        again: list[Stmt] = [Assign(Load(SSIZE, strip), plus(Load(SSIZE, strip), Const(SSIZE, 1)), span=self.loop.span)]
        test = Binary(BINT, "<", Load(SSIZE, strip), Load(SSIZE, strips))
        return [*begin, While([], test, body, again, span=self.loop.span)]

    def once(self, stmt: Stmt, test: Expr) -> None:
        """Do a statement in one strip: of a loop there are no rounds in the others."""
        if isinstance(stmt, ForRange):
            stmt.stop = Select(stmt.stop.type, test, stmt.stop, as_type(stmt.stop.type, copy_expr(stmt.start)))
            return
        self.loop.body[_place(self.loop.body, stmt)] = If(test, [stmt], span=stmt.span)


class _Bounds:
    """How wide the strips are, and where they begin and end.

    A loop whose bounds are the same in each round is cut between them. Where they are not, strips are cut of the extent
    of a view, and the first and the last one go on to where no bound can be.
    """

    def __init__(self, cut: _Strips, strip: Slot, strips: Slot, width: Slot) -> None:
        self.cut, self.strip, self.strips, self.width = cut, strip, strips, width
        self.make = cut.make
        self.counter = cut.counter(cut.inner)
        number = _place(_loops(cut.loop), cut.inner) - 1
        self.low, self.high = cut.scop.bounds[2 * number : 2 * number + 2]
        start, stop = cut.scop.extents[id(cut.inner)]
        self.known = None if start is None or stop is None else (start, stop)
        least = min(self.low.typed[0], self.high.typed[0])
        most = max(self.low.typed[1], self.high.typed[1])
        if self.known is None:
            least, most = min(0, least), max(0, most)
        self.type = counter_type(least, most) or SSIZE
        self.first, self.end = self.make.slot("first"), self.make.slot("end")
        self.from_, self.to = self.make.slot("low", self.type), self.make.slot("high", self.type)

    def begin(self) -> Block:
        """What is computed in front of the nest."""
        make, scop = self.make, self.cut.scop
        if self.known is not None:
            fits = scop.assumed()
            ends: Block = [make.set(self.first, self.known[0]), make.set(self.end, self.known[1])]
            first, end = Load(SSIZE, self.first), Load(SSIZE, self.end)
            distance = Binary(SIZE, "-", as_type(SIZE, end), as_type(SIZE, first))
            rounds: Expr = Select(SIZE, Binary(BINT, "<", first, end), distance, Const(SIZE, 0))
        else:
            fits = scop.params.bounded_tests()
            ends = self.open_ends(fits)
            view, axis = next(
                (r.view, axis) for r in self.cut.reuse for axis, names in r.axes.items() if self.counter in names
            )
            rounds = as_type(SIZE, ViewExtent(SSIZE, view, axis))
        number = make.slot("rounds", SIZE)
        step = make.slot("step", SIZE)
        size = self.cut.reuse[0].per_round(self.counter)
        for other in self.cut.reuse[1:]:
            size = Binary(SIZE, "+", size, other.per_round(self.counter))
        limit = (
            caches.CACHES.near
            if self.cut.reuse[0].line
            else caches.CACHES.farthest
            if self.along_rows()
            else caches.CACHES.far
        )
        large = Binary(BINT, ">", Binary(SIZE, "*", Load(SIZE, step), Load(SIZE, number)), Const(SIZE, limit))
        ahead = Binary(SIZE, "-", as_type(SIZE, Load(SSIZE, self.width)), Const(SIZE, 1))
        up = Binary(SIZE, "+", Load(SIZE, number), ahead)
        strips = Binary(SSIZE, "/", as_type(SSIZE, up), Load(SSIZE, self.width))
        return [
            *ends,
            make.set(number, rounds),
            make.set(step, size),
            make.set(self.width, self.of_width(step)),
            make.set(self.strips, Select(SSIZE, all_of([large, *fits]), strips, Const(SSIZE, 1))),
            Assign(Load(SSIZE, self.strip), Const(SSIZE, 0), span=self.cut.loop.span),
        ]

    def open_ends(self, fits: list[Expr]) -> Block:
        """Where the first strip begins and the last one ends: where no bound is by its type, or, so that no sum with
        it wraps, where none is if the parameters are tested."""
        ends: Block = []
        for slot, typed, bounded in (
            (self.first, min(0, self.low.typed[0]), min(0, self.low.bounded[0])),
            (self.end, max(0, self.high.typed[1]), max(0, self.high.bounded[1])),
        ):
            value: Expr = Const(SSIZE, typed)
            if typed != bounded and fits:
                value = Select(SSIZE, copy_expr(all_of(fits)), Const(SSIZE, bounded), value)
            ends.append(self.make.set(slot, value))
        return ends

    def of_width(self, step: Slot) -> Expr:
        """How many rounds a strip has: as many as use a line, or as leave enough room in the cache."""
        reuse = self.cut.reuse
        if reuse[0].line:
            return self.of_lines()
        unit = max([caches.CACHES.rounds, *(caches.CACHES.row // found.size for found in self.along_rows())])
        bytes_ = Binary(SIZE, "*", Load(SIZE, step), Const(SIZE, unit))
        some = Binary(
            BINT,
            "&",
            Binary(BINT, ">", bytes_, Const(SIZE, 0)),
            Binary(BINT, "<=", bytes_, Const(SIZE, caches.CACHES.piece)),
        )
        many = as_type(SSIZE, Binary(SIZE, "/", Const(SIZE, caches.CACHES.piece), bytes_))
        return times(Select(SSIZE, some, many, Const(SSIZE, 1)), unit)

    def along_rows(self) -> list[Reuse]:
        """Those whose rows are cut."""
        return [found for found in self.cut.reuse if self.counter in found.axes.get(found.dense, ())]

    def of_lines(self) -> Expr:
        """How many lines are in use at a time: few where they are a multiple of a page apart, since those get in each
        other's way in caches that find a line's place by its address."""
        width: Expr = Const(SSIZE, caches.CACHES.lines)
        for found in self.cut.reuse:
            axis = next(axis for axis, names in found.axes.items() if self.counter in names)
            apart = Binary(SSIZE, "%", ViewStride(SSIZE, found.view, axis), Const(SSIZE, caches.PAGE))
            width = Select(
                SSIZE, Binary(BINT, "==", apart, Const(SSIZE, 0)), Const(SSIZE, caches.CACHES.few_lines), width
            )
        return width

    def is_last(self) -> Expr:
        return Binary(BINT, "==", Load(SSIZE, self.strip), minus(Load(SSIZE, self.strips), Const(SSIZE, 1)))

    def of_strip(self) -> Block:
        """The bounds of a strip."""
        strip, width, end = Load(SSIZE, self.strip), Load(SSIZE, self.width), Load(SSIZE, self.end)
        low: Expr = Binary(SSIZE, "*", strip, width)
        high: Expr = Binary(SSIZE, "*", plus(strip, Const(SSIZE, 1)), width)
        if self.known is not None:
            low = plus(Load(SSIZE, self.first), low)
            high = plus(Load(SSIZE, self.first), high)
            return [self.make.set(self.from_, low), self.make.set(self.to, Select(SSIZE, self.is_last(), end, high))]
        first = Binary(BINT, "==", strip, Const(SSIZE, 0))
        low, high = (extreme("<", value, end) for value in (low, high))
        return [
            self.make.set(self.from_, Select(SSIZE, first, Load(SSIZE, self.first), low)),
            self.make.set(self.to, Select(SSIZE, self.is_last(), end, high)),
        ]

    def of_loop(self) -> tuple[Expr, Expr]:
        """The bounds of the loop within a strip."""
        inner = self.cut.inner
        low, high = (as_type(SSIZE, Load(self.type, slot)) for slot in (self.from_, self.to))
        start: Expr = low
        stop: Expr = high
        if self.known is None:
            start = extreme(">", as_type(SSIZE, inner.start), low)
            stop = extreme("<", as_type(SSIZE, inner.stop), high)
        return as_type(inner.start.type, start), as_type(inner.stop.type, stop)


def _paths(loop: ForRange) -> Iterator[list[ForRange]]:
    """The loops inside of a loop that may be cut, each with those between."""
    for stmt in loop.body:
        path: list[ForRange] = []
        inner: Stmt | None = stmt
        while isinstance(inner, ForRange):
            path = [*path, inner]
            yield path
            loops = [other for other in inner.body if isinstance(other, ForRange)]
            inner = loops[0] if len(loops) == 1 else None


def _loops(loop: ForRange) -> list[ForRange]:
    """A loop and those inside, in the order in which they are entered."""
    return [stmt for stmt in walk([loop]) if isinstance(stmt, ForRange)]


def _place(block: Sequence[Stmt], wanted: Stmt) -> int:
    return next(place for place, stmt in enumerate(block) if stmt is wanted)


def _but(block: Sequence[Stmt], others: Sequence[Stmt]) -> list[Stmt]:
    gone = {id(stmt) for stmt in others}
    return [stmt for stmt in block if id(stmt) not in gone]

"""Go through repeated sweeps in skewed pieces: some steps for some rows, while those are in cache.

Requires and keeps the *built* phase. A sweep over arrays that no cache holds waits for memory, and so does the next
one. But a row of the next sweep needs only the rows around it of this one: pieces of a few rows, which move up by as
many rows from sweep to sweep as one needs below it, compute several steps from what one step has brought in.

Before::                                        After, 1 row further up for each sweep, 2 sweeps a step:

    for %t in range(0, steps, 1):                   from = 0
        for %i in range(1, n, 1):                   while from < steps:
            b[%i] = a[%i - 1] + a[%i + 1]               to = min(from + chunk, steps)
        for %i in range(1, n, 1):                       strips = many ? (rows + 2 * (to - from)) / width : 1
            a[%i] = b[%i - 1] + b[%i + 1]               strip = 0
                                                        while strip < strips:
                                                            t = from
                                                            while t < to:
                                                                row = 1 + strip * width - 2 * (t - from)
                                                                rows [row, row + width) of the first sweep
                                                                rows [row - 1, row - 1 + width) of the second
                                                                t = t + 1
                                                            strip = strip + 1
                                                        from = to

The first strip begins where the rows do and the last one ends where they end, so there is one version of the nest:
where the arrays fit a cache, which the extents tell when it runs, each step is a piece of its own with all rows.

What has to hold: the nest is a scop of sweeps over rows, with nothing but C variables between; the rows are the same in
each step; no variable goes from one sweep to the next; and of two rounds that use one element (one of them writing it)
the later one is not in an earlier strip, wherever the strips begin. Sweeps in place, whose rows are chains, are left to
`wavefront`: they wait for their operations, not for memory.
"""

from __future__ import annotations

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
    Load,
    Module,
    Select,
    Slot,
    Stmt,
    ViewExtent,
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
from smelt.types import BINT, SIZE, SSIZE, View, strip_const
from smelt.types import counter as counter_type

if TYPE_CHECKING:
    import islpy as isl

    from smelt.affine.analyses import Analyses
    from smelt.affine.scop import Conflict, Scop

_SKEWS = (0, 1, 2)
# Of the sweeps of a step, which are written once but looked at in pairs.
_MOST = 6


def run(module: Module) -> None:
    """Look at the nests of every function."""
    for function in analyses.counting(module):
        each_loop(function.body, _Skew(function, module).versions)


class _Skew:
    """The nests of one function."""

    def __init__(self, function: Function, module: Module) -> None:
        self.function = function
        self.module = module

    def versions(self, loop: ForRange) -> Block | None:
        sweeps = _sweeps(loop)
        if sweeps is None:
            return None
        known = analyses.of(self.module, self.function)
        try:
            found = _Steps(self.function, loop, sweeps, known)
        except Unneeded:
            return None
        except Refused as why:
            note(self.module.ledger, loop, "refused", f"its sweeps are not skewed: {why}")
            return None
        made = found.made()
        known.forget()
        moved = f", {found.skew} further up for each sweep" if found.skew else ""
        why_ = f"several steps for some rows at a time{moved}"
        note(self.module.ledger, loop, "skewed", why_)
        for sweep in sweeps:
            note(self.module.ledger, sweep, "skewed", f"with the {loop_name(loop)}")
        return made


def _sweeps(loop: ForRange) -> list[ForRange] | None:
    """The loops of a nest that is nothing but some of them and C variables; None if it is more."""
    sweeps = [stmt for stmt in loop.body if isinstance(stmt, ForRange)]
    others = [stmt for stmt in loop.body if not isinstance(stmt, ForRange)]
    plain = all(isinstance(stmt, Assign) and isinstance(stmt.target, Load) for stmt in others)
    threads = any(isinstance(stmt, ForRange) and stmt.parallel is not None for stmt in walk(sweeps))
    return sweeps if plain and not threads and not loop.orelse and 1 < len(sweeps) <= _MOST else None


class _Steps:
    """A nest of sweeps.

    Attributes
    ----------
    skew
        How many rows the pieces move from one sweep to the next.
    """

    def __init__(self, function: Function, loop: ForRange, sweeps: list[ForRange], known: Analyses) -> None:
        self.function = function
        self.loop = loop
        self.sweeps = sweeps
        self.make = Pieces(function, loop)
        check_shape(loop)
        with looked_at(Unneeded):
            self.scop: Scop = known.scop(loop)
            for sweep in sweeps:
                check_shape(sweep)
            self.rows = [self.scop.counters[_place(loop, sweep)] for sweep in sweeps]
            self.sizes = self.of_views()
            self.skew = self.legal_skew()
        self.check_variables()
        self.extents: list[tuple[Expr, Expr]] = []
        for sweep in sweeps:
            start, stop = self.scop.extents[id(sweep)]
            if start is None or stop is None:
                raise Refused("the rows of its sweeps are not known in front of it")
            self.extents.append((start, stop))

    def of_views(self) -> list[tuple[Slot, int, list[int]]]:
        """The views whose rows the sweeps use: the size of an item, and the axes along which a row goes."""
        from smelt.affine.interior import depends
        from smelt.affine.reuse import item_size

        found: dict[Slot, tuple[Slot, int, list[int]]] = {}
        step = self.scop.counters[0]
        for instance in self.scop.instances:
            for access in instance.accesses:
                view = access.view
                assert isinstance(view.type, View)
                row = [any(depends(known, name) for name in self.rows) for known in access.index]
                if not any(row) or view in found:
                    continue
                size = item_size(strip_const(view.type.dtype))
                if size is None or any(depends(known, step) for known in access.index):
                    raise Unneeded("steps use elements of their own")
                along = [any(depends(known, name) for name in self.scop.counters[1:]) for known in access.index]
                found[view] = view, size, [axis for axis, moves in enumerate(along) if moves and not row[axis]]
        if not found:
            raise Unneeded("no sweep uses rows")
        return list(found.values())

    # --- whether ----------------------------------------------------------------------------------------------------

    def legal_skew(self) -> int:
        from smelt.affine import sets
        from smelt.affine.pairs import second_name
        from smelt.affine.params import variable

        step = self.scop.counters[0]
        now = sets.eq_set(variable(step), variable(second_name(step)))
        pairs: list[tuple[Conflict, int, int]] = []
        for conflict in self.scop.conflicts:
            first, second = (self.sweep_of(instance.loops) for instance in (conflict.first, conflict.second))
            pairs.append((conflict, first, second))
            one, other = variable(self.rows[first]), variable(second_name(self.rows[second]))
            if first == second and not sets.is_empty(
                sets.intersect(sets.intersect(conflict.rounds, now), sets.ne_set(one, other))
            ):
                raise Unneeded("a sweep is made in place")
        for skew in _SKEWS:
            if not any(self.turns_around(conflict, first, second, skew) for conflict, first, second in pairs):
                return skew
        raise Refused("a row needs more than some rows of the sweep before")

    def sweep_of(self, loops: list[ForRange]) -> int:
        """In which sweep a statement is; there are none with accesses outside."""
        for number, sweep in enumerate(self.sweeps):
            if any(loop is sweep for loop in loops):
                return number
        raise Refused("a step begins with elements that sweeps write")

    def turns_around(self, conflict: Conflict, first: int, second: int, skew: int) -> bool:
        """Whether a round would be in a later piece than another one that comes behind it."""
        from smelt.affine import sets
        from smelt.affine.pairs import second_name

        step = self.scop.counters[0]
        before = self.when(self.rows[first], step, first, skew)
        after = self.when(second_name(self.rows[second]), second_name(step), second, skew)
        return not sets.is_empty(sets.intersect(conflict.rounds, sets.lt_set(after, before)))

    def when(self, row: str, step: str, number: int, skew: int) -> isl.PwAff:
        """A row of a sweep as a place among all pieces of all steps."""
        from smelt.affine.params import constant, variable

        steps = variable(step).mul(constant(skew * len(self.sweeps)))
        return variable(row).add(steps).add(constant(skew * number))

    def check_variables(self) -> None:
        """Raise `Refused` if a variable goes from sweep to sweep, or out of the nest."""
        from smelt.affine.live import exposed, used_behind

        between = [stmt for stmt in self.loop.body if isinstance(stmt, Assign)]
        inside = {slot for stmt in walk(self.sweeps) for slot in assigned_by(stmt)}
        if self.scop.carried(self.loop) or any(exposed([sweep]) & inside for sweep in self.sweeps):
            raise Refused("a variable goes from one sweep to the next")
        for stmt in between:
            reads = {e.slot for e in (stmt.value, *expressions(stmt.value)) if isinstance(e, Load)}
            if inside & {*assigned_by(stmt), *reads}:
                raise Refused("a variable goes from one sweep to the next")
        if any(i.accesses for i in self.scop.instances if len(i.loops) == 1):
            raise Refused("a step begins with elements of a view")
        if used_behind(self.loop, self.function.body):
            raise Refused("what it computes is used behind it")

    # --- the pieces -------------------------------------------------------------------------------------------------

    def made(self) -> Block:
        """The steps in chunks, the rows of a chunk in strips."""
        make, loop = self.make, self.loop
        time, strip, from_ = (Slot(name, SSIZE) for name in ("time", "strip", "from"))
        self.function.slots += [time, strip, from_]
        piece = _Piece(self, strip)
        end, to, late = make.slot("end"), make.slot("to"), make.slot("late")
        now, first, last = Load(SSIZE, time), Load(SSIZE, from_), Load(SSIZE, to)
        body: Block = [make.set(loop.counter, now), make.set(late, times(minus(now, first), self.further))]
        for stmt in loop.body:
            if isinstance(stmt, ForRange):
                body += piece.rows(stmt, Load(SSIZE, late))
            body.append(stmt)
        steps = self.repeat(time, last, body)
        strips = self.repeat(strip, Load(SSIZE, piece.strips), [piece.place(), make.set(time, first), steps])
        left = minus(Load(SSIZE, end), Load(SSIZE, piece.chunk))
        all_, some = Load(SSIZE, end), plus(first, Load(SSIZE, piece.chunk))
        chunk: Block = [
            make.set(to, Select(SSIZE, Binary(BINT, ">", first, left), all_, some)),
            piece.count(times(minus(last, first), self.further)),
            make.set(strip, Const(SSIZE, 0)),
            strips,
            make.set(from_, last),
        ]
        test = Binary(BINT, "<", first, Load(SSIZE, end))
        begin = [make.set(from_, loop.start), make.set(end, loop.stop), *piece.begin()]
        return [*begin, While([], test, chunk, [], span=loop.span)]

    @property
    def further(self) -> int:
        """How many rows the pieces move from one step to the next."""
        return self.skew * len(self.sweeps)

    def repeat(self, counter: Slot, stop: Expr, body: Block) -> While:
        """Rounds of our own; for the passes that follow, the nests in them are by themselves."""
        again: list[Stmt] = [self.make.set(counter, plus(Load(SSIZE, counter), Const(SSIZE, 1)))]
        return While([], Binary(BINT, "<", Load(SSIZE, counter), stop), body, again, span=self.loop.span)


class _Piece:
    """How many steps and rows a piece has, and which.

    Attributes
    ----------
    chunk, width
        Steps and rows of a piece.
    strips
        How many pieces a chunk has.
    """

    def __init__(self, steps: _Steps, strip: Slot) -> None:
        self.steps, self.strip, self.make = steps, strip, steps.make
        self.many = self.make.slot("many", BINT)
        self.chunk, self.width, self.strips = (self.make.slot(name) for name in ("chunk", "width", "strips"))
        self.top, self.bottom, self.base = (self.make.slot(name) for name in ("top", "bottom", "base"))

    def begin(self) -> Block:
        """What is computed in front of the nest."""
        make, steps, sizes = self.make, self.steps, caches.CACHES
        top, bottom = (as_type(SSIZE, copy_expr(bound)) for bound in steps.extents[0])
        for start, stop in steps.extents[1:]:
            top = extreme("<", as_type(SSIZE, copy_expr(start)), top)
            bottom = extreme(">", as_type(SSIZE, copy_expr(stop)), bottom)
        row, total, fit = make.slot("bytes", SIZE), make.slot("total", SIZE), make.slot("fit")
        first, last = Load(SSIZE, self.top), Load(SSIZE, self.bottom)
        distance = Binary(SIZE, "-", as_type(SIZE, last), as_type(SIZE, first))
        rows = Select(SIZE, Binary(BINT, "<", first, last), distance, Const(SIZE, 0))
        test: Expr = Binary(BINT, ">", Load(SIZE, total), Const(SIZE, sizes.farthest))
        room = Binary(BINT, ">=", Load(SSIZE, fit), Const(SSIZE, sizes.slack * steps.further))
        some: Expr = Binary(SSIZE, "/", Load(SSIZE, fit), Const(SSIZE, max(1, 2 * steps.further)))
        some = extreme("<", extreme(">", some, Const(SSIZE, 2)), Const(SSIZE, sizes.steps))
        half = Binary(SSIZE, "/", Load(SSIZE, fit), Const(SSIZE, 2))
        return [
            make.set(self.top, top),
            make.set(self.bottom, bottom),
            make.set(row, self.row_size()),
            make.set(total, Binary(SIZE, "*", Load(SIZE, row), rows)),
            make.set(fit, self.rows_that_fit(Load(SIZE, row), Load(SIZE, total))),
            make.set(self.many, all_of([test, room, *steps.scop.params.bounded_tests()])),
            make.set(self.chunk, Select(SSIZE, Load(BINT, self.many), some, Const(SSIZE, 1))),
            make.set(self.width, extreme(">", half, Const(SSIZE, sizes.rounds))),
        ]

    def rows_that_fit(self, row: Expr, total: Expr) -> Expr:
        """How many rows a piece may take: of a cache further away where the nearer one has no room for enough of them,
        and the whole would not fit the other one either."""
        sizes = caches.CACHES
        most = sizes.piece // max(1, sizes.slack * self.steps.further)
        wide = Binary(BINT, ">", row, Const(SIZE, most))
        large = Binary(BINT, ">", total, Const(SIZE, 4 * sizes.farthest))
        cache = Select(SIZE, Binary(BINT, "&", wide, large), Const(SIZE, sizes.farthest), Const(SIZE, sizes.piece))
        some = Binary(BINT, ">", row, Const(SIZE, 0))
        return as_type(SSIZE, Select(SIZE, some, Binary(SIZE, "/", cache, row), Const(SIZE, 0)))

    def row_size(self) -> Expr:
        """How many bytes a row of all views has."""
        total: Expr | None = None
        for view, size, axes in self.steps.sizes:
            bytes_: Expr = Const(SIZE, size)
            for axis in axes:
                bytes_ = Binary(SIZE, "*", bytes_, as_type(SIZE, ViewExtent(SSIZE, view, axis)))
            total = bytes_ if total is None else Binary(SIZE, "+", total, bytes_)
        assert total is not None
        return total

    def count(self, reach: Expr) -> Stmt:
        """The number of strips, if the last step is some rows further than the first one."""
        rows = plus(minus(Load(SSIZE, self.bottom), Load(SSIZE, self.top)), reach)
        up = plus(rows, minus(Load(SSIZE, self.width), Const(SSIZE, 1)))
        strips = Binary(SSIZE, "/", up, Load(SSIZE, self.width))
        return self.make.set(self.strips, Select(SSIZE, Load(BINT, self.many), strips, Const(SSIZE, 1)))

    def place(self) -> Stmt:
        """Where the strip begins in the first sweep."""
        ahead = Binary(SSIZE, "*", Load(SSIZE, self.strip), Load(SSIZE, self.width))
        return self.make.set(self.base, plus(Load(SSIZE, self.top), ahead))

    def rows(self, sweep: ForRange, late: Expr) -> Block:
        """Let a sweep go through the rows of the piece; what comes in front of it is given."""
        make, steps = self.make, self.steps
        number = next(place for place, other in enumerate(steps.sweeps) if other is sweep)
        known = steps.scop.bounds[2 * (_place(steps.loop, sweep) - 1) :][:2]
        type_ = counter_type(min(k.typed[0] for k in known), max(k.typed[1] for k in known)) or SSIZE
        start, stop, row, next_ = (make.slot(name) for name in ("start", "stop", "row", "next"))
        low, high = make.slot("low", type_), make.slot("high", type_)
        top, end, from_ = Load(SSIZE, start), Load(SSIZE, stop), as_type(SSIZE, Load(type_, low))
        first = minus(minus(Load(SSIZE, self.base), late), Const(SSIZE, steps.skew * number))
        is_first = Binary(BINT, "==", Load(SSIZE, self.strip), Const(SSIZE, 0))
        is_last = Binary(BINT, "==", Load(SSIZE, self.strip), minus(Load(SSIZE, self.strips), Const(SSIZE, 1)))
        above = Select(SSIZE, is_first, top, extreme(">", first, top))
        below = Select(SSIZE, is_last, end, extreme("<", plus(first, Load(SSIZE, self.width)), end))
        begin: Block = [
            make.set(start, sweep.start),
            make.set(stop, sweep.stop),
            make.set(row, above),
            make.set(next_, below),
            make.set(low, Select(SSIZE, is_first, top, extreme("<", Load(SSIZE, row), end))),
            make.set(high, Select(SSIZE, is_last, end, extreme(">", Load(SSIZE, next_), from_))),
        ]
        sweep.start = as_type(sweep.start.type, Load(type_, low))
        sweep.stop = as_type(sweep.stop.type, Load(type_, high))
        return begin


def _place(loop: ForRange, wanted: ForRange) -> int:
    """Which of a nest's loops one is, in the order in which they are entered."""
    loops = [stmt for stmt in walk([loop]) if isinstance(stmt, ForRange)]
    return next(place for place, stmt in enumerate(loops) if stmt is wanted)

"""Find the loops over ``prange`` of which rounds provably use one element at a time, one of them to write it.

What isl shows of all arguments for which there are more than a few rounds is an error: such a program is never right.
What depends on arguments or on data is the programmer's word; of in-place operators on elements that data choose, as in
histograms, a warning reminds him. His word is also what holds the GIL meanwhile, what only some rounds
do for reasons that are not known, and what goes through variables that each thread has for itself.
"""

from __future__ import annotations

from smelt.affine.budget import limited
from smelt.affine.facts import Facts
from smelt.affine.isl import isl
from smelt.affine.rounds import Rounds, Use
from smelt.affine.values import is_memory, key_of
from smelt.ir.nodes import Assign, Block, Const, Deref, Expr, ForRange, Index, Load, Module, Slot, ViewItem
from smelt.ir.visit import assigned_by, expressions, slots_of, walk
from smelt.source import Diagnostics, Span

# How far rounds may be apart that share an element, for the loop to be wrong whenever it is longer.
_FAR = (1, 64)


def check(module: Module, diagnostics: Diagnostics) -> None:
    """Report the races of all loops of threads."""
    for function in module.functions:
        teams = [s for s in walk(function.body) if isinstance(s, ForRange) and _is(s, "team")]
        if teams:
            facts = Facts(function)
            for team in teams:
                _check_team(team, facts, diagnostics)


def _is(loop: ForRange, kind: str) -> bool:
    return loop.parallel is not None and loop.parallel.kind == kind


def _check_team(team: ForRange, facts: Facts, diagnostics: Diagnostics) -> None:
    if _alone(team):
        return
    own = _own(team)
    for loop in walk(team.body):
        if isinstance(loop, ForRange) and _is(loop, "loop"):
            try:
                with limited():
                    rounds = _Shared(loop, facts, own)
                    races = _races(rounds)
                    doubtful = [use for use in rounds.uses if _may_race(rounds, use)]
            except isl.Error:
                continue  # too large to be looked at
            for race in races:
                race.report(diagnostics)
            for use in doubtful:
                _warn(use, diagnostics)


def _alone(team: ForRange) -> bool:
    """Whether the team has one thread."""
    info = team.parallel
    assert info is not None
    one = isinstance(info.threads, Const) and info.threads.value == 1
    return one or (isinstance(info.condition, Const) and not info.condition.value)


def _own(team: ForRange) -> set[Slot]:
    """The variables that may have other values in other threads."""
    writes = [slot for stmt in walk(team.body) for slot in assigned_by(stmt)]
    own = set(writes)
    for stmt in team.body:
        if isinstance(stmt, Assign) and isinstance(stmt.target, Load) and writes.count(stmt.target.slot) == 1:
            parts = (stmt.value, *expressions(stmt.value))
            if not any(is_memory(part) or own & set(slots_of(part)) for part in parts):
                own.discard(stmt.target.slot)
    return own


class _Shared(Rounds):
    """The rounds of a loop of threads: `own` are variables that each thread has for itself."""

    def __init__(self, loop: ForRange, facts: Facts, own: set[Slot]) -> None:
        self.own = own
        super().__init__(loop, facts)

    def block(self, block: Block) -> bool:
        self.changed = {**self.changed, **dict.fromkeys(self.own)}
        for slot in self.own:
            self.env.setdefault(slot, None)
        return super().block(block)


class _Race:
    """A use that writes, and one of the same element by another round."""

    def __init__(self, store: Use, other: Use, loop: ForRange) -> None:
        self.store = store
        self.other = other
        self.loop = loop

    def report(self, diagnostics: Diagnostics) -> None:
        span = self.store.stmt.span
        assert span is not None
        text = _text(span, self.store)
        counter = self.loop.counter.name
        if not self.moves():
            message = f"threads race: every round stores to '{text}'"
            hint = f"store to an item that depends on '{counter}', or after the loop"
            if _in_place(self.store):
                hint = "make it a scalar reduction: a C variable that only this operator changes, stored after the loop"
        elif self.other.write:
            message = f"threads race: several rounds store to one element by '{text}'"
            hint = f"let each round of '{counter}' have elements of its own"
        else:
            line = self.other.stmt.span.line if self.other.stmt.span is not None else span.line
            where = "" if line == span.line else f" in line {line}"
            message = f"threads race: rounds store by '{text}' to elements that other rounds read{where}"
            hint = "store to another array, or use 'range' where rounds have to follow each other"
        diagnostics.error("E0637", span, message, hint)

    def moves(self) -> bool:
        """Whether the place of the store is another one in other rounds."""
        return any(_involved(known.form) for known in self.store.index if known is not None)


def _involved(form: isl.PwAff) -> bool:
    names = (form.get_dim_name(isl.dim_type.param, at) or "" for at in range(form.dim(isl.dim_type.param)))
    return any(name.startswith("c") and form.involves_dims(isl.dim_type.param, at, 1) for at, name in enumerate(names))


def _races(rounds: _Shared) -> list[_Race]:
    """One race for each statement that stores; if it can be, one with itself."""
    found: dict[int, _Race] = {}
    for one, other in sorted(rounds.pairs(), key=lambda pair: pair[0] is not pair[1]):
        store, second = (one, other) if one.write else (other, one)
        if id(store.stmt) in found or not _decided(one) or not _decided(other):
            continue
        if _surely_meet(rounds, one, other):
            found[id(store.stmt)] = _Race(store, second, rounds.outermost)
    return list(found.values())


def _decided(use: Use) -> bool:
    return use.sure and not use.alone and all(known is not None for known in use.index)


def _surely_meet(rounds: _Shared, one: Use, other: Use) -> bool:
    """Whether two rounds use one element whenever there are rounds so far apart that have both uses."""
    near = _usual(rounds, rounds.together(one, other))
    met = rounds.without_counters(rounds.sharing(one, other, near))
    if met.is_empty():
        return False
    for far in _FAR:
        both = rounds.without_counters(_usual(rounds, rounds.together(one, other, far)))
        if not both.is_empty() and both.is_subset(met):
            return True
    return False


def _usual(rounds: _Shared, found: isl.Set) -> isl.Set:
    """Those for parameters that are not too large."""
    return found.intersect(rounds.params.context(True, found))


def _text(span: Span, use: Use) -> str:
    """The store in the words of the source."""
    text = span.file.line(span.line)[span.col : span.end_col] if span.line == span.end_line else ""
    return text or f"{use.base.name}[...]"


def _in_place(use: Use) -> bool:
    """Whether a store is that of an in-place operator."""
    stmt, target = use.stmt, use.expr
    return isinstance(stmt, Assign) and any(
        isinstance(e, type(target)) and key_of(e) == key_of(target) for e in (stmt.value, *expressions(stmt.value))
    )


def _may_race(rounds: _Shared, use: Use) -> bool:
    """Whether it is an in-place operator on an element that data choose."""
    values = {
        stmt.target.slot: stmt.value
        for stmt in walk(rounds.outermost.body) if isinstance(stmt, Assign) and isinstance(stmt.target, Load)
    }  # fmt: skip
    return use.write and not use.alone and _in_place(use) and _by_data(rounds, use, values)


def _warn(use: Use, diagnostics: Diagnostics) -> None:
    span = use.stmt.span
    assert span is not None
    diagnostics.warning(
        "W0505", span, f"threads may race: rounds may change one element by '{_text(span, use)}' at a time",
        "give each thread an array of its own, and add them up afterwards; or hold the GIL",
    )  # fmt: skip


def _by_data(rounds: _Shared, use: Use, values: dict[Slot, Expr]) -> bool:
    """Whether elements of memory that other rounds do not have for themselves choose the element."""
    if rounds.sharing(use, use, rounds.together(use, use)).is_empty():
        return False
    seen: set[Slot] = set()
    left = [slot for place in expressions(use.expr) for slot in slots_of(place)]
    found = False
    while left:
        slot = left.pop()
        if slot in seen or slot not in rounds.changed:
            continue
        seen.add(slot)
        value = values.get(slot)
        if value is None and slot is not rounds.outermost.counter:
            return False  # a call, or the number of the thread
        for part in (value, *expressions(value)) if value is not None else ():
            found = found or isinstance(part, ViewItem | Index | Deref)
            left += slots_of(part)
    return found and any(known is None for known in use.index)

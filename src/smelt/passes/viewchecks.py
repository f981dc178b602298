"""Test once whether a view is usable: drop tests that an earlier one has answered, and move the others out of loops.

Requires and keeps the *built* phase. A view that is unbound or None raises where it is first used, under any directive
(`CheckView`); this pass sees to it that a loop does not ask again in every round.

Before::                                        After::

    for %i in range(0, n, 1):                       if 0 < n:
        check v usable for 'index'                      check v usable for 'index'
        check w usable for 'index'                      check w usable for 'index'
        w[%i] = v[%i]                               for %i in range(0, n, 1):
                                                        w[%i] = v[%i]

A test is moved in front of a loop if nothing assigns the view in the loop and nothing that could be noticed comes
before the test in a round: then the first round raises what the test in front raises, and a loop without rounds raises
nothing. Assignments to C locals go unnoticed where no handler of this function can see them afterwards. What is in
front of an inner loop is moved out of the outer one by the same rule.

A test is dropped where the view is known to be usable: after another test, an index that was in range (views that
cannot be used have no extent), an acquisition that refuses None, or where it is a part of such a view. Only views in
locals and parameters are followed: nobody else can rebind them.
"""

from __future__ import annotations

from smelt.ir.nodes import (
    AcquireView,
    Assign,
    Binary,
    Block,
    Break,
    Cast,
    CheckIndex,
    CheckView,
    Const,
    Continue,
    Expr,
    ForRange,
    Function,
    If,
    Load,
    Module,
    Op,
    Reraise,
    Return,
    Select,
    Slot,
    Stmt,
    Storage,
    Try,
    TryFinally,
    Unary,
    ViewExtent,
    ViewStride,
    ViewSuboffset,
    While,
)
from smelt.ir.visit import assigned_by, blocks_of, has, map_operands, operands, walk
from smelt.ledger import LedgerEntry, Verdict
from smelt.passes.shared import is_owning, may_fail
from smelt.primitives.viewparts import PartRow
from smelt.records import replace
from smelt.types import BINT, View

Slots = frozenset[Slot]
_NONE: Slots = frozenset()


def run(module: Module) -> None:
    """Do it in every function that tests views."""
    for function in module.functions:
        if has(function.body, CheckView):
            hoist = _Hoist(function, module.ledger)
            hoist.block(function.body, handled=False)
            _Drop(function, hoist.tested, module.ledger).block(function.body, _NONE)
            _note_kept(function.body, module.ledger, inside=False)


def _note(ledger: list[LedgerEntry], stmt: CheckView, verdict: Verdict, why: str = "") -> None:
    if not stmt.view.temp:
        ledger.append(LedgerEntry(stmt.span, f"'{stmt.view.name}' is a view, not None", verdict, why))


def _note_kept(block: Block, ledger: list[LedgerEntry], inside: bool) -> None:
    """Note the tests that are left in loops."""
    for stmt in block:
        if isinstance(stmt, CheckView) and inside:
            _note(ledger, stmt, "kept", "what comes before it in the loop has to happen first, or the view changes")
        for inner in blocks_of(stmt):
            _note_kept(inner, ledger, inside or isinstance(stmt, ForRange | While))


def _followed(slot: Slot) -> bool:
    return isinstance(slot.type, View) and slot.storage in (Storage.LOCAL, Storage.PARAM)


def _assigned(block: Block) -> set[Slot]:
    return {slot for stmt in walk(block) for slot in assigned_by(stmt)}


def _tested_parts(function: Function) -> set[Slot]:
    """Temporaries that are only ever cut from views; what just changes the layout takes None as well."""
    cut: set[Slot] = set()
    other: set[Slot] = set()
    for stmt in walk(function.body):
        row = stmt.row if isinstance(stmt, Op) else None
        tested = isinstance(row, PartRow) and any(kind != "full" for kind, _ in row.axes)
        (cut if tested else other).update(slot for slot in assigned_by(stmt) if slot.temp)
    return cut - other


def _values(function: Function) -> dict[Slot, Expr]:
    """The value of each C temporary that is set in one place."""
    found: dict[Slot, Expr] = {}
    twice: set[Slot] = set()
    for stmt in walk(function.body):
        for slot in assigned_by(stmt):
            if slot in found:
                twice.add(slot)
            elif slot.temp and isinstance(stmt, Assign) and not is_owning(slot.type):
                found[slot] = stmt.value
            else:
                twice.add(slot)
    return {slot: value for slot, value in found.items() if slot not in twice}


class _Hoist:
    """Moves tests in front of loops, inner loops first.

    Attributes
    ----------
    parts
        Temporaries that are parts of views: as usable as those were, which was tested before.
    values
        What the temporaries hold that one statement sets to a pure value.
    tested
        For each loop, by its identity, the views that the tests moved in front of it have tested.
    """

    def __init__(self, function: Function, ledger: list[LedgerEntry]) -> None:
        self.ledger = ledger
        self.parts = _tested_parts(function)
        self.values = _values(function)
        self.tested: dict[int, set[Slot]] = {}

    def block(self, block: Block, handled: bool) -> None:
        """Look at the loops of a block. `handled`: what is raised here may be caught, and variables seen again."""
        result: Block = []
        for stmt in block:
            inside = handled or isinstance(stmt, Try | TryFinally)
            # the tests of a trial are for `bounds` to answer, where they are
            for inner in [stmt.orelse] if isinstance(stmt, If) and stmt.trial else blocks_of(stmt):
                self.block(inner, inside)
            if isinstance(stmt, ForRange):
                moved = self.movable(stmt.body, {stmt.counter} | _assigned(stmt.body), handled)
                self.tested[id(stmt)] = self.noted(moved)
                if moved:
                    result.append(If(_trips(stmt), moved, span=moved[0].span))
            elif isinstance(stmt, While):
                moved = self.movable(stmt.prelude, _assigned([stmt]), handled)
                self.tested[id(stmt)] = self.noted(moved)
                result += moved
            result.append(stmt)
        block[:] = result

    def noted(self, moved: Block) -> set[Slot]:
        """The views that tests in front of a loop test; it is noted where they come from."""
        tests = [stmt for stmt in walk(moved) if isinstance(stmt, CheckView)]
        for test in tests:
            _note(self.ledger, test, "hoisted")
        return _tested_by(moved)

    def movable(self, body: Block, changed: set[Slot], handled: bool) -> Block:
        """Take the tests that can be made before the loop out of the beginning of its body."""
        moved: Block = []
        rest: Block = []
        for place, stmt in enumerate(body):
            if isinstance(stmt, CheckView) and stmt.view in self.parts:
                rest.append(stmt)
            elif (test := self.in_front(stmt, changed)) is not None:
                moved.append(test)
            elif self.unnoticed(stmt, handled):
                rest.append(stmt)
            else:
                rest += body[place:]
                break
        body[:] = rest
        return moved

    def in_front(self, stmt: Stmt, changed: set[Slot]) -> Stmt | None:
        """A statement that only tests views, as it would be in front of the loop; None if it would be another one."""
        if isinstance(stmt, CheckView):
            return stmt if _followed(stmt.view) and stmt.view not in changed else None
        if not isinstance(stmt, If) or stmt.orelse:
            return None
        body = [self.in_front(inner, changed) for inner in stmt.body]
        test = self.settled(stmt.test, changed)
        if test is None or None in body:
            return None
        return If(test, [inner for inner in body if inner is not None], span=stmt.span)

    def settled(self, expr: Expr, changed: set[Slot]) -> Expr | None:
        """An expression as it can be computed in front of the loop, temporaries resolved; None if it cannot be."""
        match expr:
            case Const():
                return expr
            case Load(slot=slot) if slot in changed:
                value = self.values.get(slot)
                return self.settled(value, changed) if value is not None else None
            case Load(slot=slot) | ViewExtent(view=slot) | ViewStride(view=slot) | ViewSuboffset(view=slot):
                return expr if slot not in changed and slot.storage in (Storage.LOCAL, Storage.PARAM) else None
            case Binary(op="/" | "%"):
                return None  # what keeps the divisor from being zero may be in the loop
            case Cast() | Unary() | Binary() | Select():
                parts = [self.settled(part, changed) for part in operands(expr)]
                if None in parts:
                    return None
                copy = replace(expr)
                left = iter(parts)
                map_operands(copy, lambda _: next(left))  # type: ignore[arg-type, return-value]
                return copy
        return None

    def unnoticed(self, stmt: Stmt, handled: bool) -> bool:
        """Whether it makes no difference that a statement did not run before an exception was raised."""
        match stmt:
            case Assign(target=Load(slot=slot)):
                return slot.temp or (slot.storage is Storage.LOCAL and not handled and not is_owning(slot.type))
            case Op(row=row):
                return isinstance(row, PartRow)
            case CheckIndex():
                return not may_fail(stmt)
            case If(body=body, orelse=orelse):
                return all(self.unnoticed(inner, handled) for inner in (*body, *orelse))
        return False


def _trips(loop: ForRange) -> Expr:
    """Whether a counted loop has any round; its bounds are pure, so they may be computed twice."""
    up, down = Binary(BINT, "<", loop.start, loop.stop), Binary(BINT, ">", loop.start, loop.stop)
    if isinstance(loop.step, Const):
        assert isinstance(loop.step.value, int)
        return up if loop.step.value > 0 else down
    return Select(BINT, Binary(BINT, ">", loop.step, Const(loop.step.type, 0)), up, down)


def _tested_by(block: Block) -> set[Slot]:
    """The views that a block tests in any case; what is in front of an inner loop is only tested if that has rounds."""
    return {stmt.view for stmt in block if isinstance(stmt, CheckView)}


class _Drop:
    """Drops tests of views that are known to be usable. What is known goes along; None where nothing gets to."""

    def __init__(self, function: Function, tested: dict[int, set[Slot]], ledger: list[LedgerEntry]) -> None:
        self.function = function
        self.ledger = ledger
        self.tested = tested

    def block(self, block: Block, known: Slots | None) -> Slots | None:
        """Go through a block that is entered with `known`; what is known behind it."""
        if known is None:
            self.block(block, _NONE)
            return None
        kept: Block = []
        for stmt in block:
            if isinstance(stmt, CheckView) and known is not None and stmt.view in known:
                _note(self.ledger, stmt, "proved", "tested before")
                continue
            known = self.statement(stmt, known)
            if not (isinstance(stmt, If) and not stmt.body and not stmt.orelse):
                kept.append(stmt)
        block[:] = kept
        return known

    def statement(self, stmt: Stmt, known: Slots | None) -> Slots | None:
        if known is None:
            for inner in blocks_of(stmt):
                self.block(inner, _NONE)
            return None
        match stmt:
            case If(body=body, orelse=orelse):
                return _join(self.block(body, known), self.block(orelse, known))
            case ForRange(body=body, orelse=orelse):
                head = known - _assigned([stmt])
                self.block(body, head | self.tested.get(id(stmt), _NONE))
                return self.loop_end(head, orelse)
            case While(prelude=prelude, body=body, update=update, orelse=orelse):
                head = known - _assigned([stmt])
                tested = self.tested.get(id(stmt), _NONE)
                before = self.block(prelude, head | tested)
                self.block(body, before)
                self.block(update, head)
                return self.loop_end(head | tested, orelse)
            case Try(body=body, handler=handler, orelse=orelse):
                head = known - _assigned(body)
                end = self.block(body, known)
                end = self.block(orelse, end)
                return _join(end, self.block(handler, head))
            case TryFinally(body=body, final=final):
                head = known - _assigned(body)
                end = self.block(body, known)
                after = self.block(final, head)
                return None if end is None or after is None else after
            case Break() | Continue() | Return() | Reraise():
                return None
        for inner in blocks_of(stmt):
            known = self.block(inner, known)
            if known is None:
                return None
        return self.learned(stmt, known)

    def loop_end(self, head: Slots, orelse: Block) -> Slots:
        """Behind a loop: a `break` gets there without the `orelse`."""
        self.block(orelse, head)
        return head - _assigned(orelse)

    def learned(self, stmt: Stmt, known: Slots) -> Slots:
        """What a simple statement adds to what is known, or takes away."""
        gone = known.difference(assigned_by(stmt))
        match stmt:
            case CheckView(view=view) if _followed(view):
                return gone | {view}
            case CheckIndex(view=view, check=True) if _followed(view):
                return gone | {view}
            case AcquireView(dest=dest, none_ok=False):
                return gone | {dest} if _followed(dest) else gone
            case Op(dest=Slot() as dest, row=PartRow(), args=args):
                first = args[0]
                if isinstance(first, Load) and first.slot in known and _followed(dest):
                    return gone | {dest}
            case Assign(target=Load(slot=target), value=Load(slot=value)):
                return gone | {target} if value in known and _followed(target) else gone
        return gone


def _join(one: Slots | None, other: Slots | None) -> Slots | None:
    if one is None or other is None:
        return one if other is None else other
    return one & other

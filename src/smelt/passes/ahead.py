"""Ask in front of loops what tests in them would, where that depends on data which the loops only read.

Requires and keeps the *built* phase. A divisor that may be zero is tested in every round, and a loop with a test in it
is neither reordered nor put into vectors. In a nest whose views are `apart`, what it does not write stays as it is. A
test that needs fewer loops than the nest has is made in front of it, for all rounds. A test of an innermost loop whose
rounds are independent is made in front of each block of its rounds. Either way the loop runs without tests if none of
them would fail, and else as it is, which raises where it always did.

Before::                                        After::

    for %i in range(0, n, 1):                       for %block in range(0, n, 256):
        fail ZeroDivisionError if b[%i] == 0.0          %end = n - %block > 256 ? %block + 256 : n
        c[%i] = a[%i] / b[%i]                           fails = 0
                                                        for %i in range(%block, %end, 1):
                                                            fails = fails | b[%i] == 0.0
                                                        if !fails:
                                                            for %i in range(%block, %end, 1):
                                                                c[%i] = a[%i] / b[%i]
                                                        else:
                                                            ... as it was, from %block to %end

Where views may be the same memory (`alike`), a round has to test what it reads before it writes anything, and is asked
in blocks only.

So is what a guard asks in front of an inner loop whose ends are data: in ``for i: for j in range(p[i], p[i + 1])`` the
rows are looked at first, and then run without guards.

Tests may be asked of rounds that would not have come to them: then too the loop runs as it is. What a test reads has to
be there in every round that it is asked of, so the conditions that it stands under are part of it.
"""

from __future__ import annotations

from smelt.affine import analyses
from smelt.affine.facts import addressed
from smelt.affine.values import is_memory, may_trap
from smelt.ir.nodes import (
    Assign,
    Binary,
    Block,
    Check,
    CheckIndex,
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
    Storage,
    Unary,
    ViewItem,
)
from smelt.ir.visit import assigned_by, blocks_of, copy_block, copy_expr, expressions, operands, walk, with_operands
from smelt.ledger import LedgerEntry
from smelt.passes.pieces import (
    LARGEST,
    Refused,
    as_type,
    check_shape,
    each_loop,
    guarded,
    is_guard,
    looked_at,
    remove_checks,
)
from smelt.records import record
from smelt.types import BINT, SSIZE

# Rounds of a block.
_BLOCK = 256
# Tests of more operations are not made twice.
_MOST = 40


def run(module: Module) -> None:
    """Look at the nests of every function."""
    for function in module.functions:
        if any(isinstance(stmt, Check) or is_guard(stmt) for stmt in walk(function.body)):
            ahead = _Ahead(function, module)
            each_loop(function.body, ahead.nest)
            ahead.leaves(function.body, None)


@record(eq=False)
class _Test:
    """A test of a nest, or a guard in it: whether it fails, in terms of the counters of the loops around it and of what
    the nest leaves alone; None if that cannot be said."""

    check: Check | If
    loops: list[_Rounds]
    fails: Expr | None


@record(eq=False)
class _Rounds:
    """A loop of the nest and its bounds, in the same terms."""

    loop: ForRange
    start: Expr | None
    stop: Expr | None


class _Tests:
    """Finds the tests of a nest.

    Raises
    ------
    Refused
        If there is more in it than arithmetic.
    """

    def __init__(self, function: Function, loop: ForRange) -> None:
        statements: list[Stmt] = list(walk([loop]))
        self.pinned = addressed(function)
        self.changed = {slot for stmt in statements for slot in assigned_by(stmt)} | {
            stmt.counter for stmt in statements if isinstance(stmt, ForRange)
        }
        self.written = {
            stmt.target.view for stmt in statements if isinstance(stmt, Assign) and isinstance(stmt.target, ViewItem)
        }
        self.found: list[_Test] = []
        self.block([loop], {}, [], [])

    def block(self, block: Block, env: dict[Slot, Expr | None], loops: list[_Rounds], under: list[Expr | None]) -> None:
        for stmt in block:
            match stmt:
                case Assign(target=Load(slot=slot), value=value):
                    env[slot] = self.value(value, env)
                case Assign(target=ViewItem()):
                    pass
                case Check(fails=fails):
                    self.found.append(_Test(stmt, list(loops), _all([*under, self.value(fails, env)])))
                case If(test=test) if is_guard(stmt):
                    known = self.value(test, env)
                    refused: Expr | None = None if known is None else Unary(BINT, "!", copy_expr(known))
                    self.found.append(_Test(stmt, list(loops), _all([*under, refused])))
                    self.block(stmt.body, dict(env), loops, [*under, known])
                    _forget([stmt], env)
                case CheckIndex(index=index):
                    env[index] = None
                case If(test=test):
                    known = self.value(test, env)
                    self.block(stmt.body, dict(env), loops, [*under, known])
                    negated = None if known is None else Unary(BINT, "!", copy_expr(known))
                    self.block(stmt.orelse, dict(env), loops, [*under, negated])
                    _forget([stmt], env)
                case ForRange(plain=False, parallel=None) if not stmt.orelse:
                    rounds = _Rounds(stmt, self.value(stmt.start, env), self.value(stmt.stop, env))
                    _forget([stmt], env)
                    inside = {**env, stmt.counter: Load(stmt.counter.type, stmt.counter)}
                    self.block(stmt.body, inside, [*loops, rounds], under)
                case _:
                    raise Refused("it contains more than arithmetic")

    def value(self, expr: Expr, env: dict[Slot, Expr | None]) -> Expr | None:
        """An expression in terms of counters and of what the nest leaves alone."""
        match expr:
            case Load(slot=slot) if slot in self.changed:
                found = env.get(slot)
                return None if found is None else copy_expr(found)
            case Load(slot=slot):
                local = slot.storage in (Storage.LOCAL, Storage.PARAM) and slot not in self.pinned
                return expr if local else None
            case ViewItem(view=view):
                if view in self.written or view in self.changed or not view.type.direct:  # type: ignore[attr-defined]
                    return None
            case _:
                if is_memory(expr) or may_trap(expr):
                    return None
        parts: list[Expr] = []
        for operand in operands(expr):
            part = self.value(operand, env)
            if part is None:
                return None
            parts.append(part)
        made = with_operands(expr, parts)
        return made if len(expressions(made)) <= _MOST else None


def _all(tests: list[Expr | None]) -> Expr | None:
    result: Expr | None = None
    for test in tests:
        if test is None:
            return None
        result = test if result is None else Binary(BINT, "&&", result, test)
    return result


def _forget(block: Block, env: dict[Slot, Expr | None]) -> None:
    for stmt in walk(block):
        for slot in assigned_by(stmt):
            env[slot] = None


class _Ahead:
    def __init__(self, function: Function, module: Module) -> None:
        self.function = function
        self.module = module

    def slot(self, name: str, like: Slot | None = None) -> Slot:
        made = Slot(name, like.type if like is not None else SSIZE, temp=True)
        self.function.slots.append(made)
        return made

    def note(self, test: _Test, why: str) -> None:
        if isinstance(test.check, If):
            return
        what = f"{test.check.exception} ({test.check.message})"
        self.module.ledger.append(LedgerEntry(test.check.span, what, "hoisted", why))

    # --- tests of fewer loops -----------------------------------------------------------------------------------------

    def nest(self, loop: ForRange) -> Block | None:
        """The nest behind the tests that are made in front of it; None if there are none."""
        statements: list[Stmt] = list(walk([loop]))
        if (
            not loop.apart
            or loop.alike
            or len(statements) > LARGEST
            or not any(isinstance(stmt, Check) or is_guard(stmt) for stmt in statements)
        ):
            return None
        try:
            tests = _Tests(self.function, loop).found
        except Refused:
            return None
        failing = self.flag()
        before: Block = [Assign(failing, Const(BINT, 0), span=loop.span)]
        gone: set[int] = set()
        for test in tests:
            made = self.in_front(test, failing)
            if made is not None:
                before.append(made)
                gone.add(id(test.check))
                self.note(test, "it needs fewer loops than the nest has")
        if not gone:
            return None
        fast = copy_block([loop])
        places = [place for place, stmt in enumerate(statements) if id(stmt) in gone]
        copies = list(walk(fast))
        remove_checks(fast, {id(copies[place]) for place in places})
        return [*before, guarded([Unary(BINT, "!", failing)], fast, loop)]

    def flag(self) -> Load:
        slot = Slot("fails", BINT)
        self.function.slots.append(slot)
        return Load(BINT, slot)

    def in_front(self, test: _Test, failing: Load) -> Stmt | None:
        """The loops that make a test for all rounds; None if they would be as long as the nest."""
        if test.fails is None or any(rounds.start is None or rounds.stop is None for rounds in test.loops):
            return None
        used = {e.slot for e in _reads(test.fails) if isinstance(e, Load)}
        needed: list[_Rounds] = []
        trips: list[_Rounds] = []
        counters = {rounds.loop.counter for rounds in test.loops}
        for rounds in reversed(test.loops):
            reads = {e.slot for e in _reads(*_bounds(rounds)) if isinstance(e, Load)}
            data = any(isinstance(e, ViewItem) for e in _reads(*_bounds(rounds)))
            if data or rounds.loop.counter in used or reads & counters:
                needed.insert(0, rounds)
                used |= reads
            else:
                trips.append(rounds)
        innermost = not any(isinstance(stmt, ForRange) for stmt in walk(test.loops[-1].loop.body))
        if (innermost and not trips) or not all(isinstance(rounds.loop.step, Const) for rounds in test.loops):
            return None
        new = {rounds.loop.counter: self.slot(rounds.loop.counter.name, rounds.loop.counter) for rounds in needed}
        fails = Binary(BINT, "|", copy_expr(failing), _renamed(test.fails, new))
        made: Stmt = Assign(copy_expr(failing), fails, span=test.check.span)
        for rounds in reversed(needed):
            counter = new[rounds.loop.counter]
            start, stop = (_renamed(bound, new) for bound in _bounds(rounds))
            read = {e.slot for stmt in walk([made]) for e in expressions(stmt) if isinstance(e, Load)}
            if counter in read:
                step = copy_expr(rounds.loop.step)
                made = ForRange(counter, start, stop, step, [made], span=test.check.span, plain=True, apart=True)
            else:
                made = If(_runs(rounds, start, stop), [made], span=made.span)
        for rounds in trips:
            made = If(_runs(rounds, *map(copy_expr, _bounds(rounds))), [made], span=made.span)
        return made

    # --- blocks of innermost loops ------------------------------------------------------------------------------------

    def leaves(self, block: Block, outermost: ForRange | None) -> None:
        result: Block = []
        for stmt in block:
            if isinstance(stmt, ForRange) and (stmt.plain or stmt.parallel is not None):
                result.append(stmt)
                continue
            around = outermost or (stmt if isinstance(stmt, ForRange) else None)
            if isinstance(stmt, ForRange) and not any(isinstance(inner, ForRange) for inner in walk(stmt.body)):
                made = self.in_blocks(stmt, around or stmt)
                result += made or [stmt]
                continue
            for inner in blocks_of(stmt):
                self.leaves(inner, around)
            result.append(stmt)
        block[:] = result

    def in_blocks(self, loop: ForRange, outermost: ForRange) -> Block | None:
        """The loop in blocks; None if its rounds are no better off without tests, or tests depend on what it writes."""
        if not loop.apart or not any(isinstance(stmt, Check) for stmt in walk(loop.body)):
            return None
        writes = [isinstance(s, Assign) and isinstance(s.target, ViewItem) for s in walk(loop.body)]
        tested = [isinstance(s, Check) for s in walk(loop.body)]
        if not any(writes) or (loop.alike and any(tested[writes.index(True) :])):
            return None
        try:
            check_shape(loop)
            tests = _Tests(self.function, loop).found
        except Refused:
            return None
        clean = copy_block([loop])
        rest = clean[0]
        assert isinstance(rest, ForRange)
        remove_checks(rest.body, {id(stmt) for stmt in walk(rest.body) if isinstance(stmt, Check)})
        if any(test.fails is None for test in tests) or not self.independent(rest, loop, outermost):
            return None
        for test in tests:
            self.note(test, f"it is made for {_BLOCK} rounds at once")
        return self.blocks(loop, rest, [test.fails for test in tests if test.fails is not None])

    def independent(self, rest: ForRange, loop: ForRange, outermost: ForRange) -> bool:
        """Whether rounds need nothing of each other once the tests are gone."""
        from smelt.affine.nest import surroundings
        from smelt.affine.scop import Scop

        facts = analyses.of(self.module, self.function).facts
        try:
            with looked_at():
                scop = Scop(rest, facts, surroundings(loop, outermost, facts))
                return not scop.carried(rest) and scop.independent
        except Refused:
            return False

    def blocks(self, loop: ForRange, rest: ForRange, tests: list[Expr]) -> Block:
        first, end, stop = self.slot("block"), self.slot("end"), self.slot("stop")
        begin, behind, one = Load(SSIZE, first), Load(SSIZE, stop), Const(SSIZE, 1)
        # where the difference wraps, all rounds are one block
        more = Binary(BINT, ">", Binary(SSIZE, "-", behind, begin), Const(SSIZE, _BLOCK))
        last = Select(SSIZE, more, Binary(SSIZE, "+", begin, Const(SSIZE, _BLOCK)), behind)
        failing = self.flag()
        counter = self.slot(loop.counter.name, loop.counter)
        asked: Block = []
        for test in tests:
            fails = Binary(BINT, "|", failing, _renamed(test, {loop.counter: counter}))
            asked.append(Assign(failing, fails, span=loop.span))
        outer = ForRange(first, loop.start, behind, Const(SSIZE, _BLOCK), [], span=loop.span, plain=True)
        before = Assign(behind, as_type(SSIZE, loop.stop), span=loop.span)
        for version in (rest, loop):
            version.start, version.stop = begin, Load(SSIZE, end)
        outer.body = [
            Assign(Load(SSIZE, end), last, span=loop.span),
            Assign(failing, Const(BINT, 0), span=loop.span),
            ForRange(counter, begin, Load(SSIZE, end), one, asked, span=loop.span, plain=True, apart=True),
            guarded([Unary(BINT, "!", failing)], [rest], loop),
        ]
        rest.plain = rest.independent = True
        analyses.of(self.module, self.function).forget()
        return [before, outer]


def _bounds(rounds: _Rounds) -> tuple[Expr, Expr]:
    assert rounds.start is not None
    assert rounds.stop is not None
    return rounds.start, rounds.stop


def _runs(rounds: _Rounds, start: Expr, stop: Expr) -> Expr:
    """Whether a loop has any round."""
    step = rounds.loop.step
    assert isinstance(step, Const)
    assert isinstance(step.value, int)
    return Binary(BINT, "<" if step.value > 0 else ">", start, stop)


def _reads(*values: Expr) -> list[Expr]:
    return [inner for value in values for inner in (value, *expressions(value))]


def _renamed(expr: Expr, new: dict[Slot, Slot]) -> Expr:
    """A copy that reads other slots."""
    if isinstance(expr, Load):
        return Load(expr.type, new.get(expr.slot, expr.slot))
    return with_operands(expr, [_renamed(operand, new) for operand in operands(expr)])

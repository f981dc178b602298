"""Insert reference counting: `NewRef`, `Move`, `Incref` and `Release`.

Requires the form that `exceptions` leaves. Guarantees: every value stored to an owning slot, to a cell, a global or C
memory brings its own reference; every reference is given up exactly once on every path; the function leaves with
nothing but its result.

Before::                                    After::

    %t = get_attr(%x, 'a')      ! error         %t = get_attr(%x, 'a')      ! error
    %u = call(%t, %y)           ! error         %u = call(Move %t, %y)      ! error
    y = %u                                      set y = Move %u
    Return y                                    Return Move y
    error:                                      error:
    Traceback                                   Traceback
    Return NULL                                 Release y
                                                Return NULL

The rules:

* A temporary gives its reference to the statement that reads it last (`Move`); an operation that does not steal it
  releases it right after the call. If the last read is not such a use, a `Release` follows. Where paths meet, what is
  not read any more is released there: at labels, in branches, behind loops.
* A named variable owns its value until it is rebound, unbound or left. A parameter is the caller's, unless it is
  rebound.
* A temporary that only repeats a variable is not counted while nobody can rebind that variable.
* What other code can change while an operation runs (cells, globals, fields, C memory) is passed as a copy of its own.
* A slot that may be asked or released when it owns nothing is marked `nullable`: it starts as NULL, moves reset it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from smelt.ir.nodes import (
    AcquireView,
    Assign,
    Block,
    Break,
    BuiltinConst,
    Call,
    CheckBound,
    Const,
    Continue,
    Expr,
    ForRange,
    Function,
    Goto,
    If,
    Incref,
    Label,
    Load,
    Module,
    Move,
    NewRef,
    Op,
    ParseArgs,
    PyConst,
    Raw,
    Release,
    Return,
    Slot,
    Stmt,
    Storage,
    TypeConst,
    Unbind,
    While,
    Yield,
)
from smelt.ir.visit import DESTINATION
from smelt.passes import exits
from smelt.passes.liveness import Facts, Liveness, null_test, strip_casts
from smelt.passes.shared import SHARED, TRANSITIONS, holding_gil, is_owning
from smelt.passes.states import State, join, recast, stays
from smelt.passes.viewborrows import kept_views
from smelt.primitives.row import Row
from smelt.types import BINT, Type


def run(module: Module) -> None:
    """Insert reference counting into every function of the module, in place."""
    for function in module.functions:
        _Ownership(function).run()


class _Ownership:
    def __init__(self, function: Function) -> None:
        self.function = function
        self.live = Liveness(function)
        self.bits = self.live.bits
        self.state: State | None = None  # None where the end of what was done so far cannot be reached
        self.labels: dict[str, State | None] = {}
        self.breaks: list[State | None] = []
        self.loop_writes: list[int] = []
        self.out: Block = []
        self.exits: list[exits.Exit] = []
        self.nullable = 0
        self.lent = 0
        self.named = self.frame = self.managed = self.unbound = 0

    def run(self) -> None:
        function = self.function
        self.classify()
        params = 0
        for slot in function.params:
            params |= self.bits.get(slot, 0)
        params &= self.managed
        self.state = State(params, params, params | self.frame, function.func.nogil and not function.func.with_gil)
        counts: Block = [Incref(Load(s.type, s)) for s in self.live.members(params & ~self.frame)]
        self.out = holding_gil(function, counts) if counts and self.state.nogil else counts
        self.block(function.body)
        for exit_ in self.exits:
            exit_.may &= ~self.frame
            self.nullable |= exit_.may & ~exit_.valid
        function.body = exits.finish(function, self.out, self.exits, self.live.members)
        for slot in self.live.members(self.nullable | self.frame):
            slot.nullable = True

    def classify(self) -> None:
        """Decide which slots own what they hold."""
        kept = kept_views(self.function, self.live)
        for slot, bit in self.bits.items():
            if slot.storage is Storage.FRAME:
                self.frame |= bit
            if not slot.temp:
                self.named |= bit
            if slot in kept and not slot.temp:
                slot.nullable = True  # it starts unbound
            if (
                slot in kept
                or (slot.storage is Storage.PARAM and slot not in self.live.rebound)
                or (slot.temp and slot.storage is not Storage.FRAME and self.only_repeats(slot, bit))
                or (slot in self.live.arguments and self.live.writers[slot] == 1)
            ):
                slot.borrowed = True
            else:
                self.managed |= bit
            if slot in self.live.unbound:
                self.unbound |= bit

    def only_repeats(self, slot: Slot, bit: int) -> bool:
        """Whether a temporary's values are kept alive by something else for as long as it is read."""
        aliases = self.live.aliases.get(slot, ())
        if len(aliases) != self.live.writers.get(slot):
            return False
        for value in aliases:
            if isinstance(value, PyConst | BuiltinConst | TypeConst | Const):
                continue
            if not isinstance(value, Load):
                return False
            source = value.slot
            if source.temp or source.storage in SHARED:
                return False
            if self.live.rebound.get(source, 0) & bit:
                return False
        return True

    # --- the flow ---------------------------------------------------------------------------------------------------

    def block(self, statements: Block) -> None:
        for stmt in statements:
            facts = self.live.facts[id(stmt)]
            if isinstance(stmt, Label):
                self.label(stmt, facts)
            elif self.state is not None:
                _DO.get(stmt.__class__, _Ownership.operation)(self, stmt, facts)

    def inner(self, statements: Block, state: State | None, live: int) -> tuple[Block, State | None]:
        """A block of its own, entered with `state`; `live` is what is read from there on."""
        outer, outer_state = self.out, self.state
        self.out, self.state = [], state
        self.release_dead(live)
        self.block(statements)
        block, end = self.out, self.state
        self.out, self.state = outer, outer_state
        return block, end

    def release_dead(self, live: int) -> None:
        """Give up the temporaries that own something and are not read any more."""
        if self.state is not None:
            dead = self.state.may & ~live & ~self.named
            if dead:
                self.release(dead)

    def release(self, dead: int) -> None:
        state = self.state
        assert state is not None
        sure = dead & state.must
        for mask in (sure, dead & ~sure):
            if mask:
                release = Release(self.live.members(mask), known=mask == sure)
                self.out += holding_gil(self.function, [release]) if state.nogil else [release]
        self.nullable |= dead & ~state.valid
        state.loses(dead)

    def label(self, stmt: Label, facts: Facts) -> None:
        if stmt.name in self.live.targets:
            self.state = join(self.labels.get(stmt.name), self.state)
            if self.state is not None:
                self.out.append(stmt)
                self.release_dead(facts.after)

    def goto(self, stmt: Goto, facts: Facts) -> None:
        self.labels[stmt.name] = join(self.labels.get(stmt.name), self.state)
        self.ends(stmt)

    def ends(self, stmt: Stmt) -> None:
        """Add a statement behind which nothing is reached."""
        self.out.append(stmt)
        self.state = None

    def break_(self, stmt: Break, facts: Facts) -> None:
        # What belongs to the round ends here; what the loop holds, like its iterator, is released behind the loop.
        self.release_dead(facts.after | ~self.loop_writes[-1])
        self.breaks[-1] = join(self.breaks[-1], self.state)
        self.ends(stmt)

    def continue_(self, stmt: Continue, facts: Facts) -> None:
        self.release_dead(facts.after)
        self.ends(stmt)

    def return_(self, stmt: Return, facts: Facts) -> None:
        state = self.state
        assert state is not None
        self.ask(facts.reads)
        value = stmt.value
        if value is not None and is_owning(value.type):
            stmt.value = self.owned(value, facts.reads & self.managed & state.may)
            if state.nogil and isinstance(stmt.value, NewRef):
                result = self.temporary("result", value.type)
                counted: Stmt = Assign(Load(value.type, result), stmt.value, span=stmt.span)
                self.out += holding_gil(self.function, [counted])
                stmt.value = Move(value.type, result)
        self.exits.append(exits.Exit(self.out, stmt, state.may, state.must, state.valid, state.nogil))
        self.ends(stmt)

    def if_(self, stmt: If, facts: Facts) -> None:
        state = self.state
        assert state is not None
        self.ask(facts.reads)
        live_in = facts.inner[0] | facts.inner[1]
        dying = facts.reads & state.may & self.managed & ~self.named & ~live_in
        slot, equal = null_test(stmt.test)
        if dying and slot is None:
            # Both branches would have to release it.
            test = self.temporary("test", BINT)
            self.out.append(Assign(Load(BINT, test), stmt.test, span=stmt.span))
            self.release(dying)
            stmt.test = Load(BINT, test)
        then_state, else_state = self.refined(slot, equal), self.refined(slot, not equal)
        stmt.body, then_end = self.inner(stmt.body, then_state, facts.inner[0])
        stmt.orelse, else_end = self.inner(stmt.orelse, else_state, facts.inner[1])
        self.out.append(stmt)
        self.state = join(then_end, else_end)

    def refined(self, slot: Slot | None, is_null: bool) -> State:
        """The state where a test has shown that `slot` is NULL, or that it is not."""
        assert self.state is not None
        state = self.state.copy()
        bit = self.bits.get(slot, 0) if slot is not None else 0
        if is_null:
            state.may &= ~bit
            state.must &= ~bit
        else:
            state.must |= bit & state.may
        return state

    def loop_head(self, facts: Facts) -> State:
        """What holds whenever a round begins: names may have been rebound or unbound in the rounds before."""
        assert self.state is not None
        writes = facts.writes & self.managed
        own = writes & ~self.named
        head = self.state.copy()
        head.may |= writes & self.named
        head.must &= ~(own | (writes & self.unbound))
        head.valid &= ~own
        self.breaks.append(None)
        self.loop_writes.append(facts.writes)
        return head

    def quiet(self, stmt: Stmt, facts: Facts) -> bool:
        """Whether nothing changes in a loop: what it reads may be given up behind it."""
        quiet = self.live.quiet.get(id(stmt))
        if quiet is None:
            return False
        self.ask(quiet.reads)
        for label in quiet.labels:
            self.labels[label] = join(self.labels.get(label), self.state)
        self.out.append(stmt)
        self.release_dead(facts.after)
        return True

    def after_loop(self, stmt: Stmt, facts: Facts, end: State | None) -> None:
        self.loop_writes.pop()
        self.state = join(self.breaks.pop(), end)
        self.out.append(stmt)
        self.release_dead(facts.after)

    def while_(self, stmt: While, facts: Facts) -> None:
        if self.quiet(stmt, facts):
            return
        head = self.loop_head(facts)
        stmt.prelude, state = self.inner(stmt.prelude, head, -1)
        end = None
        if state is not None:
            self.state = state
            self.ask(self.live.read_by(stmt.test))
            slot, equal = null_test(stmt.test)
            state = self.refined(slot, equal)
            if not (isinstance(stmt.test, Const) and stmt.test.value):
                end = self.refined(slot, not equal)
        stmt.body, state = self.inner(stmt.body, state, facts.inner[0])
        stmt.update, _ = self.inner(stmt.update, state, -1)
        self.after_loop(stmt, facts, end)

    def for_range(self, stmt: ForRange, facts: Facts) -> None:
        if self.quiet(stmt, facts):
            return
        head = self.loop_head(facts)
        stmt.body, _ = self.inner(stmt.body, head.copy(), facts.inner[0])
        self.after_loop(stmt, facts, head)

    # --- values -----------------------------------------------------------------------------------------------------

    def ask(self, reads: int) -> None:
        """Note that slots are read: those that may hold anything then have to be NULL."""
        assert self.state is not None
        self.nullable |= reads & self.managed & ~self.state.valid

    def owned(self, value: Expr, dying: int) -> Expr:
        """The value with a reference of its own: moved out of a slot of `dying`, else a new one."""
        inner = strip_casts(value)
        if isinstance(inner, Const):
            return value
        if isinstance(inner, Load):
            bit = self.bits.get(inner.slot, 0)
            assert self.state is not None
            if bit & dying & self.state.may:
                known = bool(self.state.must & bit)
                self.state.loses(bit)
                return recast(value, Move(inner.type, inner.slot, known))
        return NewRef(value.type, value)

    def dying(self, facts: Facts) -> int:
        """The temporaries that are read here for the last time."""
        assert self.state is not None
        return facts.reads & self.managed & ~self.named & self.state.may & ~facts.after & ~facts.on_error

    def temporary(self, name: str, type_: Type) -> Slot:
        self.function.slots.append(Slot(name, type_, temp=True))
        return self.function.slots[-1]

    def assign(self, stmt: Assign, facts: Facts) -> None:
        state, target = self.state, stmt.target
        assert state is not None
        self.ask(facts.reads)
        if not is_owning(target.type) or (isinstance(target, Load) and target.slot.borrowed):
            self.out.append(stmt)
            self.release_dead(facts.after)
            return
        stmt.value = self.owned(stmt.value, self.dying(facts))
        bit = self.bits.get(target.slot, 0) if isinstance(target, Load) else 0
        # What is not this function's own (cells, globals, memory) may always hold something.
        stmt.sets = not bit or bool(bit & state.may)
        self.nullable |= bit & state.may & ~state.valid
        self.out += holding_gil(self.function, [stmt]) if state.nogil else [stmt]
        if isinstance(stmt.value, Const):
            state.may &= ~bit
            state.must &= ~bit
            state.valid |= bit
        else:
            state.gains(bit)
        self.release_dead(facts.after)

    def unbind(self, stmt: Unbind, facts: Facts) -> None:
        state, slot = self.state, stmt.slot
        assert state is not None
        bit = self.bits.get(slot, 0)
        if not bit:
            self.out.append(Assign(Load(slot.type, slot), Const(slot.type, None), sets=True, span=stmt.span))
            return
        self.nullable |= bit
        if state.may & bit:
            self.release(bit)
        state.valid |= bit

    # --- operations -------------------------------------------------------------------------------------------------

    def operation(self, stmt: Stmt, facts: Facts) -> None:
        """Any other statement: a call with arguments and perhaps a destination."""
        state = self.state
        assert state is not None
        self.ask(facts.reads)
        if isinstance(stmt, Op | Call | Raw):
            self.arguments(stmt, facts)
        elif isinstance(stmt, Yield):
            stmt.value = self.owned(stmt.value, self.dying(facts))
        elif isinstance(stmt, AcquireView):
            stmt.value = self.argument(stmt.value, self.dying(facts), stmt)
        row = stmt.row if isinstance(stmt, Op | Raw) else None
        self.result(stmt, facts, row)
        if isinstance(stmt, CheckBound):
            state.must |= self.bits.get(stmt.slot, 0) & state.may
        if row is not None and row.name in TRANSITIONS:
            state.nogil = TRANSITIONS[row.name]
        self.release_dead(facts.after)
        if row is not None and row.error == "always":
            self.state = None

    def arguments(self, stmt: Op | Call | Raw, facts: Facts) -> None:
        args, state = stmt.args, self.state
        assert state is not None
        row = stmt.row if not isinstance(stmt, Call) else None
        # What a result is borrowed from lives until the result has a reference of its own.
        dying = 0 if row is not None and row.borrowed else self.dying(facts)
        bits = self.bits
        steals: tuple[int, ...] = ()
        harmless = False
        if row is not None:
            # Stolen positions come first: what is moved there must not be released after the call.
            steals, harmless = row.steals, row.error == "never"
            for index in steals:
                args[index] = self.owned(args[index], dying)
        self.lent = self.lends(stmt, row, dying)
        for index, arg in enumerate(args):
            cls = arg.__class__
            if cls is PyConst or cls is Const or cls is BuiltinConst or cls is TypeConst:
                continue
            if isinstance(arg, Load):
                slot = arg.slot
                bit = bits.get(slot, 0)
                if bit:
                    if bit & dying & state.may & ~self.lent:
                        args[index] = self.owned(arg, dying)
                    continue
                if slot.storage not in SHARED:
                    continue
            if index in steals or not is_owning(arg.type) or (harmless and not isinstance(strip_casts(arg), Load)):
                continue
            args[index] = self.argument(arg, dying, stmt)

    def lends(self, stmt: Stmt, row: Row | None, dying: int) -> int:
        """What is given up only when the result, which lives on it, has a reference of its own."""
        dest: Slot | None = getattr(stmt, "dest", None)
        if row is None or not row.borrowed or dest is None or dest.borrowed or not is_owning(dest.type):
            return 0
        assert self.state is not None
        read = self.live.facts[id(stmt)].reads & ~self.bits.get(dest, 0)
        return read & dying & self.state.may

    def argument(self, arg: Expr, dying: int, stmt: Stmt) -> Expr:
        inner = strip_casts(arg)
        assert self.state is not None
        if isinstance(inner, Load) and self.bits.get(inner.slot, 0) & dying & self.state.may & ~self.lent:
            return self.owned(arg, dying)
        if stays(inner):
            return arg
        # Code that the operation runs may rebind it.
        copy = self.temporary("held", arg.type)
        self.out.append(Assign(Load(arg.type, copy), NewRef(arg.type, arg), span=stmt.span))
        return Move(arg.type, copy)

    def result(self, stmt: Stmt, facts: Facts, row: Row | None) -> None:
        """Add the statement, and see that its destination owns its value and what it held is released."""
        state = self.state
        assert state is not None
        field = DESTINATION.get(stmt.__class__)
        dest: Slot | None = getattr(stmt, field) if field is not None else None
        if dest is None or not is_owning(dest.type):
            self.unused_result(stmt, row)
            if isinstance(stmt, ParseArgs):
                self.parsed(stmt)
            return
        assert field is not None
        bit = self.bits.get(dest, 0)
        known = row is None or row.error != "null_or_end"
        if dest.borrowed or (bit and not bit & state.may):
            self.add(stmt)
            if bit & self.managed:
                self.take(row, dest)
                state.gains(bit)
                state.must &= ~(0 if known else bit)
            return
        # The slot may hold something, or others see it: the new value has to be complete first.
        value = self.temporary(dest.name, dest.type)
        setattr(stmt, field, value)
        self.add(stmt)
        self.take(row, value)
        target = Load(dest.type, dest)
        self.out.append(Assign(target, Move(dest.type, value), sets=True, span=stmt.span))
        self.nullable |= bit & ~state.valid
        state.gains(bit)
        state.must &= ~(0 if known else bit)

    def take(self, row: Row | None, slot: Slot) -> None:
        if row is not None and row.borrowed:
            self.out.append(Incref(Load(slot.type, slot)))
            if self.lent:
                self.release(self.lent)
                self.lent = 0

    def add(self, stmt: Stmt) -> None:
        """Add a statement, and note what is owned where its error goes."""
        label = getattr(stmt, "on_error", None)
        if label is not None:
            self.labels[label] = join(self.labels.get(label), self.state)
        self.out.append(stmt)

    def unused_result(self, stmt: Stmt, row: Row | None) -> None:
        """Add a statement whose result is no object, or nobody wants."""
        type_ = row.result if row is not None else stmt.func.returns if isinstance(stmt, Call) else None
        wanted = not isinstance(stmt, Op | Call) or stmt.dest is not None
        if wanted or type_ is None or not is_owning(type_) or (row is not None and row.borrowed):
            self.add(stmt)
            return
        assert isinstance(stmt, Op | Call)
        stmt.dest = self.temporary("unused", type_)
        self.add(stmt)
        self.out.append(Release([stmt.dest], known=row is None or row.error != "null_or_end"))

    def parsed(self, stmt: ParseArgs) -> None:
        """The parameters of a wrapper: plain ones are the caller's, rebound ones need a reference of their own."""
        assert self.state is not None
        for param in stmt.params:
            bit = self.bits.get(param.slot, 0) & self.managed
            if bit:
                if param.kind not in ("vararg", "kwarg"):
                    self.out.append(Incref(Load(param.slot.type, param.slot)))
                self.state.gains(bit)


_DO: dict[type[Stmt], Callable[[_Ownership, Any, Facts], None]] = {
    Goto: _Ownership.goto,
    Break: _Ownership.break_,
    Continue: _Ownership.continue_,
    Return: _Ownership.return_,
    If: _Ownership.if_,
    While: _Ownership.while_,
    ForRange: _Ownership.for_range,
    Assign: _Ownership.assign,
    Unbind: _Ownership.unbind,
}

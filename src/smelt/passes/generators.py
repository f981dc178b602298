"""Move what outlives a yield into the generator's frame, and number the yields.

Requires the form that `exceptions` leaves. Guarantees: every slot whose value is needed after some yield has the
storage ``FRAME``; `Function.frame` lists them, objects first, then views, then the rest; each `Yield` has a state of
its own; no counted loop has a yield in it. The code stays structured: C allows a jump into a loop, and that is how
the printed function goes on where it stopped.

Before::                                    After::

    ForRange i in 0 .. %n:                      frame.i = 0
        Yield to_python(i)                      frame.stop = frame.n
        total = total + i                       While frame.i < frame.stop:
                                                    Yield to_python(frame.i)        (state 1)
                                                    frame.total = frame.total + frame.i
                                                    update: frame.i = frame.i + 1

Objects and views with a name are always in the frame: they live until the generator ends. A variable of a C type
stays a C local where no yield lies between its uses, so that an inner loop without a yield is as fast as in any
function.
"""

from __future__ import annotations

from smelt.ir.nodes import (
    AddressOf,
    Assign,
    Binary,
    Block,
    Const,
    Continue,
    Expr,
    Field,
    ForRange,
    Function,
    Goto,
    If,
    Index,
    Label,
    Load,
    Module,
    PureCall,
    Slot,
    Stmt,
    Storage,
    While,
    Yield,
)
from smelt.ir.visit import blocks_of, expressions, slots_of, walk
from smelt.passes.shared import is_owning
from smelt.primitives import ranges
from smelt.records import field, record
from smelt.types import BINT, SIZE, CArray, PyObj, Type, View


def run(module: Module) -> None:
    """Prepare the generators among the module's functions, in place."""
    for function in module.functions:
        if function.kind == "generator":
            _Loops(function).block(function.body)
            _number(function)
            _make_frame(function)


def _number(function: Function) -> None:
    state = 0
    for stmt in walk(function.body):
        if isinstance(stmt, Yield):
            state += 1
            stmt.state = state


def _yields(block: Block) -> bool:
    return any(isinstance(stmt, Yield) for stmt in walk(block))


class _Loops:
    """Turns counted loops with a yield into plain ones, whose state is in slots."""

    def __init__(self, function: Function) -> None:
        self.function = function
        self.count = 0

    def block(self, block: Block) -> None:
        result: Block = []
        for stmt in block:
            for inner in blocks_of(stmt):
                self.block(inner)
            if isinstance(stmt, ForRange) and _yields(stmt.body):
                result += self.plain(stmt)
            else:
                result.append(stmt)
        block[:] = result

    def kept(self, name: str, value: Expr, before: Block) -> Expr:
        """A value that is computed once, before the loop."""
        if isinstance(value, Const):
            return value
        slot = self.slot(name, value.type)
        before.append(Assign(Load(value.type, slot), value))
        return Load(value.type, slot)

    def slot(self, name: str, type_: Type) -> Slot:
        slot = Slot(name, type_, temp=True)
        self.function.slots.append(slot)
        return slot

    def plain(self, loop: ForRange) -> Block:
        self.count += 1
        again = f"next_{self.count}"
        if _continue_to(loop.body, again):
            loop.body.append(Label(again))
        counter = Load(loop.counter.type, loop.counter)
        before: Block = []
        step = loop.step.value if isinstance(loop.step, Const) else None
        by = self.kept("step", loop.step, before)
        start = Assign(counter, loop.start, span=loop.span)
        forward: Stmt = Assign(counter, Binary(counter.type, "+", counter, by))
        if step in (1, -1):
            stop = self.kept("stop", loop.stop, before)
            test = Binary(BINT, "<" if step == 1 else ">", counter, stop)
            return [*before, start, While([], test, loop.body, [forward], span=loop.span)]
        rounds = Load(SIZE, self.slot("rounds", SIZE))
        stop = self.kept("stop", loop.stop, before)
        total = Assign(rounds, PureCall(SIZE, ranges.rounds, [counter, stop, by]))
        fewer = Assign(rounds, Binary(SIZE, "-", rounds, Const(SIZE, 1)))
        test = Binary(BINT, ">", rounds, Const(SIZE, 0))
        return [*before, start, total, While([], test, loop.body, [forward, fewer], span=loop.span)]


def _continue_to(block: Block, label: str) -> bool:
    """Let the loop's own `Continue`s go to a label; whether there is one."""
    found = False
    for index, stmt in enumerate(block):
        if isinstance(stmt, Continue):
            block[index] = Goto(label, span=stmt.span)
            found = True
        elif isinstance(stmt, If):
            for inner in blocks_of(stmt):
                found |= _continue_to(inner, label)
    return found


# --- the frame --------------------------------------------------------------------------------------------------------


@record()
class _Mentions:
    """Between which places of the text each slot is used, and where the yields are."""

    count: int = 0
    first: dict[Slot, int] = field(default_factory=dict)
    last: dict[Slot, int] = field(default_factory=dict)
    yields: list[int] = field(default_factory=list)

    def block(self, block: Block) -> None:
        for stmt in block:
            self.count += 1
            start = self.count
            if isinstance(stmt, While):
                # The test is computed each time round, behind the prelude.
                self.block(stmt.prelude)
                self.own(stmt)
                self.block(stmt.body)
                self.block(stmt.update)
                self.loop(start)
                continue
            self.own(stmt)
            for nested in blocks_of(stmt):
                self.block(nested)
            if isinstance(stmt, ForRange):
                self.loop(start)

    def own(self, stmt: Stmt) -> None:
        if isinstance(stmt, Yield):
            self.yields.append(self.count)
        slots = slots_of(stmt)
        for expr in expressions(stmt):
            slots += slots_of(expr)
        for slot in slots:
            self.first.setdefault(slot, self.count)
            self.last[slot] = self.count

    def loop(self, start: int) -> None:
        """A loop ends: what it shares with the outside, and names, whose value may be of the round before, last all of
        it.
        """
        self.count += 1
        end = self.count
        for slot, last in self.last.items():
            if last >= start and (not slot.temp or self.first[slot] <= start):
                self.last[slot] = end
                self.first[slot] = min(self.first[slot], start)

    def crosses(self, slot: Slot) -> bool:
        first, last = self.first[slot], self.last[slot]
        return any(first < at < last for at in self.yields)


def _addressed(function: Function) -> set[Slot]:
    """Slots that a pointer may lead to, which is used after a yield perhaps: those of C arrays too."""
    found = {slot for slot in function.slots if isinstance(slot.type, CArray)}
    for statement in walk(function.body):
        for node in expressions(statement):
            if isinstance(node, AddressOf):
                inner: Expr = node.operand
                while isinstance(inner, Field | Index):
                    inner = inner.base
                if isinstance(inner, Load):
                    found.add(inner.slot)
    return found


def _make_frame(function: Function) -> None:
    mentions = _Mentions()
    mentions.block(function.body)
    frame: list[Slot] = list(function.params)
    addressed = _addressed(function)
    for slot in function.slots:
        if slot.storage is not Storage.LOCAL or slot not in mentions.first:
            continue
        if (
            (is_owning(slot.type) and not slot.temp)
            or mentions.crosses(slot)
            or (slot in addressed and not slot.borrowed)
        ):
            frame.append(slot)
    for slot in frame:
        slot.storage = Storage.FRAME
    objects = [s for s in frame if isinstance(s.type, PyObj)]
    views = [s for s in frame if isinstance(s.type, View)]
    rest = [s for s in frame if not is_owning(s.type)]
    function.frame = [*objects, *views, *rest]

"""Turn `while` loops that count into counted loops, which the passes behind this one know how to make fast.

Requires and keeps the *built* phase. A loop counts if its test compares a C integer with something that the loop leaves
alone, and one statement of its body, which every round runs, adds a constant to that integer.

Before::                                        After::

    while i < n:                                    for %i in range(i, n, 1):
        total = total + a[i]                            i = %i
        i = i + 1                                       total = total + a[i]
                                                        i = i + 1

The variable keeps its own statements, so that it has the same value at every place, behind the loop and upon a `break`
too. A round that a `continue` ends before it counts would be run again: such loops stay as they are. Where the last
addition could wrap, which would start the rounds anew, a test in front of the loop asks whether the bound is small
enough for that, and else the loop is the one it was.
"""

from __future__ import annotations

from smelt.affine.facts import addressed
from smelt.affine.values import is_memory, limits, may_trap
from smelt.ir.nodes import (
    Assign,
    Binary,
    Block,
    Cast,
    Const,
    Continue,
    Expr,
    ForRange,
    Function,
    Load,
    MakeFunction,
    Module,
    Slot,
    Stmt,
    Storage,
    Try,
    TryFinally,
    While,
    Yield,
)
from smelt.ir.visit import assigned_by, blocks_of, copy_block, copy_expr, expressions, slots_of, walk
from smelt.passes.pieces import as_type, guarded, plus
from smelt.types import BINT, SSIZE, CBool, CInt

# Loops of more statements are not written twice.
_LARGEST = 150
_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


def run(module: Module) -> None:
    """Look at the loops of every function."""
    for function in module.functions:
        if any(isinstance(stmt, While) for stmt in walk(function.body)):
            _Counted(function).block(function.body)


class _Counted:
    def __init__(self, function: Function) -> None:
        self.function = function
        self.pinned = addressed(function)

    def block(self, block: Block) -> None:
        result: Block = []
        for stmt in block:
            for inner in blocks_of(stmt):
                self.block(inner)
            made = self.loop(stmt, result) if isinstance(stmt, While) else None
            result += made or [stmt]
        block[:] = result

    def loop(self, stmt: While, before: Block) -> Block | None:
        """The counted loop, or the choice between it and the loop as it is; None if it does not count."""
        test = stmt.test
        if stmt.prelude or stmt.update or not isinstance(test, Binary) or test.op not in _TURNED:
            return None
        changed = [slot for inner in walk([stmt]) for slot in assigned_by(inner)]
        for op, left, right in ((test.op, test.left, test.right), (_TURNED[test.op], test.right, test.left)):
            slot = _variable(left)
            if slot is not None and self.counts(slot, changed) and self.keeps(right, changed):
                step = _step(stmt.body, slot)
                if step and (step > 0) == (op in ("<", "<=")):
                    return self.made(stmt, slot, _start(slot, before), right, step, op)
        return None

    def counts(self, slot: Slot, changed: list[Slot]) -> bool:
        """Whether a variable is the function's own and set in one place."""
        return self.local(slot) and changed.count(slot) == 1

    def local(self, slot: Slot) -> bool:
        return slot.storage in (Storage.LOCAL, Storage.PARAM) and slot not in self.pinned

    def keeps(self, bound: Expr, changed: list[Slot]) -> bool:
        """Whether an expression is a signed integer that has the same value in all rounds."""
        every = [bound, *expressions(bound)]
        if not _signed(bound) or any(is_memory(e) or may_trap(e) for e in every):
            return False
        return all(self.local(slot) and slot not in changed for e in every for slot in slots_of(e))

    def made(self, stmt: While, slot: Slot, start: Expr, bound: Expr, step: int, op: str) -> Block | None:
        counter = Slot(slot.name, SSIZE, temp=True)
        stop = as_type(SSIZE, copy_expr(bound))
        body: Block = [Assign(Load(slot.type, slot), as_type(slot.type, Load(SSIZE, counter)), span=stmt.span)]
        fits = _fits(slot, bound, step, op)
        if op in ("<=", ">="):
            stop = plus(stop, Const(SSIZE, 1 if step > 0 else -1))
        inside: list[Stmt] = list(walk([stmt]))
        if fits is not None and (len(inside) > _LARGEST or any(map(_single, inside))):
            return None
        first: Block = []
        if not isinstance(start, Const):
            # in front of an inner loop, what it begins with is asked of a variable that it leaves alone
            held = Slot("start", SSIZE, temp=True)
            self.function.slots.append(held)
            first.append(Assign(Load(SSIZE, held), start, span=stmt.span))
            start = Load(SSIZE, held)
        if fits is None:
            self.function.slots.append(counter)
            body += stmt.body
            return [*first, ForRange(counter, start, stop, Const(SSIZE, step), body, stmt.orelse, span=stmt.span)]
        self.function.slots.append(counter)
        copied = copy_block([stmt])[0]
        assert isinstance(copied, While)
        body += copied.body
        loop = ForRange(counter, start, stop, Const(SSIZE, step), body, copied.orelse, span=stmt.span)
        return [guarded([fits], [*first, loop], stmt)]


def _single(stmt: Stmt) -> bool:
    """Whether a statement cannot be there twice."""
    return isinstance(stmt, Yield | MakeFunction | Try | TryFinally)


def _variable(expr: Expr) -> Slot | None:
    """The variable that is compared; a conversion to a wider type changes nothing."""
    if isinstance(expr, Cast) and _signed(expr) and _signed(expr.operand):
        (low, high), (least, most) = limits(expr.operand), limits(expr)
        if least <= low and high <= most:
            expr = expr.operand
    return expr.slot if isinstance(expr, Load) and _signed(expr) else None


def _signed(expr: Expr) -> bool:
    type_ = expr.type
    return isinstance(type_, CInt) and not isinstance(type_, CBool) and type_.exact and type_.signed


def _start(slot: Slot, before: Block) -> Expr:
    """What a variable holds where the loop begins: the variable, or the constant that it was just set to."""
    for stmt in reversed(before):
        if any(slot in assigned_by(inner) for inner in walk([stmt])):
            if isinstance(stmt, Assign) and isinstance(stmt.value, Const) and isinstance(stmt.value.value, int):
                return Const(SSIZE, stmt.value.value)
            break
    return as_type(SSIZE, Load(slot.type, slot))


def _step(body: Block, slot: Slot) -> int | None:
    """What every round adds to a variable; None if that is not known."""
    for place, stmt in enumerate(body):
        if slot in assigned_by(stmt):
            if any(_continues(inner) for inner in body[:place]) or not isinstance(stmt, Assign):
                return None
            match stmt.value:
                case Binary(op="+" | "-" as op, left=Load(slot=read), right=Const(value=int(by))) if read is slot:
                    return (by if op == "+" else -by) if stmt.value.type == slot.type else None
            return None
    return None


def _continues(stmt: Stmt) -> bool:
    """Whether a statement may end the round of the loop that it is in."""
    if isinstance(stmt, ForRange | While):
        return any(_continues(inner) for inner in stmt.orelse)
    return isinstance(stmt, Continue) or any(_continues(inner) for block in blocks_of(stmt) for inner in block)


def _fits(slot: Slot, bound: Expr, step: int, op: str) -> Expr | None:
    """The test that neither the variable nor the bound leaves its type; None if they cannot."""
    least, most = limits(Load(slot.type, slot))
    low, high = limits(bound)
    beyond = abs(step) - (op in ("<", ">"))  # how far behind the bound the last value may be
    if step > 0:
        last = min(most, SSIZE.max) - beyond
        return None if high <= last else Binary(BINT, "<=", copy_expr(bound), Const(bound.type, last))
    last = max(least, SSIZE.min) + beyond
    return None if low >= last else Binary(BINT, ">=", copy_expr(bound), Const(bound.type, last))

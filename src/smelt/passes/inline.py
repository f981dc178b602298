"""Put what C functions of the module do in the place of their calls in loops, so that other passes see it.

Requires and keeps the *built* phase. A call is opaque: whatever is in its loop has to stay as it is, and so do the
checks of the function itself, which knows nothing of the loop.

Before::                                        After::

    for %i in range(0, n, 1):                       for %i in range(0, n, 1):
        %t = call at(u, %i - 1)                         %i.2 = %i - 1
        v[%i] = %t                                      %i.3 = %i.2 < 0 ? 0 : %i.2
                                                        check %i.3 in u.shape[0]  ! in at
                                                        v[%i] = u[%i.3]

Functions are taken that are short, do not call themselves, and compute with C values and the views that they are
given. An argument is put into a variable in front, in their order, unless it stays what it is; results and parameters
keep their types. What may fail keeps a `frame`, by which the traceback has the function and its line as if it had been
called.

Of a function that reports no errors (`noexcept`) there is nothing that a jump could lead to. Where such a one may fail,
the loop gets a second version in which it is inlined, as a *trial*: `bounds` takes that if it can answer all of its
checks in front of the loop, and else the loop with the calls.
"""

from __future__ import annotations

from contextlib import suppress

from smelt.affine.facts import addressed
from smelt.ir.nodes import (
    Block,
    Call,
    Const,
    ForRange,
    Function,
    If,
    MakeFunction,
    Module,
    Stmt,
    Try,
    TryFinally,
    While,
    Yield,
)
from smelt.ir.visit import blocks_of, copy_block, rewrite_block, walk
from smelt.ledger import LedgerEntry
from smelt.passes.bodies import Bodies, Lost, Unfit, callee, placed
from smelt.passes.parts import cut_in_full
from smelt.passes.pieces import LARGEST
from smelt.types import BINT


def run(module: Module) -> None:
    """Look at the loops of every function."""
    bodies = Bodies(module.functions)
    callers = [f for f in module.functions if bodies.functions and _calls_in_loops(f.body, bodies, False)]
    # all bodies are made before the first function changes
    for function in callers:
        for stmt in walk(function.body):
            inner = callee(stmt, bodies.functions)
            if inner is not None:
                for trial in (False, True):
                    with suppress(Unfit):
                        bodies.of(inner, trial)
    for function in callers:
        _Caller(function, bodies, module.ledger).run()


def _calls_in_loops(block: Block, bodies: Bodies, inside: bool) -> bool:
    """Whether a function of the module is called in a loop; `inside`: the block is in one."""
    for stmt in block:
        if inside and callee(stmt, bodies.functions) is not None:
            return True
        loop = inside or isinstance(stmt, ForRange | While)
        if any(_calls_in_loops(inner, bodies, loop) for inner in blocks_of(stmt)):
            return True
    return False


class _Caller:
    """The loops of one function."""

    def __init__(self, function: Function, bodies: Bodies, ledger: list[LedgerEntry]) -> None:
        self.function = function
        self.bodies = bodies
        self.ledger = ledger
        self.pinned = addressed(function)
        self.rows = cut_in_full(function)

    def run(self) -> None:
        self.loops(self.function.body)
        self.trials(self.function.body)
        self.note_left(self.function.body, False)

    def loops(self, block: Block) -> None:
        """Replace the calls in the outermost loops of a block."""
        for stmt in block:
            if isinstance(stmt, ForRange | While):
                self.replace_calls(stmt, trial=False)
            else:
                for inner in blocks_of(stmt):
                    self.loops(inner)

    def replace_calls(self, loop: ForRange | While, trial: bool) -> bool:
        """Replace what calls there are in a loop; whether those are all."""
        size = len(walk([loop]))
        refused = False

        def change(stmt: Stmt) -> Block | None:
            nonlocal size, refused
            function = callee(stmt, self.bodies.functions)
            if function is None:
                return None
            assert isinstance(stmt, Call)
            what = f"call of '{function.py_name}'"
            try:
                made = self.made(stmt, function, trial, LARGEST - size)
            except Unfit as why:
                refused = True
                if not (trial or isinstance(why, Lost)):
                    self.ledger.append(LedgerEntry(stmt.span, what, "kept", str(why)))
                return None
            size += len(walk(made)) - 1
            if not trial:
                self.ledger.append(LedgerEntry(stmt.span, what, "inlined"))
            return made

        for inner in blocks_of(loop):
            rewrite_block(inner, change)
        return not refused

    def made(self, stmt: Call, function: Function, trial: bool, room: int) -> Block:
        """What a call does, in no more statements than there is room for: larger loops would not be written twice."""
        body = self.bodies.of(function, trial)
        if body.size > room:
            raise Unfit("its loop would become too long")
        if function.fastmath != self.function.fastmath:
            raise Unfit("it is computed with another precision")
        return placed(stmt, body, self.function.slots, self.pinned, self.rows)

    def note_left(self, block: Block, inside: bool) -> None:
        """Note the calls in loops of functions whose errors would be lost, but for those of trials."""
        for stmt in block:
            function = callee(stmt, self.bodies.functions) if inside else None
            if function is not None:
                try:
                    self.bodies.of(function, False)
                except Lost as why:
                    self.ledger.append(LedgerEntry(stmt.span, f"call of '{function.py_name}'", "kept", str(why)))
                except Unfit:
                    pass
            if not (isinstance(stmt, If) and stmt.trial):
                for inner in blocks_of(stmt):
                    self.note_left(inner, inside or isinstance(stmt, ForRange | While))

    # --- trials -----------------------------------------------------------------------------------------------------

    def trials(self, block: Block) -> None:
        """Try to replace all calls in the loops of a block that have some left; then in those inside."""
        for place, stmt in enumerate(block):
            made = self.trial(stmt) if isinstance(stmt, ForRange) else None
            for inner in blocks_of(stmt):
                self.trials(inner)
            if made is not None:
                block[place] = made

    def trial(self, loop: ForRange) -> If | None:
        """The choice between a loop with its calls replaced and the loop as it is."""
        if loop.parallel is not None and loop.parallel.kind == "team":
            return None
        inside = walk(loop.body)
        if not any(callee(stmt, self.bodies.functions) is not None for stmt in inside):
            return None
        if any(isinstance(stmt, Yield | MakeFunction | Try | TryFinally) for stmt in inside):
            return None
        fast = copy_block([loop])
        assert isinstance(fast[0], ForRange)
        count = len(self.function.slots)
        if not self.replace_calls(fast[0], trial=True):
            del self.function.slots[count:]
            return None
        return If(Const(BINT, True), fast, [loop], trial=True, span=loop.span)

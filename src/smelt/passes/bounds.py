"""Prove index checks away, or test once in front of a nest what all of them would.

Requires and keeps the *built* phase. A nest is an outermost counted loop with what is in it. `affine.nest` finds for
each index check the parameters (extents, sizes, what else the nest leaves alone) for which it would ever fail. If there
are none, the check goes. Else a guard in front of the nest asks for the others, and chooses between two versions: one
without the checks, and the nest as it was, which raises what it always raised, where it always did.

Before::                                        After::

    for %i in range(0, n, 1):                       if n <= a.shape[0]:
        %k = %i                                         for %i in range(0, n, 1):
        wrap check %k in a.shape[0]                         %k = %i
        total = total + a[%k]                               total = total + a[%k]
                                                    else:
                                                        for %i in range(0, n, 1):
                                                            %k = %i
                                                            wrap check %k in a.shape[0]
                                                            total = total + a[%k]

Arithmetic that might wrap is part of the same question: a version without checks runs only where nothing wraps, and
computes its indices in the width of addresses. Checks
whose test is the same in every round (a divisor that may be zero) join the guard.
"""

from __future__ import annotations

from smelt.affine import analyses
from smelt.affine.facts import Facts
from smelt.ir.nodes import (
    Assign,
    Binary,
    Block,
    Check,
    CheckIndex,
    CheckView,
    Fallible,
    ForRange,
    Function,
    If,
    Load,
    Module,
    Stmt,
    ViewExtent,
    While,
)
from smelt.ir.visit import blocks_of, copy_block, rewrite_block, walk
from smelt.ledger import LedgerEntry, Verdict
from smelt.passes.bodies import frames_of, is_strict
from smelt.passes.pieces import all_of, copyable, each_loop, guarded, loop_name, settle
from smelt.types import SSIZE


def run(module: Module) -> None:
    """Look at the nests of every function."""
    for function in module.functions:
        statements = walk(function.body)
        bounds = _Bounds(function, module.ledger)
        if any(isinstance(stmt, If) and stmt.trial for stmt in statements):
            bounds.facts = Facts(function)
            bounds.settle_trials(function.body)
            statements = walk(function.body)
        for stmt in statements:
            if isinstance(stmt, ForRange) and not (stmt.parallel is not None and stmt.parallel.kind == "team"):
                module.ledger.append(LedgerEntry(stmt.span, loop_name(stmt), "kept", "it runs as it is written"))
            elif isinstance(stmt, While):
                module.ledger.append(LedgerEntry(stmt.span, "loop", "kept", "it is none that counts"))
        _note_outside(function.body, module.ledger)
        if any(isinstance(stmt, ForRange) and _checked(stmt) for stmt in statements):
            bounds.facts = analyses.of(module, function).facts
            bounds.run()


def _note_outside(block: Block, ledger: list[LedgerEntry]) -> None:
    """Note the index checks that are in no nest."""
    for stmt in block:
        if isinstance(stmt, ForRange):
            continue
        if isinstance(stmt, CheckIndex) and (stmt.check or stmt.wrap):
            ledger.append(LedgerEntry(stmt.span, _index(stmt), "kept", "it is in no loop that counts"))
        for inner in blocks_of(stmt):
            _note_outside(inner, ledger)


def _index(stmt: CheckIndex) -> str:
    return f"index of '{stmt.view.name}' (axis {stmt.axis})"


def _checked(loop: ForRange) -> bool:
    return any(isinstance(stmt, CheckIndex | Check | CheckView) for stmt in walk(loop.body))


class _Bounds:
    """The nests of one function.

    Attributes
    ----------
    why
        Why checks stay, by the identities of their statements.
    settled
        Loops with inlined functions, which were looked at already.
    """

    facts: Facts

    def __init__(self, function: Function, ledger: list[LedgerEntry]) -> None:
        self.function = function
        self.ledger = ledger
        self.why: dict[int, str] = {}  # by identities of statements
        self.seen: list[Stmt] = []  # those, so that no others get these identities
        self.settled: list[ForRange] = []

    def run(self) -> None:
        each_loop(self.function.body, self.versions, threads=True)
        self.left(self.function.body)

    def left(self, block: Block) -> None:
        """Note the checks that are left in loops which are no fallback."""
        for stmt in block:
            if isinstance(stmt, ForRange) and stmt.plain:
                continue
            if id(stmt) in self.why:
                self.note(stmt, "kept", self.why[id(stmt)])
            for inner in blocks_of(stmt):
                self.left(inner)

    def note(self, stmt: Stmt, verdict: Verdict, why: str = "") -> None:
        if isinstance(stmt, CheckIndex):
            self.ledger.append(LedgerEntry(stmt.span, _index(stmt), verdict, why))
        elif isinstance(stmt, Check):
            self.ledger.append(LedgerEntry(stmt.span, f"{stmt.exception} ({stmt.message})", verdict, why))

    def versions(self, loop: ForRange) -> Block | None:
        """What takes the place of a loop; None if it stays, and those in it may do better on their own."""
        if not _checked(loop) or any(loop is other for other in self.settled):
            return None
        from smelt.affine.versions import Unsolved, judge
        from smelt.affine.widths import widen

        statements = walk([loop])
        self.seen += statements
        try:
            verdict = judge(loop, self.facts)
        except Unsolved:
            for stmt in statements:
                self.why[id(stmt)] = "its loops are too large to be looked at"
            return None
        self.why.update(verdict.unknown)
        for stmt in statements:
            if id(stmt) in verdict.proved:
                self.note(stmt, "proved")
        if verdict.proved or verdict.from_end:
            _remove([loop], verdict.proved, verdict.from_end)
            statements = walk([loop])
        if not verdict.guard:
            widen([loop], [loop], verdict.exact)
            return None
        if not copyable(statements):
            return None
        for stmt in statements:
            if id(stmt) in verdict.hoisted:
                self.note(stmt, "hoisted")
        fast = copy_block([loop])
        copies = walk(fast)
        self.seen += copies
        pairs = list(zip(statements, copies, strict=True))
        for old, new in pairs:
            if id(old) in self.why:
                self.why[id(new)] = self.why[id(old)]
        widen(fast, [loop], verdict.exact)
        gone, ends = (
            {id(new) for old, new in pairs if id(old) in found} for found in (verdict.hoisted, verdict.from_end)
        )
        _remove(fast, gone, ends)
        for inner in blocks_of(fast[0]):
            each_loop(inner, self.versions)
        return [guarded(verdict.guard, fast, loop)]

    # --- trials -----------------------------------------------------------------------------------------------------

    def settle_trials(self, block: Block) -> None:
        """Choose between the two versions that `inline` has made of loops."""
        result: Block = []
        for stmt in block:
            if isinstance(stmt, If) and stmt.trial:
                result += self.tried(stmt)
                continue
            for inner in blocks_of(stmt):
                self.settle_trials(inner)
            result.append(stmt)
        block[:] = result

    def tried(self, trial: If) -> Block:
        """The version with inlined functions, if need be behind a guard, or the one with calls."""
        from smelt.affine.versions import Unsolved, judge
        from smelt.affine.widths import widen

        (loop,) = trial.body
        assert isinstance(loop, ForRange)
        strict = {id(stmt) for stmt in walk([loop]) if is_strict(stmt)}
        try:
            verdict = judge(loop, self.facts) if not loop.plain else None
        except Unsolved:
            verdict = None
        if verdict is None or not strict <= verdict.proved | verdict.hoisted:
            before = len(self.settled)
            self.settle_trials(trial.orelse)
            if len(self.settled) == before:
                self.note_calls(loop, "kept", "its errors would be lost")
            return trial.orelse
        self.note_calls(loop, "inlined")
        self.settled.append(loop)
        self.seen += walk([loop])
        self.why.update(verdict.unknown)
        for stmt in walk([loop]):
            if id(stmt) in verdict.proved | verdict.hoisted:
                self.note(stmt, "proved" if id(stmt) in verdict.proved else "hoisted")
        _remove([loop], verdict.proved, verdict.from_end)
        widen([loop], [loop], verdict.exact)
        _remove([loop], verdict.hoisted, verdict.from_end)
        if not verdict.guard:
            return [loop]
        slow = _with_calls(trial.orelse)
        settle(slow)
        return [If(all_of(verdict.guard), [loop], slow, span=loop.span, likely=True)]

    def note_calls(self, loop: ForRange, verdict: Verdict, why: str = "") -> None:
        """Note what became of the calls that a trial had replaced."""
        frames = [frames_of(stmt)[-1] for stmt in walk([loop]) if isinstance(stmt, Fallible) and is_strict(stmt)]
        for frame in frames:
            self.ledger.append(LedgerEntry(frame.call, f"call of '{frame.name}'", verdict, why))


def _with_calls(block: Block) -> Block:
    """Statements without the trials in them."""
    rewrite_block(block, lambda stmt: stmt.orelse if isinstance(stmt, If) and stmt.trial else None)
    return block


def _remove(block: Block, gone: set[int], from_end: set[int]) -> None:
    """Take checks out of a block, at any depth, by their identity; of some the count from the end is left."""
    kept: Block = []
    for stmt in block:
        if id(stmt) not in gone or (id(stmt) in from_end and not _counted(stmt, kept)):
            kept.append(stmt)
    block[:] = kept
    for stmt in block:
        for inner in blocks_of(stmt):
            _remove(inner, gone, from_end)


def _counted(check: Stmt, before: Block) -> bool:
    """Correct a negative index where it is set; whether that is to be seen."""
    assert isinstance(check, CheckIndex)
    for stmt in reversed(before):
        if isinstance(stmt, Assign) and stmt.target == Load(SSIZE, check.index):
            stmt.value = Binary(SSIZE, "+", stmt.value, ViewExtent(SSIZE, check.view, check.axis))
            return True
    return False

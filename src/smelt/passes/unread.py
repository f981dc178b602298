"""Take out assignments to numbers that nobody reads before they are set again.

Requires and keeps the *built* phase.

Before::                                        After::

    for %j in range(1, n, 1):                       for %j in range(1, n, 1):
        j = %j                                          a[%j + 1] = 0.0
        %i = %j + 1
        a[%j + 1] = 0.0

One walk collects what statements and loops read, one backward finds what is read later. An exception may leave any
statement of a `Try`, and any jump a `TryFinally`: what their other parts read is needed in all of the first one. Values
are pure, so that nothing is lost with them, and variables that threads, other functions or addresses reach are not
looked at (`privates`). A branch that is left with nothing to do goes with its test. Generators keep what they have.
"""

from __future__ import annotations

from smelt.affine import analyses
from smelt.ir.nodes import (
    Assign,
    Block,
    Break,
    CheckIndex,
    Continue,
    ForRange,
    Function,
    If,
    Load,
    Module,
    Reraise,
    Return,
    Slot,
    Stmt,
    Try,
    TryFinally,
    While,
)
from smelt.ir.visit import assigned_by, blocks_of, expressions, walk
from smelt.passes.privates import privates


def run(module: Module) -> None:
    """Look at the functions with counted loops."""
    if module.cplus:
        return
    for function in analyses.counting(module):
        if function.kind != "generator" and _Unread(module, function).run():
            analyses.of(module, function).forget()


class _Unread:
    """One function. Sets of slots are integers, one bit a slot that is looked at.

    Attributes
    ----------
    bits
        The slots that are assigned somewhere, and could be less often.
    read
        What statements read themselves, by their identities.
    exposed
        What loops may read before they set it, by their identities.
    thrown
        What is read where an exception or a jump goes from here, the loop's ends aside.
    breaks, continues
        What is read there, of the loops around.
    """

    def __init__(self, module: Module, function: Function) -> None:
        self.function = function
        self.bits: dict[Slot, int] = {}
        self.read: dict[int, int] = {}
        self.exposed: dict[int, int] = {}
        self.thrown = 0
        self.breaks: list[int] = []
        self.continues: list[int] = []
        self.removed = False
        known = privates(module, function)
        for stmt in walk(function.body):
            if stmt.__class__ is Assign and stmt.target.__class__ is Load:
                slot = stmt.target.slot
                if slot not in self.bits and slot in known and slot not in known.kept:
                    self.bits[slot] = 1 << len(self.bits)

    def run(self) -> bool:
        """Whether anything was taken out."""
        if self.bits:
            self.collect(self.function.body)
            self.block(self.function.body, 0)
        return self.removed

    # --- what is read -----------------------------------------------------------------------------------------------

    def reads(self, stmt: Stmt) -> int:
        """What a statement itself reads, those in it aside."""
        bits = self.bits
        found = bits.get(stmt.index, 0) if stmt.__class__ is CheckIndex else 0
        parts = expressions(stmt)
        if stmt.__class__ is Assign and stmt.target.__class__ is Load:
            del parts[0]
        for expr in parts:
            if expr.__class__ is Load and expr.slot in bits:
                found |= bits[expr.slot]
        return found

    def writes(self, stmt: Stmt) -> int:
        found = 0
        for slot in assigned_by(stmt):
            found |= self.bits.get(slot, 0)
        return found

    def collect(self, block: Block) -> tuple[int, int]:
        """What a block may read before it sets it, and what it surely sets; `exposed` of its loops."""
        exposed = sets = 0
        for stmt in block:
            own = self.read[id(stmt)] = self.reads(stmt)
            surely = 0
            if stmt.__class__ is Assign:
                surely = self.writes(stmt)
            elif isinstance(stmt, If):
                (one, then), (other, orelse) = self.collect(stmt.body), self.collect(stmt.orelse)
                own |= one | other
                surely = then & orelse
            else:
                inner = blocks_of(stmt)
                for part in inner:
                    own |= self.collect(part)[0]
                if isinstance(stmt, ForRange | While):
                    self.exposed[id(stmt)] = own
                if not inner:
                    surely = self.writes(stmt)
            exposed |= own & ~sets
            sets |= surely
        return exposed, sets

    # --- what is read later -----------------------------------------------------------------------------------------

    def block(self, block: Block, live: int) -> int:
        """Go back through a block behind which `live` is read; what is read behind its start."""
        kept: Block = []
        for stmt in reversed(block):
            cls = stmt.__class__
            if cls is Assign and stmt.target.__class__ is Load:  # type: ignore[attr-defined]
                bit = self.bits.get(stmt.target.slot, 0)  # type: ignore[attr-defined]
                if bit and not live & bit:
                    self.removed = True
                    continue
                live = (live & ~bit) | self.read[id(stmt)]
            elif cls is If:
                body = self.block(stmt.body, live)  # type: ignore[attr-defined]
                other = self.block(stmt.orelse, live)  # type: ignore[attr-defined]
                if not stmt.body and not stmt.orelse:  # type: ignore[attr-defined]
                    self.removed = True
                    continue
                live = body | other | self.read[id(stmt)]
            elif isinstance(stmt, ForRange | While):
                live = self.loop(stmt, live)
            elif blocks_of(stmt):
                live = self.parts(stmt, live)
            else:
                live = self.leaf(stmt, live)
            kept.append(stmt)
            live |= self.thrown
        if len(kept) != len(block):
            block[:] = reversed(kept)
        return live

    def leaf(self, stmt: Stmt, live: int) -> int:
        if isinstance(stmt, Break):
            return self.breaks[-1]
        if isinstance(stmt, Continue):
            return self.continues[-1]
        if isinstance(stmt, Return | Reraise):
            live = 0
        return (live & ~self.writes(stmt)) | self.read[id(stmt)]

    def loop(self, stmt: ForRange | While, live: int) -> int:
        # a break out of a loop that threads share leaves the team, past the else of that
        shared = isinstance(stmt, ForRange) and stmt.parallel is not None and stmt.parallel.kind == "loop"
        self.breaks.append(live | self.breaks[-1] if shared and self.breaks else live)
        again = self.block(stmt.orelse, live) | self.exposed[id(stmt)]
        if isinstance(stmt, While):
            update = self.block(stmt.update, again)
            self.continues.append(update)
            body = self.block(stmt.body, update)
            head = self.block(stmt.prelude, body | again | self.read[id(stmt)])
        else:
            self.continues.append(again)
            head = self.block(stmt.body, again)
        self.breaks.pop()
        self.continues.pop()
        return head | again | self.read[id(stmt)]

    def parts(self, stmt: Stmt, live: int) -> int:
        """Statements that may be left by exceptions, and blocks that just run."""
        outside = self.thrown
        if isinstance(stmt, Try):
            live = self.block(stmt.orelse, live)
            self.thrown |= self.block(stmt.handler, live)
        elif isinstance(stmt, TryFinally):
            ends = live | outside
            for targets in (self.breaks, self.continues):
                ends |= targets[-1] if targets else 0
            live = self.block(stmt.final, ends)
            self.thrown |= live
        first = blocks_of(stmt)[0]
        live = self.block(first, live | self.thrown)
        self.thrown = outside
        return live

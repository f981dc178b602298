"""Which temporaries are still needed at each point of a function: the first half of `ownership`.

Works on the lowered form that `exceptions` leaves: all jumps go forward in the text and only loops lead back. So one
walk forward that collects what each statement reads and writes, and one walk backward, give the exact answer without a
fixed point: at the end of a loop's body live on what was live after the loop and what the loop reads of the outside.

Sets of slots are integers, one bit a slot. Only slots that own something take part, so that a function of plain C
arithmetic costs next to nothing, and a loop of plain C arithmetic counts as one statement.
"""

from __future__ import annotations

from smelt.ir.nodes import (
    Assign,
    Binary,
    Block,
    Break,
    Call,
    Cast,
    Check,
    CheckIndex,
    CheckView,
    Const,
    Continue,
    Expr,
    Fallible,
    ForRange,
    Function,
    Goto,
    If,
    Label,
    Load,
    Op,
    ParseArgs,
    PyConst,
    Return,
    Slot,
    Stmt,
    Traceback,
    Unbind,
    While,
)
from smelt.ir.visit import DESTINATION, assigned_by, expressions, operands, shape, walk
from smelt.ir.visitors import SHAPES
from smelt.passes.shared import is_owning
from smelt.types import View


class Facts:
    """What is known of one statement.

    Attributes
    ----------
    reads, writes
        Slots that the statement itself reads and writes; of a loop: everything in it, its test included.
    after
        Slots read later on, on some path that goes on behind the statement.
    on_error
        Slots read later on where its error goes.
    inner
        What is read later on at the start of each of an `If`'s branches, or of a loop's body.
    """

    __slots__ = ("after", "inner", "on_error", "reads", "writes")

    def __init__(self, reads: int, writes: int) -> None:
        self.reads = reads
        self.writes = writes
        self.after = 0
        self.on_error = 0
        self.inner: tuple[int, int] = (0, 0)


class Quiet:
    """What is read in the rounds of a loop, and where the errors in it go."""

    __slots__ = ("labels", "reads")

    def __init__(self, reads: int, labels: set[str]) -> None:
        self.reads = reads
        self.labels = labels


class Liveness:
    """The bits of a function's owning slots, and the `Facts` of each of its statements by identity."""

    def __init__(self, function: Function) -> None:
        self.slots: list[Slot] = []
        self.bits: dict[Slot, int] = {}
        self.facts: dict[int, Facts] = {}
        self.labels: dict[str, int] = {}
        self.targets: set[str] = set()
        # Loops in which nothing is taken, given up or left but by errors, by identity; of what is in them there are no
        # facts.
        self.quiet: dict[int, Quiet] = {}
        # By slot: what is read later on wherever the slot gets another value.
        self.rebound: dict[Slot, int] = {}
        # The values given to a temporary by `Assign`, or the view of which a row makes a borrowed part.
        self.aliases: dict[Slot, list[Expr]] = {}
        # How many statements write a slot; which slots are unbound somewhere; parameters that the caller keeps alive.
        self.writers: dict[Slot, int] = {}
        self.unbound: set[Slot] = set()
        self.arguments: set[Slot] = set()
        self._add_slots(function)
        self._collect(function.body)
        self._break_live: list[int] = []
        self._back_live: list[int] = []
        self._backward(function.body, 0)

    def _add_slots(self, function: Function) -> None:
        seen = {*function.freevars}
        for slot in [*function.params, *function.slots]:
            if is_owning(slot.type) and not slot.borrowed and slot.cell is None and slot not in seen:
                seen.add(slot)
                self.bits[slot] = 1 << len(self.slots)
                self.slots.append(slot)

    def members(self, mask: int) -> list[Slot]:
        """The slots of a set, in the order of their declaration."""
        found = []
        while mask:
            low = mask & -mask
            found.append(self.slots[low.bit_length() - 1])
            mask ^= low
        return found

    def read_by(self, expr: Expr) -> int:
        """The slots that an expression reads."""
        bits = self.bits
        if expr.__class__ is Load:
            slot = expr.slot
            return bits.get(slot, 0) if slot.cell is None else bits.get(slot.cell, 0)
        form = shape(expr)
        if form.leaf:
            return 0
        mask = 0
        for name in form.slots:
            slot = getattr(expr, name)
            mask |= bits.get(slot, 0) if slot.cell is None else bits.get(slot.cell, 0)
        for operand in operands(expr):
            mask |= self.read_by(operand)
        return mask

    # --- forward: what each statement reads and writes ------------------------------------------------------

    def _collect(self, block: Block) -> tuple[int, int]:
        all_reads = all_writes = 0
        for stmt in block:
            reads, writes = self._own(stmt)
            cls = stmt.__class__
            if (cls is While or cls is ForRange) and _is_quiet(stmt):
                reads |= self._in_rounds(stmt)
            elif cls is While or cls is ForRange or cls is If:
                for name in shape(stmt).blocks:
                    inner = getattr(stmt, name)
                    if inner:
                        more_reads, more_writes = self._collect(inner)
                        all_reads |= more_reads
                        all_writes |= more_writes
                        if cls is not If:
                            reads |= more_reads
                            writes |= more_writes
            self.facts[id(stmt)] = Facts(reads, writes)
            all_reads |= reads
            all_writes |= writes
        return all_reads, all_writes

    def _in_rounds(self, loop: Stmt) -> int:
        """What is read in a quiet loop."""
        bits = self.bits
        in_rounds = in_bounds = 0
        labels: set[str] = set()
        for stmt in walk([loop]):
            reads = 0
            for node in (stmt, *expressions(stmt)):
                for name in SHAPES[node.__class__].slots:
                    slot = getattr(node, name)
                    reads |= bits.get(slot if slot.cell is None else slot.cell, 0)
            if stmt.__class__ is ForRange:
                in_bounds |= reads
            else:
                in_rounds |= reads
                label = getattr(stmt, "on_error", None)
                if label is not None:
                    labels.add(label)
        self.targets |= labels
        self.quiet[id(loop)] = Quiet(in_rounds, labels)
        return in_rounds | in_bounds

    def _own(self, stmt: Stmt) -> tuple[int, int]:
        bits = self.bits
        cls = stmt.__class__
        if cls is Assign:
            return self._assign(stmt)  # type: ignore[arg-type]
        reads = writes = 0
        if cls is Op or cls is Call:
            for arg in stmt.args:  # type: ignore[attr-defined]
                if arg.__class__ is Load:
                    slot = arg.slot
                    reads |= bits.get(slot if slot.cell is None else slot.cell, 0)
                elif arg.__class__ is not PyConst:
                    reads |= self.read_by(arg)
            if cls is Call:
                reads |= self.read_by(stmt.target)  # type: ignore[attr-defined]
            dest = stmt.dest  # type: ignore[attr-defined]
            if dest is not None:
                writes, more = self._written(dest)
                reads |= more
                if cls is Op and stmt.row.borrowed and isinstance(dest.type, View):  # type: ignore[attr-defined]
                    self.aliases.setdefault(dest, []).append(strip_casts(stmt.args[0]))  # type: ignore[attr-defined]
            if stmt.on_error is not None:  # type: ignore[attr-defined]
                self.targets.add(stmt.on_error)  # type: ignore[attr-defined]
            return reads, writes
        if cls is Goto:
            self.targets.add(stmt.name)  # type: ignore[attr-defined]
            return 0, 0
        return (0, 0) if cls in _PLAIN else self._any(stmt)

    def _any(self, stmt: Stmt) -> tuple[int, int]:
        """What any statement reads and writes, by its fields."""
        bits = self.bits
        reads = writes = 0
        for operand in operands(stmt):
            reads |= self.read_by(operand)
        dest = DESTINATION.get(stmt.__class__)
        for name in shape(stmt).slots:
            slot = getattr(stmt, name)
            if slot is None:
                continue
            if name == dest:
                writes, more = self._written(slot)
                reads |= more
            else:
                reads |= bits.get(slot if slot.cell is None else slot.cell, 0)
        if isinstance(stmt, Fallible):
            if stmt.on_error is not None:
                self.targets.add(stmt.on_error)
            if isinstance(stmt, ParseArgs):
                writes |= self._parameters(stmt)
        elif isinstance(stmt, Unbind) and not stmt.final:
            self.unbound.add(stmt.slot)
        return reads, writes

    def _assign(self, stmt: Assign) -> tuple[int, int]:
        target, value = stmt.target, stmt.value
        if not isinstance(target, Load):
            return self.read_by(target) | self.read_by(value), 0
        slot = target.slot
        writes, reads = self._written(slot)
        if slot.temp and slot in self.bits:
            self.aliases.setdefault(slot, []).append(strip_casts(value))
        return reads | self.read_by(value), writes

    def _written(self, slot: Slot) -> tuple[int, int]:
        """What writing to a slot writes and reads: the content of a cell needs the cell."""
        writes = self._write(slot)
        return writes, 0 if slot.cell is None else self.bits.get(slot.cell, 0)

    def _parameters(self, stmt: ParseArgs) -> int:
        writes = 0
        for param in stmt.params:
            writes |= self._write(param.slot)
            # The dict of keyword-only defaults may change while the call runs.
            if param.kind in ("posonly", "pos") or (param.kind == "kwonly" and not param.has_default):
                self.arguments.add(param.slot)
        return writes

    def _write(self, slot: Slot) -> int:
        self.rebound.setdefault(slot, 0)
        self.writers[slot] = self.writers.get(slot, 0) + 1
        return self.bits.get(slot, 0)

    # --- backward: what is read later on ---------------------------------------------------------

    def _backward(self, block: Block, live: int) -> int:
        facts_of, labels = self.facts, self.labels
        for stmt in reversed(block):
            facts = facts_of[id(stmt)]
            facts.after = live
            cls = stmt.__class__
            if cls is Op or cls is Assign or isinstance(stmt, Fallible | Unbind):
                if cls is not Assign and cls is not Unbind and stmt.on_error is not None:  # type: ignore[attr-defined]
                    facts.on_error = labels.get(stmt.on_error, 0)  # type: ignore[attr-defined]
                if live:
                    self._note_rebinding(stmt, facts, live)
                live = (live & ~facts.writes) | facts.reads | facts.on_error
            elif cls is If:
                body = self._backward(stmt.body, live)  # type: ignore[attr-defined]
                other = self._backward(stmt.orelse, live)  # type: ignore[attr-defined]
                facts.inner = (body, other)
                live = body | other | facts.reads
            elif cls is While or cls is ForRange:
                live = self._loop(stmt, facts, live)
            elif cls is Label:
                labels[stmt.name] = live  # type: ignore[attr-defined]
            elif cls is Goto:
                live = labels.get(stmt.name, 0)  # type: ignore[attr-defined]
                facts.after = live
            elif cls is Break:
                live = facts.after = self._break_live[-1]
            elif cls is Continue:
                live = facts.after = self._back_live[-1]
            elif cls is Return:
                live = facts.reads
                facts.after = 0
            else:
                live |= facts.reads
        return live

    def _loop(self, stmt: Stmt, facts: Facts, live: int) -> int:
        quiet = self.quiet.get(id(stmt))
        if quiet is not None:
            behind = 0
            for label in quiet.labels:
                behind |= self.labels.get(label, 0)
            if not behind & ~(live | facts.reads):
                return live | facts.reads
            # something is needed only where an error goes
            del self.quiet[id(stmt)]
            for name in shape(stmt).blocks:
                self._collect(getattr(stmt, name))
        # What the loop reads of the outside is needed as long as it runs; its own temporaries end with each round.
        back = live | (facts.reads & ~facts.writes)
        self._break_live.append(live)
        if isinstance(stmt, While):
            update = self._backward(stmt.update, back)
            self._back_live.append(update)
            body = self._backward(stmt.body, update)
            test = self.read_by(stmt.test)
            head = self._backward(stmt.prelude, body | live | test)
        else:
            assert isinstance(stmt, ForRange)
            self._back_live.append(back)
            head = body = self._backward(stmt.body, back)
            for operand in operands(stmt):
                head |= self.read_by(operand)
        self._break_live.pop()
        self._back_live.pop()
        facts.inner = (body, 0)
        return head | back

    def _note_rebinding(self, stmt: Stmt, facts: Facts, live: int) -> None:
        for slot in assigned_by(stmt):
            if not slot.temp:
                self.rebound[slot] |= live & ~facts.writes


_PLAIN = {Label, Break, Continue, Traceback}
_QUIET = {Assign, Check, CheckIndex, CheckView, If, While, ForRange}


def _is_quiet(loop: Stmt) -> bool:
    """Whether there are only assignments of plain values, checks and branches in a loop, and no test tells whether
    something is owned. Nothing that it reads dies in it, since the next round reads it again."""
    for stmt in walk([loop]):
        cls = stmt.__class__
        if cls not in _QUIET:
            return False
        if cls is Assign:
            if is_owning(stmt.target.type):  # type: ignore[attr-defined]
                return False
        elif cls is If or cls is While:
            test = stmt.test  # type: ignore[attr-defined]
            if test.__class__ is Const or null_test(test)[0] is not None:
                return False
    return True


def strip_casts(expr: Expr) -> Expr:
    """The expression below conversions between object types."""
    while isinstance(expr, Cast) and is_owning(expr.operand.type):
        expr = expr.operand
    return expr


def null_test(test: Expr) -> tuple[Slot | None, bool]:
    """The slot that a test compares with NULL, and whether the test is true for NULL."""
    if isinstance(test, Binary) and test.op in ("==", "!=") and isinstance(test.left, Load):
        right = test.right
        if isinstance(right, Const) and right.value is None:
            return test.left.slot, test.op == "=="
    return None, False

"""What is known of a function's slots before its nests are looked at."""

from __future__ import annotations

from copy import copy

from smelt.affine.values import Interval, is_memory, limits, may_trap
from smelt.ir.nodes import (
    AddressOf,
    Assign,
    Block,
    Cast,
    Const,
    Expr,
    ForRange,
    Function,
    If,
    Load,
    Slot,
    Storage,
    While,
)
from smelt.ir.visit import assigned_by, blocks_of, copy_expr, expressions, slots_of, walk
from smelt.types import CInt


class Facts:
    """See the module's docstring.

    Attributes
    ----------
    pinned
        Slots whose address is taken: they may change unseen.
    same
        What integer slots hold that are set once, before any loop, in terms of slots that keep their values from there
        on.
    ranges
        Between which values wide integer slots lie that are only ever set to narrower ones.
    """

    def __init__(self, function: Function) -> None:
        self.pinned = addressed(function)
        self.same: dict[Slot, Expr] = {}
        self._writes: dict[Slot, int] = {}
        for stmt in walk(function.body):
            for slot in assigned_by(stmt):
                self._writes[slot] = self._writes.get(slot, 0) + 1
        self.ranges = self._narrow(function)
        self._settled: set[Slot] = set()
        self._block(function.body)

    def by_themselves(self) -> Facts:
        """The same, but for what slots were set to."""
        other = copy(self)
        other.same = {}
        return other

    def _block(self, block: Block) -> None:
        """Follow what runs once, in its order; branches and loops are not looked into."""
        for stmt in block:
            if isinstance(stmt, Assign) and isinstance(stmt.target, Load):
                slot, value = stmt.target.slot, stmt.value
                if self._once(slot) and isinstance(slot.type, CInt) and self._keeps(value):
                    self.same[slot] = copy_expr(value)  # passes put other operands into the statement's
            if not isinstance(stmt, If | ForRange | While):
                for inner in blocks_of(stmt):
                    self._block(inner)
            self._settled.update(assigned_by(stmt))

    def _narrow(self, function: Function) -> dict[Slot, Interval]:
        found: dict[Slot, Interval] = {}
        set_to: dict[Slot, int] = {}
        for stmt in walk(function.body):
            if not (isinstance(stmt, Assign) and isinstance(stmt.target, Load) and isinstance(stmt.target.type, CInt)):
                continue
            slot, value = stmt.target.slot, stmt.value
            set_to[slot] = set_to.get(slot, 0) + 1
            low, high = _range(value)
            # variables that nobody has set yet may be read as well, as 0
            before = found.get(slot, (low, high) if slot.temp else (min(low, 0), max(high, 0)))
            found[slot] = min(before[0], low), max(before[1], high)
        return {
            slot: interval
            for slot, interval in found.items()
            if slot.storage is Storage.LOCAL and slot not in self.pinned and self._writes[slot] == set_to[slot]
        }

    def _once(self, slot: Slot) -> bool:
        local = slot.storage in (Storage.LOCAL, Storage.PARAM) and slot not in self.pinned
        return local and self._writes.get(slot, 0) <= (slot.storage is Storage.LOCAL)

    def _keeps(self, value: Expr) -> bool:
        """Whether an expression has the same value ever after."""
        for expr in (value, *expressions(value)):
            if is_memory(expr) or may_trap(expr):
                return False
            for slot in slots_of(expr):
                if not self._once(slot) or (slot.storage is Storage.LOCAL and slot not in self._settled):
                    return False
        return True


def _range(value: Expr) -> Interval:
    """Between which values an integer lies by what is converted to its type."""
    type_ = value.type
    if isinstance(value, Const) and isinstance(value.value, int):
        return int(value.value), int(value.value)
    if not isinstance(type_, CInt) or not type_.exact:
        return -(1 << 64), 1 << 64
    least, most = limits(value)
    if isinstance(value, Cast) and isinstance(value.operand.type, CInt):
        low, high = _range(value.operand)
        return (low, high) if least <= low and high <= most else (least, most)
    return least, most


def addressed(function: Function) -> frozenset[Slot]:
    """The slots whose address is taken."""
    found: set[Slot] = set()
    for stmt in walk(function.body):
        for expr in expressions(stmt):
            if isinstance(expr, AddressOf):
                found.update(e.slot for e in (expr.operand, *expressions(expr.operand)) if isinstance(e, Load))
    return frozenset(found)

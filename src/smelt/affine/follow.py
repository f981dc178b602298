"""Integer expressions in terms of zones: what an assignment sets a slot to, and what a test tells.

A value is understood exactly as a node and a constant (`Linear`) where its arithmetic cannot wrap; otherwise between
which bounds it lies, relative to its operands where that can be said.
"""

from __future__ import annotations

from itertools import islice

from smelt.affine.values import ROUNDING, is_memory, key_of, limits, may_trap
from smelt.affine.zones import ZERO, Limits, Node, Value, Zone, both, either
from smelt.ir.nodes import (
    Binary,
    Cast,
    Const,
    Expr,
    Load,
    PureCall,
    Select,
    Slot,
    Storage,
    Unary,
    ViewExtent,
)
from smelt.ir.visit import expressions, slots_of
from smelt.types import CBool, CInt

Linear = tuple[Node, int]
_NEGATED = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}


class Values:
    """Of one function: `pinned` slots may change unseen.

    Attributes
    ----------
    limits
        Between which values nodes lie by their types.
    uses
        The slots that a node of an expression's value is computed from.
    """

    def __init__(self, pinned: frozenset[Slot]) -> None:
        self.pinned = pinned
        self.limits = Limits()
        self.uses: dict[Node, set[Slot]] = {}
        self._dependents: dict[Slot, list[Node]] = {}
        self._looked_at = 0
        self._values: dict[object, Value] = {}

    def dependents(self, slot: Slot) -> list[Node]:
        """The nodes other than a slot itself that change with it."""
        if self._looked_at < len(self.limits):
            for node in islice(self.limits, self._looked_at, None):
                if isinstance(node, tuple) and node[0] == "extent":
                    self._dependents.setdefault(node[1], []).append(node)
                for used in self.uses.get(node, ()):
                    self._dependents.setdefault(used, []).append(node)
            self._looked_at = len(self.limits)
        return self._dependents.get(slot, [])

    def local(self, slot: Slot) -> bool:
        """Whether only this function's own statements can change a slot."""
        return slot.storage in (Storage.LOCAL, Storage.PARAM) and slot not in self.pinned

    def node(self, expr: Expr) -> Node | None:
        """The node of an integer variable or an extent."""
        match expr:
            case Load(slot=slot) if integer(expr) and self.local(slot):
                self.limits.setdefault(slot, limits(expr))
                return slot
            case ViewExtent(view=view, axis=axis) if self.local(view):
                found = ("extent", view, axis)
                self.limits.setdefault(found, limits(expr))
                return found
        return None

    # --- values -------------------------------------------------------------------------------------------------------

    def linear(self, expr: Expr, zone: Zone) -> Linear | None:
        """The exact value, or None."""
        if not integer(expr):
            return None
        if isinstance(expr, Const):
            return (ZERO, expr.value) if isinstance(expr.value, int) else None
        node = self.node(expr)
        if node is not None:
            return node, 0
        found = None
        match expr:
            case Cast(operand=operand):
                found = self.linear(operand, zone)
            case Binary(op="+" | "-" as op, left=left, right=right):
                a, b = self.linear(left, zone), self.linear(right, zone)
                if a is not None and b is not None and _signed(left) == _signed(right) == _signed(expr):
                    if b[0] == ZERO:
                        found = (a[0], a[1] + b[1] if op == "+" else a[1] - b[1])
                    elif a[0] == ZERO and op == "+":
                        found = (b[0], a[1] + b[1])
        if found is not None:
            least, most = limits(expr)
            low, high = (0, 0) if found[0] == ZERO else self.limits[found[0]]
            if not (least <= low + found[1] and high + found[1] <= most):
                low, high = self.range(found, zone)
            else:
                return found
            return found if least <= low and high <= most else None
        return None

    def range(self, value: Linear, zone: Zone) -> tuple[int, int]:
        node, by = value
        low, high = zone.low(node), zone.high(node)
        return (low if low is not None else -(1 << 70)) + by, (high if high is not None else 1 << 70) + by

    def bounds(self, expr: Expr, zone: Zone) -> tuple[int, int]:
        """Between which values an integer expression lies."""
        found = self.linear(expr, zone)
        if found is not None:
            return self.range(found, zone)
        least, most = limits(expr)
        low, high = self._computed(expr, zone)
        return (low, high) if least <= low and high <= most else (least, most)

    def _computed(self, expr: Expr, zone: Zone) -> tuple[int, int]:
        least, most = limits(expr)
        match expr:
            case Cast(operand=operand) if integer(operand):
                return self.bounds(operand, zone)
            case Binary(op=op, left=left, right=right) if integer(left) and integer(right):
                (a, b), (c, d) = self.bounds(left, zone), self.bounds(right, zone)
                if min(a, c) < least or max(b, d) > most:
                    return least, most  # C converts an operand first
                return _operation(op, (a, b), (c, d)) or (least, most)
            case PureCall(row=row, args=[left, right]) if row.name.startswith(ROUNDING):
                (a, b), (c, d) = self.bounds(left, zone), self.bounds(right, zone)
                if c < 1:
                    return least, most
                if row.name.startswith("mod"):
                    return 0, d - 1
                return a // (c if a < 0 else d), b // (d if b < 0 else c)
            case Select(then=then, other=other):
                (a, b), (c, d) = self.bounds(then, zone), self.bounds(other, zone)
                return min(a, c), max(b, d)
        return least, most

    def expression(self, expr: Expr) -> Node | None:
        """The node of the value of an expression that is not linear; None if it may be another one each time."""
        if not integer(expr) or may_trap(expr) or any(may_trap(e) for e in expressions(expr)):
            return None
        every = [expr, *expressions(expr)]
        if any(is_memory(e) for e in every):
            return None
        slots = {slot for e in every for slot in slots_of(e)}
        if not slots or not all(self.local(slot) for slot in slots):
            return None
        node = self._values.setdefault(key_of(expr), Value())
        self.limits[node] = limits(expr)
        self.uses[node] = slots
        return node

    def relations(self, expr: Expr, zone: Zone) -> list[tuple[Node, int | None, int | None]]:
        """Of a value that is not linear: nodes, by how much it exceeds each at most, and falls short of it at most."""
        low, high = self.bounds(expr, zone)
        found: list[tuple[Node, int | None, int | None]] = [(ZERO, high, -low)]
        while isinstance(expr, Cast) and integer(expr.operand) and self._same(expr, zone):
            expr = expr.operand
        match expr:
            case Binary(op="+" | "-" as op, left=left, right=right) if self._exact(expr, zone):
                a, b = self.linear(left, zone), self.linear(right, zone)
                low, high = self.bounds(right, zone)
                if op == "-":
                    low, high = -high, -low
                if a is not None:
                    found.append((a[0], a[1] + high, -(a[1] + low)))
                if b is not None and op == "+":
                    low, high = self.bounds(left, zone)
                    found.append((b[0], b[1] + high, -(b[1] + low)))
                if a is not None and b is not None and op == "-":
                    up, down = zone.most(a[0], b[0]), zone.most(b[0], a[0])
                    found.append(
                        (ZERO, None if up is None else up + a[1] - b[1], None if down is None else down + b[1] - a[1])
                    )
            case Binary(op="/" | ">>", left=left) | PureCall(args=[left, _]):
                a = self.linear(left, zone)
                if a is not None and low >= 0 and self.range(a, zone)[0] >= 0 and self._shrinks(expr, zone):
                    found.append((a[0], a[1], None))
        return found

    def _shrinks(self, expr: Expr, zone: Zone) -> bool:
        """Whether a division, a shift or a remainder of something not negative gives no more than that."""
        match expr:
            case Binary(op="/", right=by):
                return self.bounds(by, zone)[0] >= 1
            case Binary(op=">>"):
                return True
            case PureCall(row=row, args=[_, by]):
                return row.name.startswith(ROUNDING) and self.bounds(by, zone)[0] >= 1
        return False

    def _exact(self, expr: Binary, zone: Zone) -> bool:
        """Whether a sum or difference does not leave its type."""
        least, most = limits(expr)
        low, high = self._computed(expr, zone)
        if least <= low and high <= most:
            return True
        a, b = self.linear(expr.left, zone), self.linear(expr.right, zone)
        if expr.op != "-" or a is None or b is None:
            return False
        up, down = zone.most(a[0], b[0]), zone.most(b[0], a[0])
        return (
            up is not None and down is not None and up + a[1] - b[1] <= most and -(down + b[1] - a[1]) >= least
        )  # fmt: skip

    def _same(self, expr: Cast, zone: Zone) -> bool:
        low, high = self.bounds(expr.operand, zone)
        least, most = limits(expr)
        return least <= low and high <= most

    # --- tests --------------------------------------------------------------------------------------------------------

    def assume(self, test: Expr, zone: Zone | None, holds: bool, when: When) -> Zone | None:
        """What is known where a test holds, or does not; None if nothing gets there."""
        if zone is None:
            return None
        match test:
            case Const(value=value):
                return zone if bool(value) == holds else None
            case Load(slot=slot) if slot in when:
                return both(zone, when[slot][0 if holds else 1])
            case Unary(op="!", operand=operand):
                return self.assume(operand, zone, not holds, when)
            case Cast(operand=operand) if isinstance(test.type, CBool) and isinstance(operand.type, CBool):
                return self.assume(operand, zone, holds, when)
            case Binary(op="&&" | "||" | "&" as op, left=left, right=right):
                if op == "&" and not (isinstance(left.type, CBool) and isinstance(right.type, CBool)):
                    return zone
                if holds == (op != "||"):
                    return self.assume(right, self.assume(left, zone, holds, when), holds, when)
                return either(
                    self.assume(left, zone, holds, when),
                    self.assume(right, self.assume(left, zone, not holds, when), holds, when),
                )
            case Binary(op=op, left=left, right=right) if op in _NEGATED:
                return self.compared(op if holds else _NEGATED[op], left, right, zone)
        return zone

    def compared(self, op: str, left: Expr, right: Expr, zone: Zone) -> Zone | None:
        if op in (">", ">="):
            return self.compared("<" if op == ">" else "<=", right, left, zone)
        a, b = self.linear(left, zone), self.linear(right, zone)
        if a is None or b is None or _signed(left) != _signed(right):
            return zone
        result = zone.copy()
        by = b[1] - a[1]  # a.node - b.node <= by
        if op in ("<", "<=", "=="):
            result.add(a[0], b[0], by - (op == "<"))
        if op == "==":
            result.add(b[0], a[0], -by)
        if op == "!=":
            if zone.most(a[0], b[0]) == by:
                result.add(a[0], b[0], by - 1)
            if zone.most(b[0], a[0]) == -by:
                result.add(b[0], a[0], -by - 1)
        return result

    def never(self, test: Expr, zone: Zone) -> bool:
        """Whether a test is known not to hold."""
        match test:
            case Binary(op="&&", left=left, right=right):
                return self.never(left, zone) or self.never(right, zone)
            case Binary(op="||", left=left, right=right):
                return self.never(left, zone) and self.never(right, zone)
            case Binary(op="==" | "<" | "<=" | ">" | ">=" as op, left=left, right=right):
                if not (integer(left) and integer(right)) or _signed(left) != _signed(right):
                    return False
                (a, b), (c, d) = self.bounds(left, zone), self.bounds(right, zone)
                return {"==": b < c or d < a, "<": a >= d, "<=": a > d, ">": b <= c, ">=": b < c}[op]
        return False


When = dict[Slot, tuple[Zone | None, Zone | None]]


def integer(expr: Expr) -> bool:
    """Whether an expression is an integer whose type is known."""
    type_ = expr.type
    return isinstance(type_, CInt) and not isinstance(type_, CBool) and type_.exact


def _signed(expr: Expr) -> bool:
    assert isinstance(expr.type, CInt)
    return expr.type.signed


def _operation(op: str, left: tuple[int, int], right: tuple[int, int]) -> tuple[int, int] | None:
    (a, b), (c, d) = left, right
    match op:
        case "+":
            return a + c, b + d
        case "-":
            return a - d, b - c
        case "*":
            ends = [x * y for x in left for y in right]
            return min(ends), max(ends)
        case "/" if c >= 1 and a >= 0:
            return a // d, b // c
        case "%" if c >= 1 and a >= 0:
            return 0, min(b, d - 1)
        case "&" if c >= 0 or a >= 0:
            return 0, d if a < 0 else b if c < 0 else min(b, d)
        case ">>" if c >= 0 and a >= 0 and d < 64:
            return 0, b >> c
    return None

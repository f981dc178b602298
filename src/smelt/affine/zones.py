"""Differences between integers: for pairs of nodes, the least constant that one is known not to exceed the other by.

A node is a slot, an extent of a view (the slot and the axis), a bound of a loop, a `Value`, or `ZERO`.
So ``j >= 0`` is an edge between `ZERO` and `j`, and ``j < b.shape[0]`` one between `j` and the extent. What follows
from several of them is found when it is asked for, by adding up along paths.
"""

from __future__ import annotations

Node = object

ZERO = "0"


class Value:
    """The node of an expression's value; there is one for all expressions that compute the same."""


class TooLarge(Exception):
    """The budget of a function is spent."""


class Limits(dict[Node, tuple[int, int]]):
    """Between which values nodes lie by their types; and how many edges may still be followed.

    The budget is counted in edges, so that the result does not depend on the machine.
    """

    left = 100_000

    def spend(self, steps: int) -> None:
        self.left -= steps
        if self.left < 0:
            raise TooLarge


# How far a question is followed; what is not found by then is taken for unknown.
_STEPS = 400
# A node with more neighbours is forgotten with all that followed through it.
_MOST = 64


class _Reached:
    """By how much a node exceeds others at most, and `ZERO` by the limits of those; and how many steps that took."""

    __slots__ = ("best", "limits", "steps", "zero")

    def __init__(self, a: Node, edges: dict[Node, dict[Node, int]]) -> None:
        self.best = best = {a: 0}
        waiting: list[Node] = [a]
        steps = 0
        for node in waiting:
            row = edges.get(node)
            if row:
                so_far = best[node]
                steps += len(row)
                for other, by in row.items():
                    known = best.get(other)
                    if known is None or so_far + by < known:
                        best[other] = so_far + by
                        waiting.append(other)
            if steps > _STEPS:
                break
        self.steps = steps + 1
        self.zero: int | None = None
        self.limits = -1  # of how many nodes the limits were known when `zero` was found

    def find_zero(self, limits: Limits) -> None:
        zero = self.best.get(ZERO)
        for node, by in self.best.items():
            limit = limits.get(node)
            if limit is not None and (zero is None or by + limit[1] < zero):
                zero = by + limit[1]
        self.zero, self.limits = zero, len(limits)


class Zone:
    """What is known at one place: ``a - b <= edges[a][b]``.

    Attributes
    ----------
    limits
        Shared by all zones of a function.
    reached
        What was found out since the last change.
    """

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.edges: dict[Node, dict[Node, int]] = {}
        self.reached: dict[Node, _Reached] = {}

    def copy(self) -> Zone:
        other = Zone(self.limits)
        other.edges = {node: dict(row) for node, row in self.edges.items()}
        other.reached = dict(self.reached)
        return other

    def add(self, a: Node, b: Node, most: int) -> None:
        """Learn ``a - b <= most``."""
        if a is b or a == b:
            return
        if isinstance(b, tuple | Value) and b in self.limits:
            from_zero = self.edges.setdefault(ZERO, {})
            if b not in from_zero:
                from_zero[b] = -self.limits[b][0]
                self.reached.clear()
        row = self.edges.setdefault(a, {})
        known = row.get(b)
        if known is None or most < known:
            row[b] = most
            self.reached.clear()

    def most(self, a: Node, b: Node) -> int | None:
        """The least known `c` with ``a - b <= c``."""
        if a == b:
            return 0
        reached = self._reach(a)
        if reached.limits != len(self.limits):
            reached.find_zero(self.limits)
        found, to_zero = reached.best.get(b), reached.zero
        if b == ZERO:
            return to_zero
        if b in self.limits and to_zero is not None:
            last = to_zero - self.limits[b][0]
            found = last if found is None else min(found, last)
        return found

    def reach(self, a: Node) -> dict[Node, int]:
        """By how much `a` exceeds the nodes that are reached along edges at most."""
        return self._reach(a).best

    def _reach(self, a: Node) -> _Reached:
        known = self.reached.get(a)
        if known is None:
            known = self.reached[a] = _Reached(a, self.edges)
            self.limits.spend(known.steps)
        return known

    def high(self, node: Node) -> int | None:
        return 0 if node == ZERO else self.most(node, ZERO)

    def low(self, node: Node) -> int | None:
        if node == ZERO:
            return 0
        found = self.most(ZERO, node)
        return None if found is None else -found

    def forget(self, node: Node) -> None:
        """The node changes: keep what followed about others through it."""
        self.reached.clear()
        out = self.edges.pop(node, {})
        into = [(other, row.pop(node)) for other, row in self.edges.items() if node in row]
        if len(into) * len(out) > _MOST:
            return
        for other, before in into:
            for further, behind in out.items():
                if other != further:
                    self.add(other, further, before + behind)

    def shift(self, node: Node, by: int) -> None:
        """``node = node + by``"""
        self.reached.clear()
        row = self.edges.get(node, {})
        for other in row:
            row[other] += by
        for other_row in self.edges.values():
            if node in other_row:
                other_row[node] -= by

    def implied_by(self, other: Zone) -> bool:
        """Whether all of this holds where `other` does."""
        return all(len(row) == len(self.kept(a, row, other)) for a, row in self.edges.items())

    def only_implied_by(self, other: Zone) -> Zone:
        """What of this holds where `other` does."""
        result = Zone(self.limits)
        result.edges = {a: kept for a, row in self.edges.items() if (kept := self.kept(a, row, other))}
        return result

    def kept(self, a: Node, row: dict[Node, int], other: Zone) -> dict[Node, int]:
        """The edges of a node that hold in `other` as well."""
        there = other.edges.get(a, {})
        if all(there.get(b, most + 1) <= most for b, most in row.items()):
            return dict(row)
        known = other.reach(a)
        return {b: most for b, most in row.items() if b in known and known[b] <= most}


def either(one: Zone | None, other: Zone | None) -> Zone | None:
    """What holds where one of two does; None is a place that nothing gets to."""
    if one is None or other is None:
        return one if other is None else other
    result = Zone(one.limits)
    for first, second in ((one, other), (other, one)):
        for a, row in first.edges.items():
            there = second.edges.get(a, {})
            if row == there:
                result.edges[a] = dict(row)
                continue
            known = second.reach(a)
            for b, most in row.items():
                if b in known:
                    result.add(a, b, max(most, known[b]))
            if first is one and a in other.edges and not isinstance(a, tuple | Value):
                # what both know of a variable along paths is lost otherwise: it is kept where it is of use for checks
                for b, most in one.reach(a).items():
                    if isinstance(b, tuple) and b[0] == "extent" and b in known:
                        result.add(a, b, max(most, known[b]))
    return result


def both(one: Zone | None, other: Zone | None) -> Zone | None:
    """What two zones know together."""
    if one is None or other is None:
        return None
    result = one.copy()
    for a, row in other.edges.items():
        for b, most in row.items():
            result.add(a, b, most)
    return result

"""Differences between integers: for pairs of nodes, the least constant that one is known not to exceed the other by.

A node is a slot, an extent of a view (the slot and the axis), a bound of a loop, the value of an expression, or `ZERO`.
So ``j >= 0`` is an edge between `ZERO` and `j`, and ``j < b.shape[0]`` one between `j` and the extent. What follows
from several of them is found when it is asked for, by adding up along paths.
"""

from __future__ import annotations

Node = object

ZERO = "0"


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
        self.reached: dict[Node, dict[Node, int]] = {}

    def copy(self) -> Zone:
        other = Zone(self.limits)
        other.edges = {node: dict(row) for node, row in self.edges.items()}
        other.reached = dict(self.reached)
        return other

    def add(self, a: Node, b: Node, most: int) -> None:
        """Learn ``a - b <= most``."""
        if a is b or a == b:
            return
        if isinstance(b, tuple) and b in self.limits:
            self.edges.setdefault(ZERO, {}).setdefault(b, -self.limits[b][0])
            self.reached.pop(ZERO, None)
        row = self.edges.setdefault(a, {})
        if row.get(b, most + 1) > most:
            row[b] = most
            self.reached.clear()

    def most(self, a: Node, b: Node) -> int | None:
        """The least known `c` with ``a - b <= c``."""
        if a == b:
            return 0
        best = self.reach(a)
        found = best.get(b)
        to_zero = best.get(ZERO)
        for node, by in best.items():
            if node in self.limits:
                above = by + self.limits[node][1]
                to_zero = above if to_zero is None else min(to_zero, above)
        if b == ZERO:
            return to_zero
        if b in self.limits and to_zero is not None:
            last = to_zero - self.limits[b][0]
            found = last if found is None else min(found, last)
        return found

    def reach(self, a: Node) -> dict[Node, int]:
        """By how much `a` exceeds the nodes that are reached along edges at most."""
        known_already = self.reached.get(a)
        if known_already is not None:
            return known_already
        best: dict[Node, int] = {a: 0}
        waiting: list[Node] = [a]
        edges, steps = self.edges, 0
        for node in waiting:
            so_far = best[node]
            for other, by in edges.get(node, {}).items():
                steps += 1
                known = best.get(other)
                if known is None or so_far + by < known:
                    best[other] = so_far + by
                    waiting.append(other)
            if steps > _STEPS:
                break
        self.limits.spend(steps + 1)
        self.reached[a] = best
        return best

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

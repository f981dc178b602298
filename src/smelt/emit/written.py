"""Where the slots of a function are written, for the question whether a loop changes one."""

from __future__ import annotations

from bisect import bisect_right

from smelt.ir.nodes import Block, ForRange, Slot
from smelt.ir.visit import assigned_by
from smelt.ir.visitors import SHAPES


class Written:
    """The statements of a block are numbered in the order of the text: a loop's body is a range of numbers."""

    def __init__(self, block: Block) -> None:
        self._writes: dict[Slot, list[int]] = {}
        self._bodies: dict[int, tuple[int, int]] = {}
        self._number(block, 0)

    def _number(self, block: Block, at: int) -> int:
        writes = self._writes
        for stmt in block:
            at += 1
            for slot in assigned_by(stmt):
                writes.setdefault(slot, []).append(at)
            first = at
            for name in SHAPES[stmt.__class__].blocks:
                at = self._number(getattr(stmt, name), at)
                if name == "body" and stmt.__class__ is ForRange:
                    self._bodies[id(stmt)] = first, at
        return at

    def inside(self, loop: ForRange, slot: Slot) -> bool:
        """Whether a statement in the body of a loop writes a slot as a whole."""
        first, last = self._bodies[id(loop)]
        places = self._writes.get(slot)
        if places is None:
            return False
        behind = bisect_right(places, first)
        return behind < len(places) and places[behind] <= last

"""Rounds of a nest by what holds in them, as sets of integers that are made when they are asked for."""

from __future__ import annotations

from collections.abc import Callable

from smelt.affine import sets
from smelt.affine.isl import isl
from smelt.affine.params import EVERYWHERE, Sum


class Domain:
    """Rounds by what holds in them, put together when they are asked for.

    They are a `box` if each counter runs between ends that depend on parameters only. `sums` are at least 0 in these
    rounds and in no others; None if there are no such sums.
    """

    def __init__(
        self, outer: Domain | None, holds: Callable[[], isl.Set], box: bool, sums: tuple[Sum, ...] | None = None
    ) -> None:
        self._outer = outer
        self._holds = holds
        self.box = box
        self.sums = sums
        self.counters: tuple[str, ...] = () if outer is None else outer.counters
        self._found: isl.Set | None = None

    @property
    def found(self) -> isl.Set:
        if self._found is None:
            holds = self._holds()
            self._found = holds if self._outer is None else sets.intersect(self._outer.found, holds)
        return self._found

    def where(self, holds: Callable[[], isl.Set], box: bool = False, total: Sum | None = None) -> Domain:
        """Those of these rounds in which something else holds, too; the same as `total` being at least 0, if given."""
        sums = (*self.sums, total) if self.sums is not None and total is not None else None
        return Domain(self, holds, box and self.box, sums)


ALWAYS = Domain(None, lambda: EVERYWHERE, True, ())

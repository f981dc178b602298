"""What the passes over nests have found out of a function, so that the next one need not find it out again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smelt.affine import sets
from smelt.affine.facts import Facts
from smelt.ir.nodes import ForRange, Function, Module
from smelt.ir.visit import walk

if TYPE_CHECKING:
    from smelt.affine.scop import NotAffine, Scop


class Analyses:
    """The facts of a function, and the scops of its loops as long as those stay as they are.

    A pass that changes a loop in place has to `forget`; one that puts other loops in its place need not.
    """

    def __init__(self, function: Function) -> None:
        self.facts = Facts(function)
        # A loop is kept with its scop, so that no other one gets its identity.
        self._scops: dict[int, tuple[ForRange, list[int], Scop | NotAffine]] = {}

    def scop(self, loop: ForRange) -> Scop:
        """The scop of a loop by itself.

        Raises
        ------
        NotAffine
            If it is none.
        """
        from smelt.affine.scop import NotAffine

        now = [id(stmt) for stmt in walk([loop])]
        known = self._scops.get(id(loop))
        if known is None or known[1] != now:
            found: Scop | NotAffine
            try:
                found = _scop(loop, self.facts)
            except NotAffine as error:
                found = error
            known = self._scops[id(loop)] = (loop, now, found)
        if isinstance(known[2], NotAffine):
            raise known[2]
        return known[2]

    def forget(self) -> None:
        """Forget the scops, since loops have been changed."""
        self._scops.clear()


def _scop(loop: ForRange, facts: Facts) -> Scop:
    """The scop of a loop; where extents are kept in narrow integers, for small extents only."""
    from smelt.affine.scop import MayWrap, Scop

    try:
        return Scop(loop, facts)
    except MayWrap:
        return Scop(loop, facts, narrow=True)


def of(module: Module, function: Function) -> Analyses:
    """The analyses of a function of the module."""
    if not module.analyses:
        sets.forget()
    found = module.analyses.get(function.name)
    if not isinstance(found, Analyses):
        found = module.analyses[function.name] = Analyses(function)
    return found

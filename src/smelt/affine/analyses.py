"""What the passes over nests have found out of a function, so that the next one need not find it out again."""

from __future__ import annotations

from operator import is_
from typing import TYPE_CHECKING

from smelt.affine import sets
from smelt.affine.facts import Facts
from smelt.ir.nodes import ForRange, Function, Module, Stmt
from smelt.ir.visit import has_loop, walk

if TYPE_CHECKING:
    from smelt.affine.scop import NotAffine, Scop


class Analyses:
    """The facts of a function, and the scops of its loops as long as those stay as they are.

    A pass that changes a loop in place has to `forget`; one that puts other loops in its place need not.
    """

    def __init__(self, function: Function) -> None:
        self.facts = Facts(function)
        # The statements are kept with the scop, so that no other ones get their identities.
        self._scops: dict[tuple[int, int], tuple[list[Stmt], Scop | NotAffine]] = {}

    def scop(self, loop: ForRange, outermost: ForRange | None = None) -> Scop:
        """The scop of a loop by itself; with `outermost`, where that is known which is around it.

        Raises
        ------
        NotAffine
            If it is none.
        """
        from smelt.affine.scop import MayWrap, NotAffine

        if outermost is loop:
            scop = self.scop(loop)
            if scop.narrow:
                raise MayWrap("its arithmetic may wrap")
            return scop
        now = walk([outermost or loop])
        key = (id(loop), 0 if outermost is None else id(outermost))
        known = self._scops.get(key)
        if known is None or len(known[0]) != len(now) or not all(map(is_, known[0], now)):
            found: Scop | NotAffine
            try:
                found = _scop(loop, self.facts) if outermost is None else _inner(loop, outermost, self.facts)
            except NotAffine as error:
                found = _bare(error)
            known = self._scops[key] = (now, found)
        if isinstance(known[1], NotAffine):
            raise _bare(known[1])
        return known[1]

    def forget(self) -> None:
        """Forget the scops, since loops have been changed."""
        self._scops.clear()


def _bare(error: NotAffine) -> NotAffine:
    """The same again, without what was going on: frames refer to what they know, and that to what is kept of them."""
    return type(error)(*error.args)


def _scop(loop: ForRange, facts: Facts) -> Scop:
    """The scop of a loop; where extents are kept in narrow integers, for small extents only."""
    from smelt.affine.scop import MayWrap, Scop

    try:
        return Scop(loop, facts)
    except MayWrap:
        return Scop(loop, facts, narrow=True)


def _inner(loop: ForRange, outermost: ForRange, facts: Facts) -> Scop:
    """The scop of a loop in a nest; where extents are kept in narrow integers, these count as what they are."""
    from smelt.affine.nest import surroundings
    from smelt.affine.scop import MayWrap, Scop

    try:
        return Scop(loop, facts, surroundings(loop, outermost, facts))
    except MayWrap:
        alone = facts.by_themselves()
        return Scop(loop, alone, surroundings(loop, outermost, alone))


def of(module: Module, function: Function) -> Analyses:
    """The analyses of a function of the module."""
    found = module.analyses.get(function.name)
    if not isinstance(found, Analyses):
        if not any(isinstance(known, Analyses) for known in module.analyses.values()):
            sets.forget()
        found = module.analyses[function.name] = Analyses(function)
    return found


def counting(module: Module) -> list[Function]:
    """The functions with counted loops; passes give none to the others."""
    found = module.analyses.get("with counted loops")
    if not isinstance(found, list):
        found = module.analyses["with counted loops"] = [f for f in module.functions if has_loop(f.body)]
    return found

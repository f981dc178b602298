"""Which elements the rounds of a loop use again: what would stay in cache if a round used less in between."""

from __future__ import annotations

from smelt.affine.caches import LINE
from smelt.affine.interior import depends, steps
from smelt.affine.params import Known
from smelt.affine.scop import Access, Scop
from smelt.ir.nodes import Binary, Cast, Const, Expr, Slot, ViewExtent
from smelt.records import record
from smelt.types import SIZE, SSIZE, CComplex, CFloat, CInt, Type, View, strip_const


@record(eq=False)
class Reuse:
    """Elements of a view that each round of the outermost loop uses, or the neighbours of.

    Attributes
    ----------
    size
        Bytes of an element.
    dense
        The axis along which neighbours lie side by side.
    axes
        Those along which a round goes, each with the counters that move it.
    line
        Whether the next round uses the neighbours, which share cache lines with them; else it uses the very same.
    """

    view: Slot
    size: int
    dense: int
    axes: dict[int, set[str]]
    line: bool

    @property
    def counters(self) -> set[str]:
        """The counters that move it within a round."""
        return {name for names in self.axes.values() for name in names}

    def per_round(self, counter: str | None = None) -> Expr:
        """How many bytes of cache a round fills with them, at most: of the outermost loop, or of the one inside of it
        that has a counter."""
        total: Expr = Const(SIZE, LINE if self.line else self.size)
        for axis, names in self.axes.items():
            if counter not in names:
                extent = Cast(SIZE, ViewExtent(SSIZE, self.view, axis))
                total = Binary(SIZE, "*", total, extent)
        return total


def reuses(scop: Scop) -> list[Reuse]:
    """What is used again, of innermost loops and in as many dimensions as may not fit a cache."""
    depth = max((len(instance.counters) for instance in scop.instances), default=0)
    found: dict[object, Reuse] = {}
    for instance in scop.instances:
        for access in instance.accesses:
            made = _reuse(access, instance.counters)
            if made is not None and (not made.line or len(instance.counters) == depth):
                found.setdefault((id(made.view), *map(value_key, access.index)), made)
    return list(found.values())


def _reuse(access: Access, counters: list[str]) -> Reuse | None:
    type_ = access.view.type
    assert isinstance(type_, View)
    size = item_size(strip_const(type_.dtype))
    dense = next((axis for axis, form in enumerate(type_.axes) if form.packing == "contig"), None)
    if size is None or dense is None:
        return None
    outer, inner = counters[0], counters[1:]
    again = [axis for axis, known in enumerate(access.index) if depends(known, outer)]
    axes: dict[int, set[str]] = {}
    for axis, known in enumerate(access.index):
        moved = {name for name in inner if depends(known, name)}
        if moved:
            axes[axis] = moved
    if not again:
        wide = len(axes) > 1 and len({name for names in axes.values() for name in names}) > 1
        return Reuse(access.view, size, dense, axes, line=False) if wide else None
    if again != [dense] or not steps(access.index[dense], outer) or not axes or dense in axes:
        return None
    return Reuse(access.view, size, dense, axes, line=True)


def value_key(index: Known) -> object:
    """Equal for indices that are written the same."""
    return str(index.form) if index.sum is None else (index.sum.constant, frozenset(index.sum.factors.items()))


def item_size(type_: Type) -> int | None:
    """How many bytes an element takes; None if it is none whose size is known here."""
    if isinstance(type_, CInt):
        return type_.bits // 8 if type_.exact else None
    if isinstance(type_, CFloat) and type_.storage:
        return None
    if isinstance(type_, CFloat | CComplex):
        return {"float": 4, "double": 8, "float _Complex": 8, "double _Complex": 16}.get(type_.c)
    return None

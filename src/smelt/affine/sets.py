"""Operations on isl's sets and expressions, each computed once a translation.

The passes ask the same of a nest again and again: a loop's rounds when they look at it and at those inside of it, two
elements of a view for each of the statements that use them. Operands are known by their identity: what is computed of
the same objects in the same way is the same object. Nothing is kept from one translation to the next, so that what
isl's budget suffices for depends on the source alone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import islpy as isl

# Results by operation and identities of the operands, which are kept with it, so that they stay theirs.
_KEPT: dict[tuple[object, ...], tuple[Any, ...]] = {}


def forget() -> None:
    """Another translation begins."""
    _KEPT.clear()


def once(compute: Callable[..., Any], *operands: Any, using: object = None) -> Any:
    """What `compute` makes of the operands and a value."""
    key = (compute, using, *map(id, operands))
    found = _KEPT.get(key)
    if found is None:
        found = _KEPT[key] = (compute(*operands) if using is None else compute(*operands, using), operands)
    return found[0]


def _unary(name: str) -> Callable[[Any], Any]:
    def apply(operand: Any) -> Any:
        key = (name, id(operand))
        found = _KEPT.get(key)
        if found is None:
            found = _KEPT[key] = (getattr(operand, name)(), operand)
        return found[0]

    return apply


def _binary(name: str) -> Callable[[Any, Any], Any]:
    def apply(left: Any, right: Any) -> Any:
        key = (name, id(left), id(right))
        found = _KEPT.get(key)
        if found is None:
            found = _KEPT[key] = (getattr(left, name)(right), left, right)
        return found[0]

    return apply


_Set = Callable[["isl.Set", "isl.Set"], "isl.Set"]
_Relation = Callable[["isl.PwAff", "isl.PwAff"], "isl.Set"]
_Form = Callable[["isl.PwAff", "isl.PwAff"], "isl.PwAff"]

intersect: _Set = _binary("intersect")
union: _Set = _binary("union")
gist: _Set = _binary("gist")
is_subset: Callable[[isl.Set, isl.Set], bool] = _binary("is_subset")
is_empty: Callable[[isl.Set], bool] = _unary("is_empty")
complement: Callable[[isl.Set], isl.Set] = _unary("complement")
coalesce: Callable[[isl.Set], isl.Set] = _unary("coalesce")
coalesce_form: Callable[[isl.PwAff], isl.PwAff] = _unary("coalesce")

add: _Form = _binary("add")
sub: _Form = _binary("sub")
mul: _Form = _binary("mul")
neg: Callable[[isl.PwAff], isl.PwAff] = _unary("neg")
union_add: _Form = _binary("union_add")
intersect_domain: Callable[[isl.PwAff, isl.Set], isl.PwAff] = _binary("intersect_domain")
lt_set: _Relation = _binary("lt_set")
le_set: _Relation = _binary("le_set")
gt_set: _Relation = _binary("gt_set")
ge_set: _Relation = _binary("ge_set")
eq_set: _Relation = _binary("eq_set")
ne_set: _Relation = _binary("ne_set")

"""Keep an element that an inner loop updates in a C variable while the loop runs.

Requires and keeps the *built* phase. A C compiler cannot do it where it does not know that the other elements of the
loop are not that one; in a nest whose views are `apart` that is known.

Before::                                        After::

    for %j in range(0, m, 1):                       y = 0 < m ? v[i] : 0.0
        v[i] = v[i] + a[i, %j]                      for %j in range(0, m, 1):
                                                        y = y + a[i, %j]
                                                    if 0 < m:
                                                        v[i] = y

What has to hold: the loop is a scop without branches and without loops inside, the element's indices are the same in
all rounds, and whatever else of the same view the loop uses is another element in each round.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from smelt.affine import analyses, sets
from smelt.ir.nodes import (
    Assign,
    Binary,
    Block,
    Const,
    Expr,
    ForRange,
    Function,
    If,
    Load,
    Module,
    Select,
    Slot,
    ViewItem,
)
from smelt.ir.visit import blocks_of, copy_expr, has_loop, map_operands
from smelt.ledger import LedgerEntry
from smelt.passes.pieces import Refused, check_shape, is_shared, looked_at, loop_name
from smelt.types import BINT, CComplex, CFloat, CInt, Type, strip_const

if TYPE_CHECKING:
    from smelt.affine.scop import Access, Scop


def run(module: Module) -> None:
    """Look at the innermost loops of every function."""
    for function in analyses.counting(module):
        _Promote(function, module).block(function.body)


class _Promote:
    def __init__(self, function: Function, module: Module) -> None:
        self.function = function
        self.module = module
        self.ledger = module.ledger

    def block(self, block: Block, outermost: ForRange | None = None) -> None:
        result: Block = []
        for stmt in block:
            if isinstance(stmt, ForRange) and stmt.plain:
                result.append(stmt)
                continue
            threads = isinstance(stmt, ForRange) and stmt.parallel is not None
            leaf = isinstance(stmt, ForRange) and not has_loop(stmt.body)
            if isinstance(stmt, ForRange) and leaf and not threads:
                result += self.loop(stmt, outermost or stmt)
                continue
            for inner in blocks_of(stmt):
                around = (None if threads else outermost) or (stmt if isinstance(stmt, ForRange) else None)
                self.block(inner, around if not threads or is_shared(stmt) else None)
            result.append(stmt)
        block[:] = result

    def loop(self, loop: ForRange, outermost: ForRange) -> Block:
        if not any(updates(stmt) for stmt in loop.body):
            return [loop]
        known = analyses.of(self.module, self.function)
        try:
            check_shape(loop)
            with looked_at():
                scop = known.scop(loop, outermost)
        except Refused:
            return [loop]
        if scop.branches or scop.assumed():
            return [loop]
        before: Block = []
        after: Block = []
        for group in _groups(scop):
            if any(access.write for access in group) and _alone(scop, group):
                self.promote(loop, group, before, after)
        if before:
            known.forget()
        return [*before, loop, *after]

    def promote(self, loop: ForRange, group: list[Access], before: Block, after: Block) -> None:
        """Replace the element of a group of accesses by a variable."""
        item = group[0].item
        type_ = strip_const(item.type)
        kept = Slot(item.view.name, type_)
        self.function.slots.append(kept)
        gone = {id(access.item) for access in group}
        for stmt in loop.body:
            map_operands(stmt, lambda expr: _replaced(expr, gone, Load(type_, kept)))
        runs = Binary(BINT, "<", loop.start, loop.stop)
        outside = ViewItem(item.type, item.view, [copy_expr(index) for index in group[0].outside])
        zero = Select(type_, runs, outside, Const(type_, _zero(type_)))
        before.append(Assign(Load(type_, kept), zero, span=loop.span))
        store = Assign(copy_expr(outside), Load(type_, kept), span=loop.span)
        after.append(If(copy_expr(runs), [store], span=loop.span))
        why = f"an element of '{item.view.name}' stays in a variable"
        self.ledger.append(LedgerEntry(loop.span, loop_name(loop), "promoted", why))


def updates(stmt: object) -> bool:
    """Whether a statement stores to a view's element what was computed from an element of that view."""
    from smelt.ir.visit import expressions

    if not isinstance(stmt, Assign) or not isinstance(stmt.target, ViewItem):
        return False
    view = stmt.target.view
    return any(isinstance(e, ViewItem) and e.view is view for e in (stmt.value, *expressions(stmt.value)))


def _groups(scop: Scop) -> list[list[Access]]:
    """The accesses to elements whose indices are the same in all rounds, those to one element together."""
    from smelt.affine.values import key_of

    groups: dict[object, list[Access]] = {}
    for instance in scop.instances:
        for access in instance.accesses:
            if access.outside and isinstance(strip_const(access.item.type), CInt | CFloat | CComplex):
                key = (id(access.view), tuple(map(key_of, access.outside)))
                groups.setdefault(key, []).append(access)
    return list(groups.values())


def _alone(scop: Scop, group: list[Access]) -> bool:
    """Whether all other accesses to the view are to other elements."""
    own = {id(access) for access in group}
    for instance in scop.instances:
        for access in instance.accesses:
            if access.view is not group[0].view or id(access) in own:
                continue
            rounds = instance.domain
            for one, other in zip(access.index, group[0].index, strict=True):
                rounds = sets.intersect(rounds, sets.eq_set(one.form, other.form))
            if not sets.is_empty(rounds):
                return False
    return True


def _replaced(expr: Expr, gone: set[int], by: Load) -> Expr:
    if id(expr) in gone:
        return Load(by.type, by.slot)
    map_operands(expr, lambda part: _replaced(part, gone, by))
    return expr


def _zero(type_: Type) -> int | float | complex:
    return 0 if isinstance(type_, CInt) else 0.0 if isinstance(type_, CFloat) else 0j

"""A version of each nest for memory as it usually is: dense along the last axes, and no view in the way of another.

Requires and keeps the *built* phase. Views that say nothing of their layout have strides that only the run knows, and
any two views may share memory. In front of a nest one test asks whether the items of all views lie side by side along
the last axis, and whether those that the nest writes share no memory with the others, nor any two of their own items.
Where that is so, the nest runs on views that have it in their type, and its loops are marked as `apart`: what later
passes do rests on it.

Before::                                        After::

    for %i in range(0, n, 1):                       if a.strides[0] == 8 and apart(a, b):
        a[%i] = b[%i]                                   %a = part double[:] as double[::1](a)
                                                        for %i in range(0, n, 1):
                                                            %a[%i] = b[%i]
                                                    else:
                                                        for %i in range(0, n, 1):
                                                            a[%i] = b[%i]
"""

from __future__ import annotations

from functools import partial

from smelt.affine.overlap import disjoint, spread
from smelt.ir.nodes import (
    Assign,
    Binary,
    Block,
    Expr,
    ForRange,
    Function,
    Load,
    MakeFunction,
    Module,
    Op,
    SizeOf,
    Slot,
    Stmt,
    Storage,
    Try,
    TryFinally,
    ViewItem,
    ViewStride,
    Yield,
)
from smelt.ir.nodes import Cast as CastTo
from smelt.ir.visit import assigned_by, copy_block, expressions, walk
from smelt.ledger import LedgerEntry
from smelt.passes.pieces import each_loop, guarded, loop_name
from smelt.primitives.viewparts import part
from smelt.types import BINT, SIZE, SSIZE, Axis, View

# Nests of more statements are not written twice, nor those with more such views.
_LARGEST = 150
_MOST_VIEWS = 8
_MOST_PAIRS = 12


def run(module: Module) -> None:
    """Look at the outermost loops of every function."""
    for function in module.functions:
        each_loop(function.body, partial(_versions, function, module.ledger), threads=True)


def _versions(function: Function, ledger: list[LedgerEntry], loop: ForRange) -> Block | None:
    statements: list[Stmt] = list(walk([loop]))
    views, written, known = _views(statements)
    strided = [view for view in views if _is_strided(view)]
    pairs = [
        (one, other)
        for at, one in enumerate(views) for other in views[at + 1 :] if one in written or other in written
    ]  # fmt: skip
    spreads = [test for view in views if view in written for test in spread(view)]
    if not strided and not pairs and not spreads:
        if known:
            _mark([loop])
            return [loop]
        return None
    if len(statements) > _LARGEST or len(views) > _MOST_VIEWS or len(pairs) > _MOST_PAIRS:
        return [loop]
    if any(isinstance(s, Yield | MakeFunction | Try | TryFinally) for s in statements):
        return [loop]
    dense: dict[Slot, Slot] = {}
    begin: Block = []
    tests: list[Expr] = []
    for view in strided:
        type_ = view.type
        assert isinstance(type_, View)
        last = type_.ndim - 1
        packed = View(type_.dtype, (*type_.axes[:-1], Axis("direct", "contig")), type_.const)
        dense[view] = Slot(view.name, packed, temp=True)
        function.slots.append(dense[view])
        row = part(type_, packed, tuple(("full", axis) for axis in range(type_.ndim)))
        begin.append(Op(dense[view], row, [Load(type_, view)], span=loop.span))
        size = CastTo(SSIZE, SizeOf(SIZE, type_.dtype))
        tests.append(Binary(BINT, "==", ViewStride(SSIZE, view, last), size))
    tests += spreads
    tests += [disjoint(one, other) for one, other in pairs]
    if strided:
        names = ", ".join(f"'{view.name}'" for view in strided)
        ledger.append(
            LedgerEntry(loop.span, loop_name(loop), "unit stride", f"a version for dense last axes of {names}")
        )
    fast = copy_block([loop])
    for stmt in walk(fast):
        for expr in expressions(stmt):
            if isinstance(expr, ViewItem) and expr.view in dense:
                expr.view = dense[expr.view]
    if known:
        _mark(fast)
    return [guarded(tests, [*begin, *fast], loop)]


def _views(statements: list[Stmt]) -> tuple[list[Slot], set[Slot], bool]:
    """The views whose items a nest uses and that it leaves alone, those that it writes, and whether there are no
    others."""
    changed = {slot for stmt in statements for slot in assigned_by(stmt)}
    found: dict[Slot, None] = {}
    written: set[Slot] = set()
    known = True
    for stmt in statements:
        for expr in expressions(stmt):
            if not isinstance(expr, ViewItem):
                continue
            type_ = expr.view.type
            assert isinstance(type_, View)
            local = expr.view.storage in (Storage.LOCAL, Storage.PARAM)
            if not local or expr.view in changed or not type_.direct:
                known = False
                continue
            found[expr.view] = None
            if isinstance(stmt, Assign) and stmt.target is expr:
                written.add(expr.view)
    return list(found), written, known


def _is_strided(view: Slot) -> bool:
    type_ = view.type
    assert isinstance(type_, View)
    return type_.axes[-1].packing == "strided"


def _mark(block: Block) -> None:
    for stmt in walk(block):
        if isinstance(stmt, ForRange):
            stmt.apart = True

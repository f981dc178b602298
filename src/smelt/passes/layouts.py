"""A version of each nest for memory as it usually is: dense along the last axes, and no view in the way of another.

Requires and keeps the *built* phase. Views that say nothing of their layout have strides that only the run knows, and
any two views may share memory. In front of a nest one test asks whether the items of all views lie side by side along
the last axis, and whether those that the nest writes share no memory with the others, nor any two of their own items;
or are the same memory, where it makes no difference (`affine.aligned`). Where that is so, the nest runs on views that
have it in their type, and its loops are marked as `apart`: what later passes do rests on it. `while` loops have such
versions too, which only ask for what is of use there: for the layout, and for memory where loops that count are inside.
Views that a nest exchanges (``old, new = new, old``) stay the same in the loops inside, and are asked for there.

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

from smelt.affine.aligned import alike, own_items
from smelt.affine.overlap import disjoint, same, spread
from smelt.ir.nodes import (
    Assign,
    Binary,
    Block,
    Expr,
    ForRange,
    Function,
    If,
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
    While,
    Yield,
)
from smelt.ir.nodes import Cast as CastTo
from smelt.ir.visit import assigned_by, blocks_of, copy_block, expressions, walk
from smelt.ledger import LedgerEntry
from smelt.passes.pieces import all_of, each_loop, guarded, loop_name
from smelt.primitives.viewparts import part
from smelt.types import BINT, SIZE, SSIZE, Axis, View

# Nests of more statements are not written twice, nor those with more such views.
_LARGEST = 150
_MOST_VIEWS = 8
_MOST_PAIRS = 12
Pair = tuple[Slot, Slot]


def run(module: Module) -> None:
    """Look at the outermost loops of every function."""
    for function in module.functions:
        versions = _Versions(function, module.ledger)
        each_loop(function.body, versions.counted, threads=True, repeated=versions.repeated)


class _Versions:
    """The versions of one function's loops."""

    def __init__(self, function: Function, ledger: list[LedgerEntry]) -> None:
        self.function = function
        self.ledger = ledger

    def counted(self, loop: ForRange) -> Block | None:
        statements: list[Stmt] = list(walk([loop]))
        views, written, known = _views(statements)
        strided = [view for view in views if _is_strided(view)]
        own = own_items(loop) if len(views) > 1 else {}
        pairs = _pairs(views, written)
        twins = {pair for pair in pairs if alike(*pair, own)}
        tests = _apart(views, written, pairs, twins)
        if not strided and not tests:
            if known:
                _mark([loop])
                return [loop]
            return None
        if _too_large(statements, views) or len(pairs) > _MOST_PAIRS:
            return [loop]
        made = _guarded(self.function, self.ledger, loop, strided, tests, known)
        for stmt in walk(made.body) if twins else []:
            if isinstance(stmt, ForRange):
                stmt.alike = True
        if not known:
            for stmt in made.body:
                for inner in blocks_of(stmt):
                    each_loop(inner, self.inside)
        return [made]

    def inside(self, loop: ForRange) -> Block | None:
        """The same of a loop in a nest that has its versions: those are for views that the nest leaves alone."""
        views, _, known = _views(list(walk([loop])))
        return self.counted(loop) if known and any(map(_is_strided, views)) else None

    def repeated(self, loop: While) -> Block | None:
        statements: list[Stmt] = list(walk([loop]))
        views, written, known = _views(statements)
        strided = [view for view in views if _is_strided(view)]
        counts = any(isinstance(stmt, ForRange) for stmt in statements)
        pairs = _pairs(views, written) if counts else []
        tests = _apart(views, written, pairs, set()) if counts else []
        if not strided or _too_large(statements, views) or (counts and (not known or len(pairs) > _MOST_PAIRS)):
            return None
        return [_guarded(self.function, self.ledger, loop, strided, tests, known)]


def _pairs(views: list[Slot], written: set[Slot]) -> list[Pair]:
    """The views that must not be in each other's way."""
    return [
        (one, other)
        for at, one in enumerate(views) for other in views[at + 1 :] if one in written or other in written
    ]  # fmt: skip


def _apart(views: list[Slot], written: set[Slot], pairs: list[Pair], twins: set[Pair]) -> list[Expr]:
    """The tests that written views share no memory, neither in pairs nor their own items; some may be the same."""
    tests = [test for view in views if view in written for test in spread(view)]
    for pair in pairs:
        test = disjoint(*pair)
        tests.append(Binary(BINT, "|", test, all_of(same(*pair))) if pair in twins else test)
    return tests


def _too_large(statements: list[Stmt], views: list[Slot]) -> bool:
    """Whether a loop is not written twice."""
    return (
        len(statements) > _LARGEST
        or len(views) > _MOST_VIEWS
        or any(isinstance(stmt, Yield | MakeFunction | Try | TryFinally) for stmt in statements)
    )


def _guarded(
    function: Function, ledger: list[LedgerEntry], loop: ForRange | While,
    strided: list[Slot], wanted: list[Expr], known: bool,
) -> If:  # fmt: skip
    """The loop for views with dense last axes, where what else is wanted holds too; and as it is."""
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
    tests += wanted
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
    return guarded(tests, [*begin, *fast], loop)


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

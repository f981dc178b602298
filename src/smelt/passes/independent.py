"""Tell the C compiler of innermost loops whose rounds have nothing to do with each other.

Requires and keeps the *built* phase. C compilers vectorise a loop that writes to one view and reads others only behind
a test that the memory is not shared, and give up where there are many. In a nest whose views are `apart` that was asked
in front, and what rounds of one view share is known: the loop is marked as `independent`, and the C says so.

Before::                                        After::

    for %j in range(1, m, 1):                       independent for %j in range(1, m, 1):
        a[i, %j] = b[i, %j - 1] + a[i, %j]              a[i, %j] = b[i, %j - 1] + a[i, %j]
"""

from __future__ import annotations

from smelt.affine import analyses
from smelt.affine.values import key_of
from smelt.ir.nodes import Assign, Block, ForRange, Function, Module, ViewItem
from smelt.ir.visit import blocks_of, expressions, has_loop, walk
from smelt.ledger import LedgerEntry
from smelt.passes.pieces import Refused, check_shape, is_shared, looked_at, loop_name

_WHY = "no round uses elements that another one writes, which the C compiler is told"


def run(module: Module) -> None:
    """Look at the innermost loops of every function."""
    for function in analyses.counting(module):
        _block(module, function, function.body, None)


def _block(module: Module, function: Function, block: Block, outermost: ForRange | None) -> None:
    for stmt in block:
        if isinstance(stmt, ForRange) and stmt.parallel is not None:
            _block(module, function, stmt.body, stmt if is_shared(stmt) else None)
            continue
        if isinstance(stmt, ForRange) and stmt.plain:
            continue
        if isinstance(stmt, ForRange) and not has_loop(stmt.body):
            stmt.independent = _is_independent(module, function, stmt, outermost or stmt)
            if stmt.independent:
                module.ledger.append(LedgerEntry(stmt.span, loop_name(stmt), "independent", _WHY))
            continue
        for inner in blocks_of(stmt):
            _block(module, function, inner, outermost or (stmt if isinstance(stmt, ForRange) else None))


def _is_independent(module: Module, function: Function, loop: ForRange, outermost: ForRange) -> bool:
    if not loop.apart or not _shares(loop):
        return False
    known = analyses.of(module, function)
    try:
        check_shape(loop)
        with looked_at():
            return known.scop(loop, outermost).independent
    except Refused:
        return False


def _shares(loop: ForRange) -> bool:
    """Whether the loop writes to one element and uses others: without, C compilers have nothing to ask."""
    used = {key_of(e) for stmt in walk(loop.body) for e in expressions(stmt) if isinstance(e, ViewItem)}
    writes = any(isinstance(s, Assign) and isinstance(s.target, ViewItem) for s in walk(loop.body))
    return writes and len(used) > 1

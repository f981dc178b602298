"""Which slots are read behind a loop before anything sets them again."""

from __future__ import annotations

from smelt.ir.nodes import Assign, Block, ForRange, GilBlock, If, Load, Slot, Stmt, While
from smelt.ir.visit import assigned_by, blocks_of, expressions, slots_of, walk


def used_behind(loop: Stmt, body: Block) -> set[Slot]:
    """The slots that `loop` sets and code behind it may read as the loop leaves them; `body` is the function's."""
    found = _behind(loop, body)
    assert found is not None
    return found[0] & {slot for stmt in walk([loop]) for slot in assigned_by(stmt)}


def _behind(loop: Stmt, block: Block) -> tuple[set[Slot], bool] | None:
    """What is read behind the loop as far as this block goes; None if the loop is not in it."""
    for place, stmt in enumerate(block):
        if stmt is loop:
            return exposed(block[place + 1 :]), True
        for inner in blocks_of(stmt):
            found = _behind(loop, inner)
            if found is None:
                continue
            reads = set(found[0])
            if isinstance(stmt, ForRange | While):
                reads |= exposed([stmt])  # the next round
            elif not isinstance(stmt, If):
                reads |= {slot for part in blocks_of(stmt) for slot in exposed(part)}  # handlers and the like
            return reads | exposed(block[place + 1 :]), True
    return None


def exposed(block: Block) -> set[Slot]:
    """The slots that a block may read before it sets them."""
    reads: set[Slot] = set()
    sets: set[Slot] = set()
    for stmt in block:
        reads |= _own_reads(stmt) - sets
        counter = {stmt.counter} if isinstance(stmt, ForRange) else set()
        for inner in blocks_of(stmt):
            reads |= exposed(inner) - sets - counter
        sets |= surely_set(stmt)
    return reads


def _own_reads(stmt: Stmt) -> set[Slot]:
    """What the statement itself reads: in its expressions, and the slots that it names but for those it sets."""
    target = stmt.target if isinstance(stmt, Assign) and isinstance(stmt.target, Load) else None
    found = {slot for e in expressions(stmt) if e is not target for slot in slots_of(e)}
    return found | (set(slots_of(stmt)) - set(assigned_by(stmt)))


def surely_set(stmt: Stmt) -> set[Slot]:
    if isinstance(stmt, If):
        branches = [{slot for inner in block for slot in surely_set(inner)} for block in (stmt.body, stmt.orelse)]
        return branches[0] & branches[1]
    if isinstance(stmt, GilBlock):
        return {slot for inner in stmt.body for slot in surely_set(inner)}
    if blocks_of(stmt):
        return set()
    return set(assigned_by(stmt))

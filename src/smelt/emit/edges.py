"""Which source lines the errors of a function come from, by the label they go to.

Where all errors that reach a traceback are of one line, that line is written into the call and nothing has to be
remembered on the way.
"""

from __future__ import annotations

from smelt.ir.nodes import Block, Fallible, Function, Goto, Label, Op, Raw, Release, Traceback
from smelt.ir.visit import blocks_of


def lines_by_label(function: Function) -> dict[str, int | None]:
    """The labels whose errors come to a traceback; with the one line of these errors, or None where there are more."""
    edges: dict[str, set[int]] = {}
    asking: dict[str, str] = {}  # labels before a traceback, and those that lead on to one, with where they lead
    _scan(function.body, function.line, edges, asking)
    found: dict[str, int | None] = {}
    shared = {target for label, target in asking.items() if target != label}
    for label, target in asking.items():
        lines = edges.get(label, set())
        single = len(lines) == 1 and target == label and label not in shared
        found[label] = next(iter(lines)) if single else None
    return found


def _scan(block: Block, line: int, edges: dict[str, set[int]], asking: dict[str, str]) -> int:
    for index, stmt in enumerate(block):
        if stmt.span is not None:
            line = stmt.span.line
        if isinstance(stmt, Fallible):
            if stmt.on_error is not None:
                edges.setdefault(stmt.on_error, set()).add(line)
        elif isinstance(stmt, Label):
            target = _leads_to(block, index + 1)
            if target is not None:
                asking[stmt.name] = target or stmt.name
        for inner in blocks_of(stmt):
            line = _scan(inner, line, edges, asking)
    return line


def _leads_to(block: Block, index: int) -> str | None:
    """Where an error goes on to from a label: empty for a traceback right here, None for places that need no line."""
    for stmt in block[index:]:
        if isinstance(stmt, Traceback):
            return ""
        if isinstance(stmt, Goto):
            # The way out of a block with or without the GIL.
            return stmt.name
        if not isinstance(stmt, Raw | Op | Release):
            return None
    return None

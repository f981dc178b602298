"""Branches and loops as C text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smelt.emit import teams
from smelt.emit.cprinter import BINARY, COMMA, UNARY
from smelt.emit.ctypes import declare
from smelt.emit.written import Written
from smelt.ir.nodes import (
    Binary,
    CName,
    Const,
    Deref,
    Expr,
    Field,
    ForRange,
    If,
    Index,
    PureCall,
    Slot,
    Storage,
    Unary,
    ViewItem,
    While,
)
from smelt.ir.visit import expressions, slots_of
from smelt.types import CFloat

if TYPE_CHECKING:
    from smelt.emit.function import FunctionPrinter

_OPPOSITE = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}


def negated(printer: FunctionPrinter, test: Expr) -> str:
    """The text of a test's opposite."""
    # A comparison with NaN is false, and so is its opposite.
    if isinstance(test, Binary) and test.op in _OPPOSITE and not isinstance(test.left.type, CFloat):
        return printer.text(Binary(test.type, _OPPOSITE[test.op], test.left, test.right))
    if isinstance(test, Unary) and test.op == "!":
        return printer.text(test.operand)
    return f"!{printer.text(test, UNARY)}"


def put_if(printer: FunctionPrinter, stmt: If) -> None:
    """``if``, with what stands alone in an ``else`` as ``else if``."""
    body, orelse = stmt.body, stmt.orelse
    if not body and not orelse:
        return
    test = printer.text(stmt.test) if body else negated(printer, stmt.test)
    if not body:
        body, orelse = orelse, body
    printer.put(f"if (smelt_likely({test})) {{" if stmt.likely else f"if ({test}) {{")
    printer.nested(body)
    while len(orelse) == 1 and isinstance(inner := orelse[0], If) and inner.body and inner.span is None:
        printer.put(f"}} else if ({printer.text(inner.test)}) {{")
        printer.nested(inner.body)
        orelse = inner.orelse
    if orelse:
        printer.put("} else {")
        printer.nested(orelse)
    printer.put("}")


def put_while(printer: FunctionPrinter, stmt: While) -> None:
    """``while``, or an endless loop with its test inside where something has to be computed for it."""
    endless = isinstance(stmt.test, Const) and bool(stmt.test.value)
    if stmt.prelude or endless:
        printer.put("for (;;) {")
        printer.nested(stmt.prelude)
        if not endless:
            printer.put(f"    if ({negated(printer, stmt.test)}) break;")
    else:
        printer.put(f"while ({printer.text(stmt.test)}) {{")
    printer.nested([*stmt.body, *stmt.update])
    printer.put("}")


def put_for_range(printer: FunctionPrinter, stmt: ForRange) -> None:
    """The canonical counted loop, which C compilers know best."""
    if stmt.parallel is not None:
        teams.put_team(printer, stmt) if stmt.parallel.kind == "team" else teams.put_shared(printer, stmt)
        return
    counter = printer.lvalue(stmt.counter)[0]
    step = stmt.step.value if isinstance(stmt.step, Const) else None
    if step in (1, -1):
        stop = _fixed(printer, stmt, stmt.stop, "stop")
        test = f"{counter} {'<' if step == 1 else '>'} {stop}"
        start = printer.text(stmt.start)
        if stmt.independent:
            printer.context.need("loops")
            printer.put("SMELT_INDEPENDENT")
        printer.put(f"for ({counter} = {start}; {test}; {counter}{'++' if step == 1 else '--'}) {{")
    else:
        _counted(printer, stmt, counter)
    printer.nested(stmt.body)
    printer.put("}")


def _counted(printer: FunctionPrinter, stmt: ForRange, counter: str) -> None:
    """A loop with steps, by the number of its rounds: no value beyond the last is formed."""
    printer.context.need("ranges")
    stop, step = printer.text(stmt.stop, COMMA + 1), _fixed(printer, stmt, stmt.step, "step")
    left = printer.names.unique("rounds")
    printer.extra[left] = f"size_t {left};"
    printer.put(f"{counter} = {printer.text(stmt.start)};")
    total = f"smelt_rounds({counter}, {stop}, {step})"
    printer.put(f"for ({left} = {total}; {left} > 0; {left}--, {counter} += {step}) {{")


def _fixed(printer: FunctionPrinter, loop: ForRange, expr: Expr, hint: str) -> str:
    """The text of a value that must not change while the loop runs: a variable for it where it might."""
    if expr.__class__ is Const:
        return printer.text(expr, BINARY["<"] + 1)
    parts = [expr, *expressions(expr)]
    if not any(isinstance(p, PureCall | CName | Deref | Index | Field | ViewItem) for p in parts):
        if not any(_changes(printer, loop, slot) for part in parts for slot in slots_of(part)):
            return printer.text(expr, BINARY["<"] + 1)
    name = printer.names.unique(hint)
    printer.extra[name] = f"{declare(expr.type, name)};"
    printer.put(f"{name} = {printer.text(expr)};")
    return name


def _changes(printer: FunctionPrinter, loop: ForRange, slot: Slot) -> bool:
    """Whether a loop may change a slot."""
    if slot.storage not in (Storage.LOCAL, Storage.PARAM):
        return True
    if printer.written is None:
        printer.written = Written(printer.function.body)
    return printer.written.inside(loop, slot)

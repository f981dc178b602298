"""Teams of threads as C text: OpenMP's pragmas, and whose variables are whose.

A variable that the body of a team assigns is each thread's own; what only the function assigns is shared, and so are
the variables of a reduction, which the loop's own pragma divides. Views that are shared go to the threads as copies
made for them: a C compiler takes structs whose address threads have for changed by any store, also outside of the team.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from smelt.emit.cprinter import BINARY, COMMA
from smelt.emit.ctypes import declare
from smelt.ir.nodes import AddressOf, Assign, Const, Expr, Field, ForRange, Index, Load, Release, Slot, Storage
from smelt.ir.visit import assigned_by, expressions, slots_of, walk
from smelt.types import SSIZE, CArray, PyObj, Struct, View

if TYPE_CHECKING:
    from smelt.emit.function import FunctionPrinter


def put_team(printer: FunctionPrinter, stmt: ForRange) -> None:
    """A block that each thread runs."""
    info = stmt.parallel
    assert info is not None
    printer.context.need("teams")
    pragma = f"#pragma omp parallel{_option(printer, 'num_threads', info.threads)}"
    pragma += _option(printer, "if", info.condition)
    caller = printer.names.unique("caller") if info.gil else ""
    if caller:
        printer.extra[caller] = f"PyThreadState *{caller};"
        printer.put(f"{caller} = smelt_begin_team();")
    outside = {slot: printer.slot(slot) for slot in _views(stmt)}
    copies = {slot: printer.names.local(f"{slot.name}_team") for slot in outside}
    for slot, name in copies.items():
        printer.extra[name] = f"{declare(slot.type, name)};"
        printer.put(f"{name} = {outside[slot]};")
    printer.slot_names.update(copies)
    at = len(printer.lines)
    printer.lines.append(pragma)
    printer.put("{")
    if info.gil:
        printer.put("    smelt_member member;")
        printer.put("    smelt_enter_team(&member);")
    printer.nested(stmt.body)
    if info.last:
        printer.lines.append("#pragma omp critical(smelt_last)")
        printer.put("    {")
        for slot, round_, last, last_round in info.last:
            own, when, latest, best = (printer.slot(s) for s in (slot, round_, last, last_round))
            printer.put(f"        if ({when} > {best}) {{ {best} = {when}; {latest} = {own}; }}")
        printer.put("    }")
    if info.gil:
        printer.put("    smelt_leave_team(&member);")
    printer.put("}")
    printer.slot_names.update(outside)
    printer.lines[at] += _clauses(printer, stmt, printer.lines[at + 1 :], list(copies.values()))
    printer.teams.append((at, len(printer.lines)))
    if caller:
        printer.put(f"smelt_end_team({caller});")


def put_shared(printer: FunctionPrinter, stmt: ForRange) -> None:
    """A loop whose rounds the threads share: its counter has the form that OpenMP wants."""
    info = stmt.parallel
    assert info is not None
    counter = printer.slot(stmt.counter)
    step = stmt.step.value if isinstance(stmt.step, Const) else None
    head: str
    first = ""
    stop = printer.names.unique("stop")
    printer.extra[stop] = f"{declare(stmt.stop.type, stop)};"
    printer.put(f"{stop} = {printer.text(stmt.stop)};")
    if step in (1, -1):
        sign = "<" if step == 1 else ">"
        head = (
            f"{counter} = {printer.text(stmt.start)}; {counter} {sign} {stop}; {counter}{'++' if step == 1 else '--'}"
        )
    else:
        printer.context.need("ranges")
        start, by, total, done = (printer.names.unique(n) for n in ("start", "step", "rounds", "round"))
        for name in (start, by):
            printer.extra[name] = f"{declare(stmt.counter.type, name)};"
        for name in (total, done):
            printer.extra[name] = f"{declare(SSIZE, name)};"
        printer.put(f"{start} = {printer.text(stmt.start)};")
        printer.put(f"{by} = {printer.text(stmt.step)};")
        printer.put(f"{total} = (Py_ssize_t)smelt_rounds({start}, {stop}, {by});")
        head = f"{done} = 0; {done} < {total}; {done}++"
        first = f"{counter} = ({declare(stmt.counter.type)})({start} + ({declare(stmt.counter.type)}){done} * {by});"
    pragma = "#pragma omp for"
    if info.schedule:
        chunk = "" if info.chunk is None else f", {printer.text(info.chunk, COMMA + 1)}"
        pragma += f" schedule({info.schedule}{chunk})"
    for op, slot in info.reductions:
        pragma += f" reduction({op}:{printer.slot(slot)})"
    printer.lines.append(pragma)
    printer.put(f"for ({head}) {{")
    if first:
        printer.put(f"    {first}")
    printer.nested(stmt.body)
    printer.put("}")


def _option(printer: FunctionPrinter, name: str, value: Expr | None) -> str:
    return "" if value is None else f" {name}({printer.text(value, BINARY['=='] + 1)})"


def _views(stmt: ForRange) -> list[Slot]:
    """The views of the function that a team only uses."""
    nodes = [node for inner in walk(stmt.body) for node in (inner, *expressions(inner))]
    own = {slot for inner in walk(stmt.body) for slot in (*assigned_by(inner), *_given_up(inner))}
    found = {slot: None for node in nodes for slot in slots_of(node) if isinstance(slot.type, View)}
    return [slot for slot in found if slot not in own and slot.storage in (Storage.LOCAL, Storage.PARAM)]


def _given_up(stmt: object) -> list[Slot]:
    return stmt.slots if isinstance(stmt, Release) else []


def _clauses(printer: FunctionPrinter, stmt: ForRange, lines: list[str], copies: list[str]) -> str:
    """Whose the variables are."""
    info = stmt.parallel
    assert info is not None
    own: dict[Slot, None] = {}
    shared = {*info.shared, *(slot for last in info.last for slot in last[2:])}
    for inner in walk(stmt.body):
        if isinstance(inner, ForRange) and inner.parallel is not None:
            shared.update(slot for _, slot in inner.parallel.reductions)
        for slot in (*assigned_by(inner), *_changed(inner)):
            own[slot] = None
    private: list[str] = []
    first = list(copies)
    for slot in own:
        if slot in shared or slot not in printer.slot_names or slot.storage not in (Storage.LOCAL, Storage.PARAM):
            continue
        keeps = not slot.temp or slot.nullable or isinstance(slot.type, PyObj | View)
        (first if keeps else private).append(printer.slot(slot))
    text = "\n".join(lines)
    private += [name for name in printer.extra if name not in copies and re.search(rf"\b{name}\b", text)]
    found = f" private({', '.join(private)})" if private else ""
    return found + (f" firstprivate({', '.join(first)})" if first else "")


def _changed(stmt: object) -> list[Slot]:
    """Temporaries that are not assigned as a whole: arrays and structs, and those whose address is taken."""
    found: list[Slot] = []
    for expr in expressions(stmt):  # type: ignore[arg-type]
        if isinstance(expr, AddressOf) and isinstance(expr.operand, Load) and expr.operand.slot.temp:
            found.append(expr.operand.slot)
    if isinstance(stmt, Assign):
        target = stmt.target
        while isinstance(target, Index | Field):
            target = target.base
        if target is not stmt.target and isinstance(target, Load) and target.slot.temp:
            if isinstance(target.slot.type, CArray | Struct):
                found.append(target.slot)
    return found

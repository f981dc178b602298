"""Generators as C text: the frame, the function that makes the generator, and the one that runs its code.

The protocol between these and the runtime is told in ``runtime/generator.h``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from smelt.emit import viewargs
from smelt.emit.cpp import is_late
from smelt.emit.cprinter import COMMA, c_string
from smelt.emit.ctypes import declare
from smelt.emit.names import Names
from smelt.ir.nodes import Const, Function, NewRef, PyConst, Return, Slot, Yield
from smelt.types import PyObj, View
from smelt.types.cpp import CppClass

if TYPE_CHECKING:
    from smelt.emit.context import Context
    from smelt.emit.function import FunctionPrinter


def frame_name(context: Context, function: Function) -> str:
    """The struct of a generator's frame."""
    return f"smelt_frame_{context.function_names[function.name].removeprefix('f_')}"


def resume_head(context: Context, function: Function) -> str:
    name = context.function_names[function.name]
    return f"static PySendResult {name}_resume(smelt_generator *self, PyObject *sent, PyObject **answer)"


def definition(context: Context, function: Function) -> list[str]:
    """The frame's struct and what the runtime is told of it."""
    struct, name = frame_name(context, function), context.function_names[function.name]
    lines = ["typedef struct {", "    smelt_generator head;"]
    lines += [f"    {_member(context, function, slot)};" for slot in function.frame]
    lines += [f"}} {struct};", f"{resume_head(context, function)};"]
    made = [context.member(function, slot) for slot in function.frame if isinstance(slot.type, CppClass)]
    end = ""
    if made:
        context.need("cpp_late")
        end = f", {name}_end"
        ends = " ".join(f"(({struct} *)self)->{member}.clear();" for member in made)
        lines.append(f"static void {name}_end(smelt_generator *self) {{ {ends} }}")
    objects = sum(isinstance(slot.type, PyObj) for slot in function.frame)
    views = [slot for slot in function.frame if isinstance(slot.type, View)]
    owners = "NULL"
    if views:
        owners = f"{name}_owners"
        offsets = ", ".join(f"offsetof({struct}, {context.member(function, v)}.owner)" for v in views)
        lines.append(f"static const size_t {owners}[] = {{{offsets}, 0}};")
    own = function.py_name or function.name
    strings = f"{c_string(own.encode())}, {c_string((function.qualname or own).encode())}"
    values = f"{strings}, {name}_resume, sizeof({struct}), {objects}, {owners}, {function.line}{end}"
    return [*lines, f"static const smelt_generator_def {name}_def = {{{values}}};"]


def creator(context: Context, function: Function, head: str, names: list[list[str]]) -> list[str]:
    """The function that takes the arguments and makes the generator; `names` are those of its parameters."""
    struct, name = frame_name(context, function), context.function_names[function.name]
    lines = [head, "{", f"    {struct} *frame = ({struct} *)smelt_new_generator(&{name}_def);"]
    lines.append("    if (frame == NULL) return NULL;")
    for slot, own in zip(function.params, names, strict=True):
        member = f"frame->{context.member(function, slot)}"
        if isinstance(slot.type, View):
            lines += [f"    {part}" for part in viewargs.assignments(slot.type, member, own)]
            lines.append(f"    Py_XINCREF({member}.owner);")
        elif isinstance(slot.type, PyObj):
            lines.append(f"    {member} = Py_NewRef({own[0]});")
        elif isinstance(slot.type, CppClass):
            lines.append(f"    if (smelt_late_make({member}, {own[0]}) < 0) goto failed;")
        else:
            lines.append(f"    {member} = {own[0]};")
    for slot in function.frame:
        if isinstance(slot.type, CppClass) and slot not in function.params and not is_late(slot):
            lines.append(f"    if (smelt_late_make(frame->{context.member(function, slot)}) < 0) goto failed;")
    lines += ["    return (PyObject *)frame;"]
    if any("goto failed" in line for line in lines):
        lines += ["failed:", "    Py_DECREF(frame);", "    return NULL;"]
    return [*lines, "}"]


def _member(context: Context, function: Function, slot: Slot) -> str:
    """A member of the frame. Objects of C++ are made in it when the generator is made."""
    name = context.member(function, slot)
    return f"smelt_late<{declare(slot.type)}> {name}" if isinstance(slot.type, CppClass) else declare(slot.type, name)


def parameter_names(function: Function) -> list[list[str]]:
    names = Names()
    return viewargs.names_of(function, names, [names.local(slot.name) for slot in function.params])


def states(printer: FunctionPrinter) -> list[str]:
    """The jump to where the generator stopped."""
    if not printer.steps:
        return []
    lines = ["    switch (self->at) {"]
    lines += [f"    case {step.state}: goto resume_{step.state};" for step in printer.steps]
    return [*lines, "    }"]


def put_yield(printer: FunctionPrinter, stmt: Yield) -> None:
    """Give a value to the caller, and go on here with what is sent."""
    printer.steps.append(stmt)
    printer.put(f"*answer = {printer.text(stmt.value)};")
    moves = printer.taken()
    printer.settle(moves, frozenset(map(id, moves)))
    if stmt.delegate is not None:
        printer.put(f"self->delegate = {printer.lvalue(stmt.delegate)[0]};")
    printer.put(f"self->at = {stmt.state};")
    printer.put("return PYGEN_NEXT;")
    printer.lines.append(f"{printer.indent[4:]}resume_{stmt.state}:")
    printer.fail(stmt, "sent == NULL")
    if stmt.dest is not None:
        printer.put(f"{printer.lvalue(stmt.dest)[0]} = Py_NewRef(sent);")


def put_return(printer: FunctionPrinter, stmt: Return) -> None:
    """The end of the code: with a value, or with an exception."""
    value = stmt.value
    if value is None or (isinstance(value, Const) and value.value is None):
        printer.put("return PYGEN_ERROR;")
        return
    printer.put(f"*answer = {printer.text(value, COMMA + 1)};")
    moves = printer.taken()
    printer.settle(moves, frozenset(map(id, moves)))
    known = isinstance(value, NewRef | PyConst) or any(m.known for m in moves)
    printer.put("return PYGEN_RETURN;" if known else "return *answer != NULL ? PYGEN_RETURN : PYGEN_ERROR;")

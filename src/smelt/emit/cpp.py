"""Calls of C++: operators, results that are references, and exceptions that are caught where they come out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smelt.emit.cprinter import BINARY, COMMA, POSTFIX, UNARY
from smelt.emit.ctypes import declare
from smelt.ir.nodes import Call, CName, CppOperator, Expr, Slot, Storage
from smelt.types import INT, Ptr, PyObj, Ref, Type, strip_const
from smelt.types.cpp import CppClass, default_constructor, is_default_constructible

if TYPE_CHECKING:
    from smelt.emit.function import FunctionPrinter


def operator_text(printer: FunctionPrinter, operator: CppOperator, args: list[Expr]) -> str:
    """An operator on its operands."""
    op = operator.op
    of = declare(operator.of) if operator.of is not None else ""
    match op:
        case "new":
            return f"new {of}({printer.arguments(args)})"
        case "typeid":
            return f"typeid({of or printer.text(args[0])})"
        case "delete":
            return f"delete {printer.text(args[0], UNARY)}"
        case "cast":
            return f"static_cast<{of}>({printer.text(args[0])})"
        case "deref":
            return f"*{printer.text(args[0], UNARY)}"
        case "[]":
            return f"{printer.text(args[0], POSTFIX)}[{printer.text(args[1])}]"
        case "x++" | "x--":
            return f"{printer.text(args[0], POSTFIX)}{op[1:]}"
    if len(args) == 1:
        return f"{op}{printer.text(args[0], UNARY)}"
    if op == ",":
        return f"({printer.text(args[0], COMMA + 1)}, {printer.text(args[1], COMMA + 1)})"
    own = BINARY.get(op, COMMA)
    return f"{printer.text(args[0], own)} {op} {printer.text(args[1], own + 1)}"


def refers(func_returns: Type) -> bool:
    """Whether a call gives a reference, which is kept as a pointer."""
    return isinstance(strip_const(func_returns), Ref)


def is_foreign(printer: FunctionPrinter, target: Expr) -> bool:
    """Whether a function of C's is called."""
    return isinstance(target, CName) and target.text not in printer.context.functions


def put_cpp_call(printer: FunctionPrinter, stmt: Call, call: str) -> None:
    """A call of a function whose exceptions are C++'s, or whose result is a reference."""
    if refers(stmt.func.returns) and stmt.dest is not None:
        assert isinstance(stmt.dest.type, Ptr)
        printer.context.need("cpp_refer")
        call = f"smelt_refer<{declare(stmt.dest.type.target)}>({call})"
    if stmt.func.except_kind == "plus":
        throwing_call(printer, stmt, call)
        return
    result = store(printer, stmt.dest, call)
    printer.put(f"{result};")
    moves = printer.taken()
    if moves:
        printer.settle(moves)
    if stmt.func.except_kind != "none":
        printer.context.need("nogil" if stmt.nogil else None)
        printer.fail(stmt, "smelt_occurred_nogil()" if stmt.nogil else "PyErr_Occurred()")


def store(printer: FunctionPrinter, dest: Slot | None, value: str) -> str:
    """The assignment of a result."""
    if dest is None:
        return value
    if is_late(dest):
        return f"{printer.late_name(dest)}.set({value})"
    return f"{printer.slot(dest)} = {value}"


def is_late(slot: Slot) -> bool:
    """Whether a local is of a class whose objects cannot exist before they get their value."""
    type_ = slot.type
    if slot.storage not in (Storage.LOCAL, Storage.FRAME) or not isinstance(type_, CppClass):
        return False
    if slot.temp and not type_.info.constructors and type_.outer is None:
        return True  # its declaration may have left them out
    if slot.storage is Storage.LOCAL and default_constructor(type_) is not None:
        return True  # it is made where what its constructor throws is caught
    return not is_default_constructible(type_)


def throwing_call(printer: FunctionPrinter, stmt: Call, call: str) -> None:
    """What a call throws is caught here and now."""
    printer.context.need("cpp_errors")
    if stmt.dest is not None:
        printer.caught.add(stmt.dest)
    moves = printer.taken()
    status = printer.status(INT)
    named = stmt.func.except_value
    handled = f"smelt_cpp_error({f'PyExc_{named}' if isinstance(named, str) and named != '*' else 'NULL'})"
    if isinstance(named, Expr):
        handled = f"smelt_cpp_handled({printer.text(named)})"
    printer.put(f"{status} = 0;")
    printer.put(f"try {{ {store(printer, stmt.dest, call)}; }} catch (...) {{ {status} = {handled}; }}")
    if named == "*" or (isinstance(stmt.func.returns, PyObj) and stmt.dest is not None):
        # it may also have set a Python exception and returned
        failed = f"{printer.slot(stmt.dest)} == NULL" if isinstance(stmt.func.returns, PyObj) and stmt.dest else ""
        if not failed:
            failed = "smelt_occurred_nogil()" if stmt.nogil else "PyErr_Occurred()"
            printer.context.need("nogil" if stmt.nogil else None)
        printer.put(f"if ({status} == 0 && {failed}) {status} = -1;")
    if moves:
        printer.settle(moves)
    printer.fail(stmt, f"{status} < 0")

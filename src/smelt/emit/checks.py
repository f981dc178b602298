"""Checks, and the acquisition of views, as C text: compact code in the normal course, calls out of line for errors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smelt.emit.cprinter import COMMA, c_string
from smelt.emit.ctypes import declare
from smelt.ir.nodes import AcquireView, Check, CheckBound, CheckIndex, CheckView, ExecSource, Fallible
from smelt.primitives import views
from smelt.types import CInt, View, strip_const

if TYPE_CHECKING:
    from smelt.emit.function import FunctionPrinter


def _raiser(printer: FunctionPrinter, stmt: Fallible, name: str, part: str) -> str:
    """The name of a raising function where `stmt` stands."""
    if not stmt.nogil:
        printer.context.need(part)
        return name
    printer.context.need("view_errors_nogil" if part == "view_errors" else "nogil")
    return f"{name}_nogil"


def put_check(printer: FunctionPrinter, stmt: Check) -> None:
    """A test, and an exception if it is true."""
    raiser = _raiser(printer, stmt, "smelt_raise", "errors")
    test = printer.text(stmt.fails)
    printer.fail(stmt, test, f"{raiser}(PyExc_{stmt.exception}, {c_string(stmt.message.encode())}); ")


def put_check_index(printer: FunctionPrinter, stmt: CheckIndex) -> None:
    """An index, compared with the extent: as unsigned numbers one comparison sees both ends. Where negative indices
    count from the end, those are corrected and compared again, off the usual way: without the hint C compilers would
    correct every index by a conditional move.
    """
    view, index = printer.lvalue(stmt.view)[0], printer.lvalue(stmt.index)[0]
    type_ = stmt.index.type
    extent = f"{view}.shape[{stmt.axis}]"
    wrapped = f"{index} += {index} < 0 ? {extent} : 0"
    wraps = stmt.wrap and isinstance(type_, CInt) and type_.signed
    if not stmt.check:
        if wraps:
            printer.put(f"{wrapped};")
        return
    raiser = _raiser(printer, stmt, "smelt_index_error", "view_errors")
    axis = stmt.axis if stmt.shown is None else stmt.shown
    axis = ~axis if stmt.cuts else axis
    before = f"{raiser}({view}.owner, {c_string(stmt.view.name.encode())}, {axis}); "
    test = f"(size_t){index} >= (size_t){extent}"
    again = f"smelt_unlikely({test}) && (size_t)({wrapped}) >= (size_t){extent}"
    printer.fail(stmt, again if wraps else test, before)


def put_check_view(printer: FunctionPrinter, stmt: CheckView) -> None:
    """A view that is unbound or None cannot be used."""
    view = printer.lvalue(stmt.view)[0]
    raiser = _raiser(printer, stmt, "smelt_view_error", "view_errors")
    before = f"{raiser}({view}.owner, {c_string(stmt.view.name.encode())}, {c_string(stmt.what.encode())}); "
    printer.fail(stmt, f"{view}.owner == NULL || {view}.owner == Py_None", before)


def put_check_bound(printer: FunctionPrinter, stmt: CheckBound) -> None:
    """An object variable that has no value."""
    slot = printer.lvalue(stmt.slot)[0]
    printer.context.need("raise")
    raiser = "smelt_raise_unbound_free" if stmt.free else "smelt_raise_unbound_local"
    name = printer.context.constants.name(stmt.slot.name, True)
    printer.fail(stmt, f"{slot} == NULL", f"{raiser}({name}); ")


def put_acquire_view(printer: FunctionPrinter, stmt: AcquireView) -> None:
    """A view of an object. Its parts are read into a struct of their own first: the address of the variable itself is
    not taken, since C compilers keep a struct in registers only then.
    """
    value = printer.text(stmt.value, COMMA + 1)
    moves = printer.taken()
    again = printer.text(stmt.again, COMMA + 1) if stmt.again is not None else None
    outer, inner = printer.indent, printer.indent + "    "
    printer.put("{")
    printer.indent = inner
    printer.put(f"{declare(stmt.dest.type)} got;")
    printer.put(f"got.owner = {_acquisition(printer, stmt, value)};")
    printer.settle(moves)
    if again is None:
        printer.fail(stmt, "got.owner == NULL")
    else:
        printer.context.need("view_again")
        acquisition = _acquisition(printer, stmt, again)
        printer.put(f"if (smelt_unlikely(got.owner == NULL)) SMELT_AGAIN(got, {again}, {acquisition});")
    printer.put(f"{printer.lvalue(stmt.dest)[0]} = got;")
    printer.indent = outer
    printer.put("}")


def _acquisition(printer: FunctionPrinter, stmt: AcquireView, value: str) -> str:
    """The call that fills in the view ``got`` of an object and gives its owner."""
    view = stmt.dest.type
    assert isinstance(view, View)
    printer.context.need(views.PART)
    flags = views.acquire_flags(view, stmt.none_ok, stmt.buffer, stmt.cast)
    dtype = printer.context.dtype(strip_const(view.dtype), view.const and not stmt.buffer)
    strides = "got.strides" if view.order == "strided" else "NULL"
    what = c_string(stmt.what.encode())
    given, filled = f"{value}, {what}, &{dtype}, {view.ndim}, {flags}", f"&got.data, got.shape, {strides}"
    axes = views.axis_letters(view)
    if axes is None:
        return f"smelt_view({given}, {filled})"
    printer.context.need("views_axes")
    suboffsets = "NULL" if view.direct else "got.suboffsets"
    return f'smelt_view_axes({given}, "{axes}", {filled}, {suboffsets})'


def put_exec_source(printer: FunctionPrinter, stmt: ExecSource) -> None:
    """Python source that is run as it is."""
    printer.context.need("exec")
    text = c_string(stmt.text.encode("utf-8", "surrogatepass"))
    printer.fail(stmt, f"smelt_exec_source({text}, {stmt.line}) < 0")

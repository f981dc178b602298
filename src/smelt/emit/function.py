"""One function as C text: its statements, and what they use and therefore has to be declared."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from smelt.emit import checks, cpp, loops, viewargs
from smelt.emit.calls import failure_test, is_update, moves_in
from smelt.emit.cprinter import ATOM, BINARY, COMMA, POSTFIX, UNARY, ExpressionPrinter, Text, c_string
from smelt.emit.ctypes import axis_stride, declare, has_strides
from smelt.emit.names import Names
from smelt.emit.rounding import is_product, may_fuse
from smelt.emit.written import Written
from smelt.ir.nodes import (
    AcquireView,
    Assign,
    Binary,
    Block,
    Break,
    BuiltinConst,
    Call,
    Check,
    CheckBound,
    CheckIndex,
    CheckView,
    CName,
    Const,
    Continue,
    CppOperator,
    ExecSource,
    Expr,
    Fallible,
    ForRange,
    Function,
    Goto,
    If,
    Incref,
    Initializer,
    Label,
    Load,
    Move,
    NewRef,
    Op,
    ParseArgs,
    PureCall,
    PyConst,
    Raw,
    Release,
    Return,
    Slot,
    Stmt,
    Storage,
    Traceback,
    TypeConst,
    ViewItem,
    While,
    Yield,
)
from smelt.primitives.viewcopy import WorkRow
from smelt.primitives.viewobjects import PART, ArrayRow, ObjectRow
from smelt.primitives.viewparts import PartRow
from smelt.types import INT, CArray, CInt, CVoid, Func, Ptr, PyObj, Type, View
from smelt.types.cpp import CppClass
from smelt.types.cythonview import type_maker

if TYPE_CHECKING:
    from smelt.emit.context import Context

_KEEPS_NOTHING: frozenset[int] = frozenset()


class FunctionPrinter(ExpressionPrinter):
    """Prints the body of one function.

    Attributes
    ----------
    lines
        The text so far.
    declared
        The slots that the text uses and that need a declaration, with their names, in the order of their first use.
    extra
        Further declarations by name, of helpers that have no slot.
    caught
        The slots that get their values where C++ exceptions are caught: compilers want them to have one before.
    steps
        The yields, in the order of the text.
    edges
        The error edges that lead to a traceback: the number of the text's line, the label of the traceback, the
        source's line and the jump.
    tracebacks
        The number of the text's line, the label, and the beginning of each call that adds to the traceback.
    """

    def __init__(self, context: Context, function: Function) -> None:
        super().__init__()
        self.context = context
        self.cplus = context.cplus
        self.function = function
        self.names = Names()
        self.lines: list[str] = []
        self.indent = "    "
        self.slot_names: dict[Slot, str] = {}
        self.declared: dict[Slot, str] = {}
        self.extra: dict[str, str] = {}
        self.written: Written | None = None  # found out at the first loop
        self.moves: list[Move] = []
        self.caught: set[Slot] = set()
        self.line = function.line
        self.commented = 0
        self.edges: list[tuple[int, str, int, str]] = []
        self.tracebacks: list[tuple[int, str, str]] = []
        self.last_label = ""
        self.steps: list[Yield] = []
        self.fuses: bool | None = None  # found out at the first product
        self.items: dict[str, tuple[str, list[str]]] = {}  # by names of views, the text of elements around the indices
        self.teams: list[tuple[int, int]] = []  # numbers of the lines with the pragmas of teams, and of their ends

    # --- expressions ------------------------------------------------------------------------------------------------

    def slot(self, slot: Slot) -> str:
        """The C name of a variable; asked for the first time, it is noted that it has to be declared."""
        found = self.slot_names.get(slot)
        if found is None:
            storage = slot.storage
            if storage is Storage.GLOBAL:
                found = self.context.global_name(slot)
            elif storage is Storage.FRAME:
                found = f"frame->{self.context.member(self.function, slot)}"
                if isinstance(slot.type, CppClass):
                    found += ".get()"
            elif storage is Storage.CELL:
                found = self._in_cell(slot)
            elif storage is Storage.MEMBER:
                assert slot.cell is not None
                assert slot.of is not None
                found = f"(({slot.of.c} *){self.slot(slot.cell)})->{slot.of.info.field_cnames[slot.name]}"
            else:
                found = self.names.local(slot.name)
                if storage is not Storage.PARAM:
                    self.declared[slot] = found
                if self.cplus and cpp.is_late(slot):
                    found = f"{found}.get()"
            self.slot_names[slot] = found
        return found

    def late_name(self, slot: Slot) -> str:
        """The variable behind a slot that gets its object late."""
        self.context.need("cpp_late")
        return self.slot(slot).removesuffix(".get()")

    def _in_cell(self, slot: Slot) -> str:
        assert slot.cell is not None
        if isinstance(slot.type, PyObj):
            self.context.need("cells")
            return f"SMELT_CELL({self.slot(slot.cell)})"
        if isinstance(slot.type, CppClass):
            self.context.need("cpp_box")
            # The macro sees no comma inside of the type.
            return f"SMELT_CPP_BOX(decltype({declare(slot.type)}()), {self.slot(slot.cell)})"
        self.context.need("cells")
        return f"SMELT_BOX({declare(slot.type)}, {self.slot(slot.cell)})"

    def lvalue(self, slot: Slot) -> Text:
        # Members of the frame and contents of cells are postfix expressions, which bind as tightly as names do here.
        return self.slot_names.get(slot) or self.slot(slot), ATOM

    def pyconst(self, expr: PyConst) -> str:
        return self.context.constants.name(expr.value, expr.interned)

    def builtin(self, expr: BuiltinConst) -> str:
        name = self.context.constants.builtin(expr.name)
        if name.startswith("b_"):
            self.context.need("globals")
        return name

    def _binary(self, e: Binary) -> Text:
        if e.op == "*" and self.rounds(e):
            self.context.need("rounded")
            return f"SMELT_ROUNDED({super()._binary(e)[0]})", POSTFIX
        return super()._binary(e)

    def _view_item(self, e: ViewItem) -> Text:
        base = self.lvalue(e.view)[0]
        found = self.items.get(base)
        if found is None:
            view = e.view.type
            assert isinstance(view, View)
            if not (has_strides(view) and view.direct and e.indices):
                return super()._view_item(e)
            steps = [f" * {axis_stride(view, axis, base)}" for axis in range(view.ndim)]
            found = self.items[base] = f"*({self.pointer_to(view)})({base}.data", steps
        text = found[0]
        for index, step in zip(e.indices, found[1], strict=True):
            if index.__class__ is not Const or index.value != 0:
                text += f" + {self.text(index, BINARY['*'] + 1)}{step}"
        return f"{text})", UNARY

    def rounds(self, value: Expr) -> bool:
        """Whether the value is a product that must not be fused with a sum."""
        if not is_product(value):
            return False
        if self.fuses is None:
            self.fuses = may_fuse(self.function)
        return self.fuses

    def type_object(self, expr: TypeConst) -> str:
        if type_maker(expr.of) is not None:
            self.context.need(PART)
        return self.context.constants.type_object(expr.of)

    def include(self, header: str) -> None:
        self.context.need(header)

    def cname(self, expr: CName) -> str:
        if expr.text == "smelt_nowhere":
            self.context.need("cpp_refer")
        return self.context.cname(expr.text)

    def move(self, expr: Move) -> Text:
        self.moves.append(expr)
        return self.lvalue(expr.slot)

    def use(self, call: PureCall) -> None:
        self.context.need(call.row.part)
        if isinstance(call.row, WorkRow):
            self.context.view_operation(call.row)

    # --- lines ------------------------------------------------------------------------------------------------------

    def put(self, text: str) -> None:
        self.lines.append(self.indent + text)

    def nested(self, statements: Block) -> None:
        outer, self.indent = self.indent, self.indent + "    "
        self.statements(statements)
        self.indent = outer

    def statements(self, block: Block) -> None:
        for stmt in block:
            span = stmt.span
            if span is not None and span.line != self.line:
                self.line = span.line
            if span is not None and span.line != self.commented:
                self.commented = span.line
                text = span.file.line(span.line).strip().replace("*/", "* /").replace("/*", "/ *")
                if text:
                    self.put(f"/* line {span.line}: {text} */")
            _PUT[stmt.__class__](self, stmt)
        if block and block[-1].__class__ is Label:
            # C wants a statement behind a label.
            self.lines[-1] += ";"

    def fail(self, stmt: Fallible, test: str, before: str = "") -> None:
        """The error edge of a statement; `before` is what raises the error, unless that has happened already."""
        label = stmt.on_error
        if label is None:
            return
        jump = f"goto {label};"
        target = self.function.traced.get(label)
        if target is not None:
            self.edges.append((len(self.lines), target, self.line, jump))
        if not test:
            self.put(f"{before}{jump}")
        elif before:
            self.put(f"if ({test}) {{ {before}{jump} }}")
        else:
            self.put(f"if ({test}) {jump}")

    def settle(self, moves: Iterable[Move], keep: frozenset[int] = _KEEPS_NOTHING) -> None:
        """After a statement: release what was moved into it and not taken over, and reset the slots that need it."""
        for move in moves:
            slot = move.slot
            owner = self.slot(slot)
            view = isinstance(slot.type, View)
            if view:
                owner += ".owner"
            if id(move) not in keep:
                text = f"Py_{'DECREF' if move.known and not view else 'XDECREF'}({owner});"
                self.put(f"{text} {owner} = NULL;" if slot.nullable else text)
            elif slot.nullable:
                self.put(f"{owner} = NULL;")

    def taken(self) -> list[Move]:
        """The moves in what was printed since this was last asked."""
        moves = self.moves
        if moves:
            self.moves = []
        return moves

    def taken_over(self) -> None:
        """What was moved belongs to somebody else now."""
        moves = self.taken()
        if moves:
            self.settle(moves, frozenset(map(id, moves)))

    # --- assignments ------------------------------------------------------------------------------------------------

    def assign(self, stmt: Assign) -> None:
        target, value = stmt.target, stmt.value
        type_ = target.type
        if isinstance(type_, View):
            self.assign_view(stmt)
            return
        left = self.text(target)
        if isinstance(type_, CArray):
            self.assign_array(left, value)
        elif self.cplus and isinstance(target, Load) and cpp.is_late(target.slot):
            self.put(f"{cpp.store(self, target.slot, self.text(value, COMMA + 1))};")
        elif stmt.sets:
            self.put(f"SMELT_SET({left}, {self.text(value, COMMA + 1)});")
        elif value.__class__ is Binary and is_update(target, value) and not self.rounds(value):
            self.put(f"{left} {value.op}= {self.text(value.right)};")
        else:
            self.put(f"{left} = {self.text(value)};")
        if self.moves:
            self.taken_over()

    def assign_array(self, left: str, value: Expr) -> None:
        if isinstance(value, Initializer):
            for index, item in enumerate(value.items):
                self.put(f"{left}[{index}] = {self.text(item)};")
        else:
            self.put(f"memcpy({left}, {self.text(value, COMMA + 1)}, sizeof({left}));")

    def assign_view(self, stmt: Assign) -> None:
        left = self.text(stmt.target)
        value = stmt.value
        inner = value.operand if isinstance(value, NewRef) else value
        if isinstance(inner, Const):
            right = f"({declare(inner.type)}){{0}}" if not self.cplus else f"{declare(inner.type)}()"
        else:
            right = self.text(inner)
        count = f" Py_XINCREF({left}.owner);" if isinstance(value, NewRef) else ""
        if stmt.sets:
            self.put(f"{{ PyObject *old = {left}.owner; {left} = {right};{count} Py_XDECREF(old); }}")
        else:
            self.put(f"{left} = {right};{count}")
        self.taken_over()

    def incref(self, stmt: Incref) -> None:
        value = self.text(stmt.value)
        self.put(f"Py_XINCREF({value}.owner);" if isinstance(stmt.value.type, View) else f"Py_INCREF({value});")

    def release(self, stmt: Release) -> None:
        for slot in stmt.slots:
            name = self.slot(slot)
            view = slot.type if isinstance(slot.type, View) else None
            owner = f"{name}.owner" if view is not None else name
            text = f"Py_{'DECREF' if stmt.known and view is None else 'XDECREF'}({owner});"
            if slot.nullable and not stmt.leaves:
                text += f" {owner} = NULL;"
                if view is not None and not slot.temp:
                    text += "".join(f" {name}.shape[{axis}] = 0;" for axis in range(view.ndim))
            self.put(text)

    # --- operations -------------------------------------------------------------------------------------------------

    def operation(self, stmt: Op | Raw) -> None:
        row = stmt.row
        if row.part is not None:
            self.context.need(row.part)
        if isinstance(row, PartRow):
            self.context.view_part(row)
        elif isinstance(row, WorkRow):
            self.context.view_operation(row)
        elif isinstance(row, ObjectRow | ArrayRow):
            self.context.view_object(row)
        printed = [self.text(arg, COMMA + 1) for arg in stmt.args]
        keep = _KEEPS_NOTHING
        if row.steals and self.moves:
            keep = frozenset(id(m) for i in row.steals for m in moves_in(stmt.args[i]))
        vector = ""
        if row.params and row.params[-1] is None:
            fixed = len(row.params) - 1
            rest = printed[fixed:]
            vector = f"PyObject *argv[] = {{{', '.join(['NULL', *rest])}}}; "
            printed[fixed:] = ["argv + 1", str(len(rest))]
        call = f"{row.c}({', '.join(printed)})"
        dest = stmt.dest if isinstance(stmt, Op) else None
        self.call(stmt, call, vector, dest, row.result, keep, failure_test(row.error, row.result))

    def c_call(self, stmt: Call) -> None:
        func = stmt.func
        if isinstance(stmt.target, CppOperator):
            cpp.put_cpp_call(self, stmt, cpp.operator_text(self, stmt.target, stmt.args))
            return
        target = self.text(stmt.target, POSTFIX)
        printed = ["self"] if self.context.takes_self(stmt.target) else []
        printed += [self.argument(arg) for arg in stmt.args]
        result = None if isinstance(func.returns, CVoid) else func.returns
        call = f"{target}({', '.join(printed)})"
        late = stmt.dest is not None and cpp.is_late(stmt.dest)
        if self.cplus and (func.except_kind == "plus" or late or cpp.refers(func.returns)):
            cpp.put_cpp_call(self, stmt, call)
            return
        if self.cplus and isinstance(result, Ptr) and cpp.is_foreign(self, stmt.target):
            call = f"({declare(result)}){call}"  # where C has char *, C++ may have const char *
        self.call(stmt, call, "", stmt.dest, result, _KEEPS_NOTHING, self.call_failure(func))

    def argument(self, arg: Expr) -> str:
        """An argument of a C function; a view goes member by member."""
        if not isinstance(arg.type, View):
            return self.text(arg, COMMA + 1)
        if isinstance(arg, Initializer):
            # None: it has no extent, and its strides do not matter.
            return viewargs.none(arg.type, self.text(arg.items[0]) if arg.items else "NULL")
        return viewargs.argument(arg.type, self.text(arg, POSTFIX))

    def call_failure(self, func: Func) -> str:
        match func.except_kind:
            case "object":
                return "{} == NULL"
            case "value":
                return f"{{}} == {self.error_value(func)}"
            case "maybe":
                return f"{{}} == {self.error_value(func)} && PyErr_Occurred()"
            case "always" | "plus":
                return "PyErr_Occurred()"
        return ""

    def error_value(self, func: Func) -> str:
        value = func.except_value
        if isinstance(value, Expr):
            return self.text(value, BINARY["=="] + 1)
        text = self.text(Const(func.returns, value), BINARY["=="] + 1)  # type: ignore[arg-type]
        if isinstance(func.returns, CInt) and not (func.returns.signed and func.returns.rank >= INT.rank):
            return f"({declare(func.returns)}){text}"
        return text

    def call(
        self,
        stmt: Op | Raw | Call,
        call: str,
        vector: str,
        dest: Slot | None,
        result: Type | None,
        keep: frozenset[int],
        failure: str,
    ) -> None:
        """Print a call, the releases that follow from it, and its error edge."""
        moves = self.taken()
        if isinstance(stmt, Fallible) and stmt.nogil and "PyErr_Occurred()" in failure:
            self.context.need("nogil")
            failure = failure.replace("PyErr_Occurred()", "smelt_occurred_nogil()")
        value = self.slot(dest) if dest is not None else ""
        if dest is None and "{}" in failure:
            # Releases come between the call and its test.
            if not moves and not vector and isinstance(stmt, Fallible):
                self.fail(stmt, failure.format(call))
                return
            value = self.status(result)
        if value:
            call = f"{value} = {call}"
        self.put(f"{{ {vector}{call}; }}" if vector else f"{call};")
        if moves:
            self.settle(moves, keep)
        if failure and isinstance(stmt, Fallible):
            self.fail(stmt, "" if failure == "!" else failure.format(value))

    def status(self, result: Type | None) -> str:
        """A variable for a result that is only tested, one for each type."""
        type_ = result or INT
        for known, declaration in self.extra.items():
            if declaration == f"{declare(type_, known)};":
                return known
        name = self.names.unique("status") if "status" in self.extra else "status"
        self.extra[name] = f"{declare(type_, name)};"
        return name

    # --- jumps ------------------------------------------------------------------------------------------------------

    def return_(self, stmt: Return) -> None:
        self.context.leave(self, stmt)

    def label(self, stmt: Label) -> None:
        self.last_label = stmt.name
        self.lines.append(f"{self.indent[4:]}{stmt.name}:")

    def goto(self, stmt: Goto) -> None:
        target = self.function.traced.get(stmt.name)
        if target is not None and stmt.span is not None:  # from an inlined function to its caller
            self.edges.append((len(self.lines), target, stmt.span.line, f"goto {stmt.name};"))
        self.put(f"goto {stmt.name};")

    def traceback(self, stmt: Traceback) -> None:
        adder = "smelt_add_traceback"
        self.context.need("traceback")
        if stmt.nogil:
            self.context.need("nogil")
            adder += "_nogil"
        name = c_string((stmt.inlined or self.function.py_name or self.function.name).encode())
        self.tracebacks.append((len(self.lines), self.last_label, f"{self.indent}{adder}({name}, "))
        self.lines.append("")

    def finish(self) -> bool:
        """Fill in how tracebacks know the lines of their errors; whether the variable ``line`` is needed for that.

        Where all errors that come to a traceback are of one line, that line is written into the call. Else each
        error notes its own on the way.
        """
        lines_of: dict[str, set[int]] = {}
        for _, target, line, _ in self.edges:
            lines_of.setdefault(target, set()).add(line)
        noted = {target for target, lines in lines_of.items() if len(lines) > 1}
        for at, target, line, jump in self.edges:
            if target in noted:
                text = self.lines[at]
                if text.endswith("}"):
                    self.lines[at] = text.replace(jump, f"line = {line}; {jump}")
                elif text.lstrip().startswith("if "):
                    self.lines[at] = f"{text.removesuffix(jump)}{{ line = {line}; {jump} }}"
                else:
                    self.lines[at] = f"{text.removesuffix(jump)}line = {line}; {jump}"
        for at, label, call in self.tracebacks:
            known = "line" if label in noted else str(min(lines_of.get(label, {self.function.line})))
            self.lines[at] = f"{call}{known});"
        for at, end in self.teams:
            if any("line = " in text for text in self.lines[at + 1 : end]) and noted:
                self.lines[at] += " private(line)"
        return bool(noted)


def _parse_args(printer: FunctionPrinter, stmt: ParseArgs) -> None:
    printer.context.parse_args(printer, stmt)


def _yield(printer: FunctionPrinter, stmt: Yield) -> None:
    printer.context.yield_(printer, stmt)


_PUT: dict[type[Stmt], Callable[[FunctionPrinter, Any], None]] = {
    Assign: FunctionPrinter.assign,
    Op: FunctionPrinter.operation,
    Raw: FunctionPrinter.operation,
    Call: FunctionPrinter.c_call,
    Check: checks.put_check,
    CheckIndex: checks.put_check_index,
    CheckView: checks.put_check_view,
    CheckBound: checks.put_check_bound,
    AcquireView: checks.put_acquire_view,
    ExecSource: checks.put_exec_source,
    Incref: FunctionPrinter.incref,
    Release: FunctionPrinter.release,
    If: loops.put_if,
    While: loops.put_while,
    ForRange: loops.put_for_range,
    Break: lambda printer, stmt: printer.put("break;"),
    Continue: lambda printer, stmt: printer.put("continue;"),
    Return: FunctionPrinter.return_,
    Label: FunctionPrinter.label,
    Goto: FunctionPrinter.goto,
    Traceback: FunctionPrinter.traceback,
    ParseArgs: _parse_args,
    Yield: _yield,
}

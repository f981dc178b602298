"""One function as C text: its statements, then the declarations of what they use."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from smelt.emit import edges
from smelt.emit.cprinter import ATOM, BINARY, COMMA, POSTFIX, UNARY, ExpressionPrinter, Text, c_string
from smelt.emit.ctypes import declare
from smelt.emit.names import Names
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
    Unary,
    While,
    Yield,
)
from smelt.ir.visit import assigned_by, expressions, walk
from smelt.primitives import views
from smelt.types import INT, CArray, CFloat, CInt, CVoid, Func, PyObj, Type, View, strip_const

if TYPE_CHECKING:
    from smelt.emit.context import Context

_OPPOSITE = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
_COMPOUND = {"+", "-", "*", "/", "%", "&", "|", "^", "<<", ">>"}


class FunctionPrinter(ExpressionPrinter):
    """Prints the body of one function.

    Attributes
    ----------
    lines
        The text so far.
    declared
        The slots that the text uses and that need a declaration, with their names, in the order of their first use.
    extra
        Further declarations, of helpers that have no slot.
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
        self.moves: list[Move] = []
        self.line = function.line
        self.commented = 0
        self.edges = edges.lines_by_label(function)
        self.uses_line = False
        self.last_label = ""
        self.steps: list[Yield] = []

    # --- expressions ------------------------------------------------------------------------------------------------

    def name(self, slot: Slot) -> str:
        """The C name of a variable; asked for the first time, it is noted that it has to be declared."""
        found = self.slot_names.get(slot)
        if found is None:
            if slot.storage is Storage.GLOBAL:
                found = self.context.global_name(slot)
            elif slot.storage is Storage.FRAME:
                found = f"frame->{self.context.member(self.function, slot)}"
            else:
                found = self.names.local(slot.name)
                if slot.storage is not Storage.PARAM:
                    self.declared[slot] = found
            self.slot_names[slot] = found
        return found

    def slot(self, slot: Slot) -> str:
        return self.name(slot)

    def lvalue(self, slot: Slot) -> Text:
        if slot.storage is not Storage.CELL:
            name = self.name(slot)
            return name, POSTFIX if slot.storage is Storage.FRAME else ATOM
        assert slot.cell is not None
        cell = self.name(slot.cell)
        if isinstance(slot.type, PyObj):
            self.context.need("cells")
            return f"SMELT_CELL({cell})", POSTFIX
        self.context.need("cells")
        return f"SMELT_BOX({declare(slot.type)}, {cell})", POSTFIX

    def pyconst(self, expr: PyConst) -> str:
        return self.context.constants.name(expr.value, expr.interned)

    def builtin(self, expr: BuiltinConst) -> str:
        return self.context.constants.builtin(expr.name)

    def type_object(self, expr: TypeConst) -> str:
        return self.context.constants.type_object(expr.of)

    def include(self, header: str) -> None:
        self.context.need(header)

    def cname(self, expr: CName) -> str:
        return self.context.cname(expr.text)

    def move(self, expr: Move) -> Text:
        self.moves.append(expr)
        return self.lvalue(expr.slot)

    def use(self, call: PureCall) -> None:
        self.context.need(call.row.part)

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
            if span is not None:
                self.line = span.line
                if span.line != self.commented:
                    self.commented = span.line
                    text = span.file.line(span.line).strip().replace("*/", "* /").replace("/*", "/ *")
                    if text:
                        self.put(f"/* line {span.line}: {text} */")
            _PUT[stmt.__class__](self, stmt)
        if block and block[-1].__class__ is Label:
            self.lines[-1] += ";"

    def fail(self, stmt: Fallible, test: str, before: str = "") -> None:
        """The error edge of a statement; `before` is what raises the error, unless that has happened already."""
        if stmt.on_error is None:
            return
        jump = before
        if self.edges.get(stmt.on_error, 0) is None:
            self.uses_line = True
            jump += f"line = {self.line}; "
        jump += f"goto {stmt.on_error};"
        if not test:
            for part in jump.split("; ") if not before else [jump]:
                self.put(part if part.endswith(";") else part + ";")
        elif jump.count(";") > 1:
            self.put(f"if ({test}) {{ {jump} }}")
        else:
            self.put(f"if ({test})")
            self.put(f"    {jump}")

    def settle(self, moves: Iterable[Move], keep: frozenset[int] = frozenset()) -> None:
        """After a statement: release what was moved into it and not taken over, and reset the slots that need it."""
        for move in moves:
            name = self.lvalue(move.slot)[0]
            view = isinstance(move.slot.type, View)
            owner = f"{name}.owner" if view else name
            text = ""
            if id(move) not in keep:
                text = f"Py_{'DECREF' if move.known and not view else 'XDECREF'}({owner});"
            if move.slot.nullable:
                text = f"{text} {owner} = NULL;".strip()
            if text:
                self.put(text)

    def taken(self) -> list[Move]:
        moves, self.moves = self.moves, []
        return moves

    # --- assignments ------------------------------------------------------------------------------------------------

    def assign(self, stmt: Assign) -> None:
        target, value = stmt.target, stmt.value
        type_ = target.type
        if isinstance(type_, View):
            self.assign_view(stmt)
            return
        left = self.text(target)
        if isinstance(type_, CArray):
            if isinstance(value, Initializer):
                for index, item in enumerate(value.items):
                    self.put(f"{left}[{index}] = {self.text(item, COMMA + 1)};")
            else:
                self.put(f"memcpy({left}, {self.text(value, COMMA + 1)}, sizeof({left}));")
            return
        if stmt.sets:
            self.put(f"SMELT_SET({left}, {self.text(value, COMMA + 1)});")
        elif (
            isinstance(value, Binary)
            and value.op in _COMPOUND
            and isinstance(target, Load)
            and isinstance(value.left, Load)
            and value.left.slot is target.slot
            and value.type == type_
        ):
            self.put(f"{left} {value.op}= {self.text(value.right)};")
        else:
            self.put(f"{left} = {self.text(value)};")
        moves = self.taken()
        if moves:
            self.settle(moves, frozenset(map(id, moves)))

    def assign_view(self, stmt: Assign) -> None:
        left = self.text(stmt.target)
        value = stmt.value
        new = isinstance(value, NewRef)
        inner = value.operand if isinstance(value, NewRef) else value
        if isinstance(inner, Const):
            right = f"({declare(inner.type)}){{0}}" if not self.cplus else f"{declare(inner.type)}()"
        else:
            right = self.text(inner)
        count = f" Py_XINCREF({left}.owner);" if new else ""
        if stmt.sets:
            self.put(f"{{ PyObject *old = {left}.owner; {left} = {right};{count} Py_XDECREF(old); }}")
        else:
            self.put(f"{left} = {right};{count}")
        moves = self.taken()
        self.settle(moves, frozenset(map(id, moves)))

    def incref(self, stmt: Incref) -> None:
        value = self.text(stmt.value)
        self.put(f"Py_XINCREF({value}.owner);" if isinstance(stmt.value.type, View) else f"Py_INCREF({value});")

    def release(self, stmt: Release) -> None:
        for slot in stmt.slots:
            name = self.lvalue(slot)[0]
            view = isinstance(slot.type, View)
            owner = f"{name}.owner" if view else name
            text = f"Py_{'DECREF' if stmt.known and not view else 'XDECREF'}({owner});"
            if slot.nullable and not stmt.leaves:
                text += f" {owner} = NULL;"
                if isinstance(slot.type, View) and not slot.temp:
                    text += "".join(f" {name}.shape[{axis}] = 0;" for axis in range(slot.type.ndim))
            self.put(text)

    # --- operations -------------------------------------------------------------------------------------------------

    def operation(self, stmt: Op | Raw) -> None:
        row = stmt.row
        self.context.need(row.part)
        dest = stmt.dest if isinstance(stmt, Op) else None
        fixed = row.params.index(None) if None in row.params else len(stmt.args)
        printed = [self.text(arg, COMMA + 1) for arg in stmt.args]
        keep = frozenset(id(m) for i in row.steals for m in self.moves_in(stmt.args[i]))
        moves = self.taken()
        vector = ""
        if None in row.params:
            rest = printed[fixed:]
            vector = f"PyObject *argv[] = {{{', '.join(['NULL', *rest])}}}; "
            printed = [*printed[:fixed], "argv + 1", str(len(rest))]
        call = f"{row.c}({', '.join(printed)})"
        self.call(stmt, call, vector, dest, row.result, moves, keep, _failure(row.error, row.result))

    def moves_in(self, expr: Expr) -> list[Move]:
        found = [expr] if isinstance(expr, Move) else []
        return found + [e for e in expressions(expr) if isinstance(e, Move)]

    def c_call(self, stmt: Call) -> None:
        func = stmt.func
        target = self.text(stmt.target, POSTFIX)
        printed = [self.text(arg, COMMA + 1) for arg in stmt.args]
        moves = self.taken()
        result = None if isinstance(func.returns, CVoid) else func.returns
        call = f"{target}({', '.join(printed)})"
        if self.context.takes_self(stmt.target):
            call = f"{target}({', '.join(['self', *printed])})"
        self.call(stmt, call, "", stmt.dest, result, moves, frozenset(), self.call_failure(func))

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
        stmt: Fallible | Raw,
        call: str,
        vector: str,
        dest: Slot | None,
        result: Type | None,
        moves: list[Move],
        keep: frozenset[int],
        failure: str,
    ) -> None:
        """Print a call, the releases that follow from it, and its error edge."""
        if isinstance(stmt, Fallible) and stmt.nogil and "PyErr_Occurred()" in failure:
            self.context.need("nogil")
            failure = failure.replace("PyErr_Occurred()", "smelt_occurred_nogil()")
        waits = any(id(m) not in keep or m.slot.nullable for m in moves)
        value = self.lvalue(dest)[0] if dest is not None else ""
        if dest is None and "{}" in failure and (waits or vector):
            value = self.status(result)
        if value:
            call = f"{value} = {call}"
        elif "{}" in failure and not waits:
            self.fail(stmt, failure.format(call))  # type: ignore[arg-type]
            return
        self.put(f"{{ {vector}{call}; }}" if vector else f"{call};")
        self.settle(moves, keep)
        if failure:
            self.fail(stmt, "" if failure == "!" else failure.format(value))  # type: ignore[arg-type]

    def status(self, result: Type | None) -> str:
        """A variable for a result that is only tested."""
        type_ = result or INT
        text = declare(type_)
        name = "status" if type_.__class__ is CInt and type_ == INT else f"status_{len(self.extra)}"
        for known, declaration in self.extra.items():
            if declaration == f"{declare(type_, known)};":
                return known
        self.extra[name] = f"{declare(type_, name)};"
        assert text
        return name

    # --- checks -----------------------------------------------------------------------------------------------------

    def nogil(self, stmt: Fallible, name: str, part: str) -> str:
        """The name of a raising function where `stmt` stands."""
        self.context.need(f"{part}_nogil" if stmt.nogil and part == "view_errors" else "nogil" if stmt.nogil else part)
        return f"{name}_nogil" if stmt.nogil else name

    def check(self, stmt: Check) -> None:
        raiser = self.nogil(stmt, "smelt_raise", "errors")
        message = c_string(stmt.message.encode())
        test = self.text(stmt.fails)
        self.fail(stmt, test, f"{raiser}(PyExc_{stmt.exception}, {message}); ")

    def check_index(self, stmt: CheckIndex) -> None:
        view, index = self.lvalue(stmt.view)[0], self.lvalue(stmt.index)[0]
        type_ = stmt.index.type
        extent = f"{view}.shape[{stmt.axis}]"
        if stmt.wrap and isinstance(type_, CInt) and type_.signed:
            self.put(f"{index} += {index} < 0 ? {extent} : 0;")
        if stmt.check:
            raiser = self.nogil(stmt, "smelt_index_error", "view_errors")
            name = c_string(stmt.view.name.encode())
            before = f"{raiser}({view}.owner, {name}, {stmt.axis}); "
            self.fail(stmt, f"(size_t){index} >= (size_t){extent}", before)

    def check_view(self, stmt: CheckView) -> None:
        view = self.lvalue(stmt.view)[0]
        raiser = self.nogil(stmt, "smelt_view_error", "view_errors")
        name, what = c_string(stmt.view.name.encode()), c_string(stmt.what.encode())
        self.fail(stmt, f"{view}.owner == NULL || {view}.owner == Py_None", f"{raiser}({view}.owner, {name}, {what}); ")

    def check_bound(self, stmt: CheckBound) -> None:
        slot = self.lvalue(stmt.slot)[0]
        self.context.need("raise")
        raiser = "smelt_raise_unbound_free" if stmt.free else "smelt_raise_unbound_local"
        name = self.context.constants.name(stmt.slot.name, True)
        self.fail(stmt, f"{slot} == NULL", f"{raiser}({name}); ")

    def acquire_view(self, stmt: AcquireView) -> None:
        view = stmt.dest.type
        assert isinstance(view, View)
        self.context.need(views.PART)
        value = self.text(stmt.value, COMMA + 1)
        moves = self.taken()
        flags = views.acquire_flags(view, stmt.none_ok)
        dtype = self.context.dtype(strip_const(view.dtype))
        what = c_string(stmt.what.encode())
        strides = "got.strides" if view.order == "strided" else "NULL"
        # The variable's own address is not taken: C compilers keep a struct in registers only then.
        self.put("{")
        self.put(f"    {declare(view)} got;")
        arguments = f"{value}, {what}, &{dtype}, {view.ndim}, {flags}, &got.data, got.shape, {strides}"
        self.put(f"    got.owner = smelt_view({arguments});")
        outer, self.indent = self.indent, self.indent + "    "
        self.settle(moves)
        self.fail(stmt, "got.owner == NULL")
        self.indent = outer
        self.put(f"    {self.lvalue(stmt.dest)[0]} = got;")
        self.put("}")

    def exec_source(self, stmt: ExecSource) -> None:
        self.context.need("exec")
        text = c_string(stmt.text.encode("utf-8", "surrogatepass"))
        self.fail(stmt, f"smelt_exec_source({text}, {stmt.line}) < 0")

    # --- control ----------------------------------------------------------------------------------------------------

    def if_(self, stmt: If) -> None:
        body, orelse = stmt.body, stmt.orelse
        test = self.text(stmt.test)
        if not body and not orelse:
            return
        if not body:
            test, body, orelse = self.negated(stmt.test), orelse, body
        self.put(f"if ({test}) {{")
        self.nested(body)
        while len(orelse) == 1 and isinstance(inner := orelse[0], If) and inner.body and inner.span is None:
            self.put(f"}} else if ({self.text(inner.test)}) {{")
            self.nested(inner.body)
            orelse = inner.orelse
        if orelse:
            self.put("} else {")
            self.nested(orelse)
        self.put("}")

    def while_(self, stmt: While) -> None:
        test = self.text(stmt.test)
        endless = isinstance(stmt.test, Const) and bool(stmt.test.value)
        if stmt.prelude or endless:
            self.put("for (;;) {")
            self.nested(stmt.prelude)
            if not endless:
                self.put(f"    if ({self.negated(stmt.test)})")
                self.put("        break;")
        else:
            self.put(f"while ({test}) {{")
        self.nested([*stmt.body, *stmt.update])
        self.put("}")

    def negated(self, test: Expr) -> str:
        if isinstance(test, Binary) and test.op in _OPPOSITE and not isinstance(test.left.type, CFloat):
            return self.text(Binary(test.type, _OPPOSITE[test.op], test.left, test.right))
        if isinstance(test, Unary) and test.op == "!":
            return self.text(test.operand)
        return f"!{self.text(test, UNARY)}"

    def for_range(self, stmt: ForRange) -> None:
        counter = self.lvalue(stmt.counter)[0]
        assigned = {slot for inner in walk(stmt.body) for slot in assigned_by(inner)}
        start = self.text(stmt.start)
        step = stmt.step.value if isinstance(stmt.step, Const) else None
        if step in (1, -1):
            stop = self.fixed(stmt.stop, assigned, "stop")
            test = f"{counter} {'<' if step == 1 else '>'} {stop}"
            self.put(f"for ({counter} = {start}; {test}; {counter}{'++' if step == 1 else '--'}) {{")
        else:
            self.counted(stmt, counter, start, assigned)
        self.nested(stmt.body)
        self.put("}")

    def counted(self, stmt: ForRange, counter: str, start: str, assigned: set[Slot]) -> None:
        """A loop with steps, by the number of its rounds: no value beyond the last is formed."""
        self.context.need("ranges")
        stop, step = self.text(stmt.stop, COMMA + 1), self.fixed(stmt.step, assigned, "step")
        left = self.names.unique("rounds")
        self.extra[left] = f"size_t {left};"
        self.put(f"{counter} = {start};")
        self.put(
            f"for ({left} = smelt_rounds({counter}, {stop}, {step}); {left} > 0; {left}--, {counter} += {step}) {{"
        )

    def fixed(self, expr: Expr, assigned: set[Slot], hint: str) -> str:
        """The text of a value that must not change while the loop runs: a variable for it where it might."""
        parts = [expr, *expressions(expr)]
        simple = all(not isinstance(p, PureCall | CName) and not _names_memory(p) for p in parts)
        slots = {slot for p in parts for slot in _slots(p)}
        steady = all(s not in assigned and s.storage in (Storage.LOCAL, Storage.PARAM) for s in slots)
        if simple and steady:
            return self.text(expr, BINARY["<"] + 1)
        name = self.names.unique(hint)
        self.extra[name] = f"{declare(expr.type, name)};"
        self.put(f"{name} = {self.text(expr)};")
        return name

    def return_(self, stmt: Return) -> None:
        self.context.leave(self, stmt)

    def label(self, stmt: Label) -> None:
        self.last_label = stmt.name
        self.lines.append(f"{self.indent[4:]}{stmt.name}:")

    def goto(self, stmt: Goto) -> None:
        self.put(f"goto {stmt.name};")

    def traceback(self, stmt: Traceback) -> None:
        adder = "smelt_add_traceback"
        self.context.need("traceback")
        if stmt.nogil:
            self.context.need("nogil")
            adder += "_nogil"
        known = self.edges.get(self.last_label)
        if known is None:
            self.uses_line = True
        name = c_string((self.function.py_name or self.function.name).encode())
        self.put(f"{adder}({name}, {'line' if known is None else known});")


def _failure(error: str, result: Type | None) -> str:
    """How the failure of a row is asked for; ``{}`` is its result, ``!`` says that it always fails."""
    match error:
        case "null":
            return "{} == NULL"
        case "null_or_end":
            return "{} == NULL && PyErr_Occurred()"
        case "minus":
            return "{} < 0"
        case "maybe_minus":
            plain = result is None or (isinstance(result, CInt) and result.signed and result.rank >= INT.rank)
            return f"{{}} == {'-1' if plain or result is None else f'({declare(result)})-1'} && PyErr_Occurred()"
        case "occurred":
            return "PyErr_Occurred()"
        case "always":
            return "!"
    return ""


def _names_memory(expr: Expr) -> bool:
    from smelt.ir.nodes import Deref, Field, Index, ViewItem

    return isinstance(expr, Deref | Index | Field | ViewItem)


def _slots(expr: Expr) -> list[Slot]:
    from smelt.ir.visit import slots_of

    return slots_of(expr)


_PUT: dict[type[Stmt], Callable[[FunctionPrinter, Any], None]] = {
    Assign: FunctionPrinter.assign,
    Op: FunctionPrinter.operation,
    Raw: FunctionPrinter.operation,
    Call: FunctionPrinter.c_call,
    Check: FunctionPrinter.check,
    CheckIndex: FunctionPrinter.check_index,
    CheckView: FunctionPrinter.check_view,
    CheckBound: FunctionPrinter.check_bound,
    AcquireView: FunctionPrinter.acquire_view,
    ExecSource: FunctionPrinter.exec_source,
    Incref: FunctionPrinter.incref,
    Release: FunctionPrinter.release,
    If: FunctionPrinter.if_,
    While: FunctionPrinter.while_,
    ForRange: FunctionPrinter.for_range,
    Break: lambda printer, stmt: printer.put("break;"),
    Continue: lambda printer, stmt: printer.put("continue;"),
    Return: FunctionPrinter.return_,
    Label: FunctionPrinter.label,
    Goto: FunctionPrinter.goto,
    Traceback: FunctionPrinter.traceback,
    ParseArgs: lambda printer, stmt: printer.context.parse_args(printer, stmt),
    Yield: lambda printer, stmt: printer.context.yield_(printer, stmt),
}

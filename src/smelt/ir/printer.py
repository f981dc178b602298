"""IR as text: what ``smelt dump`` shows and golden cases hold. The same module always gives the same text.

Temporaries are written ``%name``; numbers tell apart slots of one name. ``! label`` behind an operation says where
its error goes. Expressions are printed by the printer that also prints C.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from smelt.emit.cprinter import ATOM, POSTFIX, ExpressionPrinter, Text
from smelt.emit.ctypes import declare
from smelt.ir.nodes import (
    AcquireView,
    Assign,
    Block,
    Break,
    BuiltinConst,
    Call,
    Check,
    CheckBound,
    CheckIndex,
    CheckView,
    CName,
    Continue,
    CppOperator,
    ExecSource,
    Fallible,
    ForRange,
    Function,
    GilBlock,
    Goto,
    If,
    Incref,
    Initializer,
    Label,
    MakeFunction,
    Module,
    Move,
    NewCell,
    NewRef,
    Op,
    ParseArgs,
    PureCall,
    PyConst,
    Raw,
    Release,
    Reraise,
    Return,
    Slot,
    Stmt,
    Storage,
    Traceback,
    Try,
    TryFinally,
    TypeConst,
    Unbind,
    ViewExtent,
    ViewIsNone,
    ViewItem,
    ViewStride,
    ViewSuboffset,
    ViewUsable,
    While,
    Yield,
)
from smelt.types import Type


def dump_module(module: Module) -> str:
    """The text of a whole module."""
    lines = [f"module {module.name} ({module.source_name})"]
    lines += [f"include {i.header or '(verbatim)'}" for i in module.includes]
    lines += [f"global {slot.name}: {_type(slot.type)}" for slot in module.globals]
    for function in module.functions:
        lines += ["", dump_function(function).rstrip("\n")]
    return "\n".join(lines) + "\n"


def dump_function(function: Function) -> str:
    """The text of one function."""
    printer = _Printer()
    params = ", ".join(f"{printer.slot(s)}: {_type(s.type)}" for s in function.params)
    head = f"{function.kind} {function.name}({params}) -> {_type(function.func.returns)}"
    if function.func.except_kind not in ("none", "object"):
        head += f" except {function.func.except_kind} {function.func.except_value}"
    if function.freevars:
        head += f" free {printer.slots(function.freevars)}"
    body = list(printer.block(function.body, "    "))
    frame = [f"    frame {printer.slots(function.frame)}"] if function.frame else []
    return "\n".join([f"{head}:", *frame, *body]) + "\n"


def dump_block(block: Block) -> str:
    """The text of some statements."""
    return "\n".join(_Printer().block(block, "")) + "\n"


def _type(type_: Type) -> str:
    return str(type_)


class _Printer(ExpressionPrinter):
    def __init__(self) -> None:
        super().__init__()
        self.names: dict[Slot, str] = {}
        self.used: dict[str, int] = {}

    # --- expressions ------------------------------------------------------------------------------------------------

    def slot(self, slot: Slot) -> str:
        name = self.names.get(slot)
        if name is None:
            sign = {Storage.CELL: "&", Storage.GLOBAL: "@", Storage.FRAME: "^", Storage.MEMBER: "."}.get(
                slot.storage, ""
            )
            name = f"{sign}{'%' if slot.temp else ''}{slot.name}"
            count = self.used[name] = self.used.get(name, 0) + 1
            name = self.names[slot] = name if count == 1 else f"{name}.{count}"
        return name

    def slots(self, slots: list[Slot]) -> str:
        return ", ".join(map(self.slot, slots))

    def pyconst(self, expr: PyConst) -> str:
        value = expr.value
        if isinstance(value, frozenset):
            return f"frozenset({{{', '.join(sorted(map(repr, value)))}}})"
        return repr(value)

    def builtin(self, expr: BuiltinConst) -> str:
        return f"builtins.{expr.name}"

    def type_object(self, expr: TypeConst) -> str:
        return f"type({expr.of})"

    def cname(self, expr: CName) -> str:
        return expr.text

    def move(self, expr: Move) -> Text:
        return f"move {self.slot(expr.slot)}", POSTFIX

    def _new_ref(self, e: NewRef) -> Text:
        return f"new {self.text(e.operand, POSTFIX)}", POSTFIX

    def _pure_call(self, e: PureCall) -> Text:
        return f"{e.row.name}({self.arguments(e.args)})", POSTFIX

    def _view_item(self, e: ViewItem) -> Text:
        return f"{self.slot(e.view)}[{self.arguments(e.indices)}]", POSTFIX

    def _extent(self, e: ViewExtent) -> Text:
        return f"{self.slot(e.view)}.shape[{e.axis}]", POSTFIX

    def _stride(self, e: ViewStride) -> Text:
        return f"{self.slot(e.view)}.strides[{e.axis}]", POSTFIX

    def _suboffset(self, e: ViewSuboffset) -> Text:
        return f"{self.slot(e.view)}.suboffsets[{e.axis}]", POSTFIX

    def _view_usable(self, e: ViewUsable) -> Text:
        return f"is_usable({self.slot(e.view)})", POSTFIX

    def _view_is_none(self, e: ViewIsNone) -> Text:
        return f"is_none({self.slot(e.view)})", POSTFIX

    def _initializer(self, e: Initializer) -> Text:
        return f"{{{self.arguments(e.items)}}}", ATOM

    # --- statements -------------------------------------------------------------------------------------------------

    def block(self, block: Block, indent: str) -> Iterator[str]:
        for stmt in block:
            shown = _STATEMENTS[stmt.__class__](self, stmt)
            edge = _edge(stmt) if isinstance(stmt, Fallible) else ""
            if isinstance(stmt, Label):
                yield f"{indent[2:]}{shown}"
                continue
            yield f"{indent}{shown}{edge}"
            for title, inner in _nested(stmt):
                if title:
                    yield f"{indent}{title}"
                yield from self.block(inner, indent + "    ")

    def value(self, dest: Slot | None, text: str) -> str:
        return text if dest is None else f"{self.slot(dest)} = {text}"

    def assign(self, s: Assign) -> str:
        return f"{'set ' if s.sets else ''}{self.text(s.target)} = {self.text(s.value)}"

    def op(self, s: Op) -> str:
        return self.value(s.dest, f"{s.row.name}({self.arguments(s.args)})")

    def call(self, s: Call) -> str:
        if isinstance(s.target, CppOperator):
            of = f" {declare(s.target.of)}" if s.target.of is not None else ""
            return self.value(s.dest, f"call operator {s.target.op}{of}({self.arguments(s.args)})")
        return self.value(s.dest, f"call {self.text(s.target, POSTFIX)}({self.arguments(s.args)})")

    def check_index(self, s: CheckIndex) -> str:
        what = " ".join(word for word, on in (("wrap", s.wrap), ("check", s.check), ("cut", s.cuts)) if on)
        return f"{what} {self.slot(s.index)} in {self.slot(s.view)}.shape[{s.axis}]"

    def acquire(self, s: AcquireView) -> str:
        none = "" if s.none_ok else " not None"
        return f"{self.slot(s.dest)} = view {s.dest.type} of {self.text(s.value)} as {s.what!r}{none}"

    def make_function(self, s: MakeFunction) -> str:
        parts = [self.text(s.defaults), self.text(s.kwdefaults), self.text(s.annotations)]
        return f"{self.slot(s.dest)} = function {s.wrapper}({', '.join(parts)}; {self.slots(s.closure)})"

    def new_cell(self, s: NewCell) -> str:
        initial = "" if s.initial is None else self.text(s.initial)
        return f"{self.slot(s.dest)} = cell {declare(s.content)}({initial})"

    def for_range(self, s: ForRange) -> str:
        if s.parallel is not None and s.parallel.kind == "team":
            return "team:"
        word = f"{'shared ' if s.parallel is not None else ''}{'independent ' if s.independent else ''}for"
        return f"{word} {self.slot(s.counter)} in range({self.arguments([s.start, s.stop, s.step])}):"

    def yield_(self, s: Yield) -> str:
        state = f" state {s.state}" if s.state else ""
        delegate = f" from {self.slot(s.delegate)}" if s.delegate is not None else ""
        return self.value(s.dest, f"yield {self.text(s.value)}{delegate}{state}")

    def parse(self, s: ParseArgs) -> str:
        params = [f"{self.slot(p.slot)}: {p.kind}{' default' if p.has_default else ''}" for p in s.params]
        return f"parse({', '.join(params)})"

    def release(self, s: Release) -> str:
        return f"release{'' if s.known else '?'} {self.slots(s.slots)}"


def _edge(stmt: Fallible) -> str:
    """Where an error goes, or which inlined function it is one of."""
    if stmt.on_error is not None:
        return f"  ! {stmt.on_error}"
    return f"  ! in {stmt.frame.name}" if stmt.frame is not None else ""


def _nested(stmt: Stmt) -> list[tuple[str, Block]]:
    """The blocks of a statement with the lines before them; empty ones only where something has to stand."""
    match stmt:
        case If():
            found = [("", stmt.body), ("else:", stmt.orelse)]
        case While():
            found = [
                ("", stmt.prelude),
                ("do:", []),
                ("", stmt.body),
                ("update:", stmt.update),
                ("else:", stmt.orelse),
            ]
            return [(t, b) for t, b in found if b or (t == "do:" and stmt.prelude)]
        case ForRange():
            found = [("", stmt.body), ("else:", stmt.orelse)]
        case Try():
            found = [("", stmt.body), ("except:", stmt.handler), ("else:", stmt.orelse)]
        case TryFinally():
            found = [("", stmt.body), ("finally:", stmt.final)]
        case GilBlock():
            found = [("", stmt.body)]
        case _:
            return []
    return [(title, block) for title, block in found if block]


_STATEMENTS: dict[type[Stmt], Callable[[_Printer, Any], str]] = {
    Assign: _Printer.assign,
    Op: _Printer.op,
    Call: _Printer.call,
    Raw: lambda p, s: f"{s.row.name}({p.arguments(s.args)})",
    Check: lambda p, s: f"fail {s.exception} {s.message!r} if {p.text(s.fails)}",
    CheckIndex: _Printer.check_index,
    CheckView: lambda p, s: f"check {p.slot(s.view)} usable for {s.what!r}",
    CheckBound: lambda p, s: f"check {p.slot(s.slot)} bound",
    AcquireView: _Printer.acquire,
    Unbind: lambda p, s: f"unbind {p.slot(s.slot)}",
    If: lambda p, s: "trial:" if s.trial else f"if {p.text(s.test)}:",
    While: lambda p, s: f"while {p.text(s.test)}:",
    ForRange: _Printer.for_range,
    Break: lambda p, s: "break",
    Continue: lambda p, s: "continue",
    Return: lambda p, s: "return" if s.value is None else f"return {p.text(s.value)}",
    Try: lambda p, s: f"try into {p.slot(s.exc)}:",
    TryFinally: lambda p, s: "try:",
    Reraise: lambda p, s: "reraise",
    GilBlock: lambda p, s: f"with {'gil' if s.held else 'nogil'}:",
    Yield: _Printer.yield_,
    ParseArgs: _Printer.parse,
    MakeFunction: _Printer.make_function,
    NewCell: _Printer.new_cell,
    ExecSource: lambda p, s: f"exec {s.text.splitlines()[0] if s.text else ''!r} ({s.reason})",
    Incref: lambda p, s: f"incref {p.text(s.value)}",
    Release: _Printer.release,
    Label: lambda p, s: f"{s.name}:",
    Goto: lambda p, s: f"goto {s.name}",
    Traceback: lambda p, s: "traceback" if s.inlined is None else f"traceback of {s.inlined}",
}

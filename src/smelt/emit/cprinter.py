"""Expressions as text with no more parentheses than needed. The C printer and the IR printer share this.

An expression's text comes with its binding strength, C's own: 16 for names and literals down to 3 for ``?:``. What is
put into a place that needs a stronger one gets parentheses.
"""

from __future__ import annotations

import math
import re
import struct
from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from smelt.emit.ctypes import axis_stride, declare, has_strides
from smelt.ir.nodes import (
    AddressOf,
    Binary,
    BuiltinConst,
    Cast,
    CName,
    Const,
    CppName,
    Deref,
    Expr,
    Field,
    Index,
    Initializer,
    Load,
    Move,
    NewRef,
    PureCall,
    PyConst,
    Select,
    SizeOf,
    Slot,
    TypeConst,
    Unary,
    ViewExtent,
    ViewIsNone,
    ViewItem,
    ViewStride,
    ViewSuboffset,
    ViewUsable,
)
from smelt.types import C_FLOATS, CArray, CComplex, CFloat, CInt, Type, View, strip_const

ATOM, POSTFIX, UNARY, TERNARY, COMMA = 16, 15, 14, 3, 1
BINARY = {
    "*": 13, "/": 13, "%": 13, "+": 12, "-": 12, "<<": 11, ">>": 11, "<": 10, "<=": 10, ">": 10, ">=": 10,
    "==": 9, "!=": 9, "&": 8, "^": 7, "|": 6, "&&": 5, "||": 4,
}  # fmt: skip
# Where compilers and readers alike ask for parentheses that the grammar does not need.
_MIXED = {4: (5,), 6: (12, 13, 11, 8, 7, 9, 10), 7: (12, 13, 11, 8, 9, 10), 8: (12, 13, 11, 9, 10), 11: (12, 13)}

_METHODS: dict[type[Expr], str] = {
    Const: "_const",
    PyConst: "_pyconst",
    BuiltinConst: "_builtin",
    TypeConst: "_type_const",
    Load: "_load",
    Move: "move",
    NewRef: "_new_ref",
    CName: "_cname",
    CppName: "_cpp_name",
    Unary: "_unary",
    Binary: "_binary",
    Cast: "_cast",
    Select: "_select",
    Deref: "_deref",
    Index: "_index",
    Field: "_field",
    AddressOf: "_address",
    SizeOf: "_sizeof",
    PureCall: "_pure_call",
    ViewItem: "_view_item",
    ViewExtent: "_extent",
    ViewStride: "_stride",
    ViewSuboffset: "_suboffset",
    ViewIsNone: "_view_is_none",
    ViewUsable: "_view_usable",
    Initializer: "_initializer",
}

Text = tuple[str, int]


class ExpressionPrinter:
    """Prints expressions; what names things is left to the classes below.

    Attributes
    ----------
    table
        The method of each node class; every subclass has its own, so that the lookup costs no search.
    """

    table: ClassVar[dict[type[Expr], Callable[[Any, Any], Text]]]

    def __init_subclass__(cls) -> None:
        cls.table = {node: getattr(cls, method) for node, method in _METHODS.items()}

    def __init__(self) -> None:
        self.cplus = False

    def text(self, expr: Expr, strength: int = 0) -> str:
        """The text of an expression for a place that needs at least this binding strength."""
        cls = expr.__class__
        if cls is Load:
            # Names need no parentheses anywhere.
            return self.lvalue(expr.slot)[0]  # type: ignore[attr-defined]
        text, own = self.table[cls](self, expr)
        return f"({text})" if own < strength else text

    def arguments(self, args: Sequence[Expr]) -> str:
        return ", ".join([self.text(arg, COMMA + 1) for arg in args])

    # --- what the classes below say -----------------------------------------------------------------------------------

    def slot(self, slot: Slot) -> str:
        raise NotImplementedError

    def pyconst(self, expr: PyConst) -> str:
        raise NotImplementedError

    def builtin(self, expr: BuiltinConst) -> str:
        raise NotImplementedError

    def type_object(self, expr: TypeConst) -> str:
        raise NotImplementedError

    def cname(self, expr: CName) -> str:
        raise NotImplementedError

    def move(self, expr: Move) -> Text:
        raise NotImplementedError

    def use(self, call: PureCall) -> None:
        """A row is used."""

    def include(self, header: str) -> None:
        """A header is needed."""

    def lvalue(self, slot: Slot) -> Text:
        """What stands for a slot in C: most are variables."""
        return self.slot(slot), ATOM

    # --- nodes ------------------------------------------------------------------------------------------------------

    def _const(self, e: Const) -> Text:
        if isinstance(e.type, CComplex):
            self.include("<complex.h>")
        return constant(e.type, e.value)

    def _load(self, e: Load) -> Text:
        return self.lvalue(e.slot)

    def _unary(self, e: Unary) -> Text:
        operand = typed_constant(e.operand) or self.text(e.operand, UNARY)
        # `- -x` and `-(-1)` must not become a decrement.
        return (f"{e.op}({operand})" if operand.startswith(e.op) else e.op + operand), UNARY

    def _binary(self, e: Binary) -> Text:
        own = BINARY[e.op]
        left, right = e.left, e.right
        a = None
        if left.__class__ is Const and (right.__class__ is Const or own == 11):
            a = typed_constant(left)
        if a is None:
            a = self._side(left, own, own)
        b = self._side(right, own + 1, own)
        return f"{a} {e.op} {b}", own

    def _side(self, expr: Expr, strength: int, around: int) -> str:
        text, own = self.table[expr.__class__](self, expr)
        if own < strength or own in _MIXED.get(around, ()):
            return f"({text})"
        return text

    def _cast(self, e: Cast) -> Text:
        inner = e.operand
        if isinstance(inner, Cast | Load):
            # A conversion to what it is already.
            have, want = inner.type, e.type
            if isinstance(have, CInt | CFloat) and isinstance(want, CInt | CFloat) and have.c == want.c:
                return self.table[inner.__class__](self, inner)
        return f"({declare(e.type)}){self.text(e.operand, UNARY)}", UNARY

    def _select(self, e: Select) -> Text:
        test = self.text(e.test, TERNARY + 1)
        then = typed_constant(e.then) or self.text(e.then, TERNARY)
        other = typed_constant(e.other) or self.text(e.other, TERNARY)
        return f"{test} ? {then} : {other}", TERNARY

    def _deref(self, e: Deref) -> Text:
        return f"*{self.text(e.pointer, UNARY)}", UNARY

    def _index(self, e: Index) -> Text:
        return f"{self.text(e.base, POSTFIX)}[{self.text(e.index)}]", POSTFIX

    def _field(self, e: Field) -> Text:
        name = f"{e.name}<{', '.join(declare(t) for t in e.of)}>" if e.of else e.name
        if isinstance(e.base, Deref):
            return f"{self.text(e.base.pointer, POSTFIX)}->{name}", POSTFIX
        return f"{self.text(e.base, POSTFIX)}.{name}", POSTFIX

    def _address(self, e: AddressOf) -> Text:
        text = self.text(e.operand, UNARY)
        if isinstance(e.operand, ViewItem) and text.startswith("*"):
            return text[1:], UNARY
        return f"&{text}", UNARY

    def _sizeof(self, e: SizeOf) -> Text:
        return f"sizeof({declare(e.of)})", UNARY

    def _pure_call(self, e: PureCall) -> Text:
        self.use(e)
        return f"{e.row.c}({self.arguments(e.args)})", POSTFIX

    def _view_item(self, e: ViewItem) -> Text:
        view = e.view.type
        assert isinstance(view, View)
        base, _ = self.lvalue(e.view)
        indices = [self.text(i, BINARY["*"] + 1) for i in e.indices]
        pointer = self.pointer_to(view)
        if has_strides(view):
            return f"*({pointer}){self._address_of_item(view, base, indices)}", UNARY
        return f"(({pointer}){base}.data)[{self._position(e, view, base)}]", POSTFIX

    def pointer_to(self, view: View) -> str:
        """The type of a pointer to an element."""
        dtype = strip_const(view.dtype)
        pointer = declare(dtype, "(*)" if isinstance(dtype, CArray) else "*")
        return f"const {pointer}" if view.const else pointer

    def _address_of_item(self, view: View, base: str, indices: list[str]) -> str:
        """Where an element is: one step after the other, and through a pointer behind each indirect axis."""
        address, steps = f"{base}.data", ""
        for axis, index in enumerate(indices):
            steps += f" + {index} * {axis_stride(view, axis, base)}"
            access = view.axes[axis].access
            if access != "direct":
                self.include("view_indirect")
                address, steps = f"smelt_{access}({address}{steps}, {base}.suboffsets[{axis}])", ""
        return f"({address}{steps})" if steps else address

    def _position(self, e: ViewItem, view: View, base: str) -> str:
        """The number of an element of a contiguous view."""
        order = range(view.ndim) if view.order == "c" else range(view.ndim - 1, -1, -1)
        position, single = "", True
        for axis in order:
            index = e.indices[axis]
            if not position or position == "0":
                position, single = self.text(index), isinstance(index, Load | Const)
                continue
            if not single:
                position = f"({position})"
            position, single = f"{position} * {base}.shape[{axis}] + {self.text(index, BINARY['+'])}", False
        return position

    def _extent(self, e: ViewExtent) -> Text:
        return f"{self.lvalue(e.view)[0]}.shape[{e.axis}]", POSTFIX

    def _stride(self, e: ViewStride) -> Text:
        view = e.view.type
        assert isinstance(view, View)
        stride = axis_stride(view, e.axis, self.lvalue(e.view)[0])
        return stride, BINARY["*"] if " * " in stride else UNARY if stride.startswith("(") else POSTFIX

    def _suboffset(self, e: ViewSuboffset) -> Text:
        view = e.view.type
        assert isinstance(view, View)
        return ("-1", UNARY) if view.direct else (f"{self.lvalue(e.view)[0]}.suboffsets[{e.axis}]", POSTFIX)

    def _view_is_none(self, e: ViewIsNone) -> Text:
        return f"{self.lvalue(e.view)[0]}.owner == Py_None", BINARY["=="]

    def _view_usable(self, e: ViewUsable) -> Text:
        owner = f"{self.lvalue(e.view)[0]}.owner"
        return f"{owner} != NULL && {owner} != Py_None", BINARY["&&"]

    def _new_ref(self, e: NewRef) -> Text:
        return f"Py_NewRef({self.text(e.operand)})", POSTFIX

    def _initializer(self, e: Initializer) -> Text:
        items = ", ".join(self.text(i, COMMA + 1) for i in e.items) or ("" if self.cplus else "0")
        if isinstance(e.type, View) or not self.cplus:
            return f"({declare(e.type)}){{{items}}}", POSTFIX
        # C++ wants the plain name here.
        return f"{declare(e.type).removeprefix('struct ').removeprefix('union ')}{{{items}}}", POSTFIX

    def _pyconst(self, e: PyConst) -> Text:
        return self.pyconst(e), ATOM

    def _type_const(self, e: TypeConst) -> Text:
        return self.type_object(e), ATOM

    def _builtin(self, e: BuiltinConst) -> Text:
        return self.builtin(e), ATOM

    def _cname(self, e: CName) -> Text:
        return self.cname(e), ATOM

    def _cpp_name(self, e: CppName) -> Text:
        scope = declare(e.scope) if e.scope is not None else ""
        if not e.text:
            return scope, ATOM
        args = f"<{', '.join(declare(t) for t in e.of)}>" if e.of else ""
        return f"{scope}::{e.text}{args}" if scope else f"{e.text}{args}", ATOM


# --- literals ---------------------------------------------------------------------------------------------------------


def constant(type_: Type, value: int | float | complex | bytes | None) -> Text:
    """A C constant where its context gives it its type."""
    if value is None:
        return "NULL", ATOM
    if isinstance(value, bytes):
        return c_string(value), ATOM
    if isinstance(value, complex) or isinstance(type_, CComplex):
        return _complex(type_, complex(value))
    if isinstance(type_, CFloat):
        return _float(type_, float(value))
    if isinstance(value, float):
        return _float(None, value)
    return _integer(int(value), type_)


def typed_constant(expr: Expr) -> str | None:
    """A constant that has its type by itself, for places where C would compute in int; None for anything else."""
    if not isinstance(expr, Const) or not isinstance(expr.type, CInt) or not isinstance(expr.value, int):
        return None
    type_, value = expr.type, expr.value
    if type_.bits <= 32 and type_.signed:
        return None
    text, _ = _integer(value, type_)
    return f"(({type_.c}){text})"


def _integer(value: int, type_: Type) -> Text:
    if -0x7FFFFFFF <= value <= 0x7FFFFFFF:
        return str(value), ATOM if value >= 0 else UNARY
    if value == -(1 << 63):
        return "(-9223372036854775807LL - 1)", ATOM
    if value == -(1 << 31):
        return "(-2147483647 - 1)", ATOM
    if value > 0x7FFFFFFFFFFFFFFF:
        return f"{value}ULL", ATOM
    unsigned = isinstance(type_, CInt) and not type_.signed
    suffix = "U" if unsigned and value <= 0xFFFFFFFF else "ULL" if unsigned else "LL"
    return f"{value}{suffix}", ATOM if value >= 0 else UNARY


def _float(type_: Type | None, value: float) -> Text:
    if math.isnan(value):
        return "(double)NAN", UNARY
    if math.isinf(value):
        return ("(double)INFINITY" if value > 0 else "-(double)INFINITY"), UNARY
    text = repr(value)
    own = UNARY if text.startswith("-") else ATOM
    if isinstance(type_, CFloat) and type_.c not in C_FLOATS and not type_.storage:
        return f"({type_.c}){text}", UNARY  # a header's type may be another one than its declaration says
    if isinstance(type_, CFloat) and type_.rank == 0:
        if struct.unpack("f", struct.pack("f", value))[0] == value if abs(value) < 3.4e38 else False:
            return f"{text if '.' in text or 'e' in text else text + '.0'}f", own
        return f"(float){text}", UNARY
    if isinstance(type_, CFloat) and type_.rank == 2:
        return f"(long double){text}", UNARY
    return text, own


def _complex(type_: Type, value: complex) -> Text:
    real = type_.real if isinstance(type_, CComplex) else None
    macro = ("CMPLXF", "CMPLX", "CMPLXL")[real.rank if real is not None else 1]
    return f"{macro}({_float(real, value.real)[0]}, {_float(real, value.imag)[0]})", POSTFIX


_SPECIAL = re.compile(r"[^ !#-\[\]-~]|(?<=\?)\?")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r", "?": "\\?"}


def c_string(value: bytes) -> str:
    """A C string literal; hexadecimal escapes would swallow digits behind them, octal ones of three digits do not."""
    text = value.decode("latin-1")
    # Two question marks in a row may begin a trigraph.
    return f'"{_SPECIAL.sub(_escape, text)}"'


def _escape(match: re.Match[str]) -> str:
    char = match.group()
    return _ESCAPES.get(char) or f"\\{ord(char):03o}"

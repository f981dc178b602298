"""Promotion and coercion: the only place that says what type an operation on two types has, and what converts to what.

Promotion is C's (usual arithmetic conversions), which is also Cython's where the two agree on the machine; `CCounter`s
promote by their bounds, as the Python ints that they stand for.
"""

from __future__ import annotations

from typing import Literal

from smelt.types.cpp import CppClass, ScopedEnum, elements_of, is_derived, python_form
from smelt.types.kinds import (
    BINT,
    C_INTS,
    DOUBLE,
    INT,
    LONG,
    OBJECT,
    SSIZE,
    UCS4,
    Builtin,
    CArray,
    CBool,
    CChar,
    CComplex,
    CCounter,
    CFloat,
    CInt,
    Const,
    CTuple,
    CVoid,
    Enum,
    ExtType,
    Func,
    Ptr,
    PyObj,
    Ref,
    Struct,
    Type,
    Unknown,
    View,
    counter,
    is_number,
    strip_const,
)

Coercion = Literal["same", "convert", "check", "box", "unbox", "no"]

# Builtin types whose objects are never numbers: a conversion could only fail.
_NO_NUMBERS = frozenset(
    ("str", "bytes", "bytearray", "list", "tuple", "dict", "set", "frozenset", "slice")
)  # fmt: skip

_BY_RANK = {
    (t.rank, t.signed): t
    for n, t in C_INTS.items()
    if n in ("int", "long", "long long") or (n.startswith("unsigned ") and t.rank > 1)
}


def integer_promotion(type_: CInt) -> CInt:
    """What C makes of an integer narrower than int, of bint and of enums."""
    if isinstance(type_, CCounter):
        return SSIZE
    if isinstance(type_, CBool | Enum):
        return INT if type_.signed or type_.bits < INT.bits else C_INTS["unsigned int"]
    return INT if type_.bits < INT.bits else type_


def promote(left: Type, right: Type) -> Type | None:
    """The type in which C computes ``left op right``; None if they are not both numbers.

    Two counters, or a counter and a constant, stay what they are: ask `counter_result` first.
    """
    left, right = strip_const(left), strip_const(right)
    if not (is_number(left) and is_number(right)):
        return None
    if isinstance(left, CComplex) or isinstance(right, CComplex):
        reals = [t.real if isinstance(t, CComplex) else t for t in (left, right)]
        floats = [t for t in reals if isinstance(t, CFloat)]
        return CComplex(max(floats, key=lambda t: t.rank) if floats else DOUBLE)
    if isinstance(left, CFloat) or isinstance(right, CFloat):
        floats = [t for t in (left, right) if isinstance(t, CFloat)]
        return max(floats, key=lambda t: t.rank)
    assert isinstance(left, CInt)
    assert isinstance(right, CInt)
    return _promote_ints(integer_promotion(left), integer_promotion(right))


def _promote_ints(left: CInt, right: CInt) -> CInt:
    if left.signed == right.signed:
        return right if (right.rank, right.bits) > (left.rank, left.bits) else left
    signed, unsigned = (left, right) if left.signed else (right, left)
    if unsigned.rank >= signed.rank:
        return unsigned
    if signed.bits > unsigned.bits:
        return signed
    return _BY_RANK[(signed.rank, False)]


def bounds(type_: Type) -> tuple[int, int] | None:
    """The least and greatest value of an integer type; None for types of unknown width and for others."""
    if isinstance(type_, CCounter):
        return type_.low, type_.high
    if isinstance(type_, CBool):
        return 0, 1
    if isinstance(type_, CInt) and type_.exact:
        return type_.min, type_.max
    return None


def counter_result(op: str, left: tuple[int, int], right: tuple[int, int]) -> Type | None:
    """The type of Python's ``left op right`` on integers within bounds; None where it need not fit a C integer."""
    found = result_bounds(op, left, right)
    return counter(*found) if found is not None else None


def result_bounds(op: str, left: tuple[int, int], right: tuple[int, int]) -> tuple[int, int] | None:
    """Between which numbers Python's ``left op right`` lies on integers within bounds; None where that is not known."""
    (a, b), (c, d) = left, right
    match op:
        case "+":
            return a + c, b + d
        case "-":
            return a - d, b - c
        case "*":
            products = [a * c, a * d, b * c, b * d]
            return min(products), max(products)
        case "//" if c > 0:
            quotients = [a // c, a // d, b // c, b // d]
            return min(quotients), max(quotients)
        case "%" if c > 0:
            return 0, d - 1
        case "&" if a >= 0 and c >= 0:
            return 0, min(b, d)
    return None


def coercion(source: Type, target: Type) -> Coercion:
    """How a value of `source` becomes one of `target`.

    Returns
    -------
    Coercion
        ``same`` nothing to do; ``convert`` a C conversion; ``check`` a run-time type test of an object; ``box`` C to
        Python; ``unbox`` Python to C; ``no`` not possible.
    """
    source, target = strip_const(source), strip_const(target)
    if source == target or isinstance(source, Unknown) or isinstance(target, Unknown):
        return "same"
    if isinstance(target, Ref):
        return coercion(source, target.target)
    if isinstance(source, Ref):
        return coercion(source.target, target)
    if isinstance(source, PyObj):
        return _from_object(source, target)
    if isinstance(target, PyObj):
        return "box" if boxable(source, target) else "no"
    return _between_c(source, target)


def _from_object(source: PyObj, target: Type) -> Coercion:
    if isinstance(target, PyObj):
        if target == OBJECT:
            return "same"
        if isinstance(source, ExtType) and not isinstance(target, Builtin) and target in source.line():
            return "same"
        if isinstance(source, Builtin) and isinstance(target, Builtin):
            return "no"
        return "check"
    if isinstance(source, Builtin) and source.name in _NO_NUMBERS:
        if is_number(target) and target != BINT and not (source.name == "str" and target == UCS4):
            return "no"
        if isinstance(target, Ptr) and source.name not in ("str", "bytes", "bytearray"):
            return "no"
    return "unbox" if unboxable(target) else "no"


def boxable(source: Type, target: Type = OBJECT) -> bool:
    """Whether a C value has a Python form of the type `target`."""
    if target != OBJECT and isinstance(source, CppClass):
        form = python_form(source)
        return (str(target) == form or (form == "bytes" and str(target) in ("str", "bytearray"))) and boxable(source)
    if target != OBJECT and not isinstance(source, Ptr | CArray | View | Func):
        names = {"int": CInt, "float": CFloat, "complex": CComplex, "bool": CBool, "dict": Struct, "tuple": CTuple}
        kind = names.get(target.name) if isinstance(target, Builtin) else None
        return kind is not None and isinstance(source, kind) and boxable(source)
    if is_number(source) or isinstance(source, View | CTuple | ScopedEnum):
        return True
    if isinstance(source, CppClass):
        return python_form(source) is not None and all(boxable(t) for t in elements_of(source))
    if isinstance(source, Struct):
        return all(boxable(t) for t in source.fields.values())
    if isinstance(source, Ptr | CArray):
        element = strip_const(source.target if isinstance(source, Ptr) else source.element)
        return isinstance(element, CChar) or (
            isinstance(source, CArray) and source.length is not None and boxable(element)
        )
    return isinstance(source, Func)


def unboxable(target: Type) -> bool:
    """Whether some Python object becomes a value of the C type."""
    target = strip_const(target)
    if is_number(target) or isinstance(target, View | ScopedEnum):
        return True
    if isinstance(target, CppClass):
        return python_form(target) is not None and all(unboxable(t) for t in elements_of(target))
    if isinstance(target, Struct | CTuple):
        fields = target.fields.values() if isinstance(target, Struct) else target.items
        return all(unboxable(t) for t in fields)
    if isinstance(target, CArray):
        return target.length is not None and unboxable(target.element)
    return isinstance(target, Ptr) and isinstance(strip_const(target.target), CChar)


def _between_c(source: Type, target: Type) -> Coercion:
    if is_number(source) and is_number(target):
        if isinstance(source, CComplex) and not isinstance(target, CComplex):
            return "convert" if target == BINT else "no"
        if isinstance(source, CFloat) and isinstance(target, CInt) and target != BINT:
            return "no"
        return "convert"
    if isinstance(source, CArray) and isinstance(target, Ptr):
        return coercion(Ptr(source.element), target)
    if isinstance(source, Ptr) and isinstance(target, Ptr):
        return _between_pointers(source, target)
    if isinstance(source, Ptr | CArray | Func | View) and target == BINT:
        return "convert"
    if isinstance(source, Func):
        inner = target.target if isinstance(target, Ptr) else target
        return "same" if isinstance(inner, Func) and same_signature(source, inner) else "no"
    if isinstance(source, View) and isinstance(target, View):
        return "check" if source.dtype == target.dtype and source.ndim == target.ndim else "no"
    if isinstance(source, CArray) and isinstance(target, CArray):
        same = strip_const(source.element) == strip_const(target.element) and source.length == target.length
        return "convert" if same else "no"
    if isinstance(source, CArray) and isinstance(target, View):
        return "convert" if _shown_by(source, target) else "no"
    if isinstance(source, CTuple) and isinstance(target, CTuple) and len(source.items) == len(target.items):
        return "convert"
    return "no"


def _shown_by(array: CArray, view: View) -> bool:
    """Whether a view's elements and dimensions are those of a C array."""
    ndim = 0
    inner: Type = array
    while isinstance(inner, CArray) and inner.length:
        ndim, inner = ndim + 1, strip_const(inner.element)
    return inner == view.dtype and ndim == view.ndim


def _between_pointers(source: Ptr, target: Ptr) -> Coercion:
    inner, outer = strip_const(source.target), strip_const(target.target)
    if isinstance(outer, CVoid) or isinstance(inner, CVoid):
        return "convert"
    if inner == outer:
        return "same" if source.target == outer or isinstance(target.target, Const) else "no"
    if isinstance(inner, CppClass) and isinstance(outer, CppClass):
        return "convert" if is_derived(inner, outer) else "no"
    if isinstance(inner, Func) and isinstance(outer, Func):
        return "same" if same_signature(inner, outer) else "no"
    if isinstance(inner, CInt) and isinstance(outer, CInt):
        same_width = inner.bits == outer.bits and inner.signed == outer.signed
        if same_width and (inner.rank == outer.rank or not (inner.exact and outer.exact)):
            return "convert"
    if isinstance(inner, CChar) and isinstance(outer, CChar):
        return "convert"
    if isinstance(inner, Struct) and isinstance(outer, Struct) and inner.extern and outer.extern:
        # One struct of C may be declared more than once, with the fields that each place needs.
        return "convert" if inner.c == outer.c else "no"
    return "no"


def same_signature(source: Func, target: Func) -> bool:
    """Whether a function of type `source` may stand where `target` is expected."""
    if source.returns != target.returns or source.vararg != target.vararg:
        return False
    if source.params != target.params or (target.nogil and not source.nogil):
        return False
    if source.except_kind == target.except_kind:
        return source.except_value == target.except_value
    # a caller that asks after each call copes with every way to report, or none
    return target.except_kind == "always" or (target.except_kind == "maybe" and source.except_kind == "value")


def arithmetic_literal(value: int) -> CInt:
    """The C type of an integer literal: the first of int, long, long long and unsigned long long that holds it."""
    for type_ in (INT, LONG, C_INTS["long long"], C_INTS["unsigned long long"]):
        if type_.min <= value <= type_.max:
            return type_
    return C_INTS["unsigned long long"]

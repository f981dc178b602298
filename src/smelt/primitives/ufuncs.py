"""NumPy's ufuncs of C functions, and NumPy's numbers for the types that they take."""

from __future__ import annotations

from smelt.primitives.row import Row
from smelt.types import (
    CHAR,
    INT,
    OBJECT,
    UCHAR,
    VOID,
    VOID_PTR,
    CBool,
    CComplex,
    CFloat,
    CInt,
    Const,
    Func,
    Ptr,
    Type,
)

LOOP = Ptr(Func(VOID, ()))
_TEXT = Ptr(Const(CHAR))

# loops, operands; then each loop with NumPy's numbers for its types; then outputs, name, docstring or NULL
begin = Row("ufunc_begin", "smelt_ufunc_begin", (INT, INT), VOID_PTR, "null", part="ufunc")
add = Row("ufunc_add", "smelt_ufunc_add", (VOID_PTR, LOOP, _TEXT), None, "never", part="ufunc")
done = Row("ufunc_done", "smelt_ufunc_done", (VOID_PTR, INT, _TEXT, _TEXT), OBJECT, "null", part="ufunc")

_NUMBERS = {"signed char": 1, "char": 1, "short": 3, "int": 5, "long": 7, "long long": 9}


def element(type_: Type) -> tuple[Type, int] | None:
    """The type that has a value in the memory of an array, and NumPy's number for it; None if NumPy has none."""
    match type_:
        case CBool():
            return UCHAR, 0
        case CInt(c=c, signed=signed, bits=bits):
            number = _NUMBERS.get(c.removeprefix("unsigned "))
            if number is None:
                number = {8: 1, 16: 3, 32: 5, 64: 9}[bits]
            return type_, number + (not signed)
        case CFloat(rank=rank):
            return type_, 11 + rank
        case CComplex(real=real):
            return type_, 14 + real.rank
    return (OBJECT, 17) if type_ == OBJECT else None

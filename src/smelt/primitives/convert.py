"""Conversions between C values and Python objects, one row for each C type.

To C, integers go through ``__index__`` (floats are refused with TypeError, what does not fit is an OverflowError),
floats through ``__float__``, ``bint`` through truth. What fails returns -1 (of the type) with an exception set.
"""

from __future__ import annotations

from smelt.primitives import strings
from smelt.primitives.row import Row
from smelt.types import (
    CHAR,
    OBJECT,
    PYCOMPLEX,
    PYFLOAT,
    PYINT,
    UCS4,
    CBool,
    CComplex,
    CFloat,
    CInt,
    Enum,
    Ptr,
    Type,
    strip_const,
)

# Functions of runtime/integers_as.h; every other exact type has one by its width.
_NAMED = {
    "char": "char",
    "signed char": "schar",
    "unsigned char": "uchar",
    "short": "short",
    "unsigned short": "ushort",
    "int": "int",
    "unsigned int": "uint",
    "long": "long",
    "unsigned long": "ulong",
    "long long": "longlong",
    "unsigned long long": "ulonglong",
    "Py_ssize_t": "ssize",
    "size_t": "size",
}


def _is_text(type_: Type) -> bool:
    return isinstance(type_, Ptr) and strip_const(type_.target) == CHAR


def has_python_form(type_: Type) -> bool:
    """Whether `to_python` and `from_python` have a row for the type."""
    return isinstance(strip_const(type_), CInt | CFloat | CComplex) or _is_text(type_)


def to_python(type_: Type) -> Row:
    """The row that makes a Python object of a C value.

    Raises
    ------
    LookupError
        If the type has no form in Python here (see `has_python_form`).
    """
    match strip_const(type_):
        case CBool():
            return Row("bool_from_bint", "PyBool_FromLong", (type_,), error="never")
        case int_ if int_ == UCS4:
            return strings.str_from_ucs4
        case CInt(bits=bits, signed=signed) as int_:
            if not int_.exact or isinstance(int_, Enum):
                return Row(f"int_from {int_}", f"SMELT_FROM_INT({int_.c})", (type_,), PYINT, part="integers_generic")
            wide = "LongLong" if bits > 32 else "Long"
            function = f"PyLong_From{'' if signed else 'Unsigned'}{wide}"
            return Row(f"int_from {int_}", function, (type_,), PYINT)
        case CFloat() as float_:
            return Row(f"float_from {float_}", "PyFloat_FromDouble", (type_,), PYFLOAT)
        case CComplex() as complex_:
            return Row(f"complex_from {complex_}", "smelt_complex_from", (type_,), PYCOMPLEX, part="complex_convert")
        case other if _is_text(other):
            return strings.bytes_from_ptr
    raise LookupError(f"no conversion of {type_} to Python")


def from_python(type_: Type) -> Row:
    """The row that makes a C value of a Python object.

    Raises
    ------
    LookupError
        If the type has no form in Python here (see `has_python_form`).
    """
    match strip_const(type_):
        case CBool():
            return Row("bint_from", "smelt_is_true", (OBJECT,), type_, "minus", part="truth")
        case int_ if int_ == UCS4:
            return strings.ucs4_from_str
        case CInt(c=c_name, bits=bits, signed=signed) as int_:
            if not int_.exact or isinstance(int_, Enum):
                function, part = f"SMELT_AS_INT({int_.c})", "integers_generic"
            elif c_name in _NAMED:
                function, part = f"smelt_as_{_NAMED[c_name]}", "integers_as"
            else:
                function, part = f"smelt_as_{'' if signed else 'u'}int{bits}", "integers_as"
            return Row(f"{int_} from object", function, (OBJECT,), type_, "maybe_minus", part=part)
        case CFloat(rank=0, c="float") as float_:
            return Row(f"{float_} from object", "smelt_as_float", (OBJECT,), type_, "maybe_minus", part="floats")
        case CFloat() as float_:
            return Row(f"{float_} from object", "smelt_as_double", (OBJECT,), type_, "maybe_minus", part="floats")
        case CComplex() as complex_:
            return Row(
                f"{complex_} from object", "smelt_as_complex", (OBJECT,), type_, "occurred", part="complex_convert"
            )
        case other if _is_text(other):
            return Row("ptr_from_bytes", strings.ptr_from_bytes.c, (OBJECT,), type_, "null", part="cstrings")
    raise LookupError(f"no conversion of an object to {type_}")


def argument(type_: Type) -> Row | None:
    """As `from_python` for a parameter, whose name, an interned str, is the second argument: messages then have it.

    None for types without such a row: `from_python` has to do.
    """
    plain = strip_const(type_)
    if isinstance(plain, CBool) or plain == UCS4 or not isinstance(plain, CInt | CFloat):
        return None
    row = from_python(plain)
    if row.part not in ("integers_as", "floats"):
        return None
    c = row.c.replace("smelt_as_", "smelt_arg_")
    return Row(f"{row.name}, named", c, (OBJECT, OBJECT), plain, "maybe_minus", part="argument_numbers")

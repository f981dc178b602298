"""How the runtime is told of the elements of views, and the flags of an acquisition."""

from __future__ import annotations

import struct

from smelt.primitives.row import Row
from smelt.types import (
    C_FLOATS,
    FLOAT,
    HALF,
    OBJECT,
    Axis,
    CArray,
    CChar,
    CComplex,
    CFloat,
    CInt,
    PyObj,
    Struct,
    Type,
    View,
    strip_const,
)

# NumPy's type numbers are part of its ABI. The unsigned type's is the signed one's + 1.
_INTS = {1: "b", 3: "h", 5: "i", 7: "l", 9: "q"}
_BOOL, _FLOAT, _COMPLEX, _OBJECT = 0, 11, 14, 17
_HALF = 23
_TIMES = (21, 22)  # datetime64 and timedelta64, which are 64-bit integers
_LETTERS = {
    "signed char": "b", "unsigned char": "B", "char": "c", "short": "h", "unsigned short": "H", "int": "i",
    "unsigned int": "I", "long": "l", "unsigned long": "L", "long long": "q", "unsigned long long": "Q",
}  # fmt: skip

# The object that a view was made of, of the view's owner.
base = Row("view base", "smelt_view_base", (OBJECT,), error="never", borrowed=True, part="view_base")

PART = "views"  # smelt_view(object, what, &dtype, ndim, flags, &data, shape, strides or NULL) gives the owner


half_value = Row("half_value", "smelt_half_value", (HALF,), FLOAT, "never", gil=False, pure=True, part="half")
half_of = Row("half_of", "smelt_half_of", (FLOAT,), HALF, "never", gil=False, pure=True, part="half")
settle_buffer = Row("settle_buffer", "smelt_settle_buffer", (), None, "occurred", part="view_again")


def dtype_part(dtype: Type) -> str:
    """The runtime part that `dtype_initializer` needs."""
    dtype = strip_const(dtype)
    if isinstance(dtype, Struct | CArray):
        return "dtype_fields"
    typedef = isinstance(dtype, CFloat) and dtype.c not in C_FLOATS and not dtype.storage
    return "dtypes_generic" if typedef or (isinstance(dtype, CInt) and not dtype.exact) else "dtypes"


def dtype_fields(dtype: Type) -> list[tuple[str, str, Type, list[int]]]:
    """What an element consists of: of each field its name, the name in C, its type, and the extents of an array.

    An array that is an element is one field without a name; numbers and objects have none.
    """
    if isinstance(dtype, CArray):
        return [("", "", *_flattened(dtype))]
    if not isinstance(dtype, Struct):
        return []
    names = dtype.record.field_cnames
    return [(name, names.get(name, name), *_flattened(type_)) for name, type_ in dtype.fields.items()]


def _flattened(type_: Type) -> tuple[Type, list[int]]:
    extents: list[int] = []
    type_ = strip_const(type_)
    while isinstance(type_, CArray):
        extents.append(type_.length or 0)
        type_ = strip_const(type_.element)
    return type_, extents


def dtype_initializer(dtype: Type, name: str | None = None) -> str:
    """The initializer of the ``smelt_dtype`` of a view's elements, which messages call `name`.

    Raises
    ------
    LookupError
        If views of such elements are not known to the runtime.
    """
    dtype = strip_const(dtype)
    name = name or str(dtype)
    match dtype:
        case CInt(exact=False):
            return f'SMELT_INT_DTYPE({dtype.c}, "{name}")'
        case CInt():
            kind = "H" if _is_char(dtype) else "i" if dtype.signed else "u"
            size = str(dtype.bits // 8)
            return _initializer(name, kind, size, size, _int_mask(dtype), _int_format(dtype))
        case CFloat(storage="half"):
            return _initializer(name, "f", "2", "2", 1 << _HALF, "e")
        case CFloat(c=c) if c not in C_FLOATS:
            return f'SMELT_FLOAT_DTYPE({c}, "{name}")'
        case CFloat(rank=rank, c=c):
            return _initializer(name, "f", f"sizeof({c})", f"sizeof({c})", 1 << (_FLOAT + rank), "fdg"[rank])
        case CComplex(real=real):
            c = C_FLOATS[real.rank]
            format_ = f"Z{'fdg'[real.rank]}"
            return _initializer(name, "c", f"sizeof({c})", f"2 * sizeof({c})", 1 << (_COMPLEX + real.rank), format_)
        case PyObj():
            size = "sizeof(PyObject *)"
            return _initializer("Python object", "O", size, size, 1 << _OBJECT, "O")
    raise LookupError(f"no views of {dtype}")


def _initializer(name: str, kind: str, align: str, size: str, numpy: int, format_: str) -> str:
    return f'{{"{name}", \'{kind}\', {align}, {numpy:#x}, {size}, "{format_}", NULL}}'


def _is_char(dtype: CInt) -> bool:
    """Whether it is plain ``char``, which stands for characters and bytes of either sign."""
    return isinstance(dtype, CChar) and dtype.c == "char"


def _int_mask(dtype: CInt) -> int:
    numbers = [n + (not dtype.signed) for n, code in _INTS.items() if 8 * struct.calcsize(code) == dtype.bits]
    if dtype.bits == 8 and not dtype.signed:
        numbers.append(_BOOL)
    if _is_char(dtype):
        numbers = [_BOOL, 1, 2]
    if dtype.bits == 64 and dtype.signed:
        numbers += _TIMES
    return sum(1 << n for n in numbers)


def _int_format(dtype: CInt) -> str:
    """The letter of the struct module, for the type's own name where it has one."""
    found = _LETTERS.get(dtype.c)
    if found is None:
        code = next(code for code in _INTS.values() if 8 * struct.calcsize(code) == dtype.bits)
        found = code if dtype.signed else code.upper()
    return found


def axis_letters(view: View) -> str | None:
    """What ``smelt_view_axes`` is told of the axes (see runtime/views_axes.h); None if ``smelt_view`` knows enough."""
    if view.order != "strided" or all(axis == Axis() for axis in view.axes):
        return None
    letters = {
        "direct": {"strided": "s", "contig": "c", "follow": "f"},
        "indirect": {"strided": "i", "contig": "j"},
        "generic": {"strided": "g", "contig": "h"},
    }
    return "".join(letters[axis.access][axis.packing] for axis in view.axes)


def acquire_flags(view: View, none_ok: bool, mode: str = "", cast: bool = False) -> str:
    """The flags of ``smelt_view`` for a view type; `mode` and `cast` are those of the older buffer syntax."""
    flags = []
    if view.order != "strided":
        fortran = view.order == "fortran" or mode == "fortran"  # of one axis they are the same
        flags.append("SMELT_F_ORDER" if fortran else "SMELT_C_ORDER")
    if not view.const:
        flags.append("SMELT_WRITABLE")
    if not view.direct:
        flags.append("SMELT_INDIRECT")
    if none_ok:
        flags.append("SMELT_NONE_OK")
    if cast:
        flags.append("SMELT_CAST")
    return " | ".join(flags) or "0"

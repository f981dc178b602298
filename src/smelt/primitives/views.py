"""How the runtime is told of the elements of views, and the flags of an acquisition."""

from __future__ import annotations

import struct

from smelt.types import CComplex, CFloat, CInt, PyObj, Type, View, strip_const

# NumPy's type numbers are part of its ABI. The unsigned type's is the signed one's + 1.
_INTS = {1: "b", 3: "h", 5: "i", 7: "l", 9: "q"}
_BOOL, _FLOAT, _COMPLEX, _OBJECT = 0, 11, 14, 17
_FLOAT_C = ("float", "double", "long double")

PART = "views"  # smelt_view(object, what, &dtype, ndim, flags, &data, shape, strides or NULL) gives the owner


def dtype_part(dtype: Type) -> str:
    """The runtime part that `dtype_initializer` needs."""
    dtype = strip_const(dtype)
    return "dtypes_generic" if isinstance(dtype, CInt) and not dtype.exact else "dtypes"


def dtype_initializer(dtype: Type) -> str:
    """The initializer of the ``smelt_dtype`` of a view's elements.

    Raises
    ------
    LookupError
        If views of such elements are not known to the runtime.
    """
    match strip_const(dtype):
        case CInt() as int_ if not int_.exact:
            return f'SMELT_INT_DTYPE({int_.c}, "{int_}")'
        case CInt(bits=bits, signed=signed) as int_:
            numbers = [n + (not signed) for n, code in _INTS.items() if 8 * struct.calcsize(code) == bits]
            if bits == 8 and not signed:
                numbers.append(_BOOL)
            mask = sum(1 << n for n in numbers)
            return f"{{\"{int_}\", '{'i' if signed else 'u'}', {bits // 8}, {bits // 8}, {mask:#x}}}"
        case CFloat(rank=rank) as float_:
            c = _FLOAT_C[rank]
            return f"{{\"{float_}\", 'f', sizeof({c}), sizeof({c}), {_float_mask(rank, _FLOAT)}}}"
        case CComplex(real=real) as complex_:
            c = _FLOAT_C[real.rank]
            return f"{{\"{complex_}\", 'c', 2 * sizeof({c}), sizeof({c}), {_float_mask(real.rank, _COMPLEX)}}}"
        case PyObj():
            return f"{{\"object\", 'O', sizeof(PyObject *), sizeof(PyObject *), {1 << _OBJECT:#x}}}"
    raise LookupError(f"no views of {dtype}")


def _float_mask(rank: int, first: int) -> str:
    return f"{1 << (first + rank):#x}"


def acquire_flags(view: View, none_ok: bool) -> str:
    """The flags of ``smelt_view`` for a view type."""
    flags = []
    if view.order != "strided":
        flags.append("SMELT_C_ORDER" if view.order == "c" else "SMELT_F_ORDER")
    if not view.const:
        flags.append("SMELT_WRITABLE")
    if none_ok:
        flags.append("SMELT_NONE_OK")
    return " | ".join(flags) or "0"

"""NumPy's type names, so that ``cimport numpy as np`` for types alone needs neither NumPy's .pxd nor its C headers.

`NUMBERS` gives each name the words of C that mean the same machine type here: what counts is kind and width, which is
what a buffer is checked for. `CLASSES` names the extension types. A name that is in neither table (``PyArray_DATA``,
``NPY_DOUBLE``, an attribute of ``np.ndarray`` in C) sends `sema` to the .pxd of the installed NumPy.
"""

from __future__ import annotations

import struct

from smelt.records import record
from smelt.types import C_INTS, ExtType, Type
from smelt.types.kinds import (
    DOUBLE,
    DOUBLE_COMPLEX,
    FLOAT,
    FLOAT_COMPLEX,
    HALF,
    LONGDOUBLE,
    LONGDOUBLE_COMPLEX,
)

_SIGNED = {8 * struct.calcsize(code): word for code, word in (("q", "long long"), ("l", "long"), ("i", "int"))}
_SIGNED |= {16: "short", 8: "signed char"}
_POINTER = 8 * struct.calcsize("P")


def _unsigned(word: str) -> str:
    return "unsigned char" if word == "signed char" else f"unsigned {word}"


def _numbers() -> dict[str, str]:
    found: dict[str, str] = {}
    for bits in (8, 16, 32, 64):
        found[f"int{bits}_t"] = found[f"npy_int{bits}"] = _SIGNED[bits]
        found[f"uint{bits}_t"] = found[f"npy_uint{bits}"] = _unsigned(_SIGNED[bits])
    # The default integer of NumPy 2 is as wide as a pointer; NumPy 1 took C's long, which differs on Windows only.
    found |= dict.fromkeys(("intp_t", "npy_intp", "int_t"), _SIGNED[_POINTER])
    found |= dict.fromkeys(("uintp_t", "npy_uintp", "uint_t"), _unsigned(_SIGNED[_POINTER]))
    found |= {"long_t": "long", "ulong_t": "unsigned long", "npy_byte": "signed char", "npy_ubyte": "unsigned char"}
    for word in ("short", "int", "long"):
        found[f"npy_{word}"] = word
        found[f"npy_u{word}"] = f"unsigned {word}"
    for name in ("longlong_t", "npy_longlong"):
        found[name] = "long long"
        found[f"u{name}" if name.endswith("_t") else "npy_ulonglong"] = "unsigned long long"
    found |= {"npy_bool": "unsigned char", "npy_hash_t": _SIGNED[_POINTER], "npy_ucs4": _unsigned(_SIGNED[32])}
    found |= dict.fromkeys(("npy_datetime", "npy_timedelta"), _SIGNED[64])
    found |= dict.fromkeys(("float16_t", "npy_float16", "npy_half"), "half")
    found |= dict.fromkeys(("float32_t", "npy_float32", "npy_float"), "float")
    found |= dict.fromkeys(("float64_t", "float_t", "double_t", "npy_float64", "npy_double"), "double")
    found |= dict.fromkeys(("longdouble_t", "npy_longdouble"), "long double")
    found |= dict.fromkeys(("npy_float80", "npy_float96", "npy_float128"), "long double")
    found |= dict.fromkeys(("complex64_t", "cfloat_t", "npy_complex64", "npy_cfloat"), "float complex")
    doubles = ("complex128_t", "cdouble_t", "complex_t", "npy_complex128", "npy_cdouble")
    found |= dict.fromkeys(doubles, "double complex")
    found |= dict.fromkeys(("clongdouble_t", "npy_clongdouble"), "long double complex")
    return found


@record(frozen=True)
class NumpyClass:
    """An extension type of NumPy: where Python finds it, and the struct of its instances in NumPy's headers."""

    module: str
    name: str
    struct: str


#: The C type of each of NumPy's number types, in the words of `CTypeName`.
NUMBERS: dict[str, str] = _numbers()

#: NumPy's classes as types.
CLASSES: dict[str, NumpyClass] = {
    name: NumpyClass("numpy", name, struct_)
    for name, struct_ in {
        "ndarray": "PyArrayObject",
        "dtype": "PyArray_Descr",
        "flatiter": "PyArrayIterObject",
        "broadcast": "PyArrayMultiIterObject",
        "ufunc": "PyUFuncObject",
        **dict.fromkeys(
            (
                "generic", "number", "integer", "signedinteger", "unsignedinteger", "inexact", "floating",
                "complexfloating", "flexible", "character",
            ),
            "PyObject",
        ),
    }.items()
}  # fmt: skip

_FLOATS: dict[str, Type] = {
    str(type_): type_ for type_ in (FLOAT, DOUBLE, LONGDOUBLE, FLOAT_COMPLEX, DOUBLE_COMPLEX, LONGDOUBLE_COMPLEX)
}
_FLOATS["half"] = HALF


def numpy_types() -> dict[str, Type]:
    """What each name means as a type: numbers are the C types that they are, classes objects of the class."""
    found: dict[str, Type] = {name: C_INTS.get(word) or _FLOATS[word] for name, word in NUMBERS.items()}
    found.update({name: ExtType(name, known.module) for name, known in CLASSES.items()})
    return found

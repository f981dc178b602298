"""The C types by the names that `cython` gives them."""

from __future__ import annotations

import struct
import sys
from typing import Any

from smelt.shadow._ctypes import (
    ArrayType,
    BoolType,
    ComplexType,
    CType,
    FloatType,
    FusedType,
    IntType,
    ObjectType,
    PointerType,
    QualifiedType,
    VoidType,
)  # fmt: skip

CHAR = IntType("char", "b")
VOID = VoidType("void", 1)
INT = IntType("int", "i")
LONG_DOUBLE_SIZE = 16 if sys.maxsize > 2**32 and sys.platform != "win32" else 12 if sys.platform != "win32" else 8

_INTEGERS = {
    "schar": ("signed char", "b"), "uchar": ("unsigned char", "B"),
    "short": ("short", "h"), "sshort": ("short", "h"), "ushort": ("unsigned short", "H"),
    "sint": ("int", "i"), "uint": ("unsigned int", "I"),
    "long": ("long", "l"), "slong": ("long", "l"), "ulong": ("unsigned long", "L"),
    "longlong": ("long long", "q"), "slonglong": ("long long", "q"), "ulonglong": ("unsigned long long", "Q"),
    "Py_ssize_t": ("Py_ssize_t", "n"), "ssize_t": ("ssize_t", "n"), "ptrdiff_t": ("ptrdiff_t", "n"),
    "Py_hash_t": ("Py_hash_t", "n"), "size_t": ("size_t", "N"),
    "Py_UCS4": ("Py_UCS4", "I"), "Py_UNICODE": ("Py_UNICODE", "I"),
}  # fmt: skip


def _base_types() -> dict[str, CType]:
    long_double = FloatType("long double", "d", LONG_DOUBLE_SIZE)
    found: dict[str, CType] = {name: IntType(spelled, letter) for name, (spelled, letter) in _INTEGERS.items()}
    found |= {
        "char": CHAR,
        "int": INT,
        "bint": BoolType("bint", "i"),
        "float": FloatType("float", "f"),
        "double": FloatType("double", "d"),
        "longdouble": long_double,
        "floatcomplex": ComplexType("float complex", 8),
        "doublecomplex": ComplexType("double complex", 16),
        "complex": ComplexType("double complex", 16),
        "longdoublecomplex": ComplexType("long double complex", 2 * LONG_DOUBLE_SIZE),
        "void": VOID,
        "Py_tss_t": ObjectType("Py_tss_t", struct.calcsize("P")),
    }
    long_double.format = ""  # the module `struct` has no letter for it
    return found


def types() -> dict[str, Any]:
    """Every type name of the module, pointers up to three levels deep included."""
    found: dict[str, Any] = dict(_base_types())
    for name, base in list(found.items()):
        pointer: Any = base
        for depth in range(1, 4):
            pointer = PointerType(pointer)
            found["p" * depth + "_" + name] = pointer
    found["p_const_char"] = PointerType(QualifiedType(CHAR, "const"))
    found["integral"] = FusedType(found["short"], found["int"], found["long"])
    found["floating"] = FusedType(found["float"], found["double"])
    members = [found[n] for n in ("short", "int", "long", "float", "double", "floatcomplex", "doublecomplex")]
    found["numeric"] = FusedType(*members)
    found |= {"object": object, "basestring": str, "unicode": str}
    return found


class Builder:
    """``cython.pointer(T)`` and ``cython.pointer[T]``; `const`, `volatile`, `restrict`, `array` in the same forms."""

    def __init__(self, word: str) -> None:
        self.word = word

    def __call__(self, base: Any, length: int | None = None) -> Any:
        if self.word == "pointer":
            return PointerType(base)
        return QualifiedType(base, self.word)

    def __getitem__(self, base: Any) -> Any:
        return self(base)

    def __repr__(self) -> str:
        return f"cython.{self.word}"


def array_of(*args: Any, **named: Any) -> Any:
    """``cython.array(T, n)``, the type; with `shape` and `itemsize`, an array of `cython.view`."""
    if named or len(args) != 2 or not isinstance(args[0], CType):
        from smelt.shadow._views import array

        return array(*args, **named)
    return ArrayType(args[0], args[1])

"""Functions, decorators and directives for uncompiled runs: what has no effect here lets things through."""

from __future__ import annotations

import functools
import math
import struct
from collections.abc import Callable
from typing import Any, TypeVar

from smelt.shadow._ctypes import (
    MISSING,
    CType,
    FusedType,
    Pointer,
    PointerType,
    Record,
    StructType,
    UnionType,
    ViewType,
    convert,
    sizeof_type,
    start_value,
)  # fmt: skip
from smelt.shadow._views import View

_T = TypeVar("_T")


def declare(type: Any = None, value: Any = MISSING, /, *, visibility: str = "private", **named: Any) -> Any:
    """The first value of a variable: `value` converted, else what the type starts with.

    Types given by name, ``declare(x=cython.int)``, declare nothing here.
    """
    if type is None:
        return None
    if value is MISSING:
        return start_value(type)
    return cast(type, value, typecheck=True)


def cast(type: Any, value: Any, /, typecheck: bool = False) -> Any:
    """`value` as a `type`; Python types let it through, with `typecheck` only if it is one or None.

    Raises
    ------
    TypeError
        If `typecheck` is set and `value` is of another Python type.
    """
    if isinstance(type, CType):
        return type(value)
    if typecheck and isinstance(type, builtin_type) and value is not None and not isinstance(value, type):
        raise TypeError(f"Cannot convert {builtin_type(value).__name__} to {type.__name__}")
    return value


builtin_type = type


def address(value: Any) -> Pointer:
    """A pointer to a place that holds `value`; to the first item of arrays."""
    if isinstance(value, Pointer):
        return Pointer(PointerType(value.target), [value])
    return Pointer("object", [value])


def sizeof(what: Any) -> int:
    """The size in bytes of a type, or of the type of a value as far as it is known here."""
    if isinstance(what, CType) and not isinstance(what, ViewType):
        return what.size
    if isinstance(what, View):
        return what.nbytes
    if isinstance(what, Record):
        return int(what._type.size)
    if isinstance(what, bool | int):
        return struct.calcsize("i")
    if isinstance(what, float):
        return struct.calcsize("d")
    return sizeof_type(object)


def typeof(value: Any) -> str:
    """The name of the type of `value`."""
    return builtin_type(value).__name__


def typedef(type: Any, name: str | None = None) -> Any:
    """Another name of a type: the type."""
    return type


def struct_type(**members: Any) -> StructType:
    """A struct of the named members."""
    return StructType(members)


def union_type(**members: Any) -> UnionType:
    """A union of the named members."""
    return UnionType(members)


def fused_type(*types: Any) -> FusedType:
    """One of several types."""
    return FusedType(*types)


def cdiv(a: Any, b: Any) -> Any:
    """Division as in C: integers are cut off toward zero."""
    if isinstance(a, float) or isinstance(b, float):
        return a / b
    quotient = abs(a) // abs(b)
    return quotient if (a < 0) == (b < 0) else -quotient


def cmod(a: Any, b: Any) -> Any:
    """The remainder as in C: it has the sign of `a`."""
    if isinstance(a, float) or isinstance(b, float):
        return math.fmod(a, b)
    return a - b * cdiv(a, b)


def identity(thing: _T) -> _T:
    """A decorator without effect here."""
    return thing


def factory(*args: Any, **named: Any) -> Callable[[_T], _T]:
    """A decorator with arguments and without effect here."""
    return identity


def inline(thing: Any, *args: Any, **named: Any) -> Any:
    """The decorator of inline functions. Compiling a string needs a compiler.

    Raises
    ------
    TypeError
        If `thing` is a string of code.
    """
    if isinstance(thing, str):
        raise TypeError("cython.inline of a string needs a compiler")
    return thing


class Directive:
    """A directive: ``@name``, ``@name(value)``, ``with name(value):`` and ``name.detail(value)``."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, *args: Any, **named: Any) -> Any:
        if len(args) == 1 and not named and callable(args[0]) and not isinstance(args[0], CType):
            return functools.total_ordering(args[0]) if self.name == "total_ordering" else args[0]
        return self

    def __enter__(self) -> None:
        return None

    def __exit__(self, *error: object) -> None:
        return None

    def __getattr__(self, name: str) -> Directive:
        if name.startswith("_"):
            raise AttributeError(name)
        return Directive(f"{self.name}.{name}")

    def __repr__(self) -> str:
        return f"cython.{self.name}"


class Threads(Directive):
    """``cython.parallel.parallel(...)``: a block that one thread runs here."""


def prange(*bounds: int, **options: Any) -> range:
    """``range``; the options about threads have no effect here."""
    return range(*bounds)


def not_none(value: _T) -> _T:
    return value


__all__ = [
    "Directive",
    "Threads",
    "address",
    "cast",
    "cdiv",
    "cmod",
    "convert",
    "declare",
    "factory",
    "fused_type",
    "identity",
    "inline",
    "not_none",
    "prange",
    "sizeof",
    "struct_type",
    "typedef",
    "typeof",
    "union_type",
]

"""Types of literals, of one of several values, and of what builtins return: what needs no scope to be known."""

from __future__ import annotations

from smelt.types import (
    BINT,
    BYTES,
    C_INTS,
    DOUBLE,
    DOUBLE_COMPLEX,
    INT,
    LIST,
    LONG,
    OBJECT,
    SSIZE,
    STR,
    VOID_PTR,
    CArray,
    CComplex,
    CCounter,
    CFloat,
    CInt,
    Ptr,
    Type,
    is_number,
)
from smelt.types.rules import arithmetic_literal, promote


def constant_type(value: object) -> Type:
    """The type of a literal of Python."""
    match value:
        case bool():
            return BINT
        case int():
            # variables of literals are long, however small the literal
            found = arithmetic_literal(value) if -(2**63) <= value < 2**64 else OBJECT
            return LONG if found == INT else found
        case float():
            return DOUBLE
        case complex():
            return DOUBLE_COMPLEX
        case str():
            return STR
        case bytes():
            return BYTES
    return OBJECT


def suffixed_type(value: int, suffix: str) -> CInt:
    """The C type of an integer literal with a suffix of U and L."""
    unsigned = "U" in suffix
    names = (
        ["long long"] if "LL" in suffix else ["long", "long long"] if "L" in suffix else ["int", "long", "long long"]
    )
    for name in names:
        type_ = C_INTS[f"unsigned {name}" if unsigned else name]
        if value <= type_.max:
            return type_
    return C_INTS["unsigned long long"]


def common_type(types: list[Type]) -> Type:
    """The type of an expression that is one of several: equal types, or numbers of a common C type."""
    first = types[0]
    if all(t == first for t in types):
        return first
    if all(isinstance(t, Ptr | CArray) for t in types):
        return next((t for t in types if t != VOID_PTR), first)
    if all(is_number(t) for t in types) and not any(t == BINT for t in types):
        joined: Type | None = first
        for type_ in types[1:]:
            joined = promote(joined, type_) if joined is not None else None
        floats = any(isinstance(t, CFloat | CComplex) for t in types)
        if joined is not None and not (floats and any(isinstance(t, CInt) for t in types)):
            return joined
    return OBJECT


def builtin_result(name: str, types: list[Type]) -> Type:
    """The type of a builtin's call, by the types of its arguments; the caller knows that the name is not shadowed."""
    if name in ("min", "max") and len(types) > 1 and all(isinstance(t, CInt | CFloat) for t in types):
        if any(isinstance(t, CCounter) for t in types):
            return OBJECT
        return common_type(types)
    if name == "abs" and len(types) == 1 and isinstance(types[0], CFloat):
        return types[0]
    if name == "abs" and len(types) == 1 and isinstance(types[0], CComplex):
        return types[0].real
    if name == "len" and len(types) == 1:
        return SSIZE
    if name == "float" and len(types) == 1:
        return DOUBLE
    if name == "bool" and len(types) == 1:
        return BINT
    if name in ("isinstance", "issubclass", "callable", "hasattr"):
        return BINT
    if name in ("list", "sorted") and len(types) == 1:
        return LIST
    if name in ("str", "repr"):
        return STR
    return OBJECT

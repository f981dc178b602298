"""Types that are made of fused types, and what is left when those are bound."""

from __future__ import annotations

from smelt.records import replace
from smelt.types.kinds import (
    DOUBLE,
    DOUBLE_COMPLEX,
    FLOAT,
    FLOAT_COMPLEX,
    INT,
    LONG,
    SHORT,
    Buffer,
    CArray,
    Const,
    CTuple,
    Func,
    Fused,
    Ptr,
    Ref,
    Type,
    View,
    strip_const,
)

_BUILTIN = {
    "integral": (SHORT, INT, LONG),
    "floating": (FLOAT, DOUBLE),
    "numeric": (SHORT, INT, LONG, FLOAT, DOUBLE, FLOAT_COMPLEX, DOUBLE_COMPLEX),
}


def builtin_fused(name: str) -> Fused | None:
    """``cython.floating`` and its like."""
    members = _BUILTIN.get(name)
    return None if members is None else Fused(f"cython.{name}", members, tuple(map(str, members)))


def fused_in(type_: Type) -> list[Fused]:
    """The fused types that a type is made of, each once, in order."""
    match type_:
        case Fused():
            return [type_]
        case Const(base=inner) | Ptr(target=inner) | Ref(target=inner) | CArray(element=inner) | View(dtype=inner):
            return fused_in(inner)
        case Buffer(view=view):
            return fused_in(view)
        case Func():
            parts: tuple[Type, ...] = (type_.returns, *type_.params)
        case CTuple(items=items):
            parts = items
        case _:
            return []
    return list(dict.fromkeys(f for part in parts for f in fused_in(part)))


def bound(type_: Type, binding: dict[Fused, Type]) -> Type:
    """A type with the fused types in it replaced."""
    if not fused_in(type_):
        return type_
    match type_:
        case Fused():
            return binding.get(type_, type_)
        case Const(base=inner):
            return Const(bound(inner, binding))
        case Ptr(target=inner):
            return Ptr(bound(inner, binding))
        case Ref(target=inner):
            return Ref(bound(inner, binding))
        case CArray(element=inner):
            return CArray(bound(inner, binding), type_.length)
        case View(dtype=inner):
            dtype = bound(inner, binding)
            return replace(type_, dtype=strip_const(dtype), const=type_.const or isinstance(dtype, Const))
        case Buffer():
            return replace(type_, view=bound(type_.view, binding))
        case CTuple(items=items):
            return CTuple(tuple(bound(item, binding) for item in items))
        case Func():
            params = tuple(bound(p, binding) for p in type_.params)
            return replace(type_, returns=bound(type_.returns, binding), params=params)
    return type_


def label(type_: Type) -> str:
    """A type as part of the name of a specialisation."""
    text = str(type_).replace("*", "p").replace("::1", "c").replace(":", "s")
    return "_".join("".join(ch if ch.isalnum() else " " for ch in text).split())


def specialisation_key(name: str, members: tuple[Type, ...]) -> str:
    """What a specialisation is called where its function's own name is not enough."""
    return "__".join([name, "_".join(map(label, members))])

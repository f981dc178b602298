"""``cython.operator``: the operators of C++ that Python has no sign for.

Python cannot change a number in place, so the increments return what the variable would hold; pointers move.
"""

from __future__ import annotations

from typing import Any

from smelt.shadow._functions import address as address


def dereference(pointer: Any) -> Any:
    """``*pointer``"""
    return pointer[0]


def preincrement(value: Any) -> Any:
    """``++value``"""
    return value + 1


def predecrement(value: Any) -> Any:
    """``--value``"""
    return value - 1


def postincrement(value: Any) -> Any:
    """``value++``"""
    return value


def postdecrement(value: Any) -> Any:
    """``value--``"""
    return value


def negate(value: Any) -> bool:
    """``!value``"""
    return not value


def bitwise_not(value: Any) -> Any:
    """``~value``"""
    return ~value


def comma(first: Any, second: Any) -> Any:
    """``first, second``"""
    return second


def typeid(value: Any) -> type:
    """The type of a value."""
    return type(value)


__all__ = [
    "address",
    "bitwise_not",
    "comma",
    "dereference",
    "negate",
    "postdecrement",
    "postincrement",
    "predecrement",
    "preincrement",
    "typeid",
]

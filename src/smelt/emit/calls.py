"""Small questions that the printing of operations and assignments asks."""

from __future__ import annotations

from smelt.emit.ctypes import declare
from smelt.ir.nodes import Binary, Expr, Load, Move
from smelt.ir.visit import expressions
from smelt.primitives.row import Error
from smelt.types import INT, CInt, Type, View

_COMPOUND = {"+", "-", "*", "/", "%", "&", "|", "^", "<<", ">>"}


def failure_test(error: Error, result: Type | None) -> str:
    """How the failure of a row is asked for; ``{}`` is its result, ``!`` says that it always fails."""
    match error:
        case "null":
            return "{}.owner == NULL" if isinstance(result, View) else "{} == NULL"
        case "null_or_end":
            return "{} == NULL && PyErr_Occurred()"
        case "minus":
            return "{} < 0"
        case "maybe_minus":
            plain = result is None or (isinstance(result, CInt) and result.signed and result.rank >= INT.rank)
            return f"{{}} == {'-1' if plain or result is None else f'({declare(result)})-1'} && PyErr_Occurred()"
        case "occurred":
            return "PyErr_Occurred()"
        case "always":
            return "!"
    return ""


def is_update(target: Expr, value: Expr) -> bool:
    """Whether ``target = value`` can be written ``target op= …``."""
    assert isinstance(value, Binary)
    left = value.left
    same = isinstance(target, Load) and isinstance(left, Load) and left.slot is target.slot
    return same and value.op in _COMPOUND and value.type == target.type


def moves_in(expr: Expr) -> list[Move]:
    found = [expr] if isinstance(expr, Move) else []
    return found + [e for e in expressions(expr) if isinstance(e, Move)]

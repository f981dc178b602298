"""Where products of floats have to be rounded in so many words, see runtime/rounded.h."""

from __future__ import annotations

from smelt.ir.nodes import Binary, Expr, Function, Unary
from smelt.ir.visit import expressions, walk
from smelt.types import CFloat, strip_const


def is_product(expr: Expr) -> bool:
    return isinstance(expr, Binary) and expr.op == "*" and isinstance(strip_const(expr.type), CFloat)


def may_fuse(function: Function) -> bool:
    """Whether a function both adds and subtracts floats, of which gcc makes vectors that round a product too late.

    Where the directive `fastmath` allows that, nothing needs to be done.
    """
    if {"contract", "reassoc"} & set(function.fastmath):
        return False
    adds = subtracts = False
    for stmt in walk(function.body):
        for expr in expressions(stmt):
            cls = expr.__class__
            if cls is not Binary and cls is not Unary:
                continue
            op = expr.op  # type: ignore[attr-defined]
            if (op == "-" or (op == "+" and cls is Binary)) and isinstance(strip_const(expr.type), CFloat):
                adds = adds or op == "+"
                subtracts = subtracts or op == "-"
        if adds and subtracts:
            return True
    return False

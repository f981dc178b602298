"""Sums and products of integers that nobody typed, where they become C integers at once: indices, typed variables.

``a[i + j]`` with counters `i` and `j` that have no type is arithmetic of Python's, which may leave any C integer. But
an index is a C integer: what leaves it is an error anyway. So such arithmetic is done in C, with a test for each step,
by the exception that the conversion of Python's number would raise. Passes over loops prove the tests or ask them in
front of nests. Only a step that leaves 64 bits where the whole comes back into them differs from Python's arithmetic.
"""

from __future__ import annotations

import ast

from smelt.ir import nodes as ir
from smelt.primitives import arith
from smelt.sema.build.core import FunctionBuilder
from smelt.sema.infer import operator_of
from smelt.sema.integers import Interval, clipped, exact_bounds
from smelt.types import BINT, OBJECT, SSIZE, CBool, CCounter, CInt, Enum, Type, strip_const
from smelt.types.kinds import counter
from smelt.types.rules import bounds, counter_result

_OPERATORS = ("+", "-", "*")


def exact_integer(b: FunctionBuilder, node: ast.expr, wanted: Type) -> ir.Expr | None:
    """The value of `node` as a `wanted` C integer; None where it is not arithmetic of this kind."""
    return fitted(b, _value(b, node, wanted), wanted) if is_exact(b, node, wanted) else None


def exact_step(b: FunctionBuilder, op: str, left: ir.Expr, node: ast.expr) -> ir.Expr | None:
    """``left op= node``, where `left` is a C integer and `node` is one that nobody typed, or made of such."""
    wanted = left.type
    if op not in _OPERATORS or not _takes(wanted):
        return None
    type_ = b.typer.beside(node, strip_const(b.typer.type_of(node, b.scope)), strip_const(wanted))
    limits = bounds_of(left)
    assert limits is not None
    counted = isinstance(type_, CCounter) and counter_result(op, limits, (type_.low, type_.high)) is None
    if not (counted or is_exact(b, node, wanted)):
        return None
    first, second = b.in_order(lambda: left, lambda: _value(b, node, wanted))
    return fitted(b, _step(b, op, first, second, wanted), wanted)


def is_exact(b: FunctionBuilder, node: ast.expr, wanted: Type) -> bool:
    """Whether a node is arithmetic of Python's on C integers alone, and the C integer that it becomes is one for it."""
    return isinstance(node, ast.BinOp) and _takes(wanted) and exact_bounds(b.typer, node, b.scope) is not None


def fitted(b: FunctionBuilder, value: ir.Expr, wanted: Type) -> ir.Expr:
    """A counter as a C integer that may be narrower, tested as the conversion of Python's number is."""
    type_ = strip_const(wanted)
    assert isinstance(type_, CInt)
    limits = bounds(value.type)
    assert limits is not None
    if limits[0] < type_.min or limits[1] > type_.max:
        value = b.keep(value)
        low, high = (ir.Const(SSIZE, end) for end in (type_.min, type_.max))
        beyond = ir.Binary(BINT, "||", ir.Binary(BINT, "<", value, low), ir.Binary(BINT, ">", value, high))
        b.emit(ir.Check("overflow", beyond, "OverflowError", f"value too large to convert to {type_.c}"))
    return value if type_ == SSIZE else ir.Cast(type_, value)


def _takes(wanted: Type) -> bool:
    """Whether a type is a C integer whose limits are known, and tell which error it is to leave 64 bits."""
    type_ = strip_const(wanted)
    if not isinstance(type_, CInt) or isinstance(type_, CCounter | CBool | Enum):
        return False
    return type_.exact and type_.signed


def _value(b: FunctionBuilder, node: ast.expr, wanted: Type) -> ir.Expr:
    if isinstance(node, ast.BinOp) and b.typer.type_of(node, b.scope) == OBJECT:
        left, right = b.in_order(lambda: _value(b, node.left, wanted), lambda: _value(b, node.right, wanted))
        return _step(b, operator_of(node.op), left, right, wanted)
    return b.expr(node)


def _step(b: FunctionBuilder, op: str, left: ir.Expr, right: ir.Expr, wanted: Type) -> ir.Expr:
    """One operation, within what its result can be where it is an index."""
    first, second = bounds_of(left), bounds_of(right)
    assert first is not None
    assert second is not None
    operands = [as_index(v) for v in (left, right)]
    type_ = counter_result(op, first, second)
    if type_ is None:
        operands = [v if _is_plain(v) else b.keep(v) for v in operands]
        leaves = ir.PureCall(BINT, arith.overflows(op, SSIZE), operands)
        name = "ssize_t" if strip_const(wanted) == SSIZE else "long"
        b.emit(ir.Check("overflow", leaves, "OverflowError", f"Python int too large to convert to C {name}"))
        type_ = counter(*clipped(op, first, second))
    assert type_ is not None
    return ir.Binary(type_, op, *operands)


def bounds_of(value: ir.Expr) -> Interval | None:
    """Between which values an integer lies, None if that is not known."""
    if isinstance(value, ir.Const) and isinstance(value.value, int):
        return value.value, value.value
    if isinstance(value, ir.ViewExtent):
        return 0, SSIZE.max
    return bounds(strip_const(value.type))


def _is_plain(value: ir.Expr) -> bool:
    """Whether to compute a value twice costs nothing."""
    while isinstance(value, ir.Cast):
        value = value.operand
    return isinstance(value, ir.Load | ir.Const | ir.ViewExtent)


def as_index(value: ir.Expr) -> ir.Expr:
    """An integer that is an index, in a type for it."""
    if isinstance(value, ir.Const) and isinstance(value.value, int):
        return ir.Const(SSIZE, value.value)
    return value if value.type == SSIZE or isinstance(value.type, CCounter) else ir.Cast(SSIZE, value)

"""Loops: counted ones over C integers, over C memory, and by Python's iteration."""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable
from typing import Any

from smelt.ir import nodes as ir
from smelt.primitives import objects
from smelt.sema.build.assign import store
from smelt.sema.build.core import FunctionBuilder, is_unknown, statement
from smelt.sema.build.cppconvert import over_object
from smelt.sema.build.exact import exact_integer
from smelt.sema.build.operators import combine, compare_values
from smelt.sema.build.parallel import not_counted, parallel_name, prange_of, start_team
from smelt.sema.build.views import as_slot, element, row_of
from smelt.sema.symbols import Variable
from smelt.sema.wording import article
from smelt.syntax import nodes as c
from smelt.syntax import tree as trees
from smelt.types import (
    BINT,
    OBJECT,
    SSIZE,
    CArray,
    CCounter,
    CInt,
    Ptr,
    PyObj,
    Type,
    View,
    strip_const,
)
from smelt.types.cpp import CppClass
from smelt.types.rules import bounds, promote

Body = Callable[[], None]


@statement(ast.For)
def for_(b: FunctionBuilder, node: ast.For) -> None:
    orelse: ir.Block = []

    def body() -> None:
        b.loops += 1
        b.statements(node.body)
        b.loops -= 1

    shared = prange_of(b, node)
    gives_up_gil = shared is not None and shared.gives_up_gil
    block: ir.Block = b.block
    if gives_up_gil:
        block = []
        b.emit(ir.GilBlock(False, block, span=b.env.span(node)))
        b.nogil = True
    with b.into(block):
        loop = iterate(b, node.target, node.iter, body)
    with b.into(orelse):
        b.statements(node.orelse)
    if loop is not None:
        loop.orelse = orelse
        if shared is not None and isinstance(loop, ir.ForRange) and block[-1] is loop:
            team = start_team(b, loop, shared)
            block[-1] = team if not shared.held or b.teams else ir.GilBlock(False, [team], span=team.span)
    if shared is not None:
        b.shared_loops -= 1
    if gives_up_gil:
        b.nogil = False


def iterate(b: FunctionBuilder, target: ast.expr, source: ast.expr, body: Body) -> ir.While | ir.ForRange | None:
    """A loop that binds `target` to each item of `source`; its node, to which an ``else`` may be added."""
    counted = _counted(b, target, source, body)
    if counted is not None:
        return counted
    if isinstance(source, ast.Call) and parallel_name(b, source.func) == "prange":
        not_counted(b, target, source)
        return None
    container, ends = source, ("begin", "end")
    if isinstance(source, ast.Call) and b.typer.is_builtin(source.func, "reversed", b.scope) and len(source.args) == 1:
        if isinstance(strip_const(b.typer.type_of(source.args[0], b.scope)), CppClass):
            container, ends = source.args[0], ("rbegin", "rend")
    value = b.expr(container)
    if is_unknown(value):
        return None
    type_ = strip_const(value.type)
    if isinstance(type_, CppClass):

        def bind(item: ir.Expr) -> None:
            store(b, target, item, source)
            body()

        return over_object(b, value, type_, source, bind, ends)
    if isinstance(type_, CArray | View | Ptr):
        return _over_memory(b, target, value, type_, source, body)
    return iterate_object(b, target, b.convert(value, OBJECT, source), source, body)


def iterate_object(
    b: FunctionBuilder, target: ast.expr, value: ir.Expr, source: ast.AST, body: Body, is_iterator: bool = False
) -> ir.While:
    """A loop by Python's protocol."""

    def bind(item: ir.Expr) -> None:
        store(b, target, item, source)
        body()

    return iterate_value(b, value, source, bind, is_iterator)


def iterate_value(
    b: FunctionBuilder, value: ir.Expr, source: ast.AST, bind: Callable[[ir.Expr], None], is_iterator: bool = False
) -> ir.While:
    """A loop by Python's protocol that does `bind` with each item."""
    b.need_gil(source, "iterating over a Python object")
    iterator = b.keep(value, "iterator") if is_iterator else b.op(objects.get_iter, value, node=source, hint="iterator")
    prelude: ir.Block = []
    with b.into(prelude):
        item = b.op(objects.iter_next, iterator, hint="item")
    inner: ir.Block = []
    loop = ir.While(prelude, ir.Binary(BINT, "!=", item, ir.Const(OBJECT, None)), inner, span=b.span)
    with b.into(inner):
        bind(item)
    b.emit(loop)
    return loop


# --- range ------------------------------------------------------------------------------------------------------------


def _counted(b: FunctionBuilder, target: ast.expr, source: ast.expr, body: Body) -> ir.ForRange | None:
    """``for i in range(…)`` with a C integer `i`: a C loop whose own counter never wraps."""
    call, reverse = source, False
    if isinstance(call, ast.Call) and b.typer.is_builtin(call.func, "reversed", b.scope) and len(call.args) == 1:
        call, reverse = call.args[0], True
    args = b.typer.range_args(call, b.scope)
    if args is None or (reverse and len(args) == 3):
        return None
    wanted = _target_type(b, target)
    if wanted is None:
        return None
    held = SSIZE if isinstance(wanted, CCounter) else wanted
    values = b.in_order(*[lambda a=a: exact_integer(b, a, held) or b.expr(a) for a in args])
    if is_unknown(*values):
        return None
    converted = _bounds_type(b, values, args, wanted)
    if converted is None:
        return None
    values, type_ = converted
    start: ir.Expr = ir.Const(type_, 0)
    step: ir.Expr = ir.Const(type_, 1)
    stop = values[0]
    if len(values) > 1:
        start, stop = values[0], values[1]
    if len(values) > 2:
        step = values[2]
    return _range_loop(b, target, start, stop, step, type_, reverse, body, source)


def _target_type(b: FunctionBuilder, target: ast.expr) -> CInt | None:
    type_ = (
        strip_const(b.typer.type_of(target, b.scope))
        if isinstance(target, ast.Name | ast.Attribute | ast.Subscript)
        else None
    )
    if isinstance(target, ast.Name):
        hit = b.typer.symbol(target, b.scope)
        if hit is None or not isinstance(hit[1], Variable) or hit[1].place == "pyglobal":
            return None
    return type_ if isinstance(type_, CInt) else None


def _bounds_type(
    b: FunctionBuilder, values: list[ir.Expr], nodes: list[ast.expr], wanted: CInt
) -> tuple[list[ir.Expr], CInt] | None:
    """The bounds in a signed type that holds them all where there is one, so that the counter is exact."""
    limits: list[tuple[int, int]] = []
    type_: Type = SSIZE
    for value, node in zip(values, nodes, strict=True):
        inner = strip_const(value.type)
        if isinstance(inner, PyObj):
            limits.append((wanted.min, wanted.max) if not isinstance(wanted, CCounter) else (SSIZE.min, SSIZE.max))
        elif isinstance(inner, CInt):
            found = (
                (value.value, value.value)
                if isinstance(value, ir.Const) and isinstance(value.value, int)
                else bounds(inner)
            )
            limits.append(found if found is not None else (inner.min, inner.max))
        else:
            b.error("E0640", node, f"range needs integers, found '{inner}'")
            return None
    if any(high > SSIZE.max for _, high in limits):
        type_ = wanted
        for value in values:
            joined = promote(type_, strip_const(value.type))
            type_ = joined if joined is not None else type_
    assert isinstance(type_, CInt)
    converted = [
        b.convert(
            b.convert(v, wanted if isinstance(v.type, PyObj) and not isinstance(wanted, CCounter) else type_, n),
            type_,
            n,
        )
        for v, n in zip(values, nodes, strict=True)
    ]
    return converted, type_


def _range_loop(
    b: FunctionBuilder, target: ast.expr, start: ir.Expr, stop: ir.Expr, step: ir.Expr, type_: CInt, reverse: bool,
    body: Body, node: ast.AST,
) -> ir.ForRange:  # fmt: skip
    start, stop = _settle(b, start), _settle(b, stop)
    if not isinstance(step, ir.Const):
        step = b.keep(step, "step")
        zero = ir.Binary(BINT, "==", step, ir.Const(type_, 0))
        b.emit(ir.Check("other", zero, "ValueError", "range() arg 3 must not be zero"))
    elif step.value == 0:
        b.emit(ir.Check("other", ir.Const(BINT, True), "ValueError", "range() arg 3 must not be zero"))
        step = ir.Const(type_, 1)
    if reverse:
        start, stop = ir.Binary(type_, "-", stop, ir.Const(type_, 1)), ir.Binary(type_, "-", start, ir.Const(type_, 1))
        step = ir.Const(type_, -1)
    counter = b.temp(type_, target.id if isinstance(target, ast.Name) else "i")
    inner: ir.Block = []
    auto = bool(b.directives.get("autoparallel"))
    loop = ir.ForRange(counter, start, stop, step, inner, span=b.span, auto=auto)
    with b.into(inner):
        store(b, target, ir.Load(type_, counter), node)
        body()
    b.emit(loop)
    return loop


def _settle(b: FunctionBuilder, value: ir.Expr) -> ir.Expr:
    """A bound is evaluated once: kept unless it is a constant."""
    return value if isinstance(value, ir.Const) else b.keep(value, "bound")


# --- C memory ---------------------------------------------------------------------------------------------------------


def _over_memory(
    b: FunctionBuilder, target: ast.expr, value: ir.Expr, type_: Type, source: ast.expr, body: Body
) -> ir.ForRange | None:
    counter = b.temp(SSIZE, "i")
    at = ir.Load(SSIZE, counter)
    match type_:
        case View():
            slot = _settled_view(b, as_slot(b, value), source)
            b.emit(ir.CheckView(slot, "iterate over"))
            extent: ir.Expr = ir.ViewExtent(SSIZE, slot, 0)
            item: ir.Expr = ir.ViewItem(type_.dtype, slot, [at])
        case CArray(length=int() as length):
            extent = ir.Const(SSIZE, length)
            item = ir.Index(type_.element, value, at)
        case _:
            b.error("E0641", source, f"{article(type_)} has no end to iterate to", "slice it: for x in p[:n]")
            return None
    inner: ir.Block = []
    loop = ir.ForRange(counter, ir.Const(SSIZE, 0), extent, ir.Const(SSIZE, 1), inner, span=b.span)
    with b.into(inner):
        if isinstance(type_, View) and type_.ndim > 1:
            item = row_of(b, slot, at)
        item = element(b, item, source)
        store(b, target, item, source)
        body()
    b.emit(loop)
    return loop


def _settled_view(b: FunctionBuilder, slot: ir.Slot, source: ast.expr) -> ir.Slot:
    """The view that a loop runs over: one of its own if the loop may rebind the variable."""
    if slot.temp:
        return slot
    if slot.storage in (ir.Storage.LOCAL, ir.Storage.PARAM) and isinstance(source, ast.Name):
        around = b.current
        names = trees.walk(around) if around is not None else []
        if not any(isinstance(n, ast.Name) and n.id == source.id and not isinstance(n.ctx, ast.Load) for n in names):
            return slot
    held = b.flag(slot.type, slot.name)  # until the function ends, as a parameter's memory lasts
    b.emit(ir.Assign(ir.Load(slot.type, held), ir.Load(slot.type, slot)))
    return held


# --- while, for-from --------------------------------------------------------------------------------------------------


@statement(ast.While)
def while_(b: FunctionBuilder, node: ast.While) -> None:
    prelude: ir.Block = []
    b.loops += 1
    with b.into(prelude):
        test = b.condition(node.test)
    body: ir.Block = []
    with b.into(body):
        b.statements(node.body)
    b.loops -= 1
    orelse: ir.Block = []
    with b.into(orelse):
        b.statements(node.orelse)
    b.emit(ir.While(prelude, test, body, [], orelse, span=b.env.span(node)))


@statement(c.CForFrom)
def for_from(b: FunctionBuilder, node: c.CForFrom) -> None:
    """``for i from low <= i < high by step``: C's ``for``, the variable being the counter."""
    up = node.high_op in ("<", "<=")
    if (node.low_op in ("<", "<=")) != up:
        b.error(
            "E0642",
            node,
            "the two relations of 'for … from' must point the same way",
            "write low <= i < high or high > i >= low",
        )
        return
    low = b.expr(node.low)
    high = b.expr(node.high)
    step = b.expr(node.step) if node.step is not None else ir.Const(SSIZE, 1)
    if is_unknown(low, high, step):
        return
    high, step = _settle(b, high), _settle(b, step)
    if node.low_op in ("<", ">"):
        low = combine(b, "+" if up else "-", low, step, node, node.low, node.low)
    store(b, node.target, low, node.low)
    prelude: ir.Block = []
    with b.into(prelude):
        word: Any = {"<": ast.Lt, "<=": ast.LtE, ">": ast.Gt, ">=": ast.GtE}[node.high_op]
        test = compare_values(b, word(), b.expr(_read(node.target)), high, node, True)
    body: ir.Block = []
    b.loops += 1
    with b.into(body):
        b.statements(node.body)
    b.loops -= 1
    update: ir.Block = []
    with b.into(update):
        moved = combine(b, "+" if up else "-", b.expr(_read(node.target)), step, node, node.target, node.target)
        store(b, node.target, moved, node)
    orelse: ir.Block = []
    with b.into(orelse):
        b.statements(node.orelse)
    b.emit(ir.While(prelude, test, body, update, orelse, span=b.env.span(node)))


def _read(target: ast.expr) -> ast.expr:
    node = copy.copy(target)
    node.ctx = ast.Load()  # type: ignore[attr-defined]
    return node


@statement(ast.Break)
def break_(b: FunctionBuilder, node: ast.Break) -> None:
    b.emit(ir.Break())


@statement(ast.Continue)
def continue_(b: FunctionBuilder, node: ast.Continue) -> None:
    b.emit(ir.Continue())

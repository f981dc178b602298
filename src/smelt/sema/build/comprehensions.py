"""Comprehensions, generator expressions' bodies, and yield."""

from __future__ import annotations

import ast
from collections.abc import Callable

from smelt.ir import nodes as ir
from smelt.primitives import containers, generators
from smelt.sema.build.core import PYTHON_NONE, FunctionBuilder, expression
from smelt.sema.build.local_variables import new_cells
from smelt.sema.build.loops import iterate, iterate_object
from smelt.sema.infer import Typer
from smelt.sema.scopes import Scope
from smelt.sema.symbols import Variable
from smelt.syntax import tree as trees
from smelt.types import BINT, OBJECT, SSIZE, PyObj

_Add = Callable[[], object]
_First = Callable[[ast.comprehension, Callable[[], None]], None]


@expression(ast.ListComp)
def list_comprehension(b: FunctionBuilder, node: ast.ListComp) -> ir.Expr:
    result = b.op(containers.list_new, ir.Const(SSIZE, 0), node=node, hint="list")
    _run(b, node, node.generators, lambda: b.op(containers.list_append, result, b.object(node.elt)))
    return result


@expression(ast.SetComp)
def set_comprehension(b: FunctionBuilder, node: ast.SetComp) -> ir.Expr:
    result = b.op(containers.set_new, node=node, hint="set")
    _run(b, node, node.generators, lambda: b.op(containers.set_add, result, b.object(node.elt)))
    return result


@expression(ast.DictComp)
def dict_comprehension(b: FunctionBuilder, node: ast.DictComp) -> ir.Expr:
    result = b.op(containers.dict_new, node=node, hint="dict")
    _run(b, node, node.generators, lambda: b.op(containers.dict_set, result, *b.objects([node.key, node.value])))
    return result


def _run(b: FunctionBuilder, node: ast.AST, generators_: list[ast.comprehension], add: _Add) -> None:
    """The loops of a comprehension, in place: its variables are locals of the function under names of their own.

    At language level 2 a list comprehension has no scope; its variables are those of the scope around it.
    """
    scope = b.module.scopes.of[node]
    outer = b.scope

    def first(generator: ast.comprehension, body: Callable[[], None]) -> None:
        # the first iterable is evaluated outside of the comprehension's scope
        _first(b, scope, outer, generator, body)

    if scope is outer:
        _loops(b, generators_, first, add)
        return
    b.scope = scope
    new_cells(b, scope)
    _loops(b, generators_, first, add)
    b.scope = outer
    for variable in scope.variables.values():
        if isinstance(variable, Variable) and isinstance(b.variable_type(variable), PyObj):
            slot = b.cells.get(variable) if variable.captured else b.slots.get(variable)
            if slot is not None:
                b.emit(ir.Unbind(slot))


def _loops(b: FunctionBuilder, generators_: list[ast.comprehension], first: _First | None, add: _Add) -> None:
    """The loops of a comprehension, one in the other; `first` makes the outermost, `add` what is innermost."""
    if not generators_:
        add()
        return
    generator = generators_[0]

    def body() -> None:
        _filtered(b, generator.ifs, lambda: _loops(b, generators_[1:], None, add))

    if first is not None:
        first(generator, body)
    else:
        iterate(b, generator.target, generator.iter, body)


def _first(
    b: FunctionBuilder, scope: Scope, outer: Scope, generator: ast.comprehension, body: Callable[[], None]
) -> None:
    call = generator.iter
    counted = isinstance(call, ast.Call) and b.typer.is_builtin(call.func, "range", outer)
    clash = scope is not outer and any(isinstance(n, ast.Name) and n.id in scope.variables for n in trees.walk(call))
    if (counted and not clash) or scope is outer or isinstance(b.typer.type_of(call, outer), PyObj) is False:
        iterate(b, generator.target, call, body)
        return
    assert isinstance(b.typer, Typer)
    b.scope = outer
    value = b.object(call)
    b.scope = scope
    iterate_object(b, generator.target, value, call, body)


def _filtered(b: FunctionBuilder, tests: list[ast.expr], inner: Callable[[], None]) -> None:
    if not tests:
        inner()
        return
    test = b.condition(tests[0])
    body: ir.Block = []
    with b.into(body):
        _filtered(b, tests[1:], inner)
    b.emit(ir.If(test, body))


def generator_body(b: FunctionBuilder, node: ast.GeneratorExp, scope: Scope) -> None:
    """The code of a generator expression: its first iterator comes as the argument ``.0``."""
    first = scope.variables[".0"]
    assert isinstance(first, Variable)

    def add() -> None:
        b.emit(ir.Yield(None, b.object(node.elt)))

    def outermost(generator: ast.comprehension, body: Callable[[], None]) -> None:
        value = ir.Load(OBJECT, b.slot(first))
        iterate_object(b, generator.target, value, generator.iter, body, is_iterator=True)

    _loops(b, node.generators, outermost, add)


@expression(ast.Yield)
def yield_(b: FunctionBuilder, node: ast.Yield) -> ir.Expr:
    if b.function.kind != "generator":
        return b.error("E0670", node, "'yield' outside of a def function")
    value = b.object(node.value) if node.value is not None else PYTHON_NONE
    sent = b.temp(OBJECT, "sent")
    b.emit(ir.Yield(sent, value))
    return ir.Load(OBJECT, sent)


@expression(ast.YieldFrom)
def yield_from(b: FunctionBuilder, node: ast.YieldFrom) -> ir.Expr:
    """Send to the sub-iterator until it is done, yielding what it yields."""
    if b.function.kind != "generator":
        return b.error("E0670", node, "'yield from' outside of a def function")
    source = b.op(generators.delegate_iter, b.object(node.value), hint="source")
    assert isinstance(source, ir.Load)
    sent = b.flag(OBJECT, "sent")
    b.emit(ir.Assign(ir.Load(OBJECT, sent), PYTHON_NONE))
    prelude: ir.Block = []
    with b.into(prelude):
        item = b.op(generators.delegate_send, source, ir.Load(OBJECT, sent), hint="item")
    body: ir.Block = []
    with b.into(body):
        got = b.temp(OBJECT, "got")
        b.emit(ir.Yield(got, item, source.slot))
        b.emit(ir.Assign(ir.Load(OBJECT, sent), ir.Load(OBJECT, got)))
    b.emit(ir.While(prelude, ir.Binary(BINT, "!=", item, ir.Const(OBJECT, None)), body))
    return b.op(generators.delegate_result, hint="result")

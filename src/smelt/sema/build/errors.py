"""try, with, raise, assert."""

from __future__ import annotations

import ast

from smelt.ir import nodes as ir
from smelt.primitives import errors as rows
from smelt.sema.build.assign import store
from smelt.sema.build.conditions import negate
from smelt.sema.build.core import NULL_OBJECT, PYTHON_NONE, FunctionBuilder, statement
from smelt.sema.build.names import delete_name
from smelt.sema.build.parallel import parallel_block, with_gil
from smelt.sema.directives import DIRECTIVES, from_call
from smelt.sema.symbols import CythonName
from smelt.types import BINT, OBJECT


@statement(ast.Try)
def try_(b: FunctionBuilder, node: ast.Try) -> None:
    if node.finalbody:
        body: ir.Block = []
        with b.into(body):
            if node.handlers:
                _try_except(b, node)
            else:
                b.statements(node.body)
                b.statements(node.orelse)
        final: ir.Block = []
        with b.into(final):
            b.handlers.append(None)
            b.statements(node.finalbody)
            b.handlers.pop()
        b.emit(ir.TryFinally(body, final, span=b.env.span(node)))
    else:
        _try_except(b, node)


def _try_except(b: FunctionBuilder, node: ast.Try) -> None:
    if b.nogil:
        b.need_gil(node, "handling exceptions")
        return
    body: ir.Block = []
    with b.into(body):
        b.statements(node.body)
    exc = ir.Slot("exception", OBJECT)
    b.function.slots.append(exc)
    handler: ir.Block = []
    with b.into(handler):
        b.handlers.append(exc)
        _handlers(b, node.handlers, exc)
        b.handlers.pop()
    orelse: ir.Block = []
    with b.into(orelse):
        b.statements(node.orelse)
    b.emit(ir.Try(body, exc, handler, orelse, span=b.env.span(node)))


def _handlers(b: FunctionBuilder, handlers: list[ast.ExceptHandler], exc: ir.Slot) -> None:
    if not handlers:
        b.emit(ir.Reraise())
        return
    handler = handlers[0]
    if handler.type is None:
        if len(handlers) > 1:
            b.error("E0650", handler, "default 'except:' must be last")
        _handler_body(b, handler, exc)
        return
    b.span = b.env.span(handler)
    test = b.op(rows.matches, ir.Load(OBJECT, exc), b.object(handler.type))
    body: ir.Block = []
    with b.into(body):
        _handler_body(b, handler, exc)
    rest: ir.Block = []
    with b.into(rest):
        _handlers(b, handlers[1:], exc)
    b.emit(ir.If(test, body, rest, span=b.env.span(handler)))


def _handler_body(b: FunctionBuilder, handler: ast.ExceptHandler, exc: ir.Slot) -> None:
    if not handler.name:
        b.statements(handler.body)
        return
    name = ast.copy_location(ast.Name(handler.name, ast.Store()), handler)
    store(b, name, ir.Load(OBJECT, exc), handler)
    body: ir.Block = []
    with b.into(body):
        b.statements(handler.body)
    final: ir.Block = []
    with b.into(final):
        # the name is bound to None first so that deleting it cannot fail, as Python does it
        b.span = b.env.span(handler)
        store(b, name, PYTHON_NONE, handler)
        delete_name(b, ast.copy_location(ast.Name(handler.name, ast.Del()), handler))
    b.emit(ir.TryFinally(body, final))


@statement(ast.Raise)
def raise_(b: FunctionBuilder, node: ast.Raise) -> None:
    if node.exc is None:
        if not b.need_gil(node, "raising an exception"):
            return
        if b.handlers and b.handlers[-1] is not None:
            b.emit(ir.Reraise())
        else:
            b.op(rows.reraise_current, node=node)
        return
    if b.nogil:
        # Nothing is lost by waiting for the GIL on the way to an error.
        held: ir.Block = []
        with b.into(held):
            b.nogil = False
            raise_(b, node)
            b.nogil = True
        b.emit(ir.GilBlock(True, held, span=b.env.span(node)))
        return
    parts = b.in_order(
        lambda: b.object(node.exc),  # type: ignore[arg-type]
        lambda: b.object(node.cause) if node.cause is not None else NULL_OBJECT,
    )
    b.op(rows.raise_, parts[0], parts[1], node=node)


@statement(ast.Assert)
def assert_(b: FunctionBuilder, node: ast.Assert) -> None:
    test = b.condition(node.test)
    body: ir.Block = []
    with b.into(body):
        if b.nogil and node.msg is None:
            b.emit(ir.Check("other", ir.Const(BINT, True), "AssertionError", ""))
        else:
            message = b.object(node.msg) if node.msg is not None else NULL_OBJECT
            b.op(rows.assertion_failed, message, node=node)
    b.emit(ir.If(negate(test), body))


# --- with -------------------------------------------------------------------------------------------------------------


@statement(ast.With)
def with_(b: FunctionBuilder, node: ast.With) -> None:
    _items(b, node, 0)


def _items(b: FunctionBuilder, node: ast.With, index: int) -> None:
    if index == len(node.items):
        b.statements(node.body)
        return
    item = node.items[index]
    b.span = b.env.span(item.context_expr)
    team = parallel_block(b, node, item)
    if team is not None:
        with b.into(team.body):
            _items(b, node, index + 1)
        b.teams -= 1
        b.emit(team if b.nogil else with_gil(team))
        return
    word = _gil_word(b, item.context_expr)
    if word is not None:
        _gil(b, node, index, word)
        return
    directives = _directives(b, item.context_expr)
    if directives is not None:
        for name in directives:
            if DIRECTIVES[name].whole:
                b.error("E0405", item.context_expr, f"directive '{name}' holds for whole functions",
                        f"write '@cython.{name}(...)' above the function")  # fmt: skip
        with b.setting(directives):
            _items(b, node, index + 1)
        return
    _manager(b, node, item, index)


def _gil_word(b: FunctionBuilder, node: ast.expr) -> str | None:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("nogil", "gil"):
        if len(node.args) == 1 and isinstance(node.args[0], ast.Constant):
            held = (node.func.id == "gil") == bool(node.args[0].value)
            return "gil" if held else "nogil"
        return None
    if isinstance(node, ast.Name) and node.id in ("nogil", "gil"):
        hit = b.typer.symbol(node, b.scope)
        if hit is None or isinstance(hit[1], CythonName):
            return node.id
    hit = b.typer.symbol(node, b.scope)
    if hit is not None and isinstance(hit[1], CythonName):
        name = hit[1].path.split(".")[-1]
        return name if name in ("nogil", "gil") else None
    return None


def _gil(b: FunctionBuilder, node: ast.With, index: int, word: str) -> None:
    if word == "gil" and not b.nogil:
        if not isinstance(node.items[index].context_expr, ast.Call):
            b.error("E0604", node.items[index].context_expr, "'with gil:' where the GIL is held already",
                    "leave it out: it belongs into a 'with nogil:' block or a nogil function")  # fmt: skip
        _items(b, node, index + 1)
        return
    if word == "nogil" and b.nogil:
        b.error("E0603", node.items[index].context_expr, "'with nogil:' where the GIL is not held")
        return
    outer = b.nogil
    body: ir.Block = []
    with b.into(body):
        b.nogil = word == "nogil"
        _items(b, node, index + 1)
        b.nogil = outer
    b.emit(ir.GilBlock(word == "gil", body, span=b.env.span(node)))


def _directives(b: FunctionBuilder, node: ast.expr) -> dict[str, object] | None:
    func = node.func if isinstance(node, ast.Call) else node
    hit = b.typer.symbol(func, b.scope)
    if hit is None or not isinstance(hit[1], CythonName):
        return None
    path = hit[1].path.removeprefix("cython").lstrip(".")
    return from_call(node, path, b.env.span(node), b.env.diagnostics)


def _manager(b: FunctionBuilder, node: ast.With, item: ast.withitem, index: int) -> None:
    """A context manager: its exit sees an exception, or runs at the end of any other way out."""
    manager = b.keep(b.object(item.context_expr), "manager")
    enter = b.op(rows.lookup_enter, manager, node=item.context_expr, hint="enter")
    leave = b.op(rows.lookup_exit, manager, hint="exit")
    value = b.op(rows.call_enter, enter, hint="entered")
    seen = b.flag(BINT, "exit_called")
    b.emit(ir.Assign(ir.Load(BINT, seen), ir.Const(BINT, False)))
    body: ir.Block = []
    with b.into(body):
        if item.optional_vars is not None:
            store(b, item.optional_vars, value, item.context_expr)
        _items(b, node, index + 1)
    exc = ir.Slot("exception", OBJECT)
    b.function.slots.append(exc)
    handler: ir.Block = []
    with b.into(handler):
        b.span = b.env.span(item.context_expr)
        b.emit(ir.Assign(ir.Load(BINT, seen), ir.Const(BINT, True)))
        suppressed = b.op(rows.call_exit, leave, ir.Load(OBJECT, exc))
        b.emit(ir.If(ir.Unary(BINT, "!", suppressed), [ir.Reraise()]))
    final: ir.Block = []
    with b.into(final):
        b.span = b.env.span(item.context_expr)
        normal: ir.Block = []
        with b.into(normal):
            b.op(rows.call_exit, leave, NULL_OBJECT)
        b.emit(ir.If(ir.Unary(BINT, "!", ir.Load(BINT, seen)), normal))
    b.emit(ir.TryFinally([ir.Try(body, exc, handler, [], span=b.span)], final))

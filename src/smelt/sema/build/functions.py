"""Python functions: def, lambda, their decorators, defaults and annotations.

A def function is one C function, its vectorcall entry (kind ``wrapper``) that also holds the code. Generators keep
their code apart (`generators`): the entry only makes the generator object.
"""

from __future__ import annotations

import ast

from smelt.ir import nodes as ir
from smelt.primitives import calls, containers
from smelt.primitives import functions as function_rows
from smelt.sema.bound import unbound_reads
from smelt.sema.build.assign import annotation_value, store
from smelt.sema.build.bridge import bridge
from smelt.sema.build.core import NULL_OBJECT, PYTHON_NONE, FunctionBuilder, expression, statement
from smelt.sema.build.fused import dispatcher, too_many
from smelt.sema.build.generators import return_generator
from smelt.sema.build.literals import constant_tuple
from smelt.sema.build.local_variables import declare_locals
from smelt.sema.build.names import name_const
from smelt.sema.build.parameters import PyFunction, class_of, declare_parameters, parse_arguments
from smelt.sema.build.signatures import docstring, embedded_signature, signature_text, without_docstring
from smelt.sema.closest import close_to
from smelt.sema.directives import DIRECTIVES, from_call
from smelt.sema.fused import combinations, fused_types, specialised
from smelt.sema.scopes import Scope, all_args, analyse_function
from smelt.sema.symbols import CythonName, Variable
from smelt.syntax import nodes as c
from smelt.types import (
    OBJECT,
    TUPLE,
    Func,
    Fused,
    View,
    strip_const,
)
from smelt.types.fused import label


@statement(ast.FunctionDef)
def define(b: FunctionBuilder, node: ast.FunctionDef) -> None:
    """``def``: decorators, defaults and annotations are evaluated, in this order; then the function is bound."""
    scope = b.module.scopes.of[node]
    if scope.bridge is not None or _inner_bridge(b, scope):
        bridge(b, node, scope.bridge or "class body")
        return
    directives, decorators = split_decorators(b, node.decorator_list)
    if directives.get("ufunc"):
        b.error("E0664", node, f"no ufunc can be made: '{node.name}' is a def function", "make it a cdef function")
    functions = [b.keep(b.object(d), "decorator") for d in decorators]
    fused = fused_types(b.env, node)
    if fused:
        value = _fused_function(b, node, scope, directives, fused)
    else:
        value = function_object(b, node, scope, node.name, directives)
    for function, decorator in zip(reversed(functions), reversed(decorators), strict=True):
        b.span = b.env.span(decorator)
        value = b.op(calls.call, function, value)
    b.span = b.env.span(node)
    store(b, ast.copy_location(ast.Name(node.name, ast.Store()), node), value, node)


def _inner_bridge(b: FunctionBuilder, scope: Scope) -> bool:
    """Whether a function inside of this one cannot be lowered: then the outermost one is kept whole."""
    for inner in b.module.scopes.of.values():
        if inner.bridge is None:
            continue
        at = inner.parent
        while at is not None:
            if at is scope:
                return True
            at = at.parent
    return False


def split_decorators(b: FunctionBuilder, nodes: list[ast.expr]) -> tuple[dict[str, object], list[ast.expr]]:
    """Directives that decorators set, and the decorators that are Python's."""
    directives: dict[str, object] = {}
    python: list[ast.expr] = []
    for node in nodes:
        func = node.func if isinstance(node, ast.Call) else node
        hit = b.typer.symbol(func, b.scope)
        if hit is None or not isinstance(hit[1], CythonName):
            python.append(node)
            continue
        path = hit[1].path.removeprefix("cython").lstrip(".")
        found = from_call(node, path, b.env.span(node), b.env.diagnostics)
        if found is not None:
            directives = {**found, **directives}  # the outer one counts
        elif path in (
            "inline",
            "nogil",
            "with_gil",
            "cfunc",
            "ccall",
            "locals",
            "returns",
            "exceptval",
            "final",
            "test_assert_path_exists",
        ):
            continue
        else:
            close = close_to(path, DIRECTIVES)
            hint = f"did you mean '{close[0]}'?" if close else None
            b.error("E0401", node, f"unknown compiler directive '{path}'", hint)
    return directives, python


def function_object(
    b: FunctionBuilder, node: PyFunction, scope: Scope, name: str, directives: dict[str, object]
) -> ir.Expr:
    """Build the functions of a def or lambda and emit the statement that makes the function object."""
    if not b.need_gil(node, "making a Python function"):
        return PYTHON_NONE
    return _made(b, node, scope, name, directives, _evaluated(b, node))


Evaluated = tuple[ir.Expr, ir.Expr, ir.Expr]


def _evaluated(b: FunctionBuilder, node: PyFunction) -> Evaluated:
    """What is evaluated where a function is defined: defaults, those of keywords, annotations."""
    args = node.args
    defaults: ir.Expr = NULL_OBJECT
    if args.defaults:
        display = ast.copy_location(ast.Tuple(list(args.defaults), ast.Load()), args.defaults[0])
        known = constant_tuple(display)
        defaults = (
            ir.PyConst(TUPLE, known)
            if known is not None
            else b.op(containers.build_tuple, *_default_values(b, args), node=node, hint="defaults")
        )
    kwdefaults: ir.Expr = NULL_OBJECT
    if any(d is not None for d in args.kw_defaults):
        kwdefaults = b.op(containers.dict_new, hint="kwdefaults")
        for arg, default in zip(args.kwonlyargs, args.kw_defaults, strict=True):
            if default is not None:
                b.op(containers.dict_set, kwdefaults, name_const(arg.arg), _default_value(b, arg, default))
    return defaults, kwdefaults, _annotations(b, node)


def _default_values(b: FunctionBuilder, args: ast.arguments) -> list[ir.Expr]:
    """The defaults of positional parameters as objects."""
    named = [*args.posonlyargs, *args.args][-len(args.defaults) :]
    return b.in_order(*[lambda a=a, d=d: _default_value(b, a, d) for a, d in zip(named, args.defaults, strict=True)])


def _default_value(b: FunctionBuilder, arg: ast.arg, default: ast.expr) -> ir.Expr:
    """A default as an object; that of a view is a view already, so that its exporter is asked only once."""
    value = b.expr(default)
    if isinstance(arg, c.CArg) and isinstance(arg.ctype, c.CViewType) and not isinstance(value, ir.PyConst):
        type_ = strip_const(b.typer.resolver.resolve(arg.ctype))
        if isinstance(type_, View):
            value = b.convert(value, type_, default, arg.arg)
    return b.convert(value, OBJECT, default)


def _made(
    b: FunctionBuilder, node: PyFunction, scope: Scope, name: str, directives: dict[str, object], evaluated: Evaluated,
    key: str | None = None,
) -> ir.Expr:  # fmt: skip
    """Build a function's code, and emit the statement that makes its object; `key` is its name in C."""
    wrapper, free = build_python_function(b, node, scope, name, directives, key)
    slot = b.temp(OBJECT, name if name.isidentifier() else "function")
    b.emit(ir.MakeFunction(slot, wrapper, *evaluated, [b.cell(v) for v in free]))
    if not {**b.directives, **directives}.get("binding", True) and class_of(b.env, scope.parent) is None:
        return b.op(function_rows.as_builtin, ir.Load(OBJECT, slot))
    return ir.Load(OBJECT, slot)


def _fused_function(
    b: FunctionBuilder, node: ast.FunctionDef, scope: Scope, directives: dict[str, object], fused: tuple[Fused, ...]
) -> ir.Expr:
    """A def function of fused types: one function object for each choice, and the one that chooses."""
    if not b.need_gil(node, "making a Python function") or too_many(b, node, fused):
        return PYTHON_NONE
    evaluated = _evaluated(b, node)
    assert scope.parent is not None
    functions: list[ir.Expr] = []
    for members in combinations(fused):
        binding = dict(zip(fused, members, strict=True))
        copy = specialised(b.env, node, binding, frozenset(scope.variables))
        assert isinstance(copy, ast.FunctionDef)
        inner = analyse_function(copy, scope.parent, b.module.scopes, b.env.source, b.env.diagnostics)
        key = "_".join([node.name, *map(label, members)])
        with b.env.diagnostics.one_a_place():
            functions.append(_made(b, copy, inner, node.name, directives, evaluated, key))
    return dispatcher(b, node, node.name, functions, evaluated, directives, docstring(node.body))


def _annotations(b: FunctionBuilder, node: PyFunction) -> ir.Expr:
    pairs: list[tuple[str, ast.expr]] = []
    for arg in all_args(node.args):
        spelled = arg.annotation
        if spelled is not None:
            pairs.append((arg.arg, spelled))
    if isinstance(node, ast.FunctionDef) and node.returns is not None:
        pairs.append(("return", node.returns))
    if not pairs:
        return NULL_OBJECT
    result = b.op(containers.dict_new, hint="annotations")
    for name, annotation in pairs:
        b.op(containers.dict_set, result, name_const(name), annotation_value(b, annotation))
    return result


def build_python_function(
    b: FunctionBuilder, node: PyFunction, scope: Scope, name: str, directives: dict[str, object], key: str | None = None
) -> tuple[str, list[Variable]]:
    """Build the wrapper, and a generator's code; its key, and the captured variables in the order of the closure."""
    module = b.module
    free = list(scope.free.values())
    generator = scope.is_generator
    declare_parameters(b, scope, node.args)
    body: list[ast.stmt]
    if isinstance(node, ast.Lambda):
        body = [ast.copy_location(ast.Return(node.body), node.body)]
    else:
        body = node.body
    doc = docstring(body) if isinstance(node, ast.FunctionDef) else None
    signature = signature_text(node.args)
    settings = {**b.directives, **directives}
    if directives:
        b.typer.settings[scope] = settings
    if settings.get("embedsignature") and isinstance(node, ast.FunctionDef):
        doc = f"{name}{embedded_signature(b, node)}" + (f"\n{doc}" if doc else "")
    function = ir.Function(
        module.unique(key or name), "wrapper", Func(OBJECT, (), except_kind="object"), [], [], b.env.span(node),
        py_name=name, qualname=scope.qualname, doc=doc, signature=signature, line=getattr(node, "lineno", 1),
        binding=bool(settings.get("binding", True)) or class_of(b.env, scope.parent) is not None,
    )  # fmt: skip
    fb = FunctionBuilder(module, function, scope, settings)
    fb.span = b.env.span(node)
    fb.unbound = unbound_reads(scope, module.scopes)
    for variable in free:
        function.freevars.append(fb.cell(variable))
    if not generator:
        declare_locals(fb, scope, body)
    values = parse_arguments(fb, node, scope, generator)
    if generator:
        return_generator(fb, node, scope, free, values, function, body)
    else:
        fb.statements(without_docstring(body))
        fb.emit(ir.Return(PYTHON_NONE))
    module.functions.append(function)
    return function.name, free


@expression(ast.Lambda)
def lambda_(b: FunctionBuilder, node: ast.Lambda) -> ir.Expr:
    return function_object(b, node, b.module.scopes.of[node], "<lambda>", {})

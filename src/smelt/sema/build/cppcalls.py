"""Calls that only C++ has: of classes, static methods, overloaded functions and templates."""

from __future__ import annotations

import ast

from smelt.ir import nodes as ir
from smelt.sema.build.core import (
    FunctionBuilder,
    is_unknown,
)
from smelt.sema.build.cpp import construct, method_call, moved, overloaded_call, static_call
from smelt.sema.build.cython_names import type_call
from smelt.sema.build.names import function_value
from smelt.sema.cppinfer import class_behind, names_class
from smelt.sema.cpptypes import template_of
from smelt.sema.symbols import CFunction
from smelt.types import (
    UNKNOWN,
    Ref,
    Type,
    Unknown,
    strip_const,
)
from smelt.types.cpp import CppClass, CppMethod, methods_on, type_in


def cpp_call(b: FunctionBuilder, node: ast.Call) -> ir.Expr | None:
    """A call that only C++ has: of a class, a static method, an overloaded function or a template."""
    func, given = node.func, list[ast.expr]()
    resolver = b.typer.resolver
    if isinstance(func, ast.Subscript):
        hit = b.typer.symbol(func.value, b.scope)
        if hit is None or not isinstance(hit[1], CFunction):
            if _names_class(b, func):
                return _construct(b, func, node)
            return _template_method(b, func, node) if isinstance(func.value, ast.Attribute) else None
        given, func = template_of(func).args, func.value
    elif isinstance(func, ast.Attribute) and _names_class(b, func.value):
        cls = resolver.resolve(func.value)
        if isinstance(cls, CppClass) and type_in(cls, func.attr) is None:
            return static_call(b, cls, node, func)
    if _names_class(b, func):
        return _construct(b, func, node)
    hit = b.typer.symbol(func, b.scope)
    symbol = hit[1] if hit is not None else None
    if not isinstance(symbol, CFunction) or not (given or symbol.templates or symbol.overloads or _of_objects(symbol)):
        return None
    types = [resolver.resolve(arg) for arg in given]
    if any(isinstance(t, Unknown) for t in types):
        return ir.Const(UNKNOWN, 0)
    return _call_overload(b, symbol, node, tuple(types))


def _template_method(b: FunctionBuilder, func: ast.Subscript, node: ast.Call) -> ir.Expr | None:
    """``object.method[T](args)``; None where no such method is a template."""
    attribute = func.value
    assert isinstance(attribute, ast.Attribute)
    named = _names_class(b, attribute.value)
    owner = b.typer.resolver.resolve(attribute.value) if named else b.typer.type_of(attribute.value, b.scope)
    cls = class_behind(owner)
    if cls is None or not any(m.templates for m in methods_on(owner, attribute.attr)):
        return None
    types = [b.typer.resolver.resolve(arg) for arg in template_of(func).args]
    if any(isinstance(t, Unknown) for t in types):
        return ir.Const(UNKNOWN, 0)
    if named:
        return static_call(b, cls, node, attribute, tuple(types))
    return method_call(b, b.expr(attribute.value), cls, node, attribute, tuple(types))


def _of_objects(symbol: CFunction) -> bool:
    """Whether a function takes or returns objects or references, whose conversions C++ settles."""
    types = (symbol.func.returns, *symbol.func.params)
    return any(isinstance(strip_const(t), Ref | CppClass) for t in types)


def _names_class(b: FunctionBuilder, node: ast.expr) -> bool:
    return names_class(b.typer, node, b.scope)


def _construct(b: FunctionBuilder, spelled: ast.expr, node: ast.Call) -> ir.Expr:
    cls = b.typer.resolver.resolve(spelled)
    if isinstance(cls, Unknown):
        return ir.Const(UNKNOWN, 0)
    if not isinstance(cls, CppClass):
        return type_call(b, cls, node)
    return construct(b, cls, node)


def _call_overload(b: FunctionBuilder, symbol: CFunction, node: ast.Call, given: tuple[Type, ...]) -> ir.Expr:
    """A call of an extern function that takes or returns objects, or of the one of several that fits."""
    functions = [symbol, *symbol.overloads]
    args: list[ast.expr] = list(node.args)
    if node.keywords:
        func = symbol.func
        bound = {k.arg: k.value for k in node.keywords if k.arg in func.names[len(args) :]}
        if len(functions) > 1 or len(bound) != len(node.keywords):
            return b.error("E0612", node.keywords[0], f"'{symbol.name}' is not called with keyword arguments")
        names = func.names[len(args) : len(args) + len(bound)]
        if set(names) != set(bound):
            return b.error("E0612", node.keywords[0], f"'{symbol.name}' is not called with keyword arguments")
        args += [bound[name] for name in names]
    if symbol.kind != "extern":
        defaults = len(symbol.func.params) - len(args)
        if 0 < defaults <= len(symbol.defaults):
            args += symbol.defaults[len(symbol.defaults) - defaults :]
    if len(args) == 1 and symbol.cname == "std::move":
        b.env.need(symbol.header)
        value = b.expr(args[0])
        return moved(value) if not is_unknown(value) else value
    methods = [CppMethod(f.name, f.cname, f.func, f.templates) for f in functions]

    def target(method: CppMethod, _: list[ir.Expr]) -> ir.Expr:
        b.env.need(symbol.header)
        if symbol.kind != "extern":
            return function_value(b, symbol, node.func)
        return ir.CppName(method.func, method.cname, None, given) if given else ir.CName(method.func, method.cname)

    return overloaded_call(b, methods, args, node, f"'{symbol.name}'", target, given)

"""The types of expressions with objects of C++ classes; None where an expression has nothing to do with them."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from smelt.records import replace
from smelt.sema.cpptypes import template_of
from smelt.sema.scopes import Scope
from smelt.sema.symbols import CFunction, CythonName, ModuleName, TypeName
from smelt.syntax import nodes as c
from smelt.types import Ptr, Ref, Type, Unknown, strip_const
from smelt.types.cpp import (
    CppClass,
    CppMethod,
    ScopedEnum,
    as_class,
    field_of,
    methods_of,
    methods_on,
    strip_ref,
)
from smelt.types.overloads import choose

if TYPE_CHECKING:
    from smelt.sema.infer import Typer


def names_class(typer: Typer, node: ast.expr, scope: Scope) -> bool:
    """Whether an expression that stands where a value is called names a C++ class."""
    inner = node
    while isinstance(inner, ast.Subscript | ast.Attribute | c.CTemplateType):
        inner = inner.base if isinstance(inner, c.CTemplateType) else inner.value
    if not isinstance(inner, ast.Name):
        return False
    hit = typer.symbol(inner, scope)
    return hit is not None and isinstance(hit[1], TypeName | ModuleName) and typer.resolver.is_class(node)


def class_behind(type_: Type) -> CppClass | None:
    """The class of an object, or of what a pointer points to."""
    type_ = strip_ref(type_)
    if isinstance(type_, Ptr):
        type_ = strip_const(type_.target)
    return type_ if isinstance(type_, CppClass) else None


def call_type(typer: Typer, node: ast.Call, scope: Scope) -> Type | None:
    """The type of a call of a class, a method, an overloaded function, or of ``cython.operator``."""
    func, given = node.func, list[ast.expr]()
    if isinstance(func, ast.Subscript):
        hit = typer.symbol(func.value, scope)
        if hit is not None and isinstance(hit[1], CFunction):
            given, func = template_of(func).args, func.value
    if names_class(typer, func, scope):
        made = typer.resolver.resolve(func)
        return made if isinstance(made, CppClass) else None
    args = [typer.type_of(arg, scope) for arg in node.args]
    hit = typer.symbol(func, scope)
    symbol = hit[1] if hit is not None else None
    if isinstance(symbol, CFunction) and (given or symbol.templates or symbol.overloads or _refers(symbol)):
        methods = [CppMethod(f.name, f.cname, f.func, f.templates) for f in (symbol, *symbol.overloads)]
        return result_of(choose(methods, args, [typer.resolver.resolve(g) for g in given]))
    if isinstance(symbol, CythonName) and symbol.path.startswith("cython.operator.") and len(args) == 1:
        return _operator(symbol.path.rpartition(".")[2], args[0])
    if isinstance(func, ast.Attribute) and symbol is None:
        named = names_class(typer, func.value, scope)
        owner = typer.resolver.resolve(func.value) if named else typer.type_of(func.value, scope)
        if class_behind(owner) is not None:
            return result_of(choose(methods_on(owner, func.attr), args))
    cls = as_class(typer.type_of(func, scope)) if isinstance(func, ast.Name | ast.Attribute) else None
    return result_of(choose(methods_of(cls, "operator()"), args)) if cls is not None else None


def _refers(symbol: CFunction) -> bool:
    return isinstance(strip_const(symbol.func.returns), Ref)


def result_of(method: CppMethod | None) -> Type | None:
    """The type of what a call gives: for a reference that of what it refers to."""
    if method is None:
        return None
    found = strip_ref(method.func.returns)
    return None if isinstance(found, Unknown) else found


def _operator(name: str, type_: Type) -> Type | None:
    type_ = strip_ref(type_)
    if name == "address":
        return Ptr(type_)
    cls = as_class(type_)
    if cls is None:
        if name == "dereference":
            return type_.target if isinstance(type_, Ptr) else None
        return type_ if name in ("preincrement", "predecrement", "postincrement", "postdecrement") else None
    op = {"dereference": "*", "preincrement": "++", "postincrement": "++"}.get(name, "--")
    wanted = int(name.startswith("post"))
    methods = [m for m in methods_of(cls, f"operator{op}") if len(m.func.params) == wanted]
    return result_of(methods[0]) if methods else None


def attribute_type(typer: Typer, node: ast.Attribute, scope: Scope) -> Type | None:
    """The type of a field, or of a member of a scoped enum."""
    hit = typer.symbol(node.value, scope)
    if hit is not None and isinstance(hit[1], TypeName):
        type_ = hit[1].type
        if isinstance(type_, ScopedEnum) and node.attr in type_.members:
            return type_
        if isinstance(type_, CppClass) and node.attr in type_.info.constants:
            return type_.info.constants[node.attr][0]
        return None
    cls = class_behind(typer.type_of(node.value, scope))
    found = field_of(cls, node.attr) if cls is not None else None
    return strip_ref(found[0]) if found is not None else None


def item_type(typer: Typer, base: CppClass, index: ast.expr, scope: Scope) -> Type | None:
    return result_of(choose(methods_of(base, "operator[]"), [typer.type_of(index, scope)]))


def binary_type(typer: Typer, op: str, left: Type, right: Type) -> Type | None:
    """The type of an operator of a class."""
    methods: list[CppMethod] = []
    for type_ in dict.fromkeys((as_class(left), as_class(right))):
        if type_ is None:
            continue
        for method in methods_of(type_, f"operator{op}"):
            if len(method.func.params) == 1 and type_ == as_class(left):
                method = replace(method, func=replace(method.func, params=(Ref(type_), *method.func.params), names=()))
            methods.append(method)
    free = typer.env.members.get(f"operator{op}")
    if isinstance(free, CFunction):
        methods += [CppMethod(f.name, f.cname, f.func, f.templates) for f in (free, *free.overloads)]
    return result_of(choose(methods, [left, right]))


def unary_type(op: str, type_: Type) -> Type | None:
    """The type of an operator with one operand."""
    cls = as_class(type_)
    methods = [m for m in methods_of(cls, f"operator{op}") if not m.func.params] if cls is not None else []
    return result_of(methods[0]) if methods else None


def element_of(type_: Type) -> Type | None:
    """The type of the items of a loop over an object."""
    cls = as_class(type_)
    begin = next((m for m in methods_of(cls, "begin") if not m.func.params), None) if cls is not None else None
    if begin is None:
        return None
    iterator = strip_ref(begin.func.returns)
    if isinstance(iterator, Ptr):
        return strip_const(iterator.target)
    inner = as_class(iterator)
    found = next((m for m in methods_of(inner, "operator*") if not m.func.params), None) if inner is not None else None
    return strip_ref(found.func.returns) if found is not None else None

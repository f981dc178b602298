"""Python classes that use what exists in C only: their bodies are compiled. All others are Python code, see `bridge`.

class A(B):                 prepared = class_begin("A", "A", (B,), NULL)
    x = sizeof(int)         prepared[1]["x"] = sizeof(int)
                            A = class_end(prepared, "A")
"""

from __future__ import annotations

import ast

from smelt.ir import nodes as ir
from smelt.primitives import calls, containers, objects
from smelt.primitives import pyclasses as rows
from smelt.sema.build.assign import annotation_value
from smelt.sema.build.bridge import bridge, c_features
from smelt.sema.build.core import NULL_OBJECT, FunctionBuilder, statement
from smelt.sema.build.functions import split_decorators
from smelt.sema.build.names import name_const, store_name
from smelt.sema.build.signatures import docstring, without_docstring
from smelt.sema.scopes import Scope
from smelt.syntax import nodes as c
from smelt.syntax import tree as trees
from smelt.types import OBJECT, SSIZE, STR, TUPLE

# Functions that Python makes static or class methods by their name alone.
_IMPLICIT = {"__new__": "staticmethod", "__init_subclass__": "classmethod", "__class_getitem__": "classmethod"}


def compilable(b: FunctionBuilder, node: ast.ClassDef) -> bool:
    """Whether a class can be compiled: one without ``super()``, private names, and what functions may not have."""
    if getattr(node, "type_params", None):
        return False
    if any(isinstance(base, ast.Starred) for base in node.bases) or any(k.arg is None for k in node.keywords):
        return False
    if _declares(node.body):
        return False
    for inner in trees.walk(node):
        name = ""
        if isinstance(inner, ast.Name):
            name = inner.id
        elif isinstance(inner, ast.Attribute):
            name = inner.attr
        elif isinstance(inner, ast.FunctionDef | ast.ClassDef):
            name = inner.name
        elif isinstance(inner, ast.arg):
            name = inner.arg
        if name in ("super", "__class__") or (name.startswith("__") and not name.endswith("__")):
            return False
        scope = b.module.scopes.of.get(inner)
        if scope is not None and (scope.bridge is not None or _reads_class(scope)):
            return False
    return True


def _declares(body: list[ast.stmt]) -> bool:
    """Whether C declarations stand among the statements of a class body, which has Python's names only."""
    for node in body:
        if type(node) in c.C_NODES:
            return True
        if not isinstance(node, ast.FunctionDef | ast.ClassDef):
            if any(_declares(getattr(node, part, [])) for part in ("body", "orelse", "finalbody")):
                return True
    return False


def _reads_class(scope: Scope) -> bool:
    """Whether a scope is that of a comprehension in a class body, whose first iterable sees the names of the class."""
    is_comprehension = scope.kind == "comprehension" or isinstance(scope.node, ast.GeneratorExp)
    return is_comprehension and scope.parent is not None and scope.parent.kind == "class"


@statement(ast.ClassDef)
def class_(b: FunctionBuilder, node: ast.ClassDef) -> None:
    """A class statement of the module, or of another class that is compiled."""
    inside = b.scope in b.class_spaces
    if (b.scope.kind == "module" or inside) and compilable(b, node):
        if inside or c_features(b, node, "class body") is not None:
            build_class(b, node)
            return
    bridge(b, node, "class body")


def build_class(b: FunctionBuilder, node: ast.ClassDef) -> None:
    """Run the body in a namespace, make the class, and bind it."""
    directives, decorators = split_decorators(b, node.decorator_list)
    functions = [b.keep(b.object(d), "decorator") for d in decorators]
    values = b.objects(node.bases)
    bases = b.keep(b.op(containers.build_tuple, *values, node=node, hint="bases") if values else ir.PyConst(TUPLE, ()))
    keywords: ir.Expr = NULL_OBJECT
    if node.keywords:
        keywords = b.op(containers.dict_new, hint="keywords")
        for keyword in node.keywords:
            assert keyword.arg is not None
            b.op(containers.dict_set, keywords, name_const(keyword.arg), b.object(keyword.value))
    scope = b.module.scopes.of[node]
    name = name_const(node.name)
    prepared = b.op(rows.class_begin, name, ir.PyConst(STR, scope.qualname), bases, keywords, node=node, hint="class")
    space = b.keep(b.op(objects.tuple_item, prepared, ir.Const(SSIZE, 1)), "namespace")
    outer, b.scope = b.scope, scope
    b.class_spaces[scope] = space
    with b.setting(directives):
        _body(b, node, space)
    b.scope = outer
    b.span = b.env.span(node)
    value = b.op(rows.class_end, prepared, name, node=node, hint=node.name)
    for function in reversed(functions):
        value = b.op(calls.call, function, value)
    store_name(b, ast.copy_location(ast.Name(node.name, ast.Store()), node), value, node)


def _body(b: FunctionBuilder, node: ast.ClassDef, space: ir.Expr) -> None:
    text = docstring(node.body)
    if text is not None:
        b.op(objects.set_item, space, name_const("__doc__"), ir.PyConst(STR, text))
    notes: ir.Expr | None = None
    if any(isinstance(inner, ast.AnnAssign) and inner.simple for inner in node.body):
        notes = b.op(containers.dict_new, hint="annotations")
        b.op(objects.set_item, space, name_const("__annotations__"), notes)
    for inner in without_docstring(node.body):
        b.span = b.env.span(inner)
        if isinstance(inner, ast.FunctionDef) and inner.name in _IMPLICIT and not inner.decorator_list:
            inner.decorator_list = [ast.copy_location(ast.Name(_IMPLICIT[inner.name], ast.Load()), inner)]
        b.statement(inner)
        if isinstance(inner, ast.AnnAssign) and inner.simple and isinstance(inner.target, ast.Name):
            assert notes is not None
            value = b.convert(annotation_value(b, inner.annotation), OBJECT, inner)
            b.op(objects.set_item, notes, name_const(inner.target.id), value)

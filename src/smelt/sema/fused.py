"""Fused types: which ones a function has, and a function's tree with types put in their place.

A specialisation is a copy of the function's tree in which every fused type that a parameter binds is replaced by a
`CBound` of its type, and every condition that asks for that type is decided: only the branch that is taken is left, so
that nothing after this ever sees the others::

    def f(floating x):              def f(double x):
        if floating is double:          return x * 2
            return x * 2
        return x + 1
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import product
from typing import Any

from smelt.sema.env import ModuleEnv
from smelt.sema.symbols import CythonName, TypeName
from smelt.sema.typeexpr import BASE_TYPES, NAMED_TYPES, TypeResolver
from smelt.syntax import nodes as c
from smelt.syntax import tree as trees
from smelt.syntax.pure.api import basic_type
from smelt.types import Fused, Type
from smelt.types.fused import bound, builtin_fused, fused_in

Binding = dict[Fused, Type]
FunctionNode = ast.FunctionDef | c.CFuncDef

# --- what expressions mean as types -----------------------------------------------------------------------------------


def named_type(env: ModuleEnv, node: ast.AST) -> Type | None:
    """The type that a name or dotted name stands for, C's words before Python's; None for all else, unreported."""
    if isinstance(node, ast.Name | ast.Attribute):
        symbol = TypeResolver(env).lookup(node)
        if isinstance(symbol, TypeName):
            return symbol.type
        if isinstance(symbol, CythonName):
            word = symbol.path.split(".")[-1]
            basic = basic_type(word)
            return builtin_fused(word) if basic is None else named_type(env, basic)
        if isinstance(node, ast.Name) and symbol is None:
            return BASE_TYPES.get(node.id) or NAMED_TYPES.get(node.id)
    return None


def as_type(env: ModuleEnv, node: ast.AST, hidden: frozenset[str] = frozenset()) -> Type | None:
    """The type that an expression spells, as in ``T is double`` and ``f[double]``; None if it spells none."""
    match node:
        case ast.Name():
            return None if node.id in hidden else named_type(env, node)
        case ast.Attribute():
            return named_type(env, node)
        case c.CBound(type=type_):
            found: Type = type_
            return found
        case c.CTypeName():
            return BASE_TYPES.get(node.name)
        case c.CPointerType() | c.CConstType() | c.CViewType() | c.CArrayType() | c.CTemplateType():
            return TypeResolver(env).resolve(node)
        case ast.Subscript():
            axes = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
            base = as_type(env, node.value, hidden)
            if base is None or not all(isinstance(axis, ast.Slice) for axis in axes):
                return None
            spelled = c.CViewType(ast.copy_location(c.CBound(base), node.value), axes)
            return TypeResolver(env).resolve(ast.copy_location(spelled, node))
    return None


# --- the fused types of a function ------------------------------------------------------------------------------------


def fused_types(env: ModuleEnv, node: FunctionNode) -> tuple[Fused, ...]:
    """The fused types that a function's parameters mention, in order."""
    found: dict[Fused, None] = {}
    for arg in typed_parameters(node.args):
        found.update(dict.fromkeys(mentioned(env, arg.ctype)))
    return tuple(found)


def typed_parameters(args: ast.arguments) -> list[c.CArg]:
    """The parameters that have a C type."""
    every = [*args.posonlyargs, *args.args, *args.kwonlyargs]
    return [a for a in every if isinstance(a, c.CArg) and a.ctype is not None]


def mentioned(env: ModuleEnv, type_: ast.AST | None) -> Iterator[Fused]:
    """The fused types that a type expression mentions."""
    if type_ is None or isinstance(type_, c.CTypeName):
        return
    if isinstance(type_, ast.Name | ast.Attribute):
        found = named_type(env, type_)
        if found is not None:
            yield from fused_in(found)
        return
    for child in trees.children(type_):
        yield from mentioned(env, child)


def combinations(fused: tuple[Fused, ...]) -> list[tuple[Type, ...]]:
    """The members that each specialisation has, the last fused type varying fastest."""
    return list(product(*(f.members for f in fused)))


# --- the tree of a specialisation -------------------------------------------------------------------------------------


def specialised(env: ModuleEnv, node: FunctionNode, binding: Binding, hidden: frozenset[str]) -> FunctionNode:
    """A copy of a function with types bound; `hidden` are the names that are variables in it."""
    stored = {n.id for n in trees.walk(node) if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load)}
    made: FunctionNode = _Copier(env, binding, hidden | stored).node(node)
    assert isinstance(made, ast.FunctionDef | c.CFuncDef)
    # the signature is outside of the function, where its variables hide nothing
    for arg in typed_parameters(made.args):
        assert arg.ctype is not None
        arg.ctype = copied(env, arg.ctype, binding)
    if isinstance(made, c.CFuncDef) and made.returns is not None:
        made.returns = copied(env, made.returns, binding)
    if made.body == []:
        made.body = [ast.copy_location(ast.Pass(), node)]
    return made


def copied(env: ModuleEnv, node: ast.expr, binding: Binding) -> ast.expr:
    """A copy of a type expression with types bound."""
    made: ast.expr = _Copier(env, binding, frozenset()).node(node)
    return made


class _Copier:
    def __init__(self, env: ModuleEnv, binding: Binding, hidden: frozenset[str]) -> None:
        self.env = env
        self.binding = binding
        self.hidden = hidden

    def node(self, node: Any) -> Any:
        """The copy of one node."""
        match node:
            case ast.Name() | ast.Attribute():
                type_ = None if isinstance(node, ast.Name) and node.id in self.hidden else named_type(self.env, node)
                if type_ is not None and fused_in(type_) and set(fused_in(type_)) <= set(self.binding):
                    return ast.copy_location(c.CBound(bound(type_, self.binding)), node)
            case ast.IfExp():
                known = self.decided(node.test)
                if known is not None:
                    return self.node(node.body if known else node.orelse)
            case ast.Compare() | ast.BoolOp() | ast.UnaryOp(op=ast.Not()):
                known = self.decided(node)
                if known is not None:
                    return ast.copy_location(ast.Constant(known), node)
        return self.fields(node)

    def fields(self, node: Any) -> Any:
        """A node of the same class with its fields copied."""
        made = node.__class__.__new__(node.__class__)
        made.__dict__.update(node.__dict__)
        for name, value in ast.iter_fields(node):
            if isinstance(value, list):
                setattr(made, name, self.items(value))
            elif isinstance(value, ast.AST) and not isinstance(value, ast.expr_context | ast.operator):
                setattr(made, name, self.node(value))
        if node in self.env.files:
            self.env.files[made] = self.env.files[node]
        return made

    def items(self, nodes: list[Any]) -> list[Any]:
        """Copies of the items of a list; of an ``if`` that is decided the statements that are left."""
        made: list[Any] = []
        for node in nodes:
            known = self.decided(node.test) if isinstance(node, ast.If) else None
            if known is None:
                made.append(self.node(node) if isinstance(node, ast.AST) else node)
                continue
            made += self.items(node.body if known else node.orelse)
        if nodes and not made:
            made.append(ast.copy_location(ast.Pass(), nodes[0]))
        return made

    def decided(self, test: ast.expr) -> bool | None:
        """The truth of a condition on types; None if it is not one."""
        match test:
            case ast.UnaryOp(op=ast.Not()):
                known = self.decided(test.operand)
                return None if known is None else not known
            case ast.BoolOp(op=op, values=values):
                found = [self.decided(value) for value in values]
                ends = isinstance(op, ast.Or)  # the operand that decides alone, if all before it are known
                for known in found:
                    if known is None or known is ends:
                        return known
                return not ends
            case ast.Compare(left=left, ops=[op], comparators=[right]):
                return self.compared(op, left, right)
        return None

    def compared(self, op: ast.cmpop, left: ast.expr, right: ast.expr) -> bool | None:
        """``T is double``, ``T in floating`` and their like, where a fused type is among the two."""
        types = [as_type(self.env, side, self.hidden) for side in (left, right)]
        if types[0] is None or types[1] is None or not (fused_in(types[0]) or fused_in(types[1])):
            return None
        one, other = bound(types[0], self.binding), types[1]
        if fused_in(one) and one not in self.binding and isinstance(one, Fused):
            return None
        if isinstance(op, ast.In | ast.NotIn):
            members = other.members if isinstance(other, Fused) else (bound(other, self.binding),)
            return (one in members) is isinstance(op, ast.In)
        if not isinstance(op, ast.Is | ast.IsNot | ast.Eq | ast.NotEq):
            return None
        return (one == bound(other, self.binding)) is isinstance(op, ast.Is | ast.Eq)

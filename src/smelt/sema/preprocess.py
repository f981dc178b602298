"""What happens to the tree before names are looked at: ``include``, ``DEF`` and ``IF``.

Before: ``include "a.pxi"; IF UNAME == "Linux": x``. After: the statements of a.pxi and those of the branch taken.
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path
from typing import Any

from smelt.sema.constants import constant_value
from smelt.sema.env import ModuleEnv
from smelt.sema.symbols import Constant
from smelt.source import SourceFile
from smelt.syntax import nodes as c
from smelt.syntax import parse
from smelt.syntax import tree as trees
from smelt.syntax.pure import normalise


def predefined() -> dict[str, object]:
    """The names that Cython defines for ``IF`` by itself."""
    import platform

    uname = platform.uname()
    return {
        "UNAME_SYSNAME": uname.system, "UNAME_NODENAME": uname.node, "UNAME_RELEASE": uname.release,
        "UNAME_VERSION": uname.version, "UNAME_MACHINE": uname.machine, "True": True, "False": False, "None": None,
        "PY_VERSION_HEX": sys.hexversion, "bool": bool, "int": int, "long": int, "str": str, "len": len, "range": range,
    }  # fmt: skip


def preprocess(env: ModuleEnv, tree: ast.Module) -> None:
    """Expand includes and conditions everywhere in the tree, in place."""
    tree.body = _block(env, tree.body, ())


def _block(env: ModuleEnv, statements: list[Any], chain: tuple[Path, ...]) -> list[Any]:
    result: list[Any] = []
    for node in statements:
        match node:
            case c.CDefine() | c.CIf() if "UNAME_SYSNAME" not in env.defines:
                env.defines.update(predefined())
                result += _block(env, [node], chain)
            case c.CDefine():
                value = constant_value(node.value, env)
                if value is None and not (isinstance(node.value, ast.Constant) and node.value.value is None):
                    env.error("E0350", node.value, f"the value of DEF {node.name} must be known at compile time")
                env.defines[node.name] = value
                env.members[node.name] = Constant(node.name, None, value)
                env.constants.add(node.name)
            case c.CIf():
                result += _block(env, _taken(env, node), chain)
            case c.CInclude():
                result += _included(env, node, chain)
            case ast.If() if (taken := _compiled(node)) is not None:
                result += _block(env, taken, chain)
            case _:
                if env.constants:
                    _Constants(env).statement(node)
                for name in ("body", "orelse", "finalbody"):
                    inner = getattr(node, name, None)
                    if isinstance(inner, list):
                        setattr(node, name, _block(env, inner, chain))
                for handler in getattr(node, "handlers", ()):
                    if env.constants and handler.type is not None:
                        handler.type = _Constants(env).visit(handler.type)
                    handler.body = _block(env, handler.body, chain)
                result.append(node)
    return result


class _Constants(ast.NodeTransformer):
    """Puts the values of DEF names in their place, as far as a literal can say them."""

    def __init__(self, env: ModuleEnv) -> None:
        self.env = env

    def statement(self, node: ast.AST) -> None:
        """All of a statement but the blocks in it, where names may be defined anew."""
        for name, value in ast.iter_fields(node):
            if isinstance(value, ast.AST):
                setattr(node, name, self.visit(value))
            elif isinstance(value, list) and not any(isinstance(v, ast.stmt | ast.ExceptHandler) for v in value):
                value[:] = [self.visit(v) if isinstance(v, ast.AST) else v for v in value]

    def visit_Name(self, node: ast.Name) -> ast.expr:
        if node.id in self.env.constants and isinstance(node.ctx, ast.Load):
            return _literal(self.env.defines[node.id], node) or node
        return node


def _literal(value: object, node: ast.expr) -> ast.expr | None:
    if isinstance(value, tuple):
        items = [_literal(item, node) for item in value]
        known = [item for item in items if item is not None]
        return ast.copy_location(ast.Tuple(list(known), ast.Load()), node) if len(known) == len(items) else None
    if value is None or isinstance(value, bool | int | float | complex | str | bytes):
        return ast.copy_location(ast.Constant(value), node)
    return None


def _compiled(node: ast.If) -> list[Any] | None:
    """The branch that compiled code takes of ``if cython.compiled``: the other may not even make sense here."""
    test, negated = node.test, False
    while isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        test, negated = test.operand, not negated
    if (
        isinstance(test, ast.Attribute)
        and test.attr == "compiled"
        and isinstance(test.value, ast.Name)
        and test.value.id == "cython"
    ):
        return node.orelse if negated else node.body
    return None


def _taken(env: ModuleEnv, node: c.CIf) -> list[Any]:
    value = constant_value(node.test, env)
    if value is None:
        env.error("E0351", node.test, "the condition of IF must be known at compile time")
    return list(node.body if value else node.orelse)


def _included(env: ModuleEnv, node: c.CInclude, chain: tuple[Path, ...]) -> list[Any]:
    folders = [env.path.parent] if env.path is not None else []
    for folder in [*folders, *env.options.include_dirs]:
        path = folder / node.path
        if path.is_file():
            break
    else:
        env.error("E0352", node, f"included file '{node.path}' not found", "give its folder with -I")
        return []
    path = path.resolve()
    if path in chain:
        env.error("E0353", node, f"'{node.path}' includes itself")
        return []
    env.dependencies[path] = None
    source = SourceFile.read(path)
    before = len(env.diagnostics.errors)
    tree = parse(source, env.diagnostics, dialect="pxi", language_level=int(str(env.directives["language_level"])[0]))
    if len(env.diagnostics.errors) > before:
        return []
    tree = normalise(tree, source, env.diagnostics)
    for inner in trees.walk(tree):
        env.files[inner] = source
    return _block(env, tree.body, (*chain, path))

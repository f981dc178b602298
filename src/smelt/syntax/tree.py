"""Walks through trees as those of `ast`, at a third of their cost: trees are looked through in many places."""

from __future__ import annotations

import ast

# What never leads to a node that anybody looks for: words, and the context and operator of an expression.
_NO_NODES = frozenset(
    {
        "arg", "asname", "attr", "conversion", "ctx", "id", "is_async", "kind", "level", "lineno", "module", "name",
        "op", "ops", "simple", "type_comment",
    }
)  # fmt: skip
_BLOCK = (ast.stmt, ast.excepthandler, ast.match_case)


class _Fields(dict[type[ast.AST], tuple[str, ...]]):
    def __missing__(self, cls: type[ast.AST]) -> tuple[str, ...]:
        found = self[cls] = tuple(name for name in cls._fields if name not in _NO_NODES)
        return found


_FIELDS = _Fields()


def children(node: ast.AST) -> list[ast.AST]:
    """The nodes directly below one, in the order of its fields, but for contexts and operators."""
    found: list[ast.AST] = []
    for name in _FIELDS[node.__class__]:
        value = getattr(node, name, None)
        if value.__class__ is list:
            for item in value:
                if isinstance(item, ast.AST):
                    found.append(item)
        elif isinstance(value, ast.AST):
            found.append(value)
    return found


def walk(node: ast.AST) -> list[ast.AST]:
    """A node and all those below it, outer ones first, but for contexts and operators."""
    found = [node]
    for inner in found:
        if _FIELDS[inner.__class__]:
            found += children(inner)
    return found


def statements(body: list[ast.stmt]) -> list[ast.AST]:
    """The statements of a block at any depth, with the handlers and cases that they have."""
    found: list[ast.AST] = list(body)
    for inner in found:
        for name in _FIELDS[inner.__class__]:
            value = getattr(inner, name, None)
            if value.__class__ is list and value and isinstance(value[0], _BLOCK):
                found += value
    return found

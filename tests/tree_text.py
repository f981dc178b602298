"""A tree as text for golden cases: one node a line where it is short, without locations and defaults."""

from __future__ import annotations

import ast
from typing import Any


def dump(node: Any, indent: int = 0) -> str:
    """`node` as text: fields that are empty are left out, what fits on one line stands on one."""
    flat = _flat(node)
    pad = "  " * indent
    if len(flat) + len(pad) <= 100:
        return pad + flat
    if isinstance(node, list):
        return "\n".join(dump(item, indent) for item in node)
    lines = [f"{pad}{type(node).__name__}"]
    for name, value in _fields(node):
        short = _flat(value)
        if len(short) + len(pad) + len(name) <= 94:
            lines.append(f"{pad}  {name}={short}")
        else:
            lines.append(f"{pad}  {name}=")
            lines.append(dump(value, indent + 2))
    return "\n".join(lines)


def _fields(node: ast.AST) -> list[tuple[str, Any]]:
    found = []
    for name in node._fields:
        value = getattr(node, name, None)
        if (value is None and not isinstance(node, ast.Constant)) or value == [] or value is False:
            continue
        if name in ("ctx", "kind") and not isinstance(value, str):
            continue
        if (name, value) in (("visibility", "private"), ("qualifier", "const"), ("optional", 0)) or (
            name == "kind" and value is None
        ):
            continue
        found.append((name, value))
    return found


def _flat(node: Any) -> str:
    if isinstance(node, list):
        return f"[{', '.join(_flat(item) for item in node)}]"
    match node:
        case ast.Name():
            return node.id if isinstance(node.ctx, ast.Load) else f"{type(node.ctx).__name__}({node.id})"
        case ast.Constant(value=value):
            return f"{value!r}"
        case ast.AST():
            return f"{type(node).__name__}({', '.join(f'{name}={_flat(value)}' for name, value in _fields(node))})"
        case _:
            return repr(node)

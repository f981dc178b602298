"""Text in C memory: ``p.decode(…)`` and ``p[a:b].decode(…)`` without a bytes object in between."""

from __future__ import annotations

import ast

from smelt.ir import nodes as ir
from smelt.primitives import strings
from smelt.sema.build.core import FunctionBuilder
from smelt.types import CHAR, SSIZE, CArray, CChar, Const, Ptr, Type, strip_const

_TEXT = Ptr(Const(CHAR))
_END = ir.Const(SSIZE, SSIZE.max)


def is_text(type_: Type) -> bool:
    """Whether the type is that of characters in C memory."""
    type_ = strip_const(type_)
    if not isinstance(type_, Ptr | CArray):
        return False
    return isinstance(strip_const(type_.target if isinstance(type_, Ptr) else type_.element), CChar)


def decode_call(b: FunctionBuilder, node: ast.Call, func: ast.Attribute) -> ir.Expr | None:
    """The call ``text.decode(encoding, errors)`` of C text; None if that is not what `node` is."""
    if func.attr != "decode":
        return None
    text, part = func.value, None
    if isinstance(text, ast.Subscript) and isinstance(text.slice, ast.Slice) and text.slice.step is None:
        part, text = text.slice, text.value
    if not is_text(b.typer.type_of(text, b.scope)):
        return None
    modes = _modes(b, node)
    if modes is None:
        return None  # by way of a bytes object
    if part is None:
        return b.op(strings.decode_ptr, ir.Cast(_TEXT, b.expr(text)), *modes, node=node, hint="text")
    zero, end = ir.Const(SSIZE, 0), _END
    values = b.in_order(
        lambda: b.expr(text),
        lambda: _bound(b, part.lower, zero),
        lambda: _bound(b, part.upper, end),
    )
    pointer = ir.Cast(_TEXT, values[0])
    return b.op(strings.decode_slice, pointer, values[1], values[2], *modes, node=node, hint="text")


def _bound(b: FunctionBuilder, node: ast.expr | None, default: ir.Expr) -> ir.Expr:
    missing = node is None or (isinstance(node, ast.Constant) and node.value is None)
    return default if missing or node is None else b.index(node)


def _modes(b: FunctionBuilder, node: ast.Call) -> list[ir.Expr] | None:
    """Encoding and error handling as C strings; None if they are not constants."""
    given: dict[str, ast.expr] = dict(zip(("encoding", "errors"), node.args, strict=False))
    if len(node.args) > 2:
        b.error("E0614", node, f"'decode' takes 0 to 2 arguments, found {len(node.args)}")
    for keyword in node.keywords:
        if keyword.arg not in ("encoding", "errors") or keyword.arg in given:
            return None
        given[keyword.arg] = keyword.value
    found: list[ir.Expr] = []
    for name in ("encoding", "errors"):
        item = given.get(name)
        if item is None or (isinstance(item, ast.Constant) and item.value is None):
            found.append(ir.Const(_TEXT, None))
        elif isinstance(item, ast.Constant) and isinstance(item.value, str) and item.value.isascii():
            found.append(ir.Const(_TEXT, item.value.encode()))
        else:
            return None
    return found

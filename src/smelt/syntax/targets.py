"""What may be assigned to and deleted, and the contexts that `ast` marks it with."""

from __future__ import annotations

import ast

from smelt.syntax import nodes as c
from smelt.syntax.cursor import Cursor

_STORE = ast.Store()
_DEL = ast.Del()

_WORDS: dict[type[ast.AST], str] = {
    ast.Call: "a call", ast.Lambda: "a lambda", ast.BinOp: "an expression", ast.UnaryOp: "an expression",
    ast.BoolOp: "an expression", ast.Compare: "a comparison", ast.IfExp: "a conditional expression",
    ast.ListComp: "a list comprehension", ast.SetComp: "a set comprehension", ast.DictComp: "a dict comprehension",
    ast.GeneratorExp: "a generator expression", ast.Yield: "a yield expression", ast.YieldFrom: "a yield expression",
    ast.Await: "an await expression", ast.JoinedStr: "an f-string", ast.Dict: "a dict", ast.Set: "a set",
    ast.Tuple: "a tuple", ast.List: "a list", ast.Starred: "a starred expression",
    ast.NamedExpr: "a named expression", c.CCast: "a cast", c.CAddressOf: "an address", c.CNull: "NULL",
    c.CSizeOf: "sizeof", c.CNumber: "a number", c.CChar: "a character", c.CNew: "a new object",
}  # fmt: skip


def store(cursor: Cursor, node: ast.expr) -> None:
    """Mark `node` as assigned to; report what cannot be."""
    if isinstance(node, (ast.Name, ast.Attribute, ast.Subscript)):
        node.ctx = _STORE
    elif isinstance(node, ast.Starred):
        node.ctx = _STORE
        store(cursor, node.value)
    elif isinstance(node, (ast.Tuple, ast.List)):
        node.ctx = _STORE
        stars = [item for item in node.elts if isinstance(item, ast.Starred)]
        if len(stars) > 1:
            cursor.report("E0113", "an assignment has one starred target at most", stars[1])
        for item in node.elts:
            store(cursor, item)
    else:
        refuse(cursor, node, "assign to")


def delete(cursor: Cursor, node: ast.expr) -> None:
    """Mark `node` as deleted; report what cannot be."""
    if isinstance(node, (ast.Name, ast.Attribute, ast.Subscript)):
        node.ctx = _DEL
    elif isinstance(node, (ast.Tuple, ast.List)):
        node.ctx = _DEL
        for item in node.elts:
            delete(cursor, item)
    else:
        refuse(cursor, node, "delete")


def refuse(cursor: Cursor, node: ast.expr, verb: str) -> None:
    what = f"the constant {node.value!r}"[:60] if isinstance(node, ast.Constant) else _WORDS.get(type(node), "this")
    hint = None
    if verb == "assign to":
        if isinstance(node, (ast.Compare, ast.BoolOp)):
            hint = "write '==' to compare"
        elif isinstance(node, c.CCast):
            hint = "cast the value instead: 'x = <T>value'"
        elif isinstance(node, ast.Call) and cursor.text == "=":
            hint = "write '==' to compare, '[...]' to assign to an item"
    cursor.report("E0113", f"cannot {verb} {what}", node, hint)

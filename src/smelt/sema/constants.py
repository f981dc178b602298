"""Values known at compile time: literals, DEF names, enumerators, and arithmetic on them."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable
from typing import Any

from smelt.sema.env import ModuleEnv
from smelt.sema.symbols import Constant, ModuleName
from smelt.syntax import nodes as c

_BINARY: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod, ast.Div: operator.truediv, ast.LShift: operator.lshift, ast.RShift: operator.rshift,
    ast.BitOr: operator.or_, ast.BitAnd: operator.and_, ast.BitXor: operator.xor,
}  # fmt: skip
_UNARY: dict[type[ast.unaryop], Callable[[Any], Any]] = {
    ast.USub: operator.neg, ast.UAdd: operator.pos, ast.Invert: operator.invert, ast.Not: operator.not_,
}  # fmt: skip
_COMPARE: dict[type[ast.cmpop], Callable[[Any, Any], Any]] = {
    ast.Eq: operator.eq, ast.NotEq: operator.ne, ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt,
    ast.GtE: operator.ge, ast.In: lambda a, b: a in b, ast.NotIn: lambda a, b: a not in b,
}  # fmt: skip
_LIMIT = 4096  # bits of a folded integer: a literal such as 10**10**9 must not stop the compiler


def constant_value(node: ast.AST | None, env: ModuleEnv) -> Any:
    """The value of an expression, None where it has none at compile time (or is None itself)."""
    try:
        return _value(node, env)
    except (LookupError, ArithmeticError, TypeError, ValueError):
        return None


def _value(node: ast.AST | None, env: ModuleEnv) -> Any:
    match node:
        case ast.Constant():
            return node.value
        case c.CNumber() | c.CChar():
            return node.value
        case c.CCast(value=inner):
            return _value(inner, env)
        case ast.Name():
            if node.id in env.defines:
                return env.defines[node.id]
            symbol = env.members.get(node.id)
            if isinstance(symbol, Constant) and symbol.value is not None:
                return symbol.value
            raise LookupError(node.id)
        case ast.Attribute(value=ast.Name(id=base)):
            module = env.members.get(base)
            symbol = module.members.get(node.attr) if isinstance(module, ModuleName) else None
            if isinstance(symbol, Constant) and symbol.value is not None:
                return symbol.value
            raise LookupError(node.attr)
        case ast.UnaryOp():
            return _UNARY[type(node.op)](_value(node.operand, env))
        case ast.BinOp():
            left, right = _value(node.left, env), _value(node.right, env)
            if isinstance(node.op, ast.LShift) and right > _LIMIT:
                raise ValueError("too large")
            if isinstance(node.op, ast.Pow):
                if isinstance(left, int) and isinstance(right, int) and left.bit_length() * max(right, 0) > _LIMIT:
                    raise ValueError("too large")
                return left**right
            return _BINARY[type(node.op)](left, right)
        case ast.BoolOp():
            value: Any = None
            for item in node.values:
                value = _value(item, env)
                if bool(value) == isinstance(node.op, ast.Or):
                    return value
            return value
        case ast.Compare():
            left = _value(node.left, env)
            for op, item in zip(node.ops, node.comparators, strict=True):
                right = _value(item, env)
                if not _COMPARE[type(op)](left, right):
                    return False
                left = right
            return True
        case ast.IfExp():
            return _value(node.body if _value(node.test, env) else node.orelse, env)
        case ast.Tuple():
            return tuple(_value(item, env) for item in node.elts)
    raise LookupError(type(node).__name__)

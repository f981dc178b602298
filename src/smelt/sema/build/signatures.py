"""What a function says of itself: its docstring and its signature as text."""

from __future__ import annotations

import ast
import sys

from smelt.sema.build.core import FunctionBuilder
from smelt.syntax import nodes as c


def docstring(body: list[ast.stmt] | None) -> str | None:
    """The docstring that a body begins with, indented as Python keeps it."""
    if (
        body
        and isinstance(body[0], ast.Expr)
        and isinstance(body[0].value, ast.Constant)
        and isinstance(body[0].value.value, str)
    ):
        text = body[0].value.value
        return _dedented(text) if sys.version_info >= (3, 13) else text
    return None


def _dedented(text: str) -> str:
    """A docstring without its common indentation, as CPython's own compiler leaves it from 3.13 on."""
    first, *rest = text.expandtabs().split("\n")
    spaces = [len(line) - len(line.lstrip(" ")) for line in rest]
    margin = min((n for n, line in zip(spaces, rest, strict=True) if line.strip(" ")), default=0)
    return "\n".join([first.lstrip(" "), *(line[min(n, margin) :] for n, line in zip(spaces, rest, strict=True))])


def without_docstring(body: list[ast.stmt] | None) -> list[ast.stmt]:
    """The statements after the docstring."""
    return (body or [])[0 if docstring(body) is None else 1 :]


def signature_text(args: ast.arguments) -> str:
    """The parameters as Python source, defaults as ``...``: what `inspect.signature` is made from."""
    parts: list[str] = []
    positional = [*args.posonlyargs, *args.args]
    first_default = len(positional) - len(args.defaults)
    for index, arg in enumerate(positional):
        parts.append(arg.arg + ("=..." if index >= first_default else ""))
        if args.posonlyargs and index == len(args.posonlyargs) - 1:
            parts.append("/")
    if args.vararg:
        parts.append(f"*{args.vararg.arg}")
    elif args.kwonlyargs:
        parts.append("*")
    for arg, default in zip(args.kwonlyargs, args.kw_defaults, strict=True):
        parts.append(arg.arg + ("=..." if default is not None else ""))
    if args.kwarg:
        parts.append(f"**{args.kwarg.arg}")
    return f"({', '.join(parts)})"


def embedded_signature(b: FunctionBuilder, node: ast.FunctionDef) -> str:
    """The parameters as the source has them, C types and defaults included, for ``embedsignature``."""
    args = node.args

    def one(arg: ast.arg, default: ast.expr | None) -> str:
        text = arg.arg
        if isinstance(arg, c.CArg) and arg.ctype is not None and arg.annotation is None:
            text = f"{b.typer.resolver.resolve(arg.ctype)} {text}"
        elif arg.annotation is not None:
            text += f": {b.module.text_of(arg.annotation)}"
        return text if default is None else f"{text}={b.module.text_of(default)}"

    positional = [*args.posonlyargs, *args.args]
    defaults: list[ast.expr | None] = [*([None] * (len(positional) - len(args.defaults))), *args.defaults]
    parts = [one(a, d) for a, d in zip(positional, defaults, strict=True)]
    if args.posonlyargs:
        parts.insert(len(args.posonlyargs), "/")
    if args.vararg or args.kwonlyargs:
        parts.append(f"*{args.vararg.arg}" if args.vararg else "*")
    parts += [one(a, d) for a, d in zip(args.kwonlyargs, args.kw_defaults, strict=True)]
    if args.kwarg:
        parts.append(f"**{args.kwarg.arg}")
    returns = f" -> {b.module.text_of(node.returns)}" if node.returns is not None else ""
    return f"({', '.join(parts)}){returns}"

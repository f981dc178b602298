"""The bridge: what is not lowered yet runs as CPython code objects in the module's globals.

It takes whole statements of the module's level: class bodies, `match`, async functions, and functions that contain
such. What it takes must be plain Python: a name that exists in C only would be missing there, so that is an error.
"""

from __future__ import annotations

import ast
import sys
import warnings

from smelt.ir import nodes as ir
from smelt.sema.build.core import FunctionBuilder, statement
from smelt.sema.symbols import CFunction, Constant, CythonName, ModuleName, TypeName, Variable
from smelt.syntax import nodes as c
from smelt.syntax import tree as trees
from smelt.types import ExtType


def bridge(b: FunctionBuilder, node: ast.stmt, reason: str) -> None:
    """Keep a statement as Python source, with a note in the report."""
    if b.scope.kind != "module":
        b.error("E0680", node, f"{_a(reason)} inside of a compiled function", "move it to the module's level")
        return
    fault = c_features(b, node, reason)
    if fault is not None:
        b.error(*fault)
        return
    start = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", ()))])
    end = node.end_lineno or node.lineno
    source = b.env.files.get(node, b.env.source)
    lines = [source.line(number) for number in range(start, end + 1)]
    text = "\n".join(lines) + "\n"
    line = start
    if lines[0][:1] in (" ", "\t"):
        text, line = f"if 1:\n{text}", start - 1
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(text, "<bridge>", "exec", dont_inherit=True)
    except SyntaxError as error:
        version = f"{sys.version_info[0]}.{sys.version_info[1]}"
        b.error("E0684", node, f"the {reason} runs as Python code, which Python {version} cannot read: {error.msg}")
        return
    b.env.diagnostics.note("N0680", b.env.span(node), f"kept as Python code: {reason}")
    b.emit(ir.ExecSource(text, line, reason))


def _a(reason: str) -> str:
    return f"{'an' if reason[0] in 'aeiou' else 'a'} {reason}"


def c_features(b: FunctionBuilder, node: ast.stmt, reason: str) -> tuple[str, ast.AST, str, str] | None:
    """What of C a statement uses, as the error that this is in a bridged one; None if it is plain Python."""
    for inner in trees.walk(node):
        if type(inner) in c.C_NODES and not (isinstance(inner, c.CArg) and inner.ctype is None):
            message = f"C declarations cannot stand in {_a(reason)} in this version of Smelt"
            return "E0681", inner, message, "move them into functions outside"
        if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Load):
            hit = b.typer.symbol(inner, b.scope)
            symbol = hit[1] if hit is not None else None
            python = b.module.scopes.module.variables.get(inner.id)
            if (isinstance(symbol, CFunction) and symbol.kind == "cpdef") or (
                isinstance(symbol, CythonName) and python is not None
            ):
                continue
            if isinstance(symbol, ModuleName) and python is not None:
                continue
            if isinstance(symbol, TypeName) and isinstance(symbol.type, ExtType) and python is not None:
                continue
            c_only = isinstance(symbol, CFunction | Constant | TypeName | ModuleName | CythonName)
            if c_only or (isinstance(symbol, Variable) and symbol.place in ("cglobal", "extern")):
                message = f"the C name '{inner.id}' is not visible in {_a(reason)}, which runs as Python code"
                return "E0682", inner, message, "give it to Python by a def or cpdef function"
    return None


@statement(ast.Match)
def match_(b: FunctionBuilder, node: ast.Match) -> None:
    bridge(b, node, "match statement")


@statement(ast.AsyncFunctionDef)
def async_function(b: FunctionBuilder, node: ast.AsyncFunctionDef) -> None:
    bridge(b, node, "async function")


@statement(ast.AsyncFor, ast.AsyncWith)
def async_statement(b: FunctionBuilder, node: ast.stmt) -> None:
    b.error("E0683", node, "this statement is only allowed in an async function")


if hasattr(ast, "TryStar"):

    @statement(ast.TryStar)
    def try_star(b: FunctionBuilder, node: ast.TryStar) -> None:
        bridge(b, node, "except* clause")


if hasattr(ast, "TypeAlias"):

    @statement(ast.TypeAlias)
    def type_alias(b: FunctionBuilder, node: ast.stmt) -> None:
        bridge(b, node, "type statement")

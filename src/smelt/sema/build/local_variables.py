"""The local variables of a function: their declared types, and the cells of those that inner functions share."""

from __future__ import annotations

import ast

from smelt.ir import nodes as ir
from smelt.records import replace
from smelt.sema.build.core import FunctionBuilder
from smelt.sema.cpptypes import need_default
from smelt.sema.scopes import Scope
from smelt.sema.symbols import Variable
from smelt.syntax import nodes as c
from smelt.types import (
    UNKNOWN,
    CArray,
    Const,
    CVoid,
    Ref,
    strip_const,
)
from smelt.types.cpp import CppClass, default_constructor


def declare_locals(fb: FunctionBuilder, scope: Scope, body: list[ast.stmt] | None) -> None:
    """Types of the ``cdef`` variables of a function, which hold in all of it."""
    for node in body or ():
        if isinstance(node, c.CVarDef):
            for var in node.vars:
                type_ = fb.typer.resolver.resolve(var.type)
                variable = scope.variables.get(var.name)
                if not isinstance(variable, Variable):
                    continue
                if variable.declared:
                    line = f" in line {variable.span.line}" if variable.span is not None else ""
                    first = f"its first declaration{line} holds in the whole function"
                    fb.error("E0370", var, f"'{var.name}' is declared twice", first)
                    continue
                if isinstance(type_, CVoid):
                    fb.error("E0379", var, f"variable '{var.name}' cannot have the type 'void'")
                    type_ = UNKNOWN
                if isinstance(type_, Ref):
                    fb.error("E0393", var, f"the local variable '{var.name}' cannot be a C++ reference ('{type_}')",
                             f"use a pointer: '{type_.target} *{var.name}'")  # fmt: skip
                    type_ = UNKNOWN
                if isinstance(type_, CArray) and type_.length is None:
                    fb.error("E0381", var, f"the array '{var.name}' has no size")
                    type_ = UNKNOWN
                if isinstance(type_, Const):
                    variable.constant = True
                    if var.value is None:
                        fb.error("E0387", var, f"the constant '{var.name}' needs a value")
                variable.type = strip_const(type_)
                variable.declared = True
                held = variable.type
                while isinstance(held, CArray):
                    held = held.element
                if isinstance(held, CppClass):
                    _object(fb, variable, held, var)
                if var.name in scope.global_names:
                    fb.error("E0388", var, f"'{var.name}' is global here and cannot be declared")
        else:
            _misplaced(fb, node)


def _object(fb: FunctionBuilder, variable: Variable, cls: CppClass, node: ast.AST) -> None:
    """An object exists from the beginning of its function, also where nothing uses it: its constructor may matter."""
    if not need_default(fb.env, cls, f"'{variable.name}'", variable.name, node):
        variable.type = UNKNOWN
    elif not variable.captured:
        slot = fb.slot(variable)
        made = default_constructor(cls)
        if made is not None and slot.type == cls and fb.function.kind != "generator":
            func = fb.handled(replace(made.func, params=(), optional=0))
            fb.emit(ir.Call(slot, ir.CppName(func, "", cls), func, []))


def _misplaced(fb: FunctionBuilder, node: ast.AST) -> None:
    """Cdef inside of control structures is refused: a C variable belongs to the whole function."""
    for name in ("body", "orelse", "finalbody", "handlers"):
        parts = getattr(node, name, None)
        for inner in parts if isinstance(parts, list) else ():
            if isinstance(node, ast.FunctionDef | ast.Lambda | ast.ClassDef | c.CFuncDef):
                return
            if isinstance(inner, c.CVarDef):
                fb.error(
                    "E0389",
                    inner,
                    "cdef statement not allowed here",
                    "move it to the beginning of the function, outside of any block",
                )
            elif isinstance(inner, ast.AST):
                _misplaced(fb, inner)


def new_cells(fb: FunctionBuilder, scope: Scope, skip_params: bool = False) -> None:
    """Empty cells for the captured variables that this scope binds."""
    for variable in scope.variables.values():
        if isinstance(variable, Variable) and variable.captured and variable.place in ("local", "param"):
            if skip_params and variable.place == "param":
                continue
            fb.emit(ir.NewCell(fb.cell(variable), fb.variable_type(variable)))

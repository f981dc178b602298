"""The parameters of the Python entry of a function: their types, taking arguments apart and converting them."""

from __future__ import annotations

import ast
from typing import Literal

from smelt.ir import nodes as ir
from smelt.primitives import classes as class_rows
from smelt.primitives import convert as conversions
from smelt.primitives import objects
from smelt.sema.build.convert import type_object
from smelt.sema.build.core import FunctionBuilder
from smelt.sema.build.local_variables import new_cells
from smelt.sema.build.names import name_const, store_buffer
from smelt.sema.env import ModuleEnv
from smelt.sema.scopes import Scope, all_args
from smelt.sema.symbols import Variable
from smelt.sema.typeexpr import decay
from smelt.sema.wording import article, declared, spelled
from smelt.syntax import nodes as c
from smelt.types import (
    BINT,
    OBJECT,
    TUPLE,
    TYPE,
    UNKNOWN,
    Buffer,
    Builtin,
    CVoid,
    ExtType,
    Ptr,
    PyObj,
    Ref,
    Type,
    Unknown,
    View,
    is_number,
    strip_const,
)
from smelt.types.cpp import strip_ref
from smelt.types.rules import unboxable

PyFunction = ast.FunctionDef | ast.Lambda
IMPLICIT_CLASS = ("__init_subclass__", "__class_getitem__")  # class methods without being marked as such
Kind = Literal["posonly", "pos", "vararg", "kwonly", "kwarg"]


def parameter_kinds(args: ast.arguments) -> list[tuple[ast.arg, Kind, bool]]:
    positional = [*args.posonlyargs, *args.args]
    first_default = len(positional) - len(args.defaults)
    found: list[tuple[ast.arg, Kind, bool]] = [
        (arg, "posonly" if i < len(args.posonlyargs) else "pos", i >= first_default) for i, arg in enumerate(positional)
    ]
    if args.vararg:
        found.append((args.vararg, "vararg", False))
    found += [(a, "kwonly", d is not None) for a, d in zip(args.kwonlyargs, args.kw_defaults, strict=True)]
    if args.kwarg:
        found.append((args.kwarg, "kwarg", False))
    return found


def declare_parameters(b: FunctionBuilder, scope: Scope, args: ast.arguments) -> None:
    """Give the parameters' variables their types."""
    own = method_class(b, scope)
    first = next(iter([*args.posonlyargs, *args.args]), None)
    for arg in all_args(args):
        variable = scope.variables[arg.arg]
        assert isinstance(variable, Variable)
        if arg is first and own is not None:
            variable.type, variable.declared = own, True
        elif arg is first and is_class_method(b, scope):
            variable.type, variable.declared = TYPE, True
        elif isinstance(arg, c.CArg) and arg.ctype is not None:
            type_ = strip_const(b.typer.resolver.resolve(arg.ctype))
            if arg in (args.vararg, args.kwarg):
                b.error("E0660", arg, f"'*{arg.arg}' cannot have a C type")
                type_ = OBJECT
            if isinstance(type_, CVoid):
                b.error("E0385", arg, f"parameter '{arg.arg}' cannot have the type 'void'")
                type_ = UNKNOWN
            if isinstance(type_, Ref):
                b.error("E0393", arg, f"parameter '{arg.arg}' of a Python function cannot be a reference ('{type_}')",
                        f"take it by value: '{type_.target} {arg.arg}'")  # fmt: skip
                type_ = UNKNOWN
            if arg.annotation is None and arg.none == "not":
                refuse_not_none(b.env, arg, type_)
            if refuse_c_only(b.env, arg, decay(type_)):
                type_ = UNKNOWN
            variable.type = decay(type_)
            variable.declared = True
            _check_default(b, args, arg, variable.type)
        elif variable.type is None:
            variable.type = TUPLE if arg is args.vararg and not variable.values else OBJECT


def method_class(b: FunctionBuilder, scope: Scope) -> ExtType | None:
    """The extension type that a function is a method of, with an object as its first parameter."""
    type_ = class_of(b.env, scope.parent)
    if type_ is None or not isinstance(scope.node, ast.FunctionDef):
        return None
    return None if is_class_method(b, scope) or _decorated(scope.node, "staticmethod") else type_


def is_class_method(b: FunctionBuilder, scope: Scope) -> bool:
    """Whether a function is a method of an extension type that gets the class."""
    node = scope.node
    if class_of(b.env, scope.parent) is None or not isinstance(node, ast.FunctionDef):
        return False
    return _decorated(node, "classmethod") or node.name in IMPLICIT_CLASS


def _decorated(node: ast.FunctionDef, word: str) -> bool:
    return any(isinstance(n, ast.Name) and n.id == word for n in node.decorator_list)


def class_of(env: ModuleEnv, scope: Scope | None) -> ExtType | None:
    """The extension type whose body, or whose property, a scope is."""
    if scope is not None and isinstance(scope.node, c.CProperty):
        scope = scope.parent
    if scope is None or not isinstance(scope.node, c.CClassDef):
        return None
    known = env.classes.get(scope.node.name)
    return known.type if known is not None and known.node is scope.node else None


def refuse_not_none(env: ModuleEnv, arg: ast.arg, type_: Type) -> None:
    """``not None`` is for what can be None."""
    if not isinstance(type_, PyObj | View | Unknown):
        env.error("E0391", arg, f"parameter '{arg.arg}' of the type '{type_}' is never None",
                  "leave out 'not None': only Python objects and views can be None")  # fmt: skip


def refuse_c_only(env: ModuleEnv, arg: ast.arg, type_: Type) -> bool:
    """Report a parameter that Python can give no value to."""
    if isinstance(type_, PyObj | Unknown) or unboxable(strip_ref(type_)):
        return False
    hint = "make it a cdef function"
    if isinstance(type_, Ptr) and is_number(strip_const(type_.target)):
        hint += f", or take a view: '{declared(env, f'{spelled(env, strip_const(type_.target))}[:]', arg.arg)}'"
    env.error("E0394", arg, f"parameter '{arg.arg}' of a Python function cannot be {article(type_)}", hint)
    return True


def _check_default(b: FunctionBuilder, args: ast.arguments, arg: ast.arg, type_: Type) -> None:
    """A literal that can never be a value of the parameter's type is no default; others are converted in each call."""
    default = _default_of(args, arg)
    if isinstance(default, ast.Constant) and isinstance(default.value, str | bytes) and is_number(type_):
        if len(default.value) != 1 and type_ != BINT:
            b.convert(b.expr(default), type_, default)


def _default_of(args: ast.arguments, arg: ast.arg) -> ast.expr | None:
    positional = [*args.posonlyargs, *args.args]
    defaults = dict(zip(reversed(positional), reversed(args.defaults), strict=False))
    return defaults.get(arg, dict(zip(args.kwonlyargs, args.kw_defaults, strict=True)).get(arg))


def _none_refused(fb: FunctionBuilder, arg: ast.arg, type_: Type) -> bool:
    """Whether ``allow_none_for_extension_args=False`` refuses None: not where it is the default."""
    if fb.directives["allow_none_for_extension_args"] or not isinstance(type_, Builtin | ExtType):
        return False
    args = getattr(fb.scope.node, "args", None)
    default = _default_of(args, arg) if isinstance(args, ast.arguments) else None
    return not (isinstance(default, ast.Constant) and default.value is None)


def parse_arguments(fb: FunctionBuilder, node: PyFunction, scope: Scope, generator: bool) -> dict[Variable, ir.Expr]:
    """Take the arguments apart and convert them: to the values for a generator, else bound to the variables."""
    params: list[ir.Param] = []
    pending: list[tuple[ast.arg, Variable, ir.Slot]] = []
    own = method_class(fb, scope)
    checked: ir.Slot | None = None
    for arg, kind, has_default in parameter_kinds(node.args):
        variable = scope.variables[arg.arg]
        assert isinstance(variable, Variable)
        direct = variable.type in (OBJECT, TUPLE) and not variable.captured and not variable.values and not generator
        if direct and isinstance(arg, c.CArg) and arg.ctype is not None and variable.type != OBJECT:
            direct = False
        if isinstance(arg, c.CArg) and arg.annotation is None and arg.none == "not":
            direct = False
        if (
            own is not None
            and not params
            and kind in ("posonly", "pos")
            and not (variable.captured or variable.values or generator)
        ):
            checked = ir.Slot(arg.arg, own)
            fb.function.slots.append(checked)
            fb.not_none.add(checked)
            fb.slots[variable] = checked
            params.append(ir.Param(arg.arg, kind, checked, has_default))
            continue
        slot = ir.Slot(arg.arg if direct else f"{arg.arg}_arg", OBJECT if not (direct and kind == "vararg") else TUPLE)
        if direct and variable.type == TUPLE and kind != "vararg":
            slot = ir.Slot(arg.arg, OBJECT)
        fb.function.slots.append(slot)
        params.append(ir.Param(arg.arg, kind, slot, has_default))
        if direct:
            fb.slots[variable] = slot
        else:
            pending.append((arg, variable, slot))
    fb.emit(ir.ParseArgs(params))
    if checked is not None and own is not None:
        fb.op(class_rows.check_self, ir.Load(own, checked), type_object(own), name_const(fb.function.py_name))
    for _, variable, _ in pending:
        if variable.captured and not generator:
            fb.emit(ir.NewCell(fb.cell(variable), fb.variable_type(variable)))
    if not generator:
        new_cells(fb, scope, skip_params=True)
    return {v: _bind(fb, arg, v, slot, generator) for arg, v, slot in pending}


def _bind(fb: FunctionBuilder, arg: ast.arg, variable: Variable, slot: ir.Slot, generator: bool) -> ir.Expr:
    """Convert one argument to its parameter's type."""
    type_ = fb.variable_type(variable)
    value: ir.Expr = ir.Load(slot.type, slot)
    none = arg.none if isinstance(arg, c.CArg) else None
    if none is None and _none_refused(fb, arg, type_):
        none = "not"
    fb.span = fb.env.span(arg)
    if isinstance(type_, Unknown):
        return value
    own = method_class(fb, fb.scope)
    if own is not None and fb.scope.node is not None and _is_first(fb.scope.node, arg):
        fb.op(class_rows.check_self, value, type_object(own), name_const(fb.function.py_name))
        return _bound(fb, variable, type_, ir.Cast(type_, value), generator)
    refuse_none = none == "not" and not (
        isinstance(arg, c.CArg) and arg.annotation is not None and not isinstance(type_, PyObj | View)
    )
    if refuse_none and isinstance(type_, PyObj):
        if isinstance(type_, Builtin | ExtType):
            fb.op(objects.check_argument_none, value, type_object(type_), name_const(arg.arg))
        else:
            fb.op(objects.check_not_none, value, name_const(arg.arg))
    if isinstance(type_, View):
        view = fb.temp(type_, arg.arg) if generator or variable.captured else fb.slot(variable)
        fb.emit(ir.AcquireView(view, value, arg.arg, none != "not"))
        value = ir.Load(type_, view)
        if generator or not variable.captured:
            return value
    elif isinstance(type_, Buffer):
        value = check_argument(fb, value, type_.owner, arg) if type_.owner != OBJECT else value
        if not generator:
            store_buffer(fb, variable, type_, value, arg)
        return value
    else:
        value = check_argument(fb, value, type_, arg)
    return _bound(fb, variable, type_, value, generator)


def _is_first(node: ast.AST, arg: ast.arg) -> bool:
    args = getattr(node, "args", None)
    return isinstance(args, ast.arguments) and next(iter([*args.posonlyargs, *args.args]), None) is arg


def _bound(fb: FunctionBuilder, variable: Variable, type_: Type, value: ir.Expr, generator: bool) -> ir.Expr:
    """Bind a parameter to its converted value, unless a generator takes it."""
    once = isinstance(value, ir.Load) and value.slot.temp and not variable.values and not variable.captured
    if once and not generator:
        assert isinstance(value, ir.Load)
        value.slot.temp = False
        fb.slots[variable] = value.slot
    elif not generator:
        target = fb.slot(variable)
        fb.emit(ir.Assign(ir.Load(type_, target), value))
    return value


def check_argument(fb: FunctionBuilder, value: ir.Expr, type_: Type, arg: ast.arg) -> ir.Expr:
    """An argument as a value of the parameter's type; the message of a mismatch names the parameter."""
    if isinstance(type_, Builtin | ExtType):
        row = objects.check_argument_exact if isinstance(type_, Builtin) and type_.exact else objects.check_argument
        fb.op(row, value, type_object(type_), name_const(arg.arg))
        return ir.Cast(type_, value)
    named = conversions.argument(type_) if is_number(type_) else None
    if named is not None:
        return fb.op(named, value, name_const(arg.arg), hint=arg.arg)
    return fb.convert(value, type_, arg, arg.arg)

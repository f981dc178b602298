"""C functions: ``cdef`` and ``cpdef``, the entry by which Python calls them, and their defaults."""

from __future__ import annotations

import ast
from typing import Any

from smelt.ir import nodes as ir
from smelt.primitives import calls, containers, objects
from smelt.primitives import classes as class_rows
from smelt.primitives import globals as rows
from smelt.sema.bound import unbound_reads
from smelt.sema.build.convert import no_python_form, type_object
from smelt.sema.build.core import NULL_OBJECT, PYTHON_NONE, FunctionBuilder, statement
from smelt.sema.build.functions import split_decorators
from smelt.sema.build.fused import python_function
from smelt.sema.build.literals import constant_tuple
from smelt.sema.build.local_variables import declare_locals, new_cells
from smelt.sema.build.members import method_symbol
from smelt.sema.build.names import name_const, store_buffer, store_global
from smelt.sema.build.parameters import check_argument, class_of, parameter_kinds, refuse_c_only, refuse_not_none
from smelt.sema.build.signatures import docstring, signature_text, without_docstring
from smelt.sema.build.ufuncs import define_ufunc
from smelt.sema.cpptypes import need_default
from smelt.sema.scopes import Scope
from smelt.sema.symbols import CFunction, FusedFunction, Variable
from smelt.sema.wording import article
from smelt.syntax import nodes as c
from smelt.types import (
    BINT,
    OBJECT,
    TUPLE,
    UNKNOWN,
    Buffer,
    CArray,
    Const,
    CTuple,
    CVoid,
    ExtType,
    Func,
    Ptr,
    PyObj,
    Ref,
    Struct,
    Type,
    View,
    strip_const,
)
from smelt.types.cpp import CppClass, strip_ref
from smelt.types.rules import boxable, unboxable


def build_c_function(b: FunctionBuilder, symbol: CFunction, node: c.CFuncDef) -> None:
    """A cdef or cpdef function with its C signature."""
    module = b.module
    scope = module.scopes.of[node]
    directives, decorators = split_decorators(b, node.decorator_list)
    if symbol.owner is not None:
        known = b.env.classes.get(symbol.owner.name)
        directives = {**(known.directives if known is not None else {}), **directives}
    for decorator in decorators:
        if symbol.static and isinstance(decorator, ast.Name) and decorator.id == "staticmethod":
            continue
        b.error(
            "E0661",
            decorator,
            "a cdef function takes no Python decorators",
            "use a def function, or decorate a def that calls it",
        )
    if scope.is_generator:
        b.error("E0662", node, "a cdef function cannot be a generator", "use a def function")
        return
    settings = {**b.directives, **directives}
    if directives:
        b.typer.settings[scope] = settings
    if isinstance(symbol.func.returns, CppClass):
        need_default(b.env, symbol.func.returns, f"the result of '{node.name}'", "", node)
    function = ir.Function(
        module.function_key(symbol), "c", symbol.func, [], [], b.env.span(node), py_name=node.name,
        qualname=node.name if symbol.owner is None else f"{symbol.owner}.{node.name}",
        doc=docstring(node.body), inline=bool(node.inline), line=node.lineno, visibility=_visibility(node),
    )  # fmt: skip
    fb = FunctionBuilder(module, function, scope, settings)
    fb.span = b.env.span(node)
    fb.unbound = unbound_reads(scope, module.scopes)
    fb.nogil = symbol.func.nogil and not symbol.func.with_gil
    positional = [*node.args.posonlyargs, *node.args.args]
    for arg, type_ in zip([a for a in positional if a.arg], symbol.func.params, strict=False):
        c_parameter(fb, scope, arg, type_)
    if symbol.owner is not None and not symbol.static:
        fb.not_none.update(s for s in function.params[:1] if s.name == positional[0].arg)
    declare_locals(fb, scope, node.body)
    new_cells(fb, scope, skip_params=True)
    fb.statements(without_docstring(node.body))
    result = symbol.func.returns
    if isinstance(result, PyObj):
        fb.emit(ir.Return(PYTHON_NONE))
    elif isinstance(result, CVoid):
        fb.emit(ir.Return(None))
    else:
        if isinstance(result, View) and _falls_off(node.body or []):
            fb.emit(ir.Check("other", ir.Const(BINT, True), "TypeError", "Memoryview return value is not initialized"))
        fb.emit(ir.Return(_zero(result)))
    module.functions.append(function)
    if symbol.kind == "cpdef":
        build_cpdef_wrapper(b, symbol, node, function)
        from smelt.sema.build.classes import build_dispatch

        build_dispatch(b, symbol, node)


def _falls_off(body: list[Any]) -> bool:
    """Whether the end of a block may be reached, as far as its last statement tells."""
    last = body[-1] if body else None
    if isinstance(last, ast.Return | ast.Raise):
        return False
    if isinstance(last, ast.If):
        return _falls_off(last.body) or _falls_off(last.orelse)
    return not isinstance(last, ast.With) or _falls_off(last.body)


def _zero(type_: Type) -> ir.Expr:
    if isinstance(type_, Ref):
        return ir.nowhere(type_)
    if isinstance(type_, Struct | CTuple | View | CArray | CppClass):
        return ir.Initializer(type_, [])
    if isinstance(type_, Ptr | Func):
        return ir.Const(type_, None)
    return ir.Const(type_, 0)


def _visibility(node: c.CFuncDef) -> Any:
    return node.visibility if node.visibility in ("public", "api") else "private"


def c_parameter(fb: FunctionBuilder, scope: Scope, arg: ast.arg, type_: Type) -> None:
    variable = scope.variables.get(arg.arg)
    if not isinstance(variable, Variable):
        return
    variable.type, variable.declared = strip_ref(type_), True
    variable.constant = isinstance(type_, Ref) and isinstance(type_.target, Const)
    if variable.constant and isinstance(variable.type, CppClass):
        variable.type = Const(variable.type)
    if isinstance(arg, c.CArg) and arg.annotation is None and arg.none == "not":
        refuse_not_none(fb.env, arg, strip_const(type_))
    if isinstance(type_, Buffer):
        if fb.nogil:
            fb.env.error("E0601", arg, "acquiring a buffer needs the GIL", f"take a view: '{type_.view} {arg.arg}'")
        slot = ir.Slot(f"{arg.arg}_arg", type_.owner, ir.Storage.PARAM)
        fb.function.params.append(slot)
        store_buffer(fb, variable, type_, ir.Load(slot.type, slot), arg)
        return
    if variable.captured:
        slot = ir.Slot(f"{arg.arg}_arg", variable.type, ir.Storage.PARAM)
        fb.function.params.append(slot)
        fb.emit(ir.NewCell(fb.cell(variable), variable.type, ir.Load(variable.type, slot)))
        return
    slot = ir.Slot(arg.arg, type_ if isinstance(type_, Ref) else variable.type, ir.Storage.PARAM)
    fb.function.params.append(slot)
    fb.slots[variable] = slot
    if isinstance(arg, c.CArg) and arg.none == "not" and isinstance(type_, PyObj):
        fb.op(objects.check_not_none, ir.Load(type_, slot), name_const(arg.arg))


def build_cpdef_wrapper(b: FunctionBuilder, symbol: CFunction, node: c.CFuncDef, target: ir.Function) -> None:
    """The Python side of a cpdef function: converts, calls, converts back."""
    module = b.module
    wrapper = ir.Function(
        module.unique(f"{node.name}_py"), "wrapper", Func(OBJECT, (), except_kind="object"), [], [], b.env.span(node),
        py_name=node.name, qualname=node.name if symbol.owner is None else f"{symbol.owner}.{node.name}",
        doc=docstring(node.body), signature=signature_text(node.args),
        line=node.lineno,
    )  # fmt: skip
    fb = FunctionBuilder(module, wrapper, b.scope, b.directives)
    fb.span = b.env.span(node)
    params: list[ir.Param] = []
    for arg, kind, has_default in parameter_kinds(node.args):
        slot = ir.Slot(f"{arg.arg}_arg", OBJECT)
        wrapper.slots.append(slot)
        params.append(ir.Param(arg.arg, kind, slot, has_default))
    fb.emit(ir.ParseArgs(params))
    values: list[ir.Expr] = []
    positional = [*node.args.posonlyargs, *node.args.args]
    for param, arg, type_ in zip(params, positional, symbol.func.params, strict=True):
        value: ir.Expr = ir.Load(OBJECT, param.slot)
        none = arg.none if isinstance(arg, c.CArg) else None
        if refuse_c_only(fb.env, arg, type_):
            return
        if isinstance(type_, View):
            view = fb.temp(type_, arg.arg)
            fb.emit(ir.AcquireView(view, value, arg.arg, none != "not"))
            values.append(ir.Load(type_, view))
        elif isinstance(type_, Buffer):
            values.append(check_argument(fb, value, type_.owner, arg) if type_.owner != OBJECT else value)
        elif symbol.owner is not None and not symbol.static and not values:
            fb.op(class_rows.check_self, value, type_object(symbol.owner), name_const(node.name))
            values.append(ir.Cast(type_, value))
        else:
            values.append(check_argument(fb, value, type_, arg))
    result = fb.call_c(ir.CName(symbol.func, target.name), symbol.func, values, "result")
    fb.emit(ir.Return(PYTHON_NONE if result is None else fb.convert(result, OBJECT, node)))
    module.functions.append(wrapper)
    symbol.wrapped = True
    module.python_sides[symbol] = wrapper.name


def python_side(b: FunctionBuilder, value: ir.CName, node: ast.AST) -> ir.Expr:
    """A C function as a Python object: a cpdef function's own, or one made for a cdef or C function here."""
    symbol = next((s for s in b.env.members.values() if isinstance(s, CFunction) and _is_target(b, s, value)), None)
    if symbol is None:
        return no_python_form(b, value.type, node)
    if symbol.kind == "cpdef":
        return b.op(rows.get_global, name_const(symbol.name), node=node)
    if not _has_python_side(b, symbol, node):
        return ir.Const(UNKNOWN, 0)
    if symbol not in b.module.python_sides:
        args = ast.arguments(
            posonlyargs=[],
            args=[c.CArg(n or f"arg{i}") for i, n in enumerate(symbol.func.names)],
            kwonlyargs=[],
            kw_defaults=[],
            defaults=[],
        )
        definition = c.CFuncDef(symbol.name, args, body=[])
        ast.copy_location(definition, node)
        for arg in args.args:
            ast.copy_location(arg, node)
        target = ir.Function(value.text, "c", symbol.func, [], [], b.env.span(node))
        build_cpdef_wrapper(b, symbol, definition, target)
    made = b.temp(OBJECT, symbol.name)
    b.emit(ir.MakeFunction(made, b.module.python_sides[symbol], NULL_OBJECT, NULL_OBJECT, NULL_OBJECT, []))
    return ir.Load(OBJECT, made)


def _has_python_side(b: FunctionBuilder, symbol: CFunction, node: ast.AST) -> bool:
    """Whether Python can give a C function its arguments and take its result; else the reason is reported."""
    func = symbol.func
    for name, type_ in zip(func.names or [""] * len(func.params), func.params, strict=False):
        if not isinstance(type_, PyObj) and not unboxable(type_):
            what = f"its parameter '{name}'" if name else "a parameter"
            b.error("E0551", node, f"the C function '{symbol.name}' has no Python form: {what} is {article(type_)}",
                    "call it here, or write a def function that does")  # fmt: skip
            return False
    if func.vararg:
        b.error("E0551", node, f"the C function '{symbol.name}' has no Python form: it takes any number of arguments",
                "call it here, or write a def function that does")  # fmt: skip
        return False
    if not isinstance(func.returns, PyObj | CVoid) and not boxable(func.returns):
        b.error("E0551", node, f"the C function '{symbol.name}' has no Python form: it returns {article(func.returns)}",
                "call it here, or write a def function that does")  # fmt: skip
        return False
    return True


def _is_target(b: FunctionBuilder, symbol: CFunction, value: ir.CName) -> bool:
    text = symbol.cname if symbol.kind == "extern" else b.module.function_key(symbol)
    return text == value.text


@statement(c.CFuncDef)
def c_function(b: FunctionBuilder, node: c.CFuncDef) -> None:
    """At its place in the module's code: defaults are computed and a cpdef function gets its Python name."""
    owner = class_of(b.env, b.scope)
    if b.scope.kind != "module" and owner is None:
        b.error(
            "E0663",
            node,
            "a C function can only be defined at module level",
            "use a def function or a lambda for closures",
        )
        return
    symbol = b.env.members.get(node.name)
    if isinstance(symbol, CFunction | FusedFunction) and symbol.ufunc and symbol.node is node and node.body is not None:
        define_ufunc(b, symbol, node)
        return
    if isinstance(symbol, FusedFunction) and symbol.node is node and node.body is not None:
        _define_fused(b, symbol, node)
        return
    if owner is not None and isinstance(owner.info.fused.get(node.name), FusedFunction):
        _define_fused_method(b, owner, owner.info.fused[node.name], node)  # type: ignore[arg-type]
        return
    if owner is not None:
        method = owner.info.methods.get(node.name)
        symbol = method_symbol(method) if method is not None else None
    if not isinstance(symbol, CFunction) or node.body is None:
        return
    first = len(symbol.func.params) - len(symbol.defaults)
    held: list[ir.Expr] = []
    for index, default in enumerate(symbol.defaults):
        slot = symbol.default_slots[index]
        if slot is not None:
            value = b.typed(default, slot.type)
            b.emit(ir.Assign(ir.Load(slot.type, slot), value))
            held.append(b.convert(ir.Load(slot.type, slot), OBJECT, default) if symbol.kind == "cpdef" else value)
        elif symbol.kind == "cpdef":
            held.append(b.convert(b.typed(default, symbol.func.params[first + index]), OBJECT, default))
    if symbol.kind != "cpdef" or symbol not in b.module.python_sides:
        return
    known = constant_tuple(ast.Tuple(list(symbol.defaults), ast.Load())) if symbol.defaults else None
    defaults: ir.Expr = NULL_OBJECT
    if symbol.defaults:
        defaults = ir.PyConst(TUPLE, known) if known is not None else b.op(containers.build_tuple, *held)
    made = b.temp(OBJECT, node.name)
    b.emit(ir.MakeFunction(made, b.module.python_sides[symbol], defaults, NULL_OBJECT, NULL_OBJECT, []))
    side: ir.Expr = ir.Load(OBJECT, made)
    if owner is None:
        store_global(b, node.name, side, node)
        return
    if symbol.static:
        side = b.op(calls.call, ir.BuiltinConst(OBJECT, "staticmethod"), side)
    else:
        b.emit(ir.Assign(ir.Load(OBJECT, b.module.python_slots[symbol]), side))
    b.op(class_rows.class_set, type_object(owner), name_const(node.name), side)


def _define_fused(b: FunctionBuilder, symbol: FusedFunction, node: c.CFuncDef) -> None:
    """As `c_function`, for one of fused types."""
    held: list[ir.Expr] = []
    for default, slot in zip(node.args.defaults, symbol.default_slots, strict=True):
        if slot is not None:
            b.emit(ir.Assign(ir.Load(slot.type, slot), b.typed(default, slot.type)))
            held.append(b.convert(ir.Load(slot.type, slot), OBJECT, default) if symbol.kind == "cpdef" else PYTHON_NONE)
        elif symbol.kind == "cpdef":
            held.append(b.object(default))
    if symbol.kind == "cpdef":
        store_global(b, node.name, python_function(b, symbol, node, _defaults_of(b, node, held)), node)


def _define_fused_method(b: FunctionBuilder, owner: ExtType, symbol: FusedFunction, node: c.CFuncDef) -> None:
    """The defaults of a method of fused types, and what Python sees of it."""
    if node.body is None:
        return
    held = [b.keep(b.object(default), "default") for default in node.args.defaults]
    for function in symbol.known.values():
        for value, default, slot in zip(held, node.args.defaults, function.default_slots, strict=True):
            if slot is not None:
                b.emit(ir.Assign(ir.Load(slot.type, slot), b.convert(value, slot.type, default)))
    if symbol.kind != "cpdef":
        return
    side = python_function(b, symbol, node, _defaults_of(b, node, held))
    if symbol.static:
        side = b.op(calls.call, ir.BuiltinConst(OBJECT, "staticmethod"), side)
    for function in symbol.known.values():
        if function in b.module.python_slots:
            b.emit(ir.Assign(ir.Load(OBJECT, b.module.python_slots[function]), side))
    b.op(class_rows.class_set, type_object(owner), name_const(node.name), side)


def _defaults_of(b: FunctionBuilder, node: c.CFuncDef, held: list[ir.Expr]) -> ir.Expr:
    """The tuple of a function's defaults, of which the values are `held`."""
    if not held:
        return NULL_OBJECT
    known = constant_tuple(ast.Tuple(list(node.args.defaults), ast.Load()))
    return ir.PyConst(TUPLE, known) if known is not None else b.op(containers.build_tuple, *held)

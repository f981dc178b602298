"""Calls: of C functions with C arguments, of Python objects by vectorcall, of methods, casts by type names."""

from __future__ import annotations

import ast
from collections.abc import Callable
from functools import partial

from smelt.ir import nodes as ir
from smelt.primitives import arith, calls, containers
from smelt.primitives.row import Row
from smelt.sema.build.attributes import attribute_of
from smelt.sema.build.builtin_calls import builtin_call
from smelt.sema.build.clists import c_display
from smelt.sema.build.convert import type_object
from smelt.sema.build.core import (
    NULL_OBJECT,
    PYTHON_NONE,
    VOID_RESULT,
    FunctionBuilder,
    expression,
    is_declared,
    is_unknown,
)
from smelt.sema.build.cpp import call_value, method_call
from smelt.sema.build.cppcalls import cpp_call
from smelt.sema.build.cstrings import decode_call, is_text
from smelt.sema.build.cython_names import cython_call, type_call
from smelt.sema.build.elsewhere import foreign_default
from smelt.sema.build.fused import fused_call
from smelt.sema.build.literals import starred_list
from smelt.sema.build.members import (
    bound_func,
    check_none,
    class_name_of,
    direct_target,
    ext_type,
    method_of,
    method_symbol,
    method_target,
    new_object,
    none_or_unknown,
)
from smelt.sema.build.names import function_value, is_known, name_const
from smelt.sema.build.view_attributes import view_method
from smelt.sema.cppinfer import class_behind
from smelt.sema.symbols import CFunction, CythonName, FusedFunction, ModuleName, TypeName
from smelt.sema.wording import article, is_cython
from smelt.syntax import nodes as c
from smelt.types import (
    CHAR,
    DOUBLE,
    OBJECT,
    TUPLE,
    UNKNOWN,
    Builtin,
    CComplex,
    CFloat,
    Const,
    CVoid,
    ExtType,
    Func,
    Method,
    Ptr,
    PyObj,
    Type,
    View,
    is_number,
    strip_const,
)
from smelt.types.cpp import CppClass
from smelt.types.cythonview import view_type


@expression(ast.Call)
def call(b: FunctionBuilder, node: ast.Call) -> ir.Expr:
    cpp = cpp_call(b, node)
    if cpp is not None:
        return cpp
    hit = b.typer.symbol(node.func, b.scope)
    symbol = hit[1] if hit is not None else None
    if isinstance(symbol, CFunction | FusedFunction) and symbol.ufunc:
        return call_object(b, b.expr(node.func), node)
    if isinstance(symbol, CFunction):
        return call_function(b, symbol, node)
    fused = fused_call(b, node)
    if fused is not None:
        return fused
    if isinstance(symbol, CythonName):
        view_class = view_type(symbol.path)
        if view_class is not None:
            return _fresh(b, call_object(b, type_object(view_class), node), view_class)
        return cython_call(b, symbol.path, node)
    if isinstance(symbol, TypeName) and not isinstance(symbol.type, PyObj):
        return type_call(b, symbol.type, node)
    if isinstance(node.func, c.CBound) and not isinstance(node.func.type, PyObj):
        return type_call(b, node.func.type, node)
    if symbol is None:
        value = builtin_call(b, node)
        if value is not None:
            return value
    if isinstance(node.func, ast.Attribute) and symbol is None:
        value = _method_call(b, node, node.func)
        if value is not None:
            return value
    if b.nogil and _is_python(b, node.func):
        b.need_gil(node, f"calling the Python function '{ast.unparse(node.func)}'")
        return ir.Const(UNKNOWN, 0)
    target = b.expr(node.func)
    if is_unknown(target):
        for arg in node.args:
            b.expr(arg.value if isinstance(arg, ast.Starred) else arg)
        return target
    type_ = strip_const(target.type)
    if isinstance(type_, Ptr) and isinstance(type_.target, Func):
        return call_pointer(b, target, type_.target, node)
    if isinstance(type_, Func):
        return call_pointer(b, target, type_, node)
    if isinstance(type_, CppClass):
        return call_value(b, target, node)
    if not isinstance(type_, PyObj) and (is_declared(b, node.func) or not is_number(type_)):
        return b.error("E0610", node, f"{article(type_)} cannot be called")
    made = call_object(b, target, node)
    if isinstance(symbol, TypeName) and isinstance(symbol.type, ExtType) and symbol.type.info.laid_out:
        return _fresh(b, made, symbol.type)
    return made


def _fresh(b: FunctionBuilder, made: ir.Expr, type_: ExtType) -> ir.Expr:
    """What the call of an extension type gives is of this type, and never None."""
    if isinstance(made, ir.Load):
        b.not_none.add(made.slot)
    return ir.Cast(type_, made)


def _is_python(b: FunctionBuilder, node: ast.expr) -> bool:
    """Whether a name or dotted name that is known stands for a Python object."""
    if isinstance(node, ast.Name) and not is_known(b, node):
        return False
    return isinstance(node, ast.Name) and b.typer.type_of(node, b.scope) == OBJECT


# --- C functions ------------------------------------------------------------------------------------------------------


def call_function(b: FunctionBuilder, symbol: CFunction, node: ast.Call) -> ir.Expr:
    """Call a C function that is known by name."""
    func = symbol.func
    args = bind_arguments(b, func, node, symbol.name, symbol)
    if args is None:
        return ir.Const(func.returns, 0) if not isinstance(func.returns, PyObj | CVoid) else PYTHON_NONE
    target = function_value(b, symbol, node.func)
    if symbol.pure:
        b.env.need(symbol.header)
        row = Row(symbol.name, symbol.cname, func.params, func.returns, "never", gil=False, pure=True)
        return ir.PureCall(func.returns, row, args)
    return _emit_call(b, target, func, args, node, symbol.name)


def call_pointer(b: FunctionBuilder, target: ir.Expr, func: Func, node: ast.Call) -> ir.Expr:
    args = bind_arguments(b, func, node, "function pointer", None)
    if args is None:
        return PYTHON_NONE
    return _emit_call(b, target, func, args, node, "the function pointer")


def _emit_call(
    b: FunctionBuilder, target: ir.Expr, func: Func, args: list[ir.Expr], node: ast.Call, name: str
) -> ir.Expr:
    if b.nogil and not func.nogil and not func.with_gil:
        b.env.error(
            "E0602",
            node,
            f"'{name}' cannot be called without the GIL",
            "declare it nogil, or call it in a 'with gil:' block",
        )
        return ir.Const(func.returns, 0)
    result = b.call_c(target, func, args)
    return VOID_RESULT if result is None else result


def bind_arguments(
    b: FunctionBuilder, func: Func, node: ast.Call, name: str, symbol: CFunction | None
) -> list[ir.Expr] | None:
    """The arguments of a C call in the order of the parameters; None if they do not match, which is reported."""
    for arg in node.args:
        if isinstance(arg, ast.Starred):
            b.error("E0611", arg, f"a C function cannot be called with '*' arguments: '{name}'")
            return None
    given: dict[int, ast.expr] = dict(enumerate(node.args))
    for keyword in node.keywords:
        if keyword.arg is None:
            b.error("E0611", keyword.value, f"a C function cannot be called with '**' arguments: '{name}'")
            return None
        if keyword.arg not in func.names:
            b.error("E0612", keyword, f"'{name}' has no parameter named '{keyword.arg}'")
            return None
        position = func.names.index(keyword.arg)
        if position in given:
            b.error("E0613", keyword, f"'{name}' got two values for '{keyword.arg}'")
            return None
        given[position] = keyword.value
    count, least = len(func.params), len(func.params) - func.optional
    missing = [i for i in range(least) if i not in given]
    if missing or (len(given) > count and not func.vararg):
        wanted = f"{least}" if least == count else f"{least} to {count}"
        more = "at least " if func.vararg else ""
        plural = "" if wanted == "1" else "s"
        b.error("E0614", node, f"'{name}' takes {more}{wanted} argument{plural}, found {len(given)}")
        return None
    parts: list[tuple[int, Callable[[], ir.Expr]]] = []
    for position, arg in sorted(given.items()):
        if position < count:
            type_ = func.params[position]
            label = func.names[position] if position < len(func.names) else None
            parts.append((position, partial(_argument, b, arg, type_, label)))
        else:
            parts.append((position, partial(_vararg, b, arg)))
    values = dict(zip((p for p, _ in parts), b.in_order(*[p for _, p in parts]), strict=True))
    for position in range(count):
        if position not in values:
            values[position] = default_argument(b, symbol, func, position, node)
    return [values[i] for i in sorted(values)]


def _argument(b: FunctionBuilder, node: ast.expr, type_: Type, label: str | None) -> ir.Expr:
    return c_display(b, node, type_) or b.typed(node, type_, label)


def _vararg(b: FunctionBuilder, node: ast.expr) -> ir.Expr:
    """An argument beyond the declared ones: as C promotes it."""
    value = b.expr(node)
    if isinstance(value, ir.PyConst) and isinstance(value.value, str | bytes):
        return b.convert(value, Ptr(Const(CHAR)), node)
    if isinstance(value.type, CFloat) and value.type.rank == 0:
        return b.convert(value, DOUBLE, node)
    return value


def default_argument(b: FunctionBuilder, symbol: CFunction | None, func: Func, position: int, node: ast.AST) -> ir.Expr:
    """The default of a parameter left out: a constant, or what was computed where the function is defined."""
    assert symbol is not None
    index = position - (len(func.params) - func.optional)
    slot = symbol.default_slots[index] if index < len(symbol.default_slots) else None
    if slot is not None:
        return b.convert(ir.Load(slot.type, slot), func.params[position], node)
    default = symbol.defaults[index]
    if isinstance(default, ast.Constant) and default.value is Ellipsis:
        return foreign_default(b, symbol, position, node)
    return b.convert(b.expr(default), func.params[position], node)


# --- Python objects ---------------------------------------------------------------------------------------------------


def _method_call(b: FunctionBuilder, node: ast.Call, func: ast.Attribute) -> ir.Expr | None:
    """``object.method(args)`` without a bound method in between."""
    base_hit = b.typer.symbol(func.value, b.scope)
    if base_hit is not None and isinstance(base_hit[1], ModuleName | CythonName):
        return None
    decoded = decode_call(b, node, func)
    if decoded is not None:
        return decoded
    named = class_name_of(b, func.value)
    if named is not None and func.attr == "__new__" and named.info.laid_out:
        made = new_object(b, named, node)
        if made is not None:
            return _fresh(b, made, named)
    method = named.find_method(func.attr) if named is not None else None
    if method is not None and not (method.cpdef and is_cython(b.env) and not node.args):
        return method_of_class(b, method, node)
    base = b.expr(func.value)
    if is_unknown(base):
        return base
    method = method_of(base.type, func.attr)
    if method is not None:
        return call_method(b, base, method, node, func)
    cls = class_behind(base.type)
    if cls is not None:
        return method_call(b, base, cls, node, func)
    if is_text(base.type):
        base = b.convert(base, OBJECT, func.value)
    type_ = strip_const(base.type)
    if is_number(type_) and func.attr == "conjugate" and not node.args:
        return ir.PureCall(type_, arith.complex_conjugate(type_), [base]) if isinstance(type_, CComplex) else base
    if isinstance(type_, View):
        done = view_method(b, base, node, func.attr)
        if done is not None:
            return done
        base, type_ = b.convert(base, OBJECT, func.value), OBJECT
    own = ext_type(type_)
    field = own is not None and own.find_field(func.attr) is not None
    if field or isinstance(type_, Ptr | Func) or (not isinstance(type_, PyObj) and not is_number(type_)):
        target = attribute_of(b, base, func)
        if is_unknown(target):
            return target
        inner = strip_const(target.type)
        if isinstance(inner, Ptr) and isinstance(inner.target, Func):
            return call_pointer(b, target, inner.target, node)
        if not isinstance(inner, PyObj):
            return b.error("E0610", node, f"{article(inner)} cannot be called")
        return call_object(b, target, node)
    if not b.need_gil(node, f"calling the method '{func.attr}' of a Python object"):
        return PYTHON_NONE
    simple = not any(isinstance(a, ast.Starred) for a in node.args) and all(k.arg for k in node.keywords)
    if not simple:
        target = attribute_of(b, base, func)
        return call_object(b, target, node)
    if isinstance(type_, Builtin) and not node.keywords:
        row = containers.method(type_.name, func.attr, len(node.args))
        if row is not None:
            return _typed_method(b, row, base, node)
    receiver = b.convert(base, OBJECT, func.value)
    values = b.in_order(lambda: receiver, *_argument_parts(b, node))
    names = tuple(k.arg for k in node.keywords)
    if names:
        return b.op(calls.call_method_kw, name_const(func.attr), ir.PyConst(TUPLE, names), *values, hint=func.attr)
    return b.op(calls.call_method, name_const(func.attr), *values, hint=func.attr)


def call_method(b: FunctionBuilder, base: ir.Expr, method: Method, node: ast.Call, func: ast.Attribute) -> ir.Expr:
    """``object.method(args)`` of a C method."""
    symbol = method_symbol(method)
    if method.static:
        return call_function(b, symbol, node)
    steady = isinstance(base, ir.Load) and base.slot in b.not_none
    held = base if steady else b.keep(base, "object")
    check_none(b, held, func.attr)
    args = bind_arguments(b, bound_func(symbol.func), node, method.name, symbol)
    if args is None:
        return none_or_unknown(symbol.func)
    target = method_target(b, held, method)
    return _emit_call(b, target, symbol.func, [held, *args], node, method.name)


def method_of_class(b: FunctionBuilder, method: Method, node: ast.Call) -> ir.Expr:
    """``Class.method(object, args)``: this class's code, whatever the object's class has in its place."""
    symbol = method_symbol(method)
    if symbol not in b.env.functions:
        return function_value(b, symbol, node.func)
    args = bind_arguments(b, symbol.func, node, method.name, symbol)
    if args is None:
        return none_or_unknown(symbol.func)
    if not method.static:
        args[0] = b.keep(args[0], "object")
        check_none(b, args[0], method.name)
    return _emit_call(b, direct_target(b, method), symbol.func, args, node, method.name)


def _typed_method(b: FunctionBuilder, row: Row, base: ir.Expr, node: ast.Call) -> ir.Expr:
    parts = [lambda: base]
    for arg, type_ in zip(node.args, row.params[1:], strict=True):
        wanted = type_ if type_ is not None else OBJECT
        parts.append(lambda a=arg, t=wanted: b.typed(a, t))  # type: ignore[misc]
    return b.op(row, *b.in_order(*parts), hint=row.name.split(".")[-1])


def _argument_parts(b: FunctionBuilder, node: ast.Call):  # type: ignore[no-untyped-def]
    values = [*node.args, *(k.value for k in node.keywords)]
    return [lambda a=a: b.object(a) for a in values]


def call_object(b: FunctionBuilder, target: ir.Expr, node: ast.Call) -> ir.Expr:
    """Call a Python object with whatever arguments."""
    if not b.need_gil(node, "calling a Python object"):
        return PYTHON_NONE
    target = b.convert(target, OBJECT, node.func)
    simple = not any(isinstance(a, ast.Starred) for a in node.args) and all(k.arg for k in node.keywords)
    if simple:
        values = b.in_order(lambda: target, *_argument_parts(b, node))
        names = tuple(k.arg for k in node.keywords)
        if names:
            return b.op(calls.call_kw, values[0], ir.PyConst(TUPLE, names), *values[1:])
        return b.op(calls.call, *values)
    held = b.keep(target, "function")
    args = _star_arguments(b, node.args, held)
    kwargs = _keyword_arguments(b, node.keywords, held)
    return b.op(calls.call_tuple, held, args, kwargs)


def _star_arguments(b: FunctionBuilder, args: list[ast.expr], function: ir.Expr) -> ir.Expr:
    if not any(isinstance(a, ast.Starred) for a in args):
        values = b.objects(args)
        return b.op(containers.build_tuple, *values, hint="args") if values else ir.PyConst(TUPLE, ())
    if len(args) == 1:
        assert isinstance(args[0], ast.Starred)
        return b.op(containers.star_to_tuple, b.object(args[0].value), function, hint="args")
    return b.op(containers.list_to_tuple, starred_list(b, args), hint="args")


def _keyword_arguments(b: FunctionBuilder, keywords: list[ast.keyword], function: ir.Expr) -> ir.Expr:
    if not keywords:
        return NULL_OBJECT
    result = b.op(containers.dict_new, hint="kwargs")
    seen = False
    for keyword in keywords:
        if keyword.arg is None:
            b.op(containers.dict_merge_kwargs, result, b.object(keyword.value), function)
            seen = True
        elif seen:
            single = b.op(containers.dict_new, hint="kwarg")
            b.op(containers.dict_set, single, name_const(keyword.arg), b.object(keyword.value))
            b.op(containers.dict_merge_kwargs, result, single, function)
        else:
            b.op(containers.dict_set, result, name_const(keyword.arg), b.object(keyword.value))
    return result

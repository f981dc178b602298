"""Operators of C++ classes, casts to them, and assignment by their own operator ``=``."""

from __future__ import annotations

import ast

from smelt.ir import nodes as ir
from smelt.primitives import objects
from smelt.records import replace
from smelt.sema.build.core import FunctionBuilder, expression, is_unknown
from smelt.sema.build.cpp import (
    LVALUES,
    address,
    argument_type,
    as_bytes,
    call_chosen,
    emit_call,
    no_overload,
    signature,
    unused,
)
from smelt.sema.cimports import module_members
from smelt.sema.symbols import TypeName
from smelt.sema.wording import article
from smelt.syntax import nodes as c
from smelt.types import (
    BINT,
    DOUBLE,
    OBJECT,
    UNKNOWN,
    CBool,
    CFloat,
    Const,
    Func,
    Ptr,
    PyObj,
    Ref,
    Type,
    is_number,
    strip_const,
)
from smelt.types.cpp import (
    CppClass,
    CppMethod,
    ScopedEnum,
    as_class,
    is_default_constructible,
    methods_of,
    methods_on,
    python_form,
    strip_ref,
)
from smelt.types.overloads import choose, rank


def operator_methods(b: FunctionBuilder, op: str, left: Type, right: Type) -> list[CppMethod]:
    """The overloads of a binary operator as functions of two operands: of both classes, and of the module."""
    from smelt.sema.symbols import CFunction

    found: list[CppMethod] = []
    for type_ in dict.fromkeys((as_class(left), as_class(right))):
        if type_ is None:
            continue
        for method in methods_of(type_, f"operator{op}"):
            func = method.func
            if len(func.params) == 1 and rank(left, type_) is not None:
                func = replace(func, params=(Ref(type_), *func.params), names=())
            if len(func.params) == 2:
                found.append(replace(method, func=func))
    free = b.env.members.get(f"operator{op}")
    if isinstance(free, CFunction):
        found += [
            CppMethod(f.name, f.cname, f.func, f.templates) for f in (free, *free.overloads) if len(f.func.params) == 2
        ]
    return found


def binary_operator(b: FunctionBuilder, op: str, left: ir.Expr, right: ir.Expr, node: ast.AST) -> ir.Expr:
    """``left op right`` where one of them is an object."""
    methods = operator_methods(b, op, left.type, right.type)
    method = choose(methods, [argument_type(left), argument_type(right)])
    if method is None:
        converted = _as_numbers(b, left, right, node)
        if converted is not None:
            from smelt.sema.build.operators import combine

            return combine(b, op, *converted, node, node, node)
        lt, rt = strip_ref(left.type), strip_ref(right.type)
        hint = f"it is declared {'; '.join(signature(m) for m in methods[:3])}" if methods else None
        return b.error("E0713", node, f"there is no operator '{op}' for '{lt}' and '{rt}'", hint)
    return call_chosen(
        b, ir.CppOperator(method.func, op), method, [left, right], [node, node], node, f"operator '{op}'"
    )


def _as_numbers(b: FunctionBuilder, left: ir.Expr, right: ir.Expr, node: ast.AST) -> tuple[ir.Expr, ir.Expr] | None:
    """Both operands as Python objects or numbers, where an object of C++ has such a form and no operator."""
    from smelt.types.overloads import converter_to

    found = []
    for value in (left, right):
        cls = as_class(value.type)
        if cls is not None:
            target = next((t for t in (DOUBLE,) if converter_to(cls, t) is not None), None)
            if target is None:
                return None
            value = b.convert(value, target, node)
        found.append(value)
    return found[0], found[1]


def unary_operator(b: FunctionBuilder, op: str, value: ir.Expr, node: ast.AST) -> ir.Expr:
    """``op value``; ``x++`` and ``x--`` are the operators behind their operand."""
    cls = as_class(value.type)
    assert cls is not None
    postfix = op in ("x++", "x--")
    name = f"operator{op[1:] if postfix else op}"
    methods = [
        m for m in methods_of(cls, name) if len(m.func.params) == int(postfix) or (postfix and not m.func.params)
    ]
    if not methods:
        word = op.replace("x", "…")
        return b.error("E0713", node, f"'{cls}' has no unary operator '{word}'")
    method = replace(methods[0], func=replace(methods[0].func, params=()))
    if postfix:  # what was there before is a value, whatever the declaration says
        method = replace(method, func=replace(method.func, returns=strip_ref(method.func.returns)))
    place = value if isinstance(value, LVALUES) else b.keep(value, "object")
    return call_chosen(b, ir.CppOperator(method.func, op if op != "*" else "deref"), method, [], [], node,
                       f"operator '{op}'", place)  # fmt: skip


_ARRAYS = {"std::vector", "std::deque", "std::string", "std::array", "std::span"}


def object_item(b: FunctionBuilder, base: ir.Expr, index: ast.expr, node: ast.AST) -> ir.Expr:
    """``object[index]`` as what the operator returns: mostly an lvalue."""
    cls = as_class(base.type)
    assert cls is not None
    methods = methods_on(base.type, "operator[]")
    if isinstance(index, ast.Slice) and python_form(cls) == "bytes":
        from smelt.sema.build.subscripts import subscript_key

        return b.op(objects.get_item, as_bytes(b, base), b.convert(subscript_key(b, index), OBJECT, index), node=node)
    if isinstance(index, ast.Slice):
        return b.error(
            "E0713", node, f"an object of '{cls}' has no slices", "copy the part, or make a view of its data"
        )
    if not methods:
        return b.error("E0713", node, f"an object of '{cls}' cannot be indexed: it has no operator []")
    values = b.in_order(lambda: base, lambda: b.expr(index))
    if is_unknown(*values):
        return ir.Const(UNKNOWN, 0)
    method = choose(methods, [argument_type(values[1])])
    if method is None:
        return no_overload(b, methods, values[1:], node, f"operator [] of '{cls}'")
    place = values[0] if isinstance(values[0], LVALUES) else b.keep(values[0], "object")
    returns = strip_const(method.func.returns)
    if cls.c in _ARRAYS and cls.outer is None and method.func.except_kind == "none":
        # Elements of arrays are memory like C's: reading them twice, or not at all, does nothing.
        return ir.Index(
            returns.target if isinstance(returns, Ref) else returns,
            place,
            b.convert(values[1], strip_ref(method.func.params[0]), index),
        )
    return call_chosen(b, ir.CppOperator(method.func, "[]"), method, values[1:], [index], node,
                       f"operator [] of '{cls}'", place)  # fmt: skip


def truth_of(b: FunctionBuilder, value: ir.Expr, node: ast.AST) -> ir.Expr:
    """Whether an object is true: its operator bool."""
    cls = as_class(value.type)
    assert cls is not None
    from smelt.types.overloads import converter_to

    name = converter_to(cls, BINT)
    if name is None:
        hint = "ask for its '.empty()' or '.size()'" if methods_of(cls, "empty") else None
        return b.error("E0713", node, f"an object of '{cls}' is neither true nor false: it has no operator bool", hint)
    return convert_by(b, value, cls, BINT, name, node)


def convert_by(b: FunctionBuilder, value: ir.Expr, cls: CppClass, target: Type, name: str, node: ast.AST) -> ir.Expr:
    """The value that a conversion operator of a class gives."""
    method = methods_of(cls, name)[0]
    result = strip_ref(method.func.returns)
    method = replace(method, func=replace(method.func, returns=result, params=()))
    place = value if isinstance(value, LVALUES) else b.keep(value, "object")
    of = _CPP_BOOL if name == "operator bool" else result
    made = call_chosen(b, ir.CppOperator(method.func, "cast", of), method, [], [], node, name, place)
    return b.convert(made, target, node)


_CPP_BOOL = CBool("bint", "bool", BINT.rank, True, BINT.bits)
STEPS = {
    "dereference": "*", "preincrement": "++", "predecrement": "--", "postincrement": "x++", "postdecrement": "x--",
}  # fmt: skip


def step(b: FunctionBuilder, name: str, value: ir.Expr, node: ast.AST) -> ir.Expr:
    """The functions of ``cython.operator`` on an object, a pointer or a number."""
    op = STEPS[name]
    type_ = strip_ref(value.type)
    if isinstance(type_, CppClass):
        return unary_operator(b, op, value, node)
    if op == "*":
        if isinstance(type_, Ptr):
            return ir.Deref(type_.target, value)
        return b.error("E0713", node, f"{article(type_)} cannot be dereferenced")
    if not (isinstance(type_, Ptr) or is_number(type_)) or not isinstance(value, LVALUES):
        return b.error("E0713", node, f"{article(type_)} cannot be stepped: it is no variable of a number or pointer")
    old = value
    if op[0] == "x":
        slot = b.temp(type_, "old")
        b.emit(ir.Assign(ir.Load(type_, slot), value))
        old = ir.Load(type_, slot)
    one = ir.Const(type_ if is_number(type_) else BINT, 1.0 if isinstance(type_, CFloat) else 1)
    b.emit(ir.Assign(value, ir.Binary(type_, "+" if "++" in op else "-", value, one)))
    return old


def store_into(
    b: FunctionBuilder, target: ir.Expr, value: ir.Expr, node: ast.AST, what: str | None = None,
    place: ast.AST | None = None,
) -> None:  # fmt: skip
    """``target = value`` for a place of any type; of an object by the operator = that its class declares, if any.

    `place` is the target in the source, where that is known.
    """
    cls = as_class(target.type)
    if cls is not None and is_default_constructible(cls) and not isinstance(value.type, PyObj):
        method = choose(methods_of(cls, "operator="), [argument_type(value)])
        if method is not None:
            unused(
                b,
                call_chosen(b, ir.CppOperator(method.func, "="), method, [value], [node], node, "operator '='", target),
            )
            return
    converted = b.convert(value, target.type, node, what)
    if not is_unknown(converted):
        b.emit(ir.Assign(target, converted, span=None if place is None else b.env.span(place)))


@expression(c.CTypeId)
def type_id(b: FunctionBuilder, node: c.CTypeId) -> ir.Expr:
    """``typeid(T)`` or ``typeid(object)``: the description that C++ has of a type."""
    members = module_members(b.env, "libcpp.typeinfo", node)
    symbol = members.get("type_info") if members is not None else None
    info = symbol.type if isinstance(symbol, TypeName) else UNKNOWN
    b.env.need(symbol.header if symbol is not None else None)
    func = Func(Ref(Const(info)), (), except_kind="plus", nogil=True)
    named = isinstance(node.operand, ast.Name | ast.Attribute) and isinstance(
        (b.typer.symbol(node.operand, b.scope) or (None, None))[1], TypeName
    )
    if named or type(node.operand).__module__.startswith("smelt."):
        of = b.typer.resolver.resolve(node.operand)
        return emit_call(b, ir.CppOperator(func, "typeid", of), func, [], node, "typeid")
    value = b.expr(node.operand)
    if isinstance(value.type, PyObj):
        return b.error("E0713", node, "typeid of a Python object", "its type is type(x)")
    target = ir.CppOperator(func, "typeid")
    return emit_call(b, target, replace(func, params=(value.type,)), [value], node, "typeid")


# --- casts ------------------------------------------------------------------------------------------------------------


def cast_class(b: FunctionBuilder, value: ir.Expr, source: Type, target: Type, node: ast.AST) -> ir.Expr:
    """``<T> value`` where one of the types is a class or a scoped enum."""
    if isinstance(source, PyObj):
        return b.convert(value, target, node)
    if isinstance(source, ScopedEnum) or isinstance(target, ScopedEnum):
        numbers = all(is_number(t) or isinstance(t, ScopedEnum) for t in (source, target))
        return ir.Cast(target, value) if numbers else b.convert(value, target, node)
    return b.convert(value, target, node)


def cast_reference(b: FunctionBuilder, value: ir.Expr, target: Ref, node: ast.AST) -> ir.Expr:
    """``<T&> value``: the same object, taken as a T."""
    if isinstance(value.type, PyObj):
        return b.error(
            "E0550", node, f"cannot convert '{value.type}' to '{target}'", "a Python object has no C++ reference"
        )
    inner = target.target
    return ir.Deref(inner, ir.Cast(Ptr(inner), address(b, value)))

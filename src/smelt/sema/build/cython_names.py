"""The names of the ``cython`` module: in declarations most are gone by now, here are those that are values or calls."""

from __future__ import annotations

import ast

from smelt.ir import nodes as ir
from smelt.primitives import objects, teams
from smelt.sema.build.clists import c_display
from smelt.sema.build.convert import type_object
from smelt.sema.build.core import PYTHON_NONE, FunctionBuilder, expression, is_read_only, is_unknown
from smelt.sema.build.cppops import STEPS, binary_operator, cast_class, cast_reference, step, unary_operator
from smelt.sema.build.operators import combine
from smelt.sema.build.viewobjects import array_cast
from smelt.sema.closest import close_to
from smelt.sema.cppinfer import names_class
from smelt.sema.directives import DIRECTIVES
from smelt.sema.symbols import Constant, TypeName, Variable
from smelt.sema.typeexpr import BASE_TYPES, NAMED_TYPES
from smelt.syntax import nodes as c
from smelt.types import (
    BINT,
    OBJECT,
    PYBOOL,
    SIZE,
    STR,
    VOID_PTR,
    Buffer,
    CChar,
    CComplex,
    CFloat,
    Const,
    CTuple,
    CVoid,
    ExtType,
    FusedFunc,
    Ptr,
    PyObj,
    Ref,
    Struct,
    Type,
    Unknown,
    View,
    is_number,
    strip_const,
)
from smelt.types.cpp import CppClass, ScopedEnum, as_class, methods_of
from smelt.types.cythonview import view_type
from smelt.types.rules import coercion

_KNOWN = [
    "compiled", "NULL", "cast", "declare", "address", "sizeof", "typeof", "cdiv", "cmod", "operator", "view",
    "parallel", "nogil", "gil", "inline", "cfunc", "ccall", "cclass", "returns", "locals", "exceptval",
    "array", "pointer", "struct", "union", "fused_type", "typedef",
    "int", "double", "float", "long", "char", "bint", "size_t", "Py_ssize_t", *DIRECTIVES,
]  # fmt: skip


def cython_value(b: FunctionBuilder, path: str, node: ast.expr) -> ir.Expr:
    """A name of ``cython`` as a value."""
    name = path.removeprefix("cython").lstrip(".")
    if name == "compiled":
        return ir.Const(BINT, True)
    if name == "NULL":
        return ir.Const(VOID_PTR, None)
    type_ = view_type(path)
    if type_ is not None:
        return type_object(type_)
    if name in BASE_TYPES or name in NAMED_TYPES:
        return b.error(
            "E0571", node, f"'cython.{name}' is a C type, not a value", "types stand in declarations, casts and sizeof"
        )
    if name.split(".")[-1] in ("prange", "parallel", "threadid"):
        use = {"prange": "for i in prange(n):", "parallel": "with parallel():"}.get(name.split(".")[-1], "threadid()")
        return b.error("E0629", node, f"'{path}' is no value", f"its use is '{use}'")
    if not name or name.split(".")[0] in ("view", "cimports", "operator", "parallel", "dataclasses"):
        return b.error("E0620", node, f"'{path}' is known at compile time only and is no value")
    close = close_to(name, _KNOWN)
    if name in _KNOWN:
        return b.error("E0620", node, f"'{path}' is known at compile time only and is no value")
    return b.error(
        "E0621", node, f"the cython module has no '{name}'", f"did you mean '{close[0]}'?" if close else None
    )


def cython_call(b: FunctionBuilder, path: str, node: ast.Call) -> ir.Expr:
    """A call of a name of ``cython``."""
    name = path.removeprefix("cython").lstrip(".")
    if path in ("numpy.import_array", "numpy.import_umath", "numpy.import_ufunc"):
        return PYTHON_NONE
    if name == "parallel.threadid" and not node.args and not node.keywords:
        return b.op(teams.number, hint="thread")
    if name == "typeof" and len(node.args) == 1:
        return ir.PyConst(STR, type_text(strip_const(b.typer.type_of(node.args[0], b.scope))))
    if name in ("cdiv", "cmod") and len(node.args) == 2:
        with b.setting({"cdivision": True}):
            left, right = b.in_order(lambda: b.expr(node.args[0]), lambda: b.expr(node.args[1]))
            return combine(b, "//" if name == "cdiv" else "%", left, right, node, node.args[0], node.args[1])
    if name == "operator.comma" and len(node.args) == 2:
        left, right = b.in_order(lambda: b.expr(node.args[0]), lambda: b.expr(node.args[1]))
        if any(as_class(v.type) is not None for v in (left, right)):
            return binary_operator(b, ",", left, right, node)
        return right
    if name.startswith("operator.") and len(node.args) == 1:
        value = b.expr(node.args[0])
        if is_unknown(value):
            return value
        if name == "operator.address":
            return address_of(b, value, node)
        if name.removeprefix("operator.") in STEPS:
            return step(b, name.removeprefix("operator."), value, node)
    if name in BASE_TYPES or name in NAMED_TYPES:
        return type_call(b, {**NAMED_TYPES, **BASE_TYPES}[name], node)
    return cython_value(b, path, node)


def type_text(type_: Type) -> str:
    """How ``cython.typeof`` names a type."""
    if isinstance(type_, PyObj) and type_ == OBJECT:
        return "Python object"
    if isinstance(type_, PyObj) and not isinstance(type_, ExtType):
        return f"{type_} object"
    return str(type_)


def type_call(b: FunctionBuilder, type_: Type, node: ast.Call) -> ir.Expr:
    """``T(x)`` for a C type: a conversion; for a struct: a value from its fields."""
    if isinstance(type_, Struct):
        return struct_value(b, type_, node)
    if len(node.args) != 1 or node.keywords:
        return b.error("E0622", node, f"'{type_}' takes one value to convert, found {len(node.args)}")
    return cast(b, b.expr(node.args[0]), type_, False, node)


def struct_value(b: FunctionBuilder, type_: Struct, node: ast.Call) -> ir.Expr:
    fields = list(type_.fields.items())
    given = dict(zip((n for n, _ in fields), node.args, strict=False))
    if len(node.args) > len(fields):
        return b.error(
            "E0623", node, f"{type_.kind} '{type_.name}' has {len(fields)} fields, found {len(node.args)} values"
        )
    for keyword in node.keywords:
        if keyword.arg not in type_.fields or keyword.arg in given:
            return b.error("E0624", keyword, f"{type_.kind} '{type_.name}' has no field '{keyword.arg}' left to set")
        given[keyword.arg] = keyword.value
    slot = b.flag(type_, type_.name)
    for name, value in given.items():
        field_type = type_.fields[name]
        target = ir.Field(field_type, ir.Load(type_, slot), type_.record.field_cnames.get(name, name))
        b.emit(ir.Assign(target, c_display(b, value, field_type) or b.typed(value, field_type)))
    return ir.Load(type_, slot)


@expression(c.CBound, c.CTypeName, c.CPointerType, c.CConstType, c.CArrayType, c.CViewType, c.CTemplateType)
def type_value(b: FunctionBuilder, node: ast.expr) -> ir.Expr:
    """A type where a value is expected: only Python's types are values."""
    type_ = b.typer.resolver.resolve(node)
    if isinstance(type_, PyObj) and not isinstance(type_, Buffer):
        return type_object(type_) if type_ != OBJECT else ir.BuiltinConst(OBJECT, "object")
    if isinstance(type_, Unknown):
        return ir.Const(type_, 0)
    return b.error(
        "E0571", node, f"'{type_}' is a C type, not a value", "types stand in declarations, casts and sizeof"
    )


# --- casts, addresses, sizes ------------------------------------------------------------------------------------------


@expression(c.CCast)
def cast_node(b: FunctionBuilder, node: c.CCast) -> ir.Expr:
    if isinstance(node.type, c.CViewType):
        array = array_cast(b, node)
        if array is not None:
            return array
    type_ = b.typer.resolver.resolve(node.type)
    if isinstance(node.type, c.CViewType) and isinstance(type_, Unknown):
        return ir.Const(type_, 0)
    return cast(b, b.expr(node.value), type_, node.checked, node)


def cast(b: FunctionBuilder, value: ir.Expr, target: Type, checked: bool, node: ast.AST) -> ir.Expr:
    """``<T> value``: like C between C types, a conversion between C and Python; ``<T?>`` tests the object's type."""
    target, source = strip_const(target), strip_const(value.type)
    if isinstance(target, Ref) and not is_unknown(value):
        return cast_reference(b, value, target, node)
    if is_unknown(value) or isinstance(target, Unknown):
        return ir.Const(target, 0)
    if isinstance(target, CVoid):
        return b.error("E0625", node, "cannot cast to 'void'")
    if isinstance(source, FusedFunc):
        return b.convert(value, target, node)
    if isinstance(target, PyObj):
        if isinstance(source, PyObj):
            if checked and target != OBJECT:
                return _checked(b, value, target, node)
            return ir.Cast(target, value)
        if isinstance(source, Ptr) and not _is_text(source):
            return ir.Cast(target, value)
        if target == PYBOOL and is_number(source):
            value = b.convert(value, BINT, node)
        if coercion(strip_const(value.type), target) == "no":
            value = b.convert(value, OBJECT, node)
        return b.convert(value, target, node)
    if isinstance(target, CppClass | ScopedEnum) or isinstance(source, CppClass | ScopedEnum):
        return cast_class(b, value, source, target, node)
    if isinstance(source, PyObj):
        if isinstance(target, Ptr) and not _is_text(target):
            return ir.Cast(target, value)
        return b.convert(value, target, node)
    if isinstance(target, View) or isinstance(source, View | Struct | CTuple) or isinstance(target, Struct | CTuple):
        return value if source == target else b.convert(value, target, node)
    if isinstance(source, CComplex) and not isinstance(target, CComplex):
        return b.convert(value, target, node)
    if isinstance(target, CFloat | CComplex) and not is_number(source):
        return b.convert(value, target, node)
    if target == BINT and not isinstance(source, Ptr):
        return b.convert(value, target, node) if is_number(source) else ir.Cast(target, value)
    if isinstance(value, ir.Const) and is_number(target) and is_number(source):
        return b.convert(value, target, node) if not isinstance(source, CFloat) else ir.Cast(target, value)
    return ir.Cast(target, value)


def _is_text(type_: Type) -> bool:
    return isinstance(type_, Ptr) and isinstance(strip_const(type_.target), CChar)


def _checked(b: FunctionBuilder, value: ir.Expr, target: PyObj, node: ast.AST) -> ir.Expr:
    """A cast with a test: unlike in an assignment, None is refused."""
    held = b.keep(value)
    b.op(objects.check_cast, held, type_object(target), node=node)
    return ir.Cast(target, held)


@expression(c.CAddressOf)
def address_node(b: FunctionBuilder, node: c.CAddressOf) -> ir.Expr:
    value = b.expr(node.value)
    cls = as_class(value.type)
    if cls is not None and any(not m.func.params for m in methods_of(cls, "operator&")):
        return unary_operator(b, "&", value, node)
    return address_of(b, value, node)


def address_of(b: FunctionBuilder, value: ir.Expr, node: ast.AST) -> ir.Expr:
    if is_unknown(value):
        return value
    if isinstance(value.type, PyObj):
        return b.error("E0626", node, "cannot take the address of a Python object")
    if isinstance(value, ir.CName) and not isinstance(value.type, PyObj):
        return ir.AddressOf(Ptr(value.type), value)
    if (isinstance(value, ir.Load) and value.slot.temp) or not isinstance(
        value, ir.Load | ir.Field | ir.Index | ir.Deref | ir.ViewItem
    ):
        return b.error(
            "E0627",
            node,
            "cannot take the address of a value that is not stored anywhere",
            "assign it to a variable first",
        )
    if is_read_only(value) and not isinstance(value.type, Const):
        return ir.AddressOf(Ptr(Const(value.type)), value)
    return ir.AddressOf(Ptr(value.type), value)


@expression(c.CSizeOf)
def sizeof(b: FunctionBuilder, node: c.CSizeOf) -> ir.Expr:
    type_ = operand_type(b, node.operand)
    if isinstance(type_, Unknown):
        return ir.Const(SIZE, 0)
    if isinstance(type_, PyObj):
        return b.error("E0628", node, "sizeof of a Python object", "use sys.getsizeof, or sizeof of a C type")
    return ir.SizeOf(SIZE, type_)


_TYPES = (c.CBound, c.CTypeName, c.CPointerType, c.CArrayType, c.CConstType, c.CFuncType, c.CViewType)


def operand_type(b: FunctionBuilder, node: ast.expr) -> Type:
    """The type that the operand of sizeof spells, or has."""
    if names_class(b.typer, node, b.scope):
        return b.typer.resolver.resolve(node)
    if isinstance(node, ast.Name | ast.Attribute):
        hit = b.typer.symbol(node, b.scope)
        if hit is not None and isinstance(hit[1], Variable | Constant):
            return b.typer.type_of(node, b.scope)
        if hit is not None and isinstance(hit[1], TypeName):
            return hit[1].type
        if hit is None and isinstance(node, ast.Attribute):
            return b.typer.type_of(node, b.scope)
        return b.typer.resolver.resolve(node)
    if isinstance(node, _TYPES):
        return b.typer.resolver.resolve(node)
    return b.typer.type_of(node, b.scope)

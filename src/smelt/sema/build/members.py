"""Attributes and C methods of extension types: what is known of an object's struct is reached without Python."""

from __future__ import annotations

import ast

from smelt.ir import nodes as ir
from smelt.primitives import classes as rows
from smelt.primitives import containers
from smelt.sema.build.core import PYTHON_NONE, FunctionBuilder
from smelt.sema.build.cppops import store_into
from smelt.sema.symbols import CFunction
from smelt.sema.wording import closest
from smelt.types import (
    BINT,
    OBJECT,
    TUPLE,
    UNKNOWN,
    Buffer,
    Const,
    ExtType,
    Func,
    Method,
    Ptr,
    PyObj,
    Record,
    Struct,
    Type,
    View,
    strip_const,
)


def ext_type(type_: Type) -> ExtType | None:
    """The extension type of a value, also where it is an object with buffer syntax."""
    type_ = strip_const(type_)
    if isinstance(type_, Buffer):
        type_ = type_.owner
    return type_ if isinstance(type_, ExtType) else None


def c_struct(name: str, spelled: str) -> Struct:
    """A struct of the C text that nothing more has to be known of."""
    return Struct(name, spelled, "struct", False, Record(), extern=True)


def within(value: ir.Expr, spelled: str) -> ir.Expr:
    """What a pointer leads to, seen as a struct."""
    struct = c_struct(spelled, spelled)
    return ir.Deref(struct, ir.Cast(Ptr(struct), value))


def check_none(b: FunctionBuilder, value: ir.Expr, name: str) -> None:
    """An object variable may hold None, whose struct has no attributes. `self` never does."""
    inner = value
    while isinstance(inner, ir.Cast) and isinstance(inner.operand.type, PyObj):
        inner = inner.operand
    if isinstance(inner, ir.Load) and inner.slot in b.not_none:
        return
    none = ir.Binary(BINT, "==", value, PYTHON_NONE)
    b.emit(ir.Check("none", none, "AttributeError", f"'NoneType' object has no attribute '{name}'"))


def member(b: FunctionBuilder, value: ir.Expr, name: str) -> ir.Expr | None:
    """A C attribute as an lvalue; None if the type has no such."""
    type_ = ext_type(value.type)
    found = type_.find_field(name) if type_ is not None else None
    if found is None:
        return None
    owner, field = found
    b.module.need_layout(owner)
    if not isinstance(value, ir.Load | ir.Cast):
        value = b.keep(value, "object") if not b.nogil else value
    check_none(b, value, name)
    if isinstance(strip_const(field), View):
        return _view_member(b, value, owner, name, strip_const(field))
    return ir.Field(field, within(value, owner.c), owner.info.field_cnames.get(name, name))


def _view_member(b: FunctionBuilder, value: ir.Expr, owner: ExtType, name: str, field: Type) -> ir.Expr:
    """A view that is used where it lies: no copy, no reference count."""
    inner = value
    while isinstance(inner, ir.Cast) and isinstance(inner.operand.type, PyObj):
        inner = inner.operand
    plain = isinstance(inner, ir.Load) and inner.slot.storage in (ir.Storage.LOCAL, ir.Storage.PARAM)
    if not plain:
        inner = b.keep(inner, "object")
    assert isinstance(inner, ir.Load)
    slot = ir.Slot(name, field, ir.Storage.MEMBER, cell=inner.slot, of=owner, maybe_unbound=True)
    return ir.Load(field, slot)


def store_member(b: FunctionBuilder, base: ir.Expr, node: ast.Attribute, value: ir.Expr, value_node: ast.AST) -> bool:
    """``object.name = value`` for a C attribute; False if it is none."""
    target = member(b, base, node.attr)
    if target is None:
        return False
    if isinstance(target.type, Const):
        b.error("E0574", node, f"cannot assign to '{node.attr}', which is declared const")
        return True
    if isinstance(target.type, PyObj) and not b.need_gil(node, f"assigning to the Python object '{node.attr}'"):
        return True
    store_into(b, target, value, value_node, node.attr)
    return True


def delete_member(b: FunctionBuilder, base: ir.Expr, node: ast.Attribute) -> bool:
    """``del object.name`` leaves None behind."""
    target = member(b, base, node.attr)
    if target is None:
        return False
    if not isinstance(target.type, PyObj):
        b.error("E0595", node, f"cannot delete the C attribute '{node.attr}'", "only Python objects can be deleted")
    elif b.need_gil(node, f"deleting the Python object '{node.attr}'"):
        b.emit(ir.Assign(target, ir.PyConst(OBJECT, None)))
    return True


# --- methods ----------------------------------------------------------------------------------------------------------


def method_of(type_: Type, name: str) -> Method | None:
    found = ext_type(type_)
    return found.find_method(name) if found is not None else None


def method_symbol(method: Method) -> CFunction:
    assert isinstance(method.symbol, CFunction)
    return method.symbol


def method_target(b: FunctionBuilder, value: ir.Expr, method: Method) -> ir.Expr:
    """What a call of a C method jumps to: the function itself where nothing can override it, else by the vtable."""
    symbol = method_symbol(method)
    if method.owner is None or not _virtual(b, value, method):
        return direct_target(b, method, dispatch=True)
    owner = method.owner
    introducer = next(t for t in owner.line() if t.info.introduces)
    b.module.need_layout(owner)
    pointer = ir.Field(Ptr(c_struct("vtable", "void")), within(value, introducer.c), "smelt_vtab")
    return ir.Field(Ptr(symbol.func), within(pointer, vtable_c(owner)), method_field(method.name))


def direct_target(b: FunctionBuilder, method: Method, dispatch: bool = False) -> ir.Expr:
    """A method's own code; with `dispatch` that of a cpdef method asks first whether a Python class overrides it."""
    symbol = method_symbol(method)
    key = b.module.dispatch_keys.get(symbol) if dispatch else None
    return ir.CName(symbol.func, key or b.module.function_key(symbol))


def _virtual(b: FunctionBuilder, value: ir.Expr, method: Method) -> bool:
    """Whether the object may be of a class that has another method in this one's place."""
    symbol, type_ = method_symbol(method), ext_type(value.type)
    if symbol not in b.env.functions:
        return True
    if symbol.final or (type_ is not None and type_.info.final):
        return False
    known = b.env.classes.get(type_.name) if type_ is not None else None
    if known is None or known.shared:
        return True
    for other in b.env.classes.values():
        if other.type is not type_ and type_ in other.type.line():
            if other.shared or other.type.find_method(method.name) is not method:
                return True
    return False


def vtable_c(type_: ExtType) -> str:
    """The struct of a class's vtable."""
    return f"struct v_{type_.c.removeprefix('struct ').removeprefix('o_')}"


def method_field(name: str) -> str:
    return f"m_{name}"


def unknown_member(b: FunctionBuilder, type_: ExtType, node: ast.Attribute) -> None:
    """Warn of an attribute that looks mistyped: it is looked up by Python, where the class has none like it."""
    names: list[str] = []
    for known in type_.line():
        if not known.info.own or not isinstance(known.info.base, ExtType | None):
            return
        names += [*known.info.fields, *known.info.methods, *known.info.fused, *known.info.python_names]
    if node.attr in names or hasattr(object, node.attr):
        return
    special = {"__getattr__", "__getattribute__"}
    if not special.isdisjoint(names) or any("__dict__" in t.info.special_fields for t in type_.line()):
        return
    hint = closest(node.attr, names)
    if hint is not None and (type_, node.attr) not in b.module.warned:
        b.module.warned.add((type_, node.attr))
        b.env.diagnostics.warning("W0504", b.env.span(node), f"'{type_}' declares no attribute '{node.attr}'", hint)


def class_name_of(b: FunctionBuilder, node: ast.expr) -> ExtType | None:
    """The extension type that an expression names."""
    from smelt.sema.symbols import TypeName

    hit = b.typer.symbol(node, b.scope)
    if hit is not None and isinstance(hit[1], TypeName) and isinstance(hit[1].type, ExtType):
        return hit[1].type
    return None


def bound_func(func: Func) -> Func:
    """A method's type without the object."""
    from smelt.records import replace

    return replace(func, params=func.params[1:], names=func.names[1:])


def none_or_unknown(func: Func) -> ir.Expr:
    return PYTHON_NONE if isinstance(func.returns, PyObj) else ir.Const(UNKNOWN, 0)


def new_object(b: FunctionBuilder, type_: ExtType, node: ast.Call) -> ir.Expr | None:
    """``Class.__new__(Class, args)``: the type's own function, without a search for it."""
    if not node.args or node.keywords or any(isinstance(a, ast.Starred) for a in node.args):
        return None
    if class_name_of(b, node.args[0]) != type_ or not b.need_gil(node, "making a Python object"):
        return None
    values = b.objects(node.args[1:])
    args = b.op(containers.build_tuple, *values, hint="args") if values else ir.PyConst(TUPLE, ())
    return b.op(rows.new_object, ir.TypeConst(OBJECT, type_), args, hint=type_.name)

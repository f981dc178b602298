"""Displays where C memory is wanted: ``cdef int *p = [1, 2]``, ``cdef int[2] a = [x, y]``, structs by position or name.

The values of a pointer's list live as long as the call of the function, or the frame of the generator.
"""

from __future__ import annotations

import ast

from smelt.ir import nodes as ir
from smelt.sema.build.core import FunctionBuilder, is_unknown
from smelt.types import SSIZE, CArray, CTuple, CVoid, Func, Ptr, PyObj, Struct, Type, is_number, strip_const


def c_display(b: FunctionBuilder, node: ast.expr | None, type_: Type) -> ir.Expr | None:
    """The value of a display as an array, a pointer to one, or a struct; None if that is not what is wanted."""
    type_ = strip_const(type_)
    if isinstance(node, ast.Dict):
        return _struct_of_dict(b, node, type_)
    if isinstance(node, ast.Tuple):
        return _tuple(b, node, type_)
    if not isinstance(node, ast.List) or any(isinstance(item, ast.Starred) for item in node.elts):
        return None
    match type_:
        case Ptr(target=target) if not isinstance(strip_const(target), CVoid | Func | PyObj):
            element = strip_const(target)
            return ir.Cast(type_, _array(b, node, CArray(element, max(len(node.elts), 1)), "values"))
        case CArray(element=element, length=int(length)):
            if length != len(node.elts):
                b.error("E0556", node, f"a list of {len(node.elts)} values for an array of {length}")
                return ir.Initializer(type_, [])
            return _array(b, node, CArray(strip_const(element), length), "array")
        case Struct(kind="struct", fields=fields):
            if len(node.elts) > len(fields):
                b.error("E0556", node, f"a list of {len(node.elts)} values for a struct of {len(fields)} fields")
                return ir.Initializer(type_, [])
            return _struct(b, node, type_)
    return None


def _tuple(b: FunctionBuilder, node: ast.Tuple, type_: Type) -> ir.Expr | None:
    """A tuple display of numbers as a C tuple, without a Python tuple in between."""
    if not isinstance(type_, CTuple) or len(node.elts) != len(type_.items):
        return None
    if not all(is_number(strip_const(t)) for t in type_.items) or any(isinstance(i, ast.Starred) for i in node.elts):
        return None
    values = _values(b, node.elts, list(type_.items))
    slot = b.flag(type_, "items")
    for number, (value, item) in enumerate(zip(values, type_.items, strict=True)):
        b.emit(ir.Assign(ir.Field(item, ir.Load(type_, slot), f"f{number}"), value))
    return ir.Load(type_, slot)


def _struct_of_dict(b: FunctionBuilder, node: ast.Dict, type_: Type) -> ir.Expr | None:
    """A dict display with an item for each field is a struct; all others are dicts, looked at when they are there."""
    if not isinstance(type_, Struct) or type_.kind != "struct":
        return None
    names = [key.value for key in node.keys if isinstance(key, ast.Constant) and isinstance(key.value, str)]
    if len(names) != len(node.keys) or len(names) != len(type_.fields) or set(names) != set(type_.fields):
        return None
    values = _values(b, node.values, [type_.fields[name] for name in names])
    slot = b.flag(type_, type_.name)
    for name, value in zip(names, values, strict=True):
        target = ir.Field(type_.fields[name], ir.Load(type_, slot), type_.record.field_cnames.get(name, name))
        b.emit(ir.Assign(target, value))
    return ir.Load(type_, slot)


def _values(b: FunctionBuilder, nodes: list[ast.expr], types: list[Type]) -> list[ir.Expr]:
    """All values before any is stored: they may be read from where they go."""

    def one(node: ast.expr, type_: Type) -> ir.Expr:
        found = c_display(b, node, type_)
        value = b.typed(node, type_) if found is None else found
        return value if is_unknown(value) else b.keep(value)

    return [one(node, type_) for node, type_ in zip(nodes, types, strict=False)]


def _array(b: FunctionBuilder, node: ast.List, type_: CArray, hint: str) -> ir.Expr:
    values = _values(b, node.elts, [type_.element] * len(node.elts))
    slot = b.flag(type_, hint)
    for index, value in enumerate(values):
        b.emit(ir.Assign(ir.Index(type_.element, ir.Load(type_, slot), ir.Const(SSIZE, index)), value))
    return ir.Load(type_, slot)


def _struct(b: FunctionBuilder, node: ast.List, type_: Struct) -> ir.Expr:
    values = _values(b, node.elts, list(type_.fields.values()))
    slot = b.flag(type_, type_.name)
    for (name, field), value in zip(type_.fields.items(), values, strict=False):
        b.emit(ir.Assign(ir.Field(field, ir.Load(type_, slot), type_.record.field_cnames.get(name, name)), value))
    return ir.Load(type_, slot)

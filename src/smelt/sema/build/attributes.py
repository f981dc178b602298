"""Attributes: of objects, structs, views and cimported modules."""

from __future__ import annotations

import ast

from smelt.ir import nodes as ir
from smelt.primitives import arith, objects
from smelt.sema.build.convert import type_object
from smelt.sema.build.core import FunctionBuilder, expression, is_declared, is_read_only, is_unknown
from smelt.sema.build.cpp import class_constant, object_field
from smelt.sema.build.cppops import store_into
from smelt.sema.build.cstrings import is_text
from smelt.sema.build.cython_names import cython_value
from smelt.sema.build.members import ext_type, member, store_member, unknown_member
from smelt.sema.build.names import load_symbol, name_const, store_variable
from smelt.sema.build.view_attributes import view_attribute
from smelt.sema.closest import close_to
from smelt.sema.cppinfer import class_behind
from smelt.sema.specialise import fused_method
from smelt.sema.symbols import CythonName, ModuleName, TypeName, Variable
from smelt.sema.wording import article
from smelt.types import (
    OBJECT,
    UNKNOWN,
    CComplex,
    Const,
    Ptr,
    PyObj,
    Struct,
    View,
    is_number,
    strip_const,
)
from smelt.types.cythonview import view_type


@expression(ast.Attribute)
def load_attribute(b: FunctionBuilder, node: ast.Attribute) -> ir.Expr:
    hit = b.typer.symbol(node, b.scope)
    if hit is not None:
        return load_symbol(b, hit[1], node)
    base_hit = b.typer.symbol(node.value, b.scope)
    if base_hit is not None and isinstance(base_hit[1], TypeName):
        found = class_constant(b, base_hit[1].type, node)
        if found is not None:
            return found
    if base_hit is not None and isinstance(base_hit[1], ModuleName | CythonName):
        symbol = base_hit[1]
        if isinstance(symbol, CythonName):
            made = view_type(symbol.path)
            if made is not None:
                return attribute_of(b, type_object(made), node)
            return cython_value(b, f"{symbol.path}.{node.attr}", node)
        assert isinstance(symbol, ModuleName)
        if not isinstance(b.module.scopes.module.variables.get(symbol.name), Variable):
            close = close_to(node.attr, symbol.members)
            hint = f"did you mean '{close[0]}'?" if close else f"add 'import {symbol.path}' if it is Python's"
            return b.error(
                "E0578", node, f"'{node.attr}' is not declared in the cimported module '{symbol.path}'", hint
            )
    value = b.expr(node.value)
    return attribute_of(b, value, node)


def attribute_of(b: FunctionBuilder, value: ir.Expr, node: ast.Attribute) -> ir.Expr:
    if is_unknown(value):
        return value
    type_ = strip_const(value.type)
    cls = class_behind(type_)
    if cls is not None:
        return object_field(b, value, cls, node)
    if isinstance(type_, Ptr) and isinstance(strip_const(type_.target), Struct):
        value, type_ = ir.Deref(strip_const(type_.target), value), strip_const(type_.target)
    own = ext_type(type_)
    if own is not None:
        found = member(b, value, node.attr)
        if found is not None:
            return found
        method = own.find_method(node.attr)
        fused = fused_method(own, node.attr)
        if (method is not None and not method.cpdef) or (fused is not None and fused.kind == "cdef"):
            return b.error("E0580", node, f"the C method '{own}.{node.attr}' is no value", "call it, or make it cpdef")
        unknown_member(b, own, node)
    match type_:
        case Struct():
            return struct_field(b, value, type_, node)
        case View():
            found = view_attribute(b, value, type_, node)
            if found is not None:
                return found
        case CComplex():
            if node.attr == "real":
                return ir.PureCall(type_.real, arith.complex_real(type_), [value])
            if node.attr == "imag":
                return ir.PureCall(type_.real, arith.complex_imag(type_), [value])
        case Ptr() if not is_text(type_):
            return b.error(
                "E0580", node, f"{article(type_)} has no attribute '{node.attr}'", "index the pointer first: p[0]"
            )
    if not b.need_gil(node, f"the attribute '{node.attr}' of a Python object"):
        return ir.Const(UNKNOWN, 0)
    return b.op(objects.get_attr, b.convert(value, OBJECT, node), name_const(node.attr), hint=node.attr)


def struct_field(b: FunctionBuilder, value: ir.Expr, type_: Struct, node: ast.Attribute) -> ir.Expr:
    """A field as an lvalue."""
    fields = type_.fields
    if node.attr not in fields:
        close = close_to(node.attr, fields)
        hint = f"did you mean '{close[0]}'?" if close else f"its fields are {', '.join(fields)}" if fields else None
        return b.error("E0581", node, f"{type_.kind} '{type_.name}' has no field '{node.attr}'", hint)
    if isinstance(value, ir.Call):
        value = b.keep(value)
    return ir.Field(fields[node.attr], value, type_.record.field_cnames.get(node.attr, node.attr))


def store_attribute(b: FunctionBuilder, node: ast.Attribute, value: ir.Expr, value_node: ast.AST) -> None:
    """``base.name = value``"""
    hit = b.typer.symbol(node, b.scope)
    if hit is not None and isinstance(hit[1], Variable):
        store_variable(b, hit[1], value, node, value_node)
        return
    base = b.expr(node.value)
    store_attribute_of(b, base, node, value, value_node)


def store_attribute_of(
    b: FunctionBuilder, base: ir.Expr, node: ast.Attribute, value: ir.Expr, value_node: ast.AST
) -> None:
    type_ = strip_const(base.type)
    own = ext_type(type_)
    if own is not None:
        if store_member(b, base, node, value, value_node):
            return
        unknown_member(b, own, node)
    cls = class_behind(type_)
    if cls is not None:
        field = object_field(b, base, cls, node)
        if isinstance(field.type, Const):
            b.error("E0574", node, f"cannot assign to '{node.attr}' of a const object")
        elif not is_unknown(field):
            store_into(b, field, value, value_node)
        return
    constant = isinstance(base.type, Const)
    if isinstance(type_, Ptr) and isinstance(strip_const(type_.target), Struct):
        constant = isinstance(type_.target, Const)
        base, type_ = ir.Deref(strip_const(type_.target), base), strip_const(type_.target)
    if isinstance(type_, Struct):
        if constant:
            b.error("E0574", node, f"cannot assign to '{node.attr}' of a const {type_.kind}")
            return
        target = struct_field(b, base, type_, node)
        if not is_unknown(target) and is_read_only(target):
            b.error("E0574", node, f"cannot assign to '{node.attr}' in const memory", "declare it without const")
        elif not is_unknown(target):
            store_into(b, target, value, value_node)
        return
    if isinstance(type_, CComplex) and node.attr in ("real", "imag"):
        _store_complex_part(b, base, type_, node, value, value_node)
        return
    if is_number(type_) and not is_declared(b, node.value) and not b.nogil:
        base, type_ = b.convert(base, OBJECT, node), OBJECT
    if not isinstance(type_, PyObj):
        if not is_unknown(base):
            b.error("E0583", node, f"cannot assign to the attribute '{node.attr}' of {article(type_)}")
        return
    parts = b.in_order(lambda: base, lambda: b.convert(value, OBJECT, value_node))
    b.op(objects.set_attr, parts[0], name_const(node.attr), parts[1], node=node)


def _store_complex_part(
    b: FunctionBuilder, base: ir.Expr, type_: CComplex, node: ast.Attribute, value: ir.Expr, value_node: ast.AST
) -> None:
    """``z.real = x``: the number is made anew with its other part kept."""
    if not isinstance(base, ir.Load | ir.Field | ir.Index | ir.Deref | ir.ViewItem | ir.CName):
        b.error("E0583", node, f"cannot assign to the attribute '{node.attr}' of a value that is not stored anywhere")
        return
    part = b.convert(value, type_.real, value_node)
    other = arith.complex_imag(type_) if node.attr == "real" else arith.complex_real(type_)
    kept: ir.Expr = ir.PureCall(type_.real, other, [base])
    parts = [part, kept] if node.attr == "real" else [kept, part]
    b.emit(ir.Assign(base, ir.PureCall(type_, arith.complex_make(type_), parts)))

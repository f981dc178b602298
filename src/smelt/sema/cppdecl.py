"""Declarations of C++ classes: `CppClass` nodes become `types.cpp.CppClass`."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from smelt.records import replace
from smelt.sema.exceptclauses import exception_clause
from smelt.sema.symbols import TypeName
from smelt.syntax import nodes as c
from smelt.types import INT, Func, Type, Unknown
from smelt.types.cpp import CppClass, CppInfo, CppMethod, ScopedEnum, TemplateParam

if TYPE_CHECKING:
    from smelt.sema.declare import Declarer


def forward_cppclass(d: Declarer, node: c.CppClass) -> None:
    """Make a class known by name, so that declarations in front of its own can use it."""
    found = d.env.members.get(node.name)
    if isinstance(found, TypeName) and isinstance(found.type, CppClass) and not found.type.info.defined:
        return
    d.add(TypeName(node.name, _new_class(d, node, None)), node)


def _new_class(d: Declarer, node: c.CppClass, outer: CppClass | None) -> CppClass:
    if outer is not None or d.extern is None:
        cname = node.cname or node.name
    else:
        cname = node.cname if node.cname and "::" in node.cname else d.extern.cname(node.cname or node.name)
    owner = f"{outer}.{node.name}" if outer is not None else node.name
    params = tuple(TemplateParam(name, owner) for name in node.templates)
    return CppClass(node.name, cname, params, outer, CppInfo(params, node.optional))


def declare_cppclass(d: Declarer, node: c.CppClass) -> None:
    """Complete the class that `forward_cppclass` made."""
    if d.extern is None:
        d.env.error(
            "E0700", node, f"the C++ class '{node.name}' is not in an extern block",
            "this version of Smelt compiles declarations of classes that a header defines: cdef extern from …",
        )  # fmt: skip
        return
    symbol = d.env.members.get(node.name)
    assert isinstance(symbol, TypeName)
    cls = symbol.type
    if not isinstance(cls, CppClass) or node.body is None:
        return
    if cls.info.defined:
        d.env.error("E0370", node, f"the C++ class '{node.name}' is declared twice")
        return
    if len(cls.info.params) != len(node.templates):
        d.env.error("E0701", node, f"'{node.name}' was declared with {len(cls.info.params)} template parameters before")
        return
    _fill(d, cls, node)


def _fill(d: Declarer, cls: CppClass, node: c.CppClass) -> None:
    info = cls.info
    info.defined = True
    names: dict[str, Type] = {param.name: param for param in info.params}
    names[cls.name] = cls
    d.types.inner.append(names)
    for base in node.bases:
        found = d.types.resolve(base)
        if isinstance(found, CppClass):
            info.bases.append(found)
            _inherited_types(found, names)
        elif not isinstance(found, Unknown):
            d.env.error("E0701", base, f"a C++ class cannot be derived of '{found}'")
    body = node.body or []
    for inner in body:
        if isinstance(inner, c.CppClass) and inner.name not in info.types:
            info.types[inner.name] = names[inner.name] = _new_class(d, inner, cls)
    for inner in body:
        _member(d, cls, inner, names)
    d.types.inner.pop()


def _inherited_types(base: CppClass, names: dict[str, Type]) -> None:
    from smelt.types.cpp import bases_of, type_in

    for name in base.info.types:
        found = type_in(base, name)
        if found is not None:
            names[name] = found
    for further in bases_of(base):
        _inherited_types(further, names)


def _member(d: Declarer, cls: CppClass, node: ast.AST, names: dict[str, Type]) -> None:
    info = cls.info
    match node:
        case c.CppClass():
            inner = info.types[node.name]
            if isinstance(inner, CppClass) and node.body is not None:
                _fill(d, inner, node)
        case c.CTypedef():
            info.types[node.name] = names[node.name] = d.types.resolve(node.type)
        case c.CVarDef():
            for var in node.vars:
                type_ = d.types.resolve(var.type)
                if isinstance(type_, Func):
                    _add_method(info, CppMethod(var.name, var.cname or var.name, type_))
                    continue
                info.fields[var.name] = type_
                info.field_cnames[var.name] = var.cname or var.name
        case c.CFuncDef():
            _method(d, cls, node)
        case c.CEnum():
            _enum(d, cls, node, names)
        case c.CStruct() if node.name is not None:
            _struct(d, cls, node, names)


def _add_method(info: CppInfo, method: CppMethod) -> None:
    info.methods.setdefault(method.name, []).append(method)


def _method(d: Declarer, cls: CppClass, node: c.CFuncDef) -> None:
    params = tuple(TemplateParam(name, f"{cls.name}.{node.name}") for name in node.templates)
    d.types.inner.append({param.name: param for param in params})
    func = d.signature(node)
    d.types.inner.pop()
    if func is None:
        return
    static = any(isinstance(n, ast.Name) and n.id == "staticmethod" for n in node.decorator_list)
    if node.name == cls.name and node.returns is None:
        func = replace(func, returns=cls)
        kind, value = exception_clause(d.types, node.exception, cls, True)
        func = replace(func, except_kind=kind, except_value=value)
        cls.info.constructors.append(CppMethod(node.name, cls.c, func, params))
        return
    _add_method(cls.info, CppMethod(node.name, node.cname or node.name, func, params, static))


def _enum(d: Declarer, cls: CppClass, node: c.CEnum, names: dict[str, Type]) -> None:
    """An enum in a class: its members are the class's too, unless it is scoped."""
    made = d.enum_type(node, f"{cls.c}::{node.cname or node.name}") if node.name is not None else None
    if made is not None and node.name is not None:
        cls.info.types[node.name] = names[node.name] = made
    if not isinstance(made, ScopedEnum):
        for item in node.items:
            cls.info.constants[item.name] = (made or INT, item.cname or item.name)


def _struct(d: Declarer, cls: CppClass, node: c.CStruct, names: dict[str, Type]) -> None:
    """A struct in a class is a class with fields alone."""
    inner = CppClass(node.name, node.cname or node.name, (), cls)
    cls.info.types[node.name] = names[node.name] = inner
    inner.info.defined = node.fields is not None
    for definition in node.fields or ():
        for var in definition.vars if isinstance(definition, c.CVarDef) else ():
            inner.info.fields[var.name] = d.types.resolve(var.type)
            inner.info.field_cnames[var.name] = var.cname or var.name

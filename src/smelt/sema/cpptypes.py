"""Type expressions that name C++ classes: template arguments, nested types, and the language that they need."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from smelt.sema.closest import close_to
from smelt.syntax import nodes as c
from smelt.types import UNKNOWN, CArray, CVoid, Func, PyObj, Type, Unknown, View
from smelt.types.cpp import CppClass, ScopedEnum, instantiate, is_default_constructible, type_in

if TYPE_CHECKING:
    from smelt.sema.env import ModuleEnv
    from smelt.sema.typeexpr import TypeResolver


def class_type(r: TypeResolver, type_: CppClass | ScopedEnum, args: list[ast.expr] | None, node: ast.AST) -> Type:
    """A class as it is used: with its template arguments, in a module that is C++."""
    if not need_cplus(r, type_, node):
        return UNKNOWN
    if isinstance(type_, ScopedEnum) or (args is None and (not type_.is_generic or is_around(r, type_))):
        return type_
    info = type_.info
    given: list[Type] = []
    for arg in args or ():
        found = r.resolve(arg)
        if isinstance(found, Unknown):
            return UNKNOWN
        if isinstance(found, PyObj | View | CArray):
            r.env.error("E0702", arg, f"a template argument must be a C or C++ type, found '{found}'",
                        "hold a pointer, as 'PyObject *', or numbers")  # fmt: skip
            return UNKNOWN
        if isinstance(found, CVoid | Func) and not isinstance(arg, c.CFuncType):
            r.env.error("E0702", arg, f"'{found}' cannot be a template argument")
            return UNKNOWN
        given.append(found)
    least, most = len(info.params) - info.optional, len(info.params)
    if not least <= len(given) <= most:
        wanted = f"{least}" if least == most else f"{least} to {most}"
        spelled = ", ".join(p.name for p in info.params)
        r.env.error(
            "E0701", node, f"'{type_.name}' takes {wanted} template argument{'' if wanted == '1' else 's'}, "
            f"found {len(given)}", f"it is declared {type_.name}[{spelled}]" if most else None,
        )  # fmt: skip
        return UNKNOWN
    return instantiate(type_, tuple(given))


def is_around(r: TypeResolver, cls: CppClass) -> bool:
    """Whether the declaration of a class is being read: then its name alone means it with its own parameters."""
    return any(names.get(cls.name) == cls for names in r.inner)


def need_cplus(r: TypeResolver, type_: CppClass | ScopedEnum, node: ast.AST) -> bool:
    """Whether the module is C++, as it has to be where it uses a class; else that is reported, once."""
    if not r.env.root or r.env.options.cplus:
        return True
    if not any(d.code == "E0703" for d in r.env.diagnostics):
        what = "class" if isinstance(type_, CppClass) else "scoped enum"
        r.env.error(
            "E0703", node, f"the C++ {what} '{type_.name}' in a module that is compiled as C",
            "write '# distutils: language = c++' in the first lines of the file, or build it with --cplus",
        )  # fmt: skip
    return False


def need_default(env: ModuleEnv, cls: CppClass, what: str, name: str, node: ast.AST) -> bool:
    """Whether a variable can be of the class: it exists before anything is assigned to it."""
    if is_default_constructible(cls):
        return True
    pointer = f", or use a pointer: cdef {cls} *{name} = new {cls}(…)" if name else ", or return a pointer"
    env.error(
        "E0712", node, f"{what} cannot be made without arguments: '{cls}' has no constructor '{cls.name}()'",
        f"declare that constructor if the class has it{pointer}",
    )  # fmt: skip
    return False


def nested_type(r: TypeResolver, node: ast.Attribute) -> Type:
    """``vector[int].iterator``"""
    outer = r.resolve(node.value)
    if isinstance(outer, Unknown):
        return UNKNOWN
    assert isinstance(outer, CppClass)
    found = type_in(outer, node.attr)
    if found is None:
        close = close_to(node.attr, outer.info.types)
        r.env.error("E0704", node, f"'{outer}' has no type '{node.attr}'",
                    f"did you mean '{close[0]}'?" if close else None)  # fmt: skip
        return UNKNOWN
    return found


def template_of(node: ast.Subscript) -> c.CTemplateType:
    """``vector[int]`` where it was read as an expression."""
    args = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
    return ast.copy_location(c.CTemplateType(node.value, [_c_type(arg) for arg in args], []), node)


def _c_type(node: ast.expr) -> ast.expr:
    """A template argument: names of C's types, which elsewhere in expressions are Python's, are C's."""
    if isinstance(node, ast.Name) and node.id in ("int", "float", "long", "complex"):
        name = "double complex" if node.id == "complex" else node.id
        return ast.copy_location(c.CTypeName(name), node)
    return node

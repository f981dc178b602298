"""What names stand for. A symbol is found through a `Scope` and never hung on the tree."""

from __future__ import annotations

import ast
from typing import Literal

from smelt.ir.nodes import ExternInclude, Slot
from smelt.records import field, record
from smelt.source import Span
from smelt.syntax import nodes as c
from smelt.types import ExtType, Func, Fused, Type
from smelt.types.cpp import TemplateParam


@record(eq=False)
class Symbol:
    """`header` is the C header that declares it, where it comes from an extern block."""

    name: str
    span: Span | None = field(default=None, kw_only=True)
    header: ExternInclude | None = field(default=None, kw_only=True)


@record(eq=False)
class Variable(Symbol):
    """A Python or C variable.

    `place`: ``local`` and ``param`` live in a function, ``cglobal`` is a C static of the module, ``pyglobal`` an entry
    of the module's dict, ``extern`` a C variable of elsewhere (`cname`), ``class`` a name of an extension type's body.
    `type` is None until declared or inferred.
    `values` collects what is assigned, for inference: expression nodes, or a marker for other bindings.
    """

    place: Literal["local", "param", "cglobal", "pyglobal", "extern", "class"]
    type: Type | None = None
    declared: bool = False
    captured: bool = False
    unbound: bool = False  # may be read before it is assigned, or is deleted somewhere
    none_allowed: bool = True
    values: list[ast.AST | str] = field(default_factory=list)
    slot: Slot | None = None
    cname: str | None = None
    constant: bool = False  # const-qualified or otherwise not assignable
    visibility: str = "private"
    module: str | None = None  # the module that has it, if another one


@record(eq=False)
class CFunction(Symbol):
    """A cdef or cpdef function, of this module, another one or C."""

    func: Func
    cname: str
    kind: Literal["cdef", "cpdef", "extern"] = "cdef"
    node: ast.AST | None = None
    module: str | None = None
    inline: bool = False
    pure: bool = False  # no effects: a call may stand inside an expression
    defaults: list[ast.expr] = field(default_factory=list)  # of the last parameters
    default_slots: list[Slot | None] = field(default_factory=list)  # where those that are not constant are kept
    wrapped: bool = False  # a Python function object for it was asked for
    owner: ExtType | None = None  # of methods: the class that has this code
    static: bool = False  # a method that takes no object
    final: bool = False  # a method that no class may override
    templates: tuple[TemplateParam, ...] = ()  # type parameters of a function of C++
    overloads: list[CFunction] = field(default_factory=list)  # further ones with its name
    shared_name: str | None = None  # by which other modules ask for it, where that is not its own
    ufunc: bool = False  # the module's name for it is that of a ufunc, a Python object


@record(eq=False)
class FusedFunction(Symbol):
    """A cdef or cpdef function of fused types: a function for each choice of them, made when it is needed.

    `fused` has the types in the order in which the parameters mention them; `known` the specialisations so far, by the
    members chosen.
    """

    node: ast.AST
    fused: tuple[Fused, ...]
    kind: Literal["cdef", "cpdef"] = "cdef"
    module: str | None = None
    known: dict[tuple[Type, ...], CFunction] = field(default_factory=dict)
    default_slots: list[Slot | None] = field(default_factory=list)  # as those of `CFunction`, for all specialisations
    static: bool = False  # a method that takes no object
    shared: bool = False  # the module's .pxd gives it to others
    ufunc: bool = False  # as of `CFunction`


@record(eq=False)
class TypeName(Symbol):
    """`members` are the enumerators of an enum that is no class in Python."""

    type: Type
    cname: str | None = None
    visibility: str = "private"
    members: dict[str, Constant] = field(default_factory=dict)


@record(eq=False)
class Constant(Symbol):
    """An enumerator, or a DEF constant: `value` for what is known, `cname` for what only C knows."""

    type: Type | None
    value: object = None
    cname: str | None = None


@record(eq=False)
class ModuleName(Symbol):
    """A cimported module: its names are in `members`; `path` is its dotted name."""

    path: str
    members: dict[str, Symbol]


@record(eq=False)
class CythonName(Symbol):
    """``cython`` itself or a name of it: `path` is ``cython``, ``cython.view``, ``cython.boundscheck`` …"""

    path: str


@record(eq=False)
class ExtClass:
    """An extension type that this module defines: `node` is the class statement with the code, `header` the place of
    the first declaration with a body; `shared` where that is the ``.pxd``, so that other modules may inherit from it.
    """

    type: ExtType
    node: c.CClassDef | None = None
    header: Span | None = None
    shared: bool = False
    directives: dict[str, object] = field(default_factory=dict)  # set by decorators of the class

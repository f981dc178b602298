"""C-level declarations of a module: types, functions and variables, its own ``.pxd`` included.

Before: the tree's C statements. After: `ModuleEnv.members`. Bodies are looked at by `build` alone.
"""

from __future__ import annotations

import ast
import re
from typing import Any, Literal

from smelt.ir.nodes import ExternInclude, Slot, Storage
from smelt.records import replace
from smelt.sema.cimports import declare_cimport, declare_cimport_from, include_of
from smelt.sema.classes import declare_class, extern_class, forward_class
from smelt.sema.constants import constant_value
from smelt.sema.cppdecl import declare_cppclass, forward_cppclass
from smelt.sema.cpptypes import need_default
from smelt.sema.env import ModuleEnv
from smelt.sema.exceptclauses import exception_clause
from smelt.sema.fused import fused_types
from smelt.sema.symbols import CFunction, Constant, CythonName, FusedFunction, Symbol, TypeName, Variable
from smelt.sema.typeexpr import NAMED_TYPES, TypeResolver, decay
from smelt.sema.wording import article
from smelt.syntax import nodes as c
from smelt.types import (
    INT,
    OBJECT,
    UNKNOWN,
    Buffer,
    CArray,
    CBool,
    CChar,
    CFloat,
    CInt,
    Const,
    CVoid,
    Enum,
    Func,
    Fused,
    PyObj,
    Record,
    Struct,
    Type,
    Unknown,
)
from smelt.types.cpp import CppClass, ScopedEnum, TemplateParam
from smelt.types.words import KEYWORDS


def declare_module(env: ModuleEnv, tree: ast.Module, definition: bool = True) -> None:
    """Collect the C-level names of a module's top level, in the order of the source. In the module's own ``.pxd``,
    which is no `definition`, classes are declared only.
    """
    declarer = Declarer(env, definition)
    declarer.block(tree.body)


def is_extern(node: c.CClassDef) -> bool:
    """Whether a class statement only tells of a type that C code of elsewhere defines."""
    return node.visibility == "extern" or node.module is not None


def function_signature(env: ModuleEnv, node: c.CFuncDef) -> Func | None:
    """The type of a C function of the module, outside of extern blocks; None, reported, if C has no such."""
    return Declarer(env, True).signature(node)


class _Extern:
    """The extern block that surrounds a declaration."""

    def __init__(self, include: ExternInclude | None, namespace: str | None, nogil: bool) -> None:
        self.include = include
        self.namespace = namespace
        self.nogil = nogil

    def cname(self, name: str) -> str:
        return f"{self.namespace}::{name}" if self.namespace else name


class Declarer:
    def __init__(self, env: ModuleEnv, definition: bool) -> None:
        self.env = env
        self.definition = definition
        self.types = TypeResolver(env)
        self.extern: _Extern | None = None
        self.statements: list[Any] = []  # of the block that is being declared

    def declare_ahead(self, name: str) -> bool:
        """Declare a class of this block that one in front of it inherits from; whether there is one with a body."""
        for node in self.statements:
            if isinstance(node, c.CClassDef) and node.name == name and node.body is not None:
                self.statements = [n for n in self.statements if n is not node]
                declare_class(self, node)
                return True
        return False

    def block(self, statements: list[Any]) -> None:
        self.statements = statements
        for node in statements:
            if isinstance(node, c.CStruct) and node.name not in self.env.members:
                self._forward_struct(node)  # so that structs can point to each other in any order
            elif isinstance(node, c.CClassDef) and not is_extern(node):
                forward_class(self, node)
            elif isinstance(node, c.CppClass):
                forward_cppclass(self, node)
        for node in statements:
            match node:
                case c.CImport():
                    declare_cimport(self.env, node)
                case c.CImportFrom():
                    declare_cimport_from(self.env, node)
                case c.CExtern():
                    self._extern_block(node)
                case c.CTypedef():
                    self._typedef(node)
                case c.CStruct():
                    self._struct(node)
                case c.CEnum():
                    self._enum(node)
                case c.CFused():
                    self._fused(node)
                case c.CVarDef():
                    self._variables(node)
                case c.CFuncDef():
                    self._function(node)
                case c.CClassDef() if is_extern(node):
                    extern_class(self, node)
                case c.CClassDef():
                    declare_class(self, node)
                case c.CppClass():
                    declare_cppclass(self, node)
                case _:
                    self._cython_import(node)

    def _cython_import(self, node: ast.AST) -> None:
        """``import cython`` makes its names known at compile time too."""
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name == "cython" or (alias.name == "smelt.shadow" and alias.asname):
                    name = alias.asname or alias.name
                    self.env.members[name] = CythonName(name, "cython")
        elif isinstance(node, ast.ImportFrom) and node.module in ("cython", "smelt.shadow") and not node.level:
            for alias in node.names:
                name = alias.asname or alias.name
                self.env.members[name] = CythonName(name, f"cython.{alias.name}")
            self.env.members.setdefault("cython", CythonName("cython", "cython"))
        elif isinstance(node, ast.ImportFrom) and node.module == "smelt" and not node.level:
            for alias in node.names:
                if alias.name == "shadow":
                    self.env.members[alias.asname or "shadow"] = CythonName(alias.asname or "shadow", "cython")

    def add(self, symbol: Symbol, node: ast.AST) -> None:
        symbol.span = self.env.span(node)
        if self.extern is not None:
            symbol.header = self.extern.include
        old = self.env.members.get(symbol.name)
        if old is not None and old.span is not None and type(old) is not type(symbol) and self.env.root:
            self._twice(symbol.name, node, old)
        self.env.members[symbol.name] = symbol

    def _twice(self, name: str, node: ast.AST, old: Symbol) -> None:
        place = ""
        if old.span is not None:
            place = f" of {old.span.file.name}" if old.span.file is not self.env.span(node).file else ""
            place = f"first declared in line {old.span.line}{place}"
        self.env.error("E0370", node, f"'{name}' is declared twice", place or None)

    # --- blocks and types ---

    def _extern_block(self, node: c.CExtern) -> None:
        outer = self.extern
        include = include_of(node.header, node.verbatim)
        self.extern = _Extern(include, node.namespace, node.nogil)
        if self.env.root or node.verbatim is not None:
            self.env.need(include)
        if node.header is not None and not node.header.startswith("<") and self.env.path is not None:
            self.env.include_dirs[self.env.path.resolve().parent] = None
        self.block(node.body)
        self.extern = outer

    def _typedef(self, node: c.CTypedef) -> None:
        base = TypeResolver(self.env, fused=True).element(node.type)
        if isinstance(base, CVoid) and self.extern is None:
            self.env.error("E0371", node, f"cannot make a typedef of 'void' named '{node.name}'")
            base = UNKNOWN
        type_ = base
        old = self.env.members.get(node.name)
        if isinstance(old, TypeName) and self.extern is None and self.env.root and old.span is not None:
            self._twice(node.name, node, old)
            return
        if self.extern is not None:
            cname = node.cname or self.extern.cname(node.name)
            if isinstance(base, CInt) and not isinstance(base, Enum):
                kind = CBool if isinstance(base, CBool) else CInt
                type_ = kind(node.name, cname, base.rank, base.signed, base.bits, _known_width(node.name))
            elif isinstance(base, CFloat):
                type_ = CFloat(node.name, cname, base.rank)
        elif type(base) in (CInt, CChar, CFloat):
            assert isinstance(base, CInt | CFloat)
            type_ = replace(base, name=node.name)
        self.add(TypeName(node.name, type_, cname=node.cname), node)

    def _forward_struct(self, node: c.CStruct) -> Struct:
        bare = self.extern is not None and node.ctypedef
        name = node.cname or (self.extern.cname(node.name) if self.extern else node.name)
        struct = Struct(
            node.name,
            name if bare else f"{node.kind} {name}",
            "union" if node.kind == "union" else "struct",
            bool(node.packed),
            Record(),
            self.extern is not None,
        )
        self.add(TypeName(node.name, struct), node)
        return struct

    def _struct(self, node: c.CStruct) -> None:
        found = self.env.members.get(node.name)
        if isinstance(found, TypeName) and isinstance(found.type, Struct):
            struct = found.type
            if struct.record.fields is not None and node.fields is not None:
                self._twice(node.name, node, found)
                return
        else:
            struct = self._forward_struct(node)
        if node.fields is None:
            return
        fields: dict[str, Type] = {}
        for definition in node.fields:
            for var in definition.vars if isinstance(definition, c.CVarDef) else ():
                type_ = self.types.resolve(var.type)
                if var.name in fields:
                    self.env.error("E0372", var, f"field '{var.name}' is declared twice in '{node.name}'")
                if isinstance(type_, PyObj) and self.extern is None and node.kind == "union":
                    self.env.error("E0373", var, "a union cannot hold Python objects")
                    type_ = UNKNOWN
                if var.value is not None:
                    self.env.error(
                        "E0374", var.value, f"field '{var.name}' of '{node.name}' cannot have an initial value"
                    )
                if isinstance(type_, Struct) and type_ is struct:
                    self.env.error("E0375", var, f"'{node.name}' cannot contain itself", "use a pointer")
                    type_ = UNKNOWN
                fields[var.name] = type_
                struct.record.field_cnames[var.name] = var.cname or self.field_cname(var.name)
        struct.record.fields = fields
        if not fields and self.extern is None:
            self.env.error("E0376", node, f"{node.kind} '{node.name}' has no fields")
        if self.extern is None:
            self.env.types.append(struct)

    def field_cname(self, name: str) -> str:
        return f"{name}_" if self.extern is None and name in KEYWORDS else name

    def _enum(self, node: c.CEnum) -> None:
        base = self.types.resolve(node.underlying) if node.underlying is not None else INT
        if not isinstance(base, CInt):
            self.env.error("E0377", node, f"the underlying type of an enum must be an integer, found '{base}'")
            base = INT
        type_: CInt = base
        known: TypeName | None = None
        if node.name is not None:
            spelled = base.c
            if self.extern is not None:
                name = node.cname or self.extern.cname(node.name)
                spelled = name if node.ctypedef or node.scoped else f"enum {name}"
            made = self.enum_type(node, spelled, base)
            known = TypeName(node.name, made)
            self.add(known, node)
            if isinstance(made, ScopedEnum):
                return
            type_ = made
        following: int | None = 0
        for item in node.items:
            value = following
            if item.value is not None:
                value = constant_value(item.value, self.env)
                if not isinstance(value, int) and self.extern is None:
                    self.env.error(
                        "E0378", item.value, f"the value of '{item.name}' must be an integer known at compile time"
                    )
                    value = 0
            cname = None
            if self.extern is not None:
                cname, value = item.cname or self.extern.cname(item.name), None
            constant = Constant(item.name, type_, value, cname)
            following = value + 1 if value is not None else None
            if not node.scoped:
                self.add(constant, item)
                if known is not None and not node.cpdef:
                    known.members[item.name] = constant

    def enum_type(self, node: c.CEnum, spelled: str, base: CInt = INT) -> Enum | ScopedEnum:
        """The type of a named enum; `spelled` is C's name of it."""
        assert node.name is not None
        if node.scoped:
            if self.extern is None:
                self.env.error("E0700", node, f"the scoped enum '{node.name}' is not in an extern block",
                               "declare it where the header defines it, or leave out 'class'")  # fmt: skip
            members = {item.name: f"{spelled}::{item.cname or item.name}" for item in node.items}
            return ScopedEnum(node.name, spelled, base, members)
        names = tuple(item.name for item in node.items)
        return Enum(node.name, spelled, base.rank, base.signed, base.bits, self.extern is None, names)

    def _fused(self, node: c.CFused) -> None:
        members: dict[Type, str] = {}
        resolver = TypeResolver(self.env, fused=True)
        for item in node.types:
            type_ = resolver.resolve(item)
            if isinstance(type_, Fused):
                members.update({t: n for t, n in zip(type_.members, type_.labels, strict=True) if t not in members})
            elif type_ in members:
                self.env.error("E0606", item, f"'{type_}' is in the fused type '{node.name}' twice")
            elif not isinstance(type_, Unknown):
                symbol = self.types.lookup(item)
                named = isinstance(symbol, TypeName) and not isinstance(type_, PyObj)
                members[type_] = symbol.name if symbol is not None and named else str(type_)
        if not members and not any(d.severity == "error" for d in self.env.diagnostics):
            self.env.error("E0606", node, f"the fused type '{node.name}' has no members")
        self.add(TypeName(node.name, Fused(node.name, tuple(members), tuple(members.values()))), node)

    # --- variables and functions ---

    def _variables(self, node: c.CVarDef) -> None:
        for var in node.vars:
            type_ = self.types.resolve(var.type)
            if isinstance(type_, Func):
                self._extern_function(var, type_)
                continue
            if isinstance(type_, CVoid):
                self.env.error("E0379", var, f"variable '{var.name}' cannot have the type 'void'")
                type_ = UNKNOWN
            if isinstance(type_, Buffer):
                self.env.error(
                    "E0545", var, f"the buffer type '{type_}' is only for local variables and parameters",
                    f"declare '{var.name}' as a view: '{type_.view} {var.name}'",
                )  # fmt: skip
                type_ = UNKNOWN
            constant = isinstance(type_, Const)
            if self.extern is not None or node.visibility == "extern" or not self.env.root:
                cname = var.cname or (self.extern.cname(var.name) if self.extern else var.name)
                symbol = Variable(var.name, "extern", type_, True, cname=cname, constant=constant)
                if self.extern is None and node.visibility != "extern":
                    symbol.visibility, symbol.module = "elsewhere", self.env.name
                self.add(symbol, var)
                continue
            if isinstance(type_, CArray) and type_.length is None:
                self.env.error("E0381", var, f"the array '{var.name}' has no size")
                type_ = UNKNOWN
            held = type_
            while isinstance(held, CArray):
                held = held.element
            if isinstance(held, CppClass) and not need_default(self.env, held, f"'{var.name}'", var.name, var):
                type_ = UNKNOWN
            old = self.env.members.get(var.name)
            if isinstance(old, Variable) and old.place == "cglobal":
                own = old.span is not None and old.span.file is self.env.span(var).file
                if own or old.type != type_:
                    self._twice(var.name, var, old)
                continue  # what the module's .pxd has declared, may be said again where it gets its value
            symbol = Variable(var.name, "cglobal", type_, True, visibility=node.visibility, constant=constant)
            symbol.slot = Slot(var.name, type_, Storage.GLOBAL, maybe_unbound=True)
            self.add(symbol, var)
            self.env.cglobals.append(symbol)

    def _extern_function(self, var: c.CVar, type_: Func) -> None:
        cname = var.cname or (self.extern.cname(var.name) if self.extern else var.name)
        self._add_overload(CFunction(var.name, type_, cname, "extern"), var)

    def _add_overload(self, symbol: CFunction, node: ast.AST) -> None:
        """An extern function; of several with one name, which C++ has, the first knows the others."""
        first = self.env.members.get(symbol.name)
        own = first is not None and first.span is not None and first.span.file is self.env.span(node).file
        if own and isinstance(first, CFunction) and first.kind == "extern" and self.extern is not None:
            if any(f.func.params == symbol.func.params for f in (first, *first.overloads)):
                if first.func.params == symbol.func.params and not first.overloads:
                    self.add(symbol, node)
                return
            symbol.span, symbol.header = self.env.span(node), self.extern.include
            first.overloads.append(symbol)
            return
        self.add(symbol, node)

    def _function(self, node: c.CFuncDef) -> None:
        fused = fused_types(self.env, node)
        if fused and self.extern is None and node.visibility != "extern":
            self._fused_function(node, fused)
            return
        templates = tuple(TemplateParam(name, node.name) for name in node.templates)
        self.types.inner.append({param.name: param for param in templates})
        func = self.signature(node)
        self.types.inner.pop()
        if func is None:
            return
        extern = self.extern is not None or node.visibility == "extern"
        if extern:
            cname = node.cname or (self.extern.cname(node.name) if self.extern else node.name)
            symbol = CFunction(node.name, func, cname, "extern", node, self.env.name, templates=templates)
            self._add_overload(symbol, node)
            return
        found = self.env.members.get(node.name)
        if isinstance(found, CFunction) and isinstance(found.node, c.CFuncDef):
            if found.node.body is not None and node.body is not None:
                first = f"first defined in line {found.span.line}" if found.span is not None else None
                self.env.error("E0370", node, f"function '{node.name}' is defined twice", first)
                return
            if found.kind != "extern" and found.module == self.env.name:
                func = self._as_declared(node, func, found)
        kind: Literal["cdef", "cpdef"] = "cpdef" if node.kind == "cpdef" else "cdef"
        symbol = CFunction(node.name, func, node.cname or node.name, kind, node, self.env.name, bool(node.inline))
        symbol.defaults = [*node.args.defaults, *(d for d in node.args.kw_defaults if d is not None)]
        symbol.default_slots = [None] * len(symbol.defaults)
        symbol.ufunc = self._is_ufunc(node)
        self.add(symbol, node)
        if node.body is not None and self.env.root:
            self.env.functions.append(symbol)
        elif node.body is not None:
            self.env.functions_with_body.append(node)

    def _is_ufunc(self, node: c.CFuncDef) -> bool:
        found = [self.types.lookup(n.func if isinstance(n, ast.Call) else n) for n in node.decorator_list]
        return any(isinstance(s, CythonName) and s.path == "cython.ufunc" for s in found)

    def _as_declared(self, node: c.CFuncDef, func: Func, declared: CFunction) -> Func:
        """A definition has the types of its declaration, and its way to report errors unless it names one itself."""
        old = declared.func
        if node.exception is None and func.returns == old.returns:
            func = replace(func, except_kind=old.except_kind, except_value=old.except_value)
        if func == old:
            return func
        where = ""
        if declared.span is not None:
            where = f"it is declared in line {declared.span.line} of {declared.span.file.name}"
        differing = [
            f"the parameter '{name}' is {article(new)}, in its declaration {article(before)}"
            for name, new, before in zip(func.names, func.params, old.params, strict=False) if new != before
        ]  # fmt: skip
        if len(func.params) != len(old.params):
            what = f"it takes {len(func.params)} parameters, its declaration {len(old.params)}"
        elif func.optional != old.optional:
            what = f"{func.optional} of its parameters have defaults, in its declaration {old.optional}"
        elif differing:
            what = differing[0]
        elif func.returns != old.returns:
            what = f"it returns {article(func.returns)}, in its declaration {article(old.returns)}"
        elif func.nogil != old.nogil:
            what = "one of them is nogil, the other is not"
        else:
            what = "they signal exceptions differently"
        self.env.error("E0397", node, f"'{node.name}' is not what its declaration says: {what}", where or None)
        return old

    def _fused_function(self, node: c.CFuncDef, fused: tuple[Fused, ...]) -> None:
        found = self.env.members.get(node.name)
        if isinstance(found, FusedFunction) and getattr(found.node, "body", None) is not None:
            first = f"first defined in line {found.span.line}" if found.span is not None else None
            self.env.error("E0370", node, f"function '{node.name}' is defined twice", first)
            return
        kind: Literal["cdef", "cpdef"] = "cpdef" if node.kind == "cpdef" else "cdef"
        symbol = FusedFunction(node.name, node, fused, kind, self.env.name)
        symbol.default_slots = [None] * len(node.args.defaults)
        symbol.shared = isinstance(found, FusedFunction) and found.module == self.env.name
        symbol.ufunc = self._is_ufunc(node)
        self.add(symbol, node)
        if self.env.root and node.body is not None:
            self.env.fused_functions.append(symbol)
        elif node.body is not None:
            self.env.functions_with_body.append(node)

    def signature(self, node: c.CFuncDef) -> Func | None:
        """The type of a cdef or cpdef function; None if it has parameters that C does not have."""
        args = node.args
        result = self.types.resolve(node.returns)
        if isinstance(result, CArray):
            self.env.error("E0382", node, "a function cannot return an array", "return a pointer or a view")
            return None
        for word, found in (("*", args.vararg), ("**", args.kwarg)):
            if found is not None:
                self.env.error("E0383", found, f"a cdef function cannot take '{word}{found.arg}'", "use a def function")
                return None
        if args.kwonlyargs:
            self.env.error("E0384", args.kwonlyargs[0], "a cdef function cannot have keyword-only parameters")
            return None
        params: list[Type] = []
        names: list[str] = []
        for arg in [*args.posonlyargs, *args.args]:
            name = arg.arg
            type_: Type = OBJECT
            if isinstance(arg, c.CArg) and self._is_lone_name(arg):
                assert isinstance(arg.ctype, ast.Name)
                name = arg.ctype.id
            elif isinstance(arg, c.CArg) and arg.ctype is not None:
                type_ = self.types.resolve(arg.ctype)
            if isinstance(type_, CVoid):
                if len(args.args) == 1 and not arg.arg:
                    continue
                self.env.error("E0385", arg, f"parameter '{arg.arg}' cannot have the type 'void'")
                type_ = UNKNOWN
            params.append(decay(type_))
            names.append(name)
        extern = self.extern is not None or node.visibility == "extern"
        kind, value = exception_clause(self.types, node.exception, result, extern)
        nogil = bool(node.nogil) or (self.extern is not None and self.extern.nogil)
        if nogil and node.body is not None and isinstance(result, PyObj):
            self.env.error("E0386", node, "a nogil function cannot return a Python object")
        if any(isinstance(t, Unknown) for t in [result, *params]):
            result = result if not isinstance(result, Unknown) else INT
        return Func(
            result, tuple(params), tuple(names), len(args.defaults), bool(node.vararg), kind, value, nogil,
            bool(node.with_gil),
        )  # fmt: skip

    def _is_lone_name(self, arg: c.CArg) -> bool:
        """Whether the one word of a parameter, ``cdef f(x)`` in a declaration, is its name and no type."""
        if arg.arg or self.extern is not None or not isinstance(arg.ctype, ast.Name):
            return False
        return self.types.lookup(arg.ctype) is None and arg.ctype.id not in NAMED_TYPES


def _known_width(name: str) -> bool:
    """Typedefs whose width every platform agrees on; others are asked of the C compiler."""
    return bool(re.fullmatch(r"u?int(8|16|32|64)_t|u?intptr_t|u?intmax_t|size_t|ssize_t|ptrdiff_t", name))

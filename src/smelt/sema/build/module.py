"""The builder of a module: its functions and the code that runs at import."""

from __future__ import annotations

import ast
import sys

from smelt.ir import nodes as ir
from smelt.primitives import containers
from smelt.sema.build import (  # noqa: F401  registers the lowerings
    assign,
    attributes,
    bridge,
    calls,
    cfunctions,
    classes,
    comprehensions,
    conditions,
    cython_names,
    errors,
    functions,
    generators,
    literals,
    loops,
    names,
    operators,
    pyclasses,
    statements,
    subscripts,
)
from smelt.sema.build.cfunctions import build_c_function
from smelt.sema.build.core import FunctionBuilder
from smelt.sema.build.elsewhere import share
from smelt.sema.build.fused import build_fused_functions, check_uncalled, specialise_for_others
from smelt.sema.build.literals import constant_tuple
from smelt.sema.build.names import store_global
from smelt.sema.build.signatures import docstring
from smelt.sema.env import ModuleEnv
from smelt.sema.infer import Typer
from smelt.sema.scopes import Scope, ScopeTable
from smelt.sema.specialise import parameter_types
from smelt.sema.symbols import CFunction, Constant, ModuleName, Variable
from smelt.syntax import nodes as c
from smelt.syntax import tree as trees
from smelt.types import INT, OBJECT, ExtType, Func, Struct, Type, strip_const
from smelt.types.cythonview import type_maker
from smelt.types.fused import fused_in


class ModuleBuilder:
    """What the builders of all functions of a module share.

    `root` is the builder of the module under translation; others build the functions of declaration files in it.
    """

    def __init__(self, env: ModuleEnv, tree: ast.Module, scopes: ScopeTable, root: ModuleBuilder | None = None) -> None:
        self.env = env
        self._root = root
        self.tree = tree
        self.scopes = scopes
        self.typer = Typer(env)
        self.elsewhere: dict[tuple[str, str], ir.Slot] = {}  # by module and name: addresses
        self.inlined: dict[CFunction, str] = {}
        self.declaring: dict[str, ModuleBuilder] = {}
        self.functions: list[ir.Function] = root.functions if root else []
        self.fused_tables: list[ir.FusedTable] = root.fused_tables if root else []
        self.python_sides: dict[CFunction, str] = {}
        self.dispatch_keys: dict[CFunction, str] = {}  # of cpdef methods: the function that asks for overrides first
        self.python_slots: dict[CFunction, ir.Slot] = {}  # of these: where their Python side is kept
        self.classes: dict[ExtType, ir.Class] = {}
        self.foreign: dict[ExtType, None] = {}
        self.warned: set[object] = set()
        self.helpers: dict[object, str] = {}  # functions that convert objects of C++, by what they convert
        self.python = sys.version_info
        self._names: set[str] = root._names if root else _external_names(env)
        self._unknown: set[tuple[Scope, str]] = set()
        self._keys: dict[CFunction, str] = {}
        futures = {
            alias.name
            for node in tree.body if isinstance(node, ast.ImportFrom) and node.module == "__future__"
            for alias in node.names
        }  # fmt: skip
        self.true_division = "division" in futures
        self.string_annotations = "annotations" in futures
        self.star_imports = any(
            isinstance(n, ast.ImportFrom) and any(a.name == "*" for a in n.names) for n in trees.statements(tree.body)
        )

    @property
    def root(self) -> ModuleBuilder:
        """The builder of the module itself; others build what it takes from elsewhere."""
        return self._root or self

    def unique(self, name: str) -> str:
        """A key for a function that no other function of the module has."""
        name = "".join(ch if ch.isalnum() or ch == "_" else "_" for ch in name).strip("_") or "function"
        candidate, number = name, 1
        while candidate in self._names or (
            candidate in self.env.members and candidate not in self._names and number == 0
        ):
            number += 1
            candidate = f"{name}_{number}"
        self._names.add(candidate)
        return candidate

    def report_unknown(self, scope: Scope, name: str) -> bool:
        """Whether an unknown name is to be reported: once a function."""
        key = (scope.function, name)
        new = key not in self._unknown
        self._unknown.add(key)
        return new

    def function_key(self, symbol: CFunction) -> str:
        """The key of a C function of this module."""
        if symbol not in self._keys:
            self._keys[symbol] = self.unique(symbol.cname)
        return self._keys[symbol]

    def text_of(self, node: ast.AST) -> str:
        """The source text of a node on one line."""
        span = self.env.span(node)
        if span.line == span.end_line:
            return span.file.line(span.line)[span.col : span.end_col]
        try:
            return ast.unparse(node)
        except (AttributeError, ValueError, TypeError):
            return span.file.line(span.line)[span.col :]

    def build(self) -> ir.Module:
        env = self.env
        doc = docstring(self.tree.body)
        function = ir.Function(
            "module", "module", Func(INT, (), except_kind="value", except_value=-1), [], [], env.span(self.tree),
            py_name="<module>", qualname="<module>",
        )  # fmt: skip
        self._names.add("module")
        builder = FunctionBuilder(self, function, self.scopes.module, env.directives)
        builder.span = env.span(self.tree.body[0]) if self.tree.body else None
        self._prepare_defaults()
        classes.prepare(builder)
        for symbol in env.functions:
            assert isinstance(symbol.node, c.CFuncDef)
            build_c_function(builder, symbol, symbol.node)
        specialise_for_others(builder)
        built: set[CFunction] = set()
        build_fused_functions(self, builder, built)
        if any(isinstance(n, ast.AnnAssign) and n.simple for n in _statements(self.tree)):
            annotations = builder.op(containers.dict_new, hint="annotations")
            store_global(builder, "__annotations__", annotations, self.tree)
        builder.statements(env.declared)
        body = self.tree.body[1:] if doc is not None else self.tree.body
        classes.first_values(builder)
        builder.statements(body)
        builder.span = env.span(self.tree.body[-1]) if self.tree.body else None
        builder.emit(ir.Return(ir.Const(INT, 0)))
        build_fused_functions(self, builder, built)
        check_uncalled(self, builder, built)
        builder.span = env.span(self.tree.body[0]) if self.tree.body else None
        shared = share(builder)
        self.functions.append(function)
        return ir.Module(
            env.name, env.source.name, self.functions,
            self._globals() + shared, list(env.types), list(env.includes), doc, cplus=env.options.cplus,
            fused=self.fused_tables, asks_cython=any(name.startswith("CYTHON_") for name in env.members),
            classes=list(self.classes.values()), foreign=list(self.foreign),
        )  # fmt: skip

    def _prepare_defaults(self) -> None:
        """Defaults of C functions that are not constants live in C globals of the module.

        Those of a fused function are the same for all its specialisations: objects, where the parameter is fused.
        """
        for symbol in self.env.functions:
            last = symbol.func.params[len(symbol.func.params) - len(symbol.defaults) :]
            _default_slots(symbol.name, symbol.defaults, list(last), symbol.default_slots)
        for fused in self.env.fused_functions:
            assert isinstance(fused.node, c.CFuncDef)
            args = fused.node.args
            typed = [strip_const(t) for t in parameter_types(self.env, fused)][len(args.args) - len(args.defaults) :]
            types = [OBJECT if fused_in(t) else t for t in typed]
            _default_slots(fused.name, args.defaults, types, fused.default_slots)

    def _class_slots(self) -> list[ir.Slot]:
        return [slot for k in self.classes.values() for slot in k.called.values()] + list(self.python_slots.values())

    def need_layout(self, type_: ExtType) -> None:
        """Note that the struct of a class is used; those of other modules have to be declared here."""
        for known in reversed(type_.line()):
            if (known.info.laid_out and not known.info.own) or type_maker(known) is not None:
                self.foreign[known] = None
                for field in known.info.fields.values():
                    if isinstance(field, Struct) and not field.extern and field not in self.env.types:
                        self.env.types.append(field)

    def _globals(self) -> list[ir.Slot]:
        """The C globals: variables, defaults of C functions, and what classes keep."""
        slots = [v.slot for v in self.env.cglobals]
        slots += [slot for symbol in self.env.functions for slot in symbol.default_slots]
        slots += [slot for fused in self.env.fused_functions for slot in fused.default_slots]
        return [slot for slot in slots if slot is not None] + self._class_slots()


def _default_slots(name: str, defaults: list[ast.expr], types: list[Type], slots: list[ir.Slot | None]) -> None:
    for index, (default, type_) in enumerate(zip(defaults, types, strict=True)):
        if constant_tuple(ast.Tuple([default], ast.Load())) is None and not isinstance(default, c.CNull):
            slots[index] = ir.Slot(f"{name}_default_{index}", type_, ir.Storage.GLOBAL)


def _external_names(env: ModuleEnv) -> set[str]:
    """What C functions and variables of elsewhere are called: no function of the module has such a key."""
    found: set[str] = set()
    todo, seen = [env.members], set[int]()
    while todo:
        members = todo.pop()
        if id(members) in seen:
            continue
        seen.add(id(members))
        for symbol in members.values():
            if isinstance(symbol, ModuleName):
                todo.append(symbol.members)
            elif isinstance(symbol, CFunction) and symbol.kind == "extern":
                found.add(symbol.cname)
            elif isinstance(symbol, Variable) and symbol.place == "extern":
                found.add(symbol.cname or symbol.name)
            elif isinstance(symbol, Constant) and symbol.cname is not None:
                found.add(symbol.cname)
    return found


def _statements(tree: ast.Module) -> list[ast.stmt]:
    """The statements of the module's own scope, nested blocks included."""
    found: list[ast.stmt] = []
    todo: list[ast.AST] = list(tree.body)
    while todo:
        node = todo.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | c.CFuncDef):
            continue
        if isinstance(node, ast.stmt):
            found.append(node)
        todo.extend(n for n in trees.children(node) if isinstance(n, ast.stmt | ast.ExceptHandler))
    return found

"""Statements that declare: assignments from `cython.declare`, `struct`, `typedef`…, annotated variables, and imports.

x = cython.declare(cython.int, 3)       CVarDef([CVar("x", CTypeName("int"), 3)])
y: cython.double[:] = a                 CVarDef([CVar("y", CViewType(...), a)])
from cython.cimports.libc import math   CImportFrom("libc", ["math"])
"""

from __future__ import annotations

import ast

from smelt.source import Diagnostics, SourceFile
from smelt.syntax import nodes as c
from smelt.syntax.pure import api
from smelt.syntax.pure.functions import FunctionReader
from smelt.syntax.pure.names import Names, in_cython
from smelt.syntax.pure.typeexpr import place

_MAKERS = ("struct", "union", "typedef", "fused_type")
_DECLARE = "x = cython.declare(cython.int, 0), or cython.declare(x=cython.int, y=cython.double)"
_VISIBILITIES = ("private", "public", "readonly")


class StatementReader(FunctionReader):
    """Reads statements that declare. `where` says what kind of block they stand in."""

    where = "module"  # module, function, class, cclass
    nested = False  # inside a compound statement of that block, where C declarations can not stand
    dataclass = False  # the class around is a dataclass: values of annotated names are defaults of its fields

    def __init__(self, names: Names, source: SourceFile, diagnostics: Diagnostics) -> None:
        super().__init__(names, source, diagnostics)
        self.hoisted: list[ast.stmt] = []  # declarations to go before the compound statement around
        self.declared: dict[str, str] = {}  # names declared in this block, with a dump of their types

    def value(self, node: ast.expr) -> ast.expr:
        """An expression inside a statement, normalised; the transformer fills this in."""
        raise NotImplementedError

    # --- declaring ---

    def declare(
        self, target: ast.expr, type_: ast.expr, value: ast.expr | None, at: ast.stmt, visibility: str = "private"
    ) -> list[ast.stmt]:
        """Statements that declare the names in `target`, which is a name or a tuple of names, and give them `value`."""
        several = isinstance(target, ast.Tuple | ast.List)
        targets = target.elts if isinstance(target, ast.Tuple | ast.List) else [target]
        if not all(isinstance(item, ast.Name) for item in targets):
            self.error("E0212", target, "only names can be declared", _DECLARE)
            return [place(ast.Pass(), at)]
        assign_later = value is not None and (several or self.nested)
        made: list[ast.stmt] = []
        for item in targets:
            assert isinstance(item, ast.Name)
            dump = ast.dump(type_)
            if self.declared.get(item.id) == dump and self.where == "function":
                assign_later = value is not None  # said before: the second time is an assignment
                continue
            self.declared[item.id] = dump
            var = place(c.CVar(item.id, type_, None if assign_later else value), item)
            made.append(place(c.CVarDef([var], visibility), at))
        if self.nested:
            self.hoisted += made
            made = []
        if assign_later and value is not None:
            made.append(ast.copy_location(ast.Assign([target], value), at))
        return made or [place(ast.Pass(), at)]

    def declare_call(self, node: ast.Assign, call: ast.Call) -> list[ast.stmt]:
        """``x = cython.declare(T, value)``"""
        visibility = "private"
        for keyword in call.keywords:
            word = keyword.value.value if isinstance(keyword.value, ast.Constant) else None
            if keyword.arg == "visibility" and word in _VISIBILITIES:
                visibility = str(word)
            else:
                self.error("E0202", keyword.value, "an assigned cython.declare takes a type and a value", _DECLARE)
        if not 1 <= len(call.args) <= 2:
            count = len(call.args)
            self.error(
                "E0202", call, f"cython.declare takes a type and a value here, {count} arguments given", _DECLARE
            )
            return [place(ast.Pass(), node)]
        if len(node.targets) != 1:
            self.error("E0212", call, "cython.declare can not stand in a chain of assignments", _DECLARE)
            return [place(ast.Pass(), node)]
        type_ = self.required(call.args[0])
        value = self.value(call.args[1]) if len(call.args) == 2 else None
        return self.declare(node.targets[0], type_, value, node, visibility)

    def declare_names(self, call: ast.Call, node: ast.stmt) -> list[ast.stmt]:
        """``cython.declare(x=T, y=U)`` as a statement"""
        if call.args or not call.keywords:
            self.error("E0202", call, "a cython.declare that is not assigned takes types by name", _DECLARE)
        made: list[ast.stmt] = []
        for keyword in call.keywords:
            if keyword.arg is None:
                self.error("E0202", keyword.value, "cython.declare takes types by name, not from a dict", _DECLARE)
                continue
            target = place(ast.Name(keyword.arg, ast.Store()), keyword)
            made += self.declare(target, self.required(keyword.value), None, node)
        return [item for item in made if not isinstance(item, ast.Pass)] or [place(ast.Pass(), node)]

    def made_type(self, word: str, node: ast.Assign, call: ast.Call) -> list[ast.stmt]:
        """``Name = cython.struct(...)`` and its like."""
        target = node.targets[0]
        if len(node.targets) != 1 or not isinstance(target, ast.Name):
            self.error("E0212", call, f"cython.{word} is assigned to one name", f"Name = cython.{word}(...)")
            return [place(ast.Pass(), node)]
        made: ast.stmt
        if word in ("struct", "union"):
            made = c.CStruct(target.id, word, self._members(word, call))
        elif word == "typedef":
            if len(call.args) != 1 or call.keywords:
                self.error("E0204", call, "cython.typedef takes one type", "Name = cython.typedef(cython.p_int)")
                return [place(ast.Pass(), node)]
            made = c.CTypedef(target.id, self.required(call.args[0]))
        else:
            if call.keywords or not call.args:
                hint = "Name = cython.fused_type(cython.int, cython.double)"
                self.error("E0204", call, "cython.fused_type takes types, without names", hint)
            made = c.CFused(target.id, [self.required(item) for item in call.args])
        return [place(made, node)]

    def _members(self, word: str, call: ast.Call) -> list[ast.stmt]:
        if call.args or not call.keywords:
            self.error("E0204", call, f"the members of a {word} are given by name", f"cython.{word}(x=cython.int)")
        members: list[ast.stmt] = []
        for keyword in call.keywords:
            if keyword.arg is not None:
                var = c.CVar(keyword.arg, self.required(keyword.value))
                members.append(place(c.CVarDef([var]), keyword))
        return members

    # --- annotated names ---

    def annotated(self, node: ast.AnnAssign) -> list[ast.stmt]:
        """``name: T = value`` where annotations have a meaning: in functions and extension types."""
        if node.value is not None:
            node.value = self.value(node.value)
        if not isinstance(node.target, ast.Name):
            node.target = self.value(node.target)  # type: ignore[assignment]
            return [node]
        if self.where == "cclass":
            return self._attribute(node)
        if self.where != "function":
            return [node]
        found = self.annotation(node.annotation, node.value)
        if found is None:
            return [node]
        return self.declare(node.target, found.type, node.value, node)

    def _attribute(self, node: ast.AnnAssign) -> list[ast.stmt]:
        """An attribute of an extension type; with a value it is a plain class attribute, but in dataclasses."""
        if not self.typing_enabled or self.is_class_variable(node.annotation):
            return [node] if node.value is not None else [place(ast.Pass(), node)] if self.typing_enabled else [node]
        found = self.annotation(node.annotation)
        if node.value is not None and not self.dataclass:
            if found is not None and isinstance(found.type, c.CTypeName | c.CPointerType):
                hint = "leave the value away and set it in __cinit__ or __init__"
                self._warn("W0203", node.annotation, "a class attribute with a value is a Python object", hint)
            return [node]
        type_ = found.type if found is not None else place(ast.Name("object", ast.Load()), node.annotation)
        return self.declare(node.target, type_, node.value, node)

    # --- imports ---

    def imported(self, node: ast.Import) -> list[ast.stmt]:
        """``import cython``, ``import cython.cimports.x as y`` become cimports."""
        mine: list[ast.alias] = []
        others: list[ast.alias] = []
        for alias in node.names:
            path = in_cython(alias.name)
            if path is None or (alias.name.startswith("smelt") and not alias.asname):
                others.append(alias)
            elif path[:1] == ("cimports",):
                module = ".".join(path[1:])
                if not alias.asname or not module:
                    hint = f"import {alias.name} as {path[-1]}"
                    self.error("E0214", alias, "an import from cython.cimports needs a name", hint)
                mine.append(ast.copy_location(ast.alias(module, alias.asname), alias))
            else:
                if path:
                    self.known(path, alias)
                name = ".".join(("cython", *path))
                mine.append(ast.copy_location(ast.alias(name, alias.asname), alias))
        if not mine:
            return [node]
        made: list[ast.stmt] = [ast.copy_location(c.CImport(mine), node)]
        return [ast.copy_location(ast.Import(others), node), *made] if others else self._in_place(made, node)

    def imported_from(self, node: ast.ImportFrom) -> list[ast.stmt]:
        """``from cython import x``, ``from cython.cimports.a import b`` become cimports."""
        if node.module == "smelt" and not node.level:
            return self._from_smelt(node)
        path = in_cython(node.module, node.level)
        if path is None:
            return [node]
        if path == ("cimports",):
            names = [ast.copy_location(ast.alias(a.name, a.asname), a) for a in node.names]
            return [ast.copy_location(c.CImport(names), node)]
        if path[:1] == ("cimports",) and path[1] != "cython":
            made: list[ast.stmt] = [ast.copy_location(c.CImportFrom(".".join(path[1:]), node.names), node)]
            if self.names.implied and self.where == "module":
                self.names.implied = False
                made.insert(0, ast.copy_location(c.CImport([ast.copy_location(ast.alias("cython"), node)]), node))
            return made
        path = path[2:] if path[:1] == ("cimports",) else path
        real = [alias for alias in node.names if alias.name == "install" and not path]
        names = [alias for alias in node.names if alias not in real]
        for alias in names:
            if alias.name != "*":
                self.known((*path, alias.name), alias)
        kept: list[ast.stmt] = [ast.copy_location(ast.ImportFrom(node.module, real, 0), node)] if real else []
        if not names:
            return kept
        module = ".".join(("cython", *path))
        return kept + self._in_place([ast.copy_location(c.CImportFrom(module, names), node)], node)

    def _from_smelt(self, node: ast.ImportFrom) -> list[ast.stmt]:
        shadows = [alias for alias in node.names if alias.name == "shadow"]
        if not shadows:
            return [node]
        names = [ast.copy_location(ast.alias("cython", a.asname or a.name), a) for a in shadows]
        made: list[ast.stmt] = [ast.copy_location(c.CImport(names), node)]
        others = [alias for alias in node.names if alias not in shadows]
        if others:
            made.insert(0, ast.copy_location(ast.ImportFrom(node.module, others, 0), node))
        return made

    def _in_place(self, made: list[ast.stmt], node: ast.stmt) -> list[ast.stmt]:
        """A cimport of `cython` in a function has done its work: its names are resolved wherever they stand."""
        return made if self.where == "module" else [place(ast.Pass(), node)]

    # --- assignments ---

    def assigned(self, node: ast.Assign) -> list[ast.stmt] | None:
        """The statements that an assignment means if its value is one of `cython`'s declaring calls, else None."""
        if not isinstance(node.value, ast.Call):
            return None
        path = self.path(node.value.func)
        if path == ("declare",):
            return self.declare_call(node, node.value)
        if path is not None and len(path) == 1 and path[0] in _MAKERS:
            return self.made_type(path[0], node, node.value)
        return None

    def misplaced_call(self, path: tuple[str, ...], node: ast.Call) -> bool:
        """Report a declaring call that stands inside an expression."""
        if path != ("declare",) and not (len(path) == 1 and path[0] in _MAKERS):
            return False
        hint = _DECLARE if path == ("declare",) else f"Name = cython.{path[0]}(...)"
        self.error("E0212", node, f"cython.{path[0]} can not stand inside an expression", hint)
        return True

    def type_as_value(self, path: tuple[str, ...], node: ast.expr) -> None:
        """Report a type where a value is expected."""
        name = f"cython.{path[0]}"
        if path[0] in api.TYPE_BUILDERS:
            hint = f"in an annotation: x: {name}(...)"
        else:
            hint = f"a conversion is written cython.cast({name}, value), a variable x: {name}"
        self.error("E0206", node, f"'{name}' is a type, a value is expected here", hint)

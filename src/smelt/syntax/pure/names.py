"""Which names of a module stand for the module `cython` or something in it, and which hide them.

import cython as cy; from cython import int as cint      cy.long -> ("long",), cint -> ("int",)
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from smelt.records import field, record
from smelt.syntax import nodes as c
from smelt.syntax import tree as trees
from smelt.syntax.pure.api import SUBMODULES

Path = tuple[str, ...]
SHADOW: Path = ("smelt", "shadow")
Function = ast.FunctionDef | ast.AsyncFunctionDef | c.CFuncDef | ast.Lambda
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, c.CFuncDef, ast.Lambda)


def in_cython(module: str | None, level: int = 0) -> Path | None:
    """The path below `cython` that an imported module's name means; None for other modules."""
    if level or not module:
        return None
    parts = tuple(module.split("."))
    if parts[0] == "cython":
        return parts[1:]
    if parts[:2] == SHADOW:
        return parts[2:]
    return None


@record()
class Names:
    """What the names of a module mean, as far as it matters here.

    Attributes
    ----------
    cython
        Names bound to something of the module `cython`, with the path below it; ``()`` is the module.
    dotted
        Dotted prefixes that lead to `cython` without a name of their own: ``import smelt.shadow``.
    typing
        Names bound to the module `typing` (``()``) or to one of its names.
    ctypes
        Names that are C types or extension types: declared here, or cimported.
    bound
        Everything else that the module binds, so that a class called `list` hides the builtin.
    implied
        Nothing imports `cython` under its own name, but something is cimported through it: that makes it known.
    """

    cython: dict[str, Path] = field(default_factory=dict)
    dotted: set[Path] = field(default_factory=set)
    typing: dict[str, Path] = field(default_factory=dict)
    ctypes: set[str] = field(default_factory=set)
    bound: set[str] = field(default_factory=set)
    implied: bool = False

    @classmethod
    def of(cls, tree: ast.Module) -> Names:
        names = cls()
        through = False
        for node in trees.statements(tree.body):
            names._imported(node)
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("cython.cimports"):
                through = True
        names.implied = through and "cython" not in names.cython and "cython" not in bound_names(tree.body)
        if names.implied:
            names.cython["cython"] = ()
        names.bound = bound_names(tree.body) - set(names.cython) - set(names.typing)
        for statement in _statements(tree.body):
            names._declared(statement)
        return names

    def _imported(self, node: ast.AST) -> None:
        if isinstance(node, ast.Import | c.CImport):
            for alias in node.names:
                self._import(alias, isinstance(node, c.CImport))
        elif isinstance(node, ast.ImportFrom | c.CImportFrom):
            self._import_from(node, isinstance(node, c.CImportFrom))

    def _import(self, alias: ast.alias, cimport: bool) -> None:
        name = alias.asname or alias.name.split(".")[0]
        path = in_cython(alias.name)
        if path is not None and path[:2] == ("cimports", "cython"):
            path = path[2:]
        if path is None or path[:1] == ("cimports",):
            if alias.name == "typing":
                self.typing[name] = ()
            elif cimport or path:
                self.ctypes.add(name)
        elif alias.asname:
            self.cython[name] = path
        elif alias.name.startswith("cython"):
            self.cython[name] = ()
        else:
            self.dotted.add(SHADOW)

    def _import_from(self, node: ast.ImportFrom | c.CImportFrom, cimport: bool) -> None:
        path = in_cython(node.module, node.level)
        if node.module == "smelt" and not node.level:
            path = None
            for alias in node.names:
                if alias.name == "shadow":
                    self.cython[alias.asname or alias.name] = ()
            return
        if path is not None and path[:2] == ("cimports", "cython"):
            path = path[2:]
        for alias in node.names:
            name = alias.asname or alias.name
            if path is not None and path[:1] != ("cimports",) and alias.name != "install":
                if path == ("cimports",):
                    continue
                members = SUBMODULES.get(".".join(path), ()) if alias.name == "*" else ()
                self.cython.update({member: (*path, member) for member in members} or {name: (*path, alias.name)})
            elif path == ("cimports",) and alias.name == "cython":
                self.cython[name] = ()
            elif cimport or path:
                self.ctypes.add(name)
            elif node.module == "typing" and not node.level:
                self.typing[name] = (alias.name,)

    def _declared(self, node: ast.stmt) -> None:
        if isinstance(node, c.CStruct | c.CTypedef | c.CFused | c.CppClass | c.CClassDef | c.CEnum):
            if node.name:
                self.ctypes.add(node.name)
        elif isinstance(node, ast.ClassDef):
            if any(self.path(d) == ("cclass",) for d in node.decorator_list):
                self.ctypes.add(node.name)
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and len(node.targets) == 1:
            target = node.targets[0]
            made = self.path(node.value.func)
            if isinstance(target, ast.Name) and made in {("struct",), ("union",), ("typedef",), ("fused_type",)}:
                self.ctypes.add(target.id)

    def path(self, node: ast.AST, hidden: frozenset[str] = frozenset()) -> Path | None:
        """The path below `cython` that an expression means; None if it means something else.

        `hidden` are the names that the functions around `node` bind themselves.
        """
        if isinstance(node, ast.Name):
            return None if node.id in hidden else self.cython.get(node.id)
        if isinstance(node, ast.Attribute):
            inner = self.path(node.value, hidden)
            if inner is not None:
                return (*inner, node.attr)
            if self.dotted and _dotted(node) in self.dotted:
                return ()
        return None

    def typing_path(self, node: ast.AST) -> Path | None:
        """The path below `typing` that an expression means; a bare `typing` counts as imported."""
        if isinstance(node, ast.Name):
            return self.typing.get(node.id, () if node.id == "typing" and node.id not in self.bound else None)
        if isinstance(node, ast.Attribute):
            inner = self.typing_path(node.value)
            return None if inner is None else (*inner, node.attr)
        return None


def _dotted(node: ast.AST) -> Path | None:
    if isinstance(node, ast.Name):
        return (node.id,)
    if isinstance(node, ast.Attribute):
        inner = _dotted(node.value)
        return None if inner is None else (*inner, node.attr)
    return None


def _statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements of a module, also those inside `if`, `try`, `with` and extern blocks, but not inside functions."""
    for statement in body:
        yield statement
        if isinstance(statement, (*_FUNCTIONS, ast.ClassDef)):
            continue
        for _, value in ast.iter_fields(statement):
            if isinstance(value, list):
                yield from _statements([item for item in value if isinstance(item, ast.stmt)])
                for handler in value:
                    if isinstance(handler, ast.ExceptHandler | ast.match_case):
                        yield from _statements(handler.body)


def bound_names(body: list[ast.stmt]) -> set[str]:
    """What a block binds by itself: not what functions and classes in it bind, and not its imports of `cython`."""
    found: set[str] = set()
    given_away: set[str] = set()
    for statement in body:
        _collect(statement, found, given_away)
    return found - given_away


def hidden_by(node: Function) -> set[str]:
    """The names that a function binds: parameters, assigned names, whatever is not `global` or `nonlocal`."""
    found: set[str] = set()
    given_away: set[str] = set()
    arguments = node.args
    if isinstance(arguments, ast.arguments):
        every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg]
        found.update(arg.arg for arg in every if arg is not None)
    if not isinstance(node, ast.Lambda):
        for statement in node.body or []:
            _collect(statement, found, given_away)
    return found - given_away


# What `_binds` looks at.
_BINDING = (
    ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, c.CFuncDef, c.CClassDef, ast.Lambda, ast.Name, c.CVar,
    c.CStruct, c.CTypedef, c.CFused, ast.Global, ast.Nonlocal, ast.ExceptHandler, ast.MatchAs, ast.MatchStar,
    ast.Import, ast.ImportFrom,
)  # fmt: skip


def _collect(node: ast.AST, found: set[str], given_away: set[str]) -> None:
    pending = [node]
    for inner in pending:
        if not isinstance(inner, _BINDING) or _binds(inner, found, given_away):
            pending += trees.children(inner)


def _binds(node: ast.AST, found: set[str], given_away: set[str]) -> bool:
    """Note the name that a node binds; whether what is in it is of the same scope."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | c.CFuncDef | c.CClassDef):
        found.add(node.name)
        return False
    if isinstance(node, ast.Lambda):
        return False
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store | ast.Del):
        found.add(node.id)
    elif isinstance(node, c.CVar | c.CStruct | c.CTypedef | c.CFused) and node.name:
        found.add(node.name)
    elif isinstance(node, ast.Global | ast.Nonlocal):
        given_away.update(node.names)
    elif isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar) and node.name:
        found.add(node.name)
    elif isinstance(node, ast.Import | ast.ImportFrom):
        module = node.module if isinstance(node, ast.ImportFrom) else None
        level = node.level if isinstance(node, ast.ImportFrom) else 0
        if in_cython(module, level) is None and module != "smelt":
            for alias in node.names:
                if in_cython(alias.name) is None or module is not None:
                    found.add(alias.asname or alias.name.split(".")[0])
    return True

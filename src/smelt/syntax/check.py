"""What the grammar lets through and the language does not: statements and expressions in the wrong place.

It runs over the finished tree of either dialect, since `ast.parse` leaves these to Python's own compiler.
"""

from __future__ import annotations

import ast
import re

from smelt.records import record
from smelt.source import Diagnostics, SourceFile, Span
from smelt.syntax import nodes as c
from smelt.syntax import tree as trees

_SUSPENDS = re.compile(r"\b(?:yield|await|async)\b")
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, c.CFuncDef)
_CLASSES = (ast.ClassDef, c.CClassDef, c.CppClass, c.CProperty)
_LOOPS = (ast.For, ast.AsyncFor, ast.While, c.CForFrom)
_HARMLESS = (
    ast.Expr,
    ast.Assign,
    ast.AugAssign,
    ast.AnnAssign,
    ast.Pass,
    ast.Import,
    ast.Raise,
    ast.Assert,
    ast.Delete,
)
_MODULE_ONLY: dict[type[ast.AST], str] = {
    c.CClassDef: "a cdef class", c.CStruct: "a struct", c.CEnum: "an enum", c.CTypedef: "a ctypedef",
    c.CFused: "a fused type", c.CExtern: "an extern block", c.CppClass: "a C++ class",
}  # fmt: skip


@record(frozen=True)
class _Place:
    """Where a statement stands: in a module, class, function or async function; in a loop; below an if, with or try."""

    scope: str = "module"
    loop: bool = False
    branch: str | None = None

    def below(self, word: str) -> _Place:
        return _Place(self.scope, self.loop, word)

    @property
    def function(self) -> bool:
        return self.scope in ("function", "async")


# The expressions that `_Checker.expression` looks at.
_NOTABLE = (
    ast.Yield, ast.YieldFrom, ast.Await, ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp
)  # fmt: skip


class _Checker:
    def __init__(self, source: SourceFile, diagnostics: Diagnostics) -> None:
        self.source = source
        self.diagnostics = diagnostics
        # Walking every expression costs as much as parsing; few files suspend at all.
        self.expressions = _SUSPENDS.search(source.text) is not None

    def error(self, node: ast.AST, message: str, hint: str | None = None) -> None:
        self.diagnostics.error("E0122", Span.of(self.source, node), message, hint)

    def body(self, statements: list[ast.stmt] | None, place: _Place) -> None:
        for statement in statements or ():
            self.statement(statement, place)

    def statement(self, node: ast.stmt, place: _Place) -> None:
        if not self.expressions and isinstance(node, _HARMLESS):
            return
        self.in_place(node, place)
        self.suspensions(node, place)
        if isinstance(node, _FUNCTIONS):
            scope = "async" if isinstance(node, ast.AsyncFunctionDef) else "function"
            self.body(node.body, _Place(scope))
            self.parameters(node.args)
        elif isinstance(node, _CLASSES):
            self.body(node.body, _Place("class"))
        elif isinstance(node, _LOOPS):
            word = "while" if isinstance(node, ast.While) else "for"
            self.body(node.body, _Place(place.scope, True, word))
            self.body(node.orelse, place.below(word))
        else:
            self.blocks(node, place)

    def suspensions(self, node: ast.stmt, place: _Place) -> None:
        """The expressions of the statement itself, its blocks not included."""
        if self.expressions:
            for child in trees.children(node):
                if isinstance(child, (ast.expr, ast.withitem, ast.keyword, c.CVar)):
                    self.expression(child, place)

    def blocks(self, node: ast.stmt, place: _Place) -> None:
        """The bodies of what is neither a loop nor a scope."""
        match node:
            case ast.If():
                inside = place.below("if")
                self.body(node.body, inside)
                while len(node.orelse) == 1 and isinstance(node.orelse[0], ast.If):  # elif: they can be many
                    node = node.orelse[0]
                    self.suspensions(node, place)
                    self.body(node.body, inside)
                self.body(node.orelse, inside)
            case ast.With() | ast.AsyncWith():
                self.body(node.body, place.below("with"))
            case ast.Try() | ast.TryStar():
                inside = place.below("try")
                self.body(node.body, inside)
                for handler in node.handlers:
                    self.body(handler.body, inside)
                self.body(node.orelse, inside)
                self.body(node.finalbody, inside)
            case ast.Match():
                for case in node.cases:
                    self.body(case.body, place.below("match"))
            case c.CIf():
                self.body(node.body, place)
                self.body(node.orelse, place)
            case c.CExtern():
                self.body(node.body, _Place())

    def in_place(self, node: ast.stmt, place: _Place) -> None:
        """Whether the statement may stand where it does."""
        match node:
            case ast.Return() if not place.function:
                self.error(node, "'return' outside a function")
            case ast.Break() | ast.Continue() if not place.loop:
                word = "break" if isinstance(node, ast.Break) else "continue"
                self.error(node, f"'{word}' outside a loop")
            case ast.AsyncFor() | ast.AsyncWith() if place.scope != "async":
                word = "for" if isinstance(node, ast.AsyncFor) else "with"
                self.error(node, f"'async {word}' outside an async function")
            case ast.Nonlocal() if place.scope == "module":
                self.error(node, "'nonlocal' at module level")
            case ast.ImportFrom() if place.scope != "module" and node.names[0].name == "*":
                self.error(node, "'import *' stands at module level only")
            case c.CVarDef() | c.CFuncDef() if place.branch is not None:
                hint = "declare it before, at the level of the function or the module"
                self.error(node, f"a C declaration cannot stand inside '{place.branch}'", hint)
            case c.CFuncDef() if place.function:
                self.error(node, "a C function cannot be defined in a function", "use 'def', or move it out")
            case _ if place.function and type(node) in _MODULE_ONLY:
                self.error(node, f"{_MODULE_ONLY[type(node)]} stands at module level only")

    def parameters(self, arguments: ast.arguments) -> None:
        """Repeated names, which `ast.parse` lets through."""
        everything = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
        seen: set[str] = set()
        for arg in [*everything, arguments.vararg, arguments.kwarg]:
            if arg is not None and arg.arg:
                if arg.arg in seen:
                    message = f"the parameter '{arg.arg}' stands twice"
                    self.diagnostics.error("E0112", Span.of(self.source, arg), message)
                seen.add(arg.arg)

    def expression(self, root: ast.AST, place: _Place) -> None:
        """``yield`` and ``await`` in one expression."""
        pending: list[tuple[ast.AST, _Place, bool]] = [(root, place, False)]
        while pending:
            node, here, inner = pending.pop()
            if not isinstance(node, _NOTABLE):
                pending += [(child, here, inner) for child in trees.children(node)]
                continue
            if isinstance(node, (ast.Yield, ast.YieldFrom)):
                self.suspension(node, here, inner)
            elif isinstance(node, ast.Await) and here.scope != "async":
                self.error(node, "'await' outside an async function")
            elif isinstance(node, ast.Lambda):
                here, inner = _Place("function"), False
            elif isinstance(node, (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)):
                # The first iterable is computed outside the comprehension.
                pending.append((node.generators[0].iter, here, inner))
                # A generator may await wherever it stands: that makes it an asynchronous one.
                place_inside = _Place("async") if isinstance(node, ast.GeneratorExp) else here
                pending += [(child, place_inside, True) for child in _inner_parts(node)]
                continue
            pending += [(child, here, inner) for child in trees.children(node)]

    def suspension(self, node: ast.AST, place: _Place, in_comprehension: bool) -> None:
        if in_comprehension:
            self.error(node, "'yield' inside a comprehension")
        elif not place.function:
            self.error(node, "'yield' outside a function")
        elif isinstance(node, ast.YieldFrom) and place.scope == "async":
            self.error(node, "'yield from' inside an async function", "write 'async for x in it: yield x'")


def _inner_parts(node: ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp) -> list[ast.AST]:
    """What a comprehension computes again and again."""
    parts: list[ast.AST] = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
    for position, clause in enumerate(node.generators):
        parts += [clause.target, *clause.ifs]
        if position:
            parts.append(clause.iter)
    return parts


def check(module: ast.Module, source: SourceFile, diagnostics: Diagnostics) -> None:
    """Report what stands where it cannot."""
    _Checker(source, diagnostics).body(module.body, _Place())

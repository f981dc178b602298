"""Statements that fit on one line."""

from __future__ import annotations

import ast
import sys
from typing import Any

from smelt.syntax import nodes as c
from smelt.syntax.declarators import Declarators
from smelt.syntax.hints import near
from smelt.syntax.lexer import KEYWORD, NAME, OP, STRING, Token
from smelt.syntax.targets import delete, refuse, store

_AUGMENTED: dict[str, ast.operator] = {
    "+=": ast.Add(), "-=": ast.Sub(), "*=": ast.Mult(), "/=": ast.Div(), "//=": ast.FloorDiv(), "%=": ast.Mod(),
    "@=": ast.MatMult(), "&=": ast.BitAnd(), "|=": ast.BitOr(), "^=": ast.BitXor(), "<<=": ast.LShift(),
    ">>=": ast.RShift(), "**=": ast.Pow(),
}  # fmt: skip
_STORE = ast.Store()
_CONTINUATIONS = {
    "else": "an 'if', a loop or a 'try'", "elif": "an 'if'", "except": "a 'try'", "finally": "a 'try'",
}  # fmt: skip


class SimpleStatements(Declarators):
    """The part of the grammar between two semicolons."""

    #: Whether ``print`` is the statement of Python 2.
    print_statement = False

    def simple_statement(self) -> list[ast.stmt]:
        """One statement without a block; a C declaration may give several or none."""
        kind, text = self.tok[0], self.text
        if kind == KEYWORD:
            method = _KEYWORD_STATEMENTS.get(text)
            if method is not None:
                return [method(self)]
        elif kind == NAME and text in _SOFT_STATEMENTS:
            found = self._soft(text)
            if found is not None:
                return found
        return [self._expression_statement()]

    def _soft(self, text: str) -> list[ast.stmt] | None:
        """A statement that begins with a word that is an ordinary name elsewhere."""
        after = self.peek()
        if text == "include":
            return [self._include()] if after[0] == STRING else None
        if text == "cimport":
            return [self._cimport()] if after[0] == NAME else None
        if text == "DEF":
            return [self._define()] if after[0] == NAME else None
        if text == "type":
            return [self._type_alias()] if after[0] == NAME and self.peek(2)[1] in ("=", "[") else None
        if not self.print_statement and text == "print":
            return None
        if text == "exec" and (self.level >= 3 or after[1] == "("):
            return None
        if (after[0] == OP and after[1] in ("=", ".", ":")) or after[1] in _AUGMENTED:
            return None
        return [self._print()] if text == "print" else [self._exec()]

    # --- expressions and assignments ---

    def _expression_statement(self) -> ast.stmt:
        start = self.tok
        if not self.starts_expression():
            if self.text in _CONTINUATIONS:
                self.fail("E0119", f"'{self.text}' without {_CONTINUATIONS[self.text]} before it at this indentation")
            hint = "it begins on a line of its own" if self.tok[0] == KEYWORD else None
            self.expected("a statement", hint)
        value = self.yield_or_expressions()
        text = self.text
        if text == "=":
            return self._assignment(start, value)
        if text in _AUGMENTED:
            return self._augmented(start, value, text)
        if text == ":" and start[0] in (NAME, OP, KEYWORD):
            return self._annotated(start, value)
        if isinstance(value, ast.Starred):
            self._lone_star(value)
        return ast.Expr(value, **self.loc(start))

    def _assignment(self, start: Token, value: ast.expr) -> ast.stmt:
        targets = []
        while self.accept("="):
            if isinstance(value, (ast.Yield, ast.YieldFrom)):
                refuse(self, value, "assign to")
            if isinstance(value, ast.Starred):
                self.report("E0113", "a starred target stands in a list or a tuple", value, "write '*a, = ...'")
            store(self, value)
            targets.append(value)
            if self.at_end_of_statement():
                self.expected("a value behind '='")
            value = self.yield_or_expressions()
        if self.text in _AUGMENTED:
            self.fail("E0113", "an augmented assignment has one target and stands alone")
        if isinstance(value, ast.Starred):
            self._lone_star(value)
        return ast.Assign(targets, value, None, **self.loc(start))

    def _augmented(self, start: Token, target: ast.expr, text: str) -> ast.stmt:
        if not isinstance(target, (ast.Name, ast.Attribute, ast.Subscript)):
            refuse(self, target, "assign to")
        else:
            target.ctx = _STORE
        self.advance()
        value = self.yield_or_expressions()
        return ast.AugAssign(target, _AUGMENTED[text], value, **self.loc(start))  # type: ignore[arg-type]

    def _annotated(self, start: Token, target: ast.expr) -> ast.stmt:
        if not isinstance(target, (ast.Name, ast.Attribute, ast.Subscript)):
            self.expected("the end of the statement")
        target.ctx = _STORE
        self.advance()
        annotation = self.test()
        value = None
        if self.accept("="):
            value = self.yield_or_expressions()
        simple = int(isinstance(target, ast.Name) and start[1] != "(")
        return ast.AnnAssign(target, annotation, value, simple, **self.loc(start))

    # --- keywords ---

    def _pass(self) -> ast.stmt:
        start = self.tok
        self.advance()
        cls: Any = {"pass": ast.Pass, "break": ast.Break, "continue": ast.Continue}[start[1]]
        node: ast.stmt = cls(**self.loc(start))
        return node

    def _return(self) -> ast.stmt:
        start = self.tok
        self.advance()
        value = None if self.at_end_of_statement() else self.expressions()
        return ast.Return(value, **self.loc(start))

    def _raise(self) -> ast.stmt:
        start = self.tok
        self.advance()
        exc = cause = None
        if not self.at_end_of_statement():
            exc = self.test()
            if self.accept("from"):
                cause = self.test()
            elif self.text == ",":
                exc = self._raise_with_value(exc)
        return ast.Raise(exc, cause, **self.loc(start))

    def _raise_with_value(self, exc: ast.expr) -> ast.expr:
        """``raise E, value, traceback`` of Python 2, as the calls that mean the same."""
        comma = self.tok
        self.advance()
        value = self.test()
        location = c.location_of(exc)
        location["end_lineno"], location["end_col_offset"] = value.end_lineno, value.end_col_offset
        if self.level >= 3:
            self.report("E0120", "'raise E, value' is a form of Python 2", comma, "write 'raise E(value)'")
        args = value.elts if isinstance(value, ast.Tuple) else [value]
        result: ast.expr = ast.Call(exc, args, [], **location)
        if self.accept(","):
            trace = self.test()
            result = ast.Call(ast.Attribute(result, "with_traceback", ast.Load(), **location), [trace], [], **location)
        return result

    def _assert(self) -> ast.stmt:
        start = self.tok
        self.advance()
        test = self.test()
        message = self.test() if self.accept(",") else None
        return ast.Assert(test, message, **self.loc(start))

    def _del(self) -> ast.stmt:
        start = self.tok
        self.advance()
        first = self.operators(5)
        targets = [first]
        while self.accept(","):
            if self.at_end_of_statement():
                break
            targets.append(self.operators(5))
        for target in targets:
            delete(self, target)
        return ast.Delete(targets, **self.loc(start))

    def _scope(self) -> ast.stmt:
        start = self.tok
        self.advance()
        names = [self.name()]
        while self.accept(","):
            names.append(self.name())
        return (ast.Global if start[1] == "global" else ast.Nonlocal)(names, **self.loc(start))

    # --- imports ---

    def _dotted_name(self) -> str:
        parts = [self.name("the name of a module")]
        while self.accept("."):
            parts.append(self.name("a name behind the '.'"))
        return ".".join(parts)

    def _aliases(self) -> list[ast.alias]:
        aliases = []
        while True:
            start = self.tok
            name = self._dotted_name()
            asname = self.name() if self.accept("as") else None
            aliases.append(ast.alias(name, asname, **self.loc(start)))
            if not self.accept(","):
                return aliases

    def _import(self) -> ast.stmt:
        start = self.tok
        self.advance()
        return ast.Import(self._aliases(), **self.loc(start))

    def _cimport(self) -> ast.stmt:
        start = self.tok
        self.advance()
        return c.CImport(self._aliases(), **self.loc(start))

    def _from_import(self) -> ast.stmt:
        start = self.tok
        self.advance()
        level = 0
        while self.text in (".", "..."):
            level += len(self.text)
            self.advance()
        module = None
        if self.tok[0] == NAME and not (level and self.text == "cimport"):
            module = self._dotted_name()
        elif not level:
            self.expected("the name of a module")
        compiled = self.text == "cimport"
        if not compiled and self.text != "import":
            meant = near(self.text)
            self.expected("'import' or 'cimport'", f"did you mean '{meant}'?" if meant else None)
        self.advance()
        names = self._imported_names()
        if compiled:
            return c.CImportFrom(module, names, level, **self.loc(start))
        return ast.ImportFrom(module, names, level, **self.loc(start))

    def _imported_names(self) -> list[ast.alias]:
        start = self.tok
        if self.accept("*"):
            return [ast.alias("*", None, **self.loc(start))]
        opened = self.accept("(")
        names = []
        while True:
            start = self.tok
            name = self.name("a name to import")
            asname = self.name() if self.accept("as") else None
            names.append(ast.alias(name, asname, **self.loc(start)))
            if not self.accept(","):
                break
            if opened and self.text == ")":
                break
            if not opened and self.at_end_of_statement():
                self.fail("E0110", "a trailing comma in an import needs parentheses", self.tokens[self.index - 1])
        if opened:
            self.expect(")", "to end the names")
        return names

    # --- Cython ---

    def _include(self) -> ast.stmt:
        start = self.tok
        self.advance()
        node = self.strings()
        path = getattr(node, "value", None)
        if not isinstance(path, str):
            self.fail("E0110", "the file to include is a plain string", node)
        return c.CInclude(path, **self.loc(start))

    def _define(self) -> ast.stmt:
        start = self.tok
        self.advance()
        name = self.name()
        self.expect("=", "behind the name that DEF defines")
        return c.CDefine(name, self.expressions(), **self.loc(start))

    def _type_alias(self) -> ast.stmt:
        start = self.tok
        self.advance()
        token = self.tok
        name = ast.Name(self.name(), _STORE, **self.loc(token))
        params = self.type_parameters()
        self.expect("=", "behind the name of the type")
        value = self.test()
        cls: Any = getattr(ast, "TypeAlias", None)
        if cls is None:
            self.fail(
                "E0121",
                f"'type' statements need Python 3.12 or later, this is {sys.version_info[0]}.{sys.version_info[1]}",
                start,
            )
        node: ast.stmt = cls(name, params, value, **self.loc(start))
        return node

    def type_parameters(self) -> list[Any]:
        """``[T, *Ts, **P]``; empty where no bracket stands."""
        params: list[Any] = []
        opened = self.tok
        if not self.accept("["):
            return params
        while self.text != "]":
            start = self.tok
            star = start[1] if start[1] in ("*", "**") else ""
            if star:
                self.advance()
            args: list[Any] = [self.name("the name of a type parameter")]
            if not star:
                args.append(self.test() if self.accept(":") else None)
            if sys.version_info >= (3, 13):
                args.append((self.starred_or() if star == "*" else self.test()) if self.accept("=") else None)
            cls: Any = getattr(ast, {"": "TypeVar", "*": "TypeVarTuple", "**": "ParamSpec"}[star], None)
            if cls is None:
                self.fail(
                    "E0121",
                    f"type parameters need Python 3.12 or later, this is {sys.version_info[0]}.{sys.version_info[1]}",
                    opened,
                )
            params.append(cls(*args, **self.loc(start)))
            if not self.accept(","):
                break
        self.expect("]", "to end the type parameters")
        if not params:
            self.report("E0110", "a list of type parameters cannot be empty", opened)
        return params

    def _print(self) -> ast.stmt:
        start = self.tok
        self.advance()
        dest: ast.expr | None = None
        values: list[ast.expr] = []
        newline = True
        if self.accept(">>"):
            dest = self.test()
            if not self.at_end_of_statement():
                self.expect(",")
        while not self.at_end_of_statement():
            values.append(self.test())
            newline = True
            if not self.accept(","):
                break
            newline = False
        return c.CPrint(dest, values, newline, **self.loc(start))

    def _exec(self) -> ast.stmt:
        start = self.tok
        self.advance()
        body = self.operators(5)
        scopes: list[ast.expr | None] = [None, None]
        if self.accept("in"):
            scopes[0] = self.test()
            if self.accept(","):
                scopes[1] = self.test()
        return c.CExec(body, scopes[0], scopes[1], **self.loc(start))


_SOFT_STATEMENTS = frozenset(("include", "cimport", "DEF", "type", "print", "exec"))
_KEYWORD_STATEMENTS = {
    "pass": SimpleStatements._pass, "break": SimpleStatements._pass, "continue": SimpleStatements._pass,
    "return": SimpleStatements._return, "raise": SimpleStatements._raise, "assert": SimpleStatements._assert,
    "del": SimpleStatements._del, "global": SimpleStatements._scope, "nonlocal": SimpleStatements._scope,
    "import": SimpleStatements._import, "from": SimpleStatements._from_import,
}  # fmt: skip

"""Patterns of ``match`` statements."""

from __future__ import annotations

import ast

from smelt.syntax import nodes as c
from smelt.syntax.expressions import BITOR
from smelt.syntax.lexer import FSTRING, KEYWORD, NAME, NUMBER, STRING, Token
from smelt.syntax.simple import SimpleStatements

_SINGLETONS = {"None": None, "True": True, "False": False}


class Patterns(SimpleStatements):
    """The part of the grammar behind ``case``."""

    def patterns(self) -> ast.pattern:
        """A pattern, or a sequence without brackets."""
        start = self.tok
        first = self._star_pattern()
        if self.text != ",":
            if isinstance(first, ast.MatchStar):
                self.expected("',' behind a starred pattern")
            return first
        items = [first]
        while self.accept(","):
            if self.text in (":", "if"):
                break
            items.append(self._star_pattern())
        return ast.MatchSequence(items, **self.loc(start))

    def _star_pattern(self) -> ast.pattern:
        start = self.tok
        if self.accept("*"):
            name = self.name()
            return ast.MatchStar(None if name == "_" else name, **self.loc(start))
        return self._as_pattern()

    def _as_pattern(self) -> ast.pattern:
        start = self.tok
        self.enter()
        pattern = self._or_pattern()
        if self.accept("as"):
            name = self.name()
            if name == "_":
                self.report("E0113", "'_' cannot be the name of a pattern", self.tokens[self.index - 1])
            pattern = ast.MatchAs(pattern, name, **self.loc(start))
        self.depth -= 1
        return pattern

    def _or_pattern(self) -> ast.pattern:
        start = self.tok
        first = self._closed_pattern()
        if self.text != "|":
            return first
        choices = [first]
        while self.accept("|"):
            choices.append(self._closed_pattern())
        return ast.MatchOr(choices, **self.loc(start))

    def _closed_pattern(self) -> ast.pattern:
        start = self.tok
        kind, text = start[0], start[1]
        if kind == KEYWORD and text in _SINGLETONS:
            self.advance()
            return ast.MatchSingleton(_SINGLETONS[text], **self.loc(start))
        if kind in (NUMBER, STRING, FSTRING) or text == "-":
            return ast.MatchValue(self._literal(), **self.loc(start))
        if kind == NAME:
            return self._named_pattern(start)
        if text in ("(", "["):
            return self._sequence(start)
        if text == "{":
            return self._mapping(start)
        self.expected("a pattern")

    def _literal(self) -> ast.expr:
        if self.tok[0] in (STRING, FSTRING):
            value = self.strings()
            if isinstance(value, ast.JoinedStr):
                self.report("E0113", "a pattern cannot hold an f-string", value)
            return value
        value = self.operators(BITOR + 4)  # a signed number, or the sum that is a complex one
        if not _is_number(value):
            self.report("E0113", "a pattern holds a number here, not an expression", value)
        return value

    def _named_pattern(self, start: Token) -> ast.pattern:
        name = self.name()
        if self.text not in (".", "("):
            return ast.MatchAs(None, None if name == "_" else name, **self.loc(start))
        value: ast.expr = ast.Name(name, ast.Load(), **self.loc(start))
        while self.accept("."):
            value = ast.Attribute(value, self.name(), ast.Load(), **self.loc(start))
        if self.text == "(":
            return self._class_pattern(start, value)
        return ast.MatchValue(value, **self.loc(start))

    def _class_pattern(self, start: Token, cls: ast.expr) -> ast.pattern:
        self.advance()
        patterns: list[ast.pattern] = []
        names: list[str] = []
        values: list[ast.pattern] = []
        while self.text != ")":
            if self.tok[0] == NAME and self.peek()[1] == "=":
                names.append(self.name())
                self.advance()
                values.append(self._as_pattern())
            else:
                if names:
                    self.report("E0111", "a positional pattern cannot follow a keyword pattern")
                patterns.append(self._as_pattern())
            if not self.accept(","):
                break
        self.expect(")", "to end the pattern")
        return ast.MatchClass(cls, patterns, names, values, **self.loc(start))

    def _sequence(self, start: Token) -> ast.pattern:
        closer = ")" if start[1] == "(" else "]"
        self.advance()
        items: list[ast.pattern] = []
        comma = False
        while self.text != closer:
            items.append(self._star_pattern())
            comma = self.accept(",")
            if not comma:
                break
        self.expect(closer, "to end the pattern")
        if closer == ")" and len(items) == 1 and not comma and not isinstance(items[0], ast.MatchStar):
            return items[0]
        return ast.MatchSequence(items, **self.loc(start))

    def _mapping(self, start: Token) -> ast.pattern:
        self.advance()
        keys: list[ast.expr] = []
        patterns: list[ast.pattern] = []
        rest: str | None = None
        while self.text != "}":
            if self.accept("**"):
                rest = self.name()
            else:
                keys.append(self._key())
                self.expect(":", "between the key and its pattern")
                patterns.append(self._as_pattern())
            if not self.accept(","):
                break
        self.expect("}", "to end the pattern")
        return ast.MatchMapping(keys, patterns, rest, **self.loc(start))

    def _key(self) -> ast.expr:
        start = self.tok
        if start[0] == KEYWORD and start[1] in _SINGLETONS:
            self.advance()
            return ast.Constant(_SINGLETONS[start[1]], None, **self.loc(start))
        if start[0] == NAME:
            value: ast.expr = ast.Name(self.name(), ast.Load(), **self.loc(start))
            while self.accept("."):
                value = ast.Attribute(value, self.name(), ast.Load(), **self.loc(start))
            return value
        return self._literal()


def _is_number(node: ast.expr) -> bool:
    """Whether `node` is a number with an optional sign, or a complex number made of two."""
    match node:
        case ast.BinOp(op=ast.Add() | ast.Sub(), left=left, right=ast.Constant(value=complex())):
            return _is_number(left) and not isinstance(getattr(left, "value", None), complex)
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant()) | ast.Constant() | c.CNumber() | c.CChar():
            return True
        case _:
            return False

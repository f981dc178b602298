"""Parentheses, lists, dicts, sets and the comprehensions in them."""

from __future__ import annotations

import ast

from smelt.syntax.expressions import BITOR, Expressions
from smelt.syntax.lexer import OP, Token

_LOAD = ast.Load()


class Displays(Expressions):
    """The operands that brackets make."""

    def display(self) -> ast.expr:
        if self.text == "(":
            return self._parenthesised()
        return self._list() if self.text == "[" else self._braces()

    def _parenthesised(self) -> ast.expr:
        start = self.tok
        self.enter()
        self.advance()
        result: ast.expr
        if self.text == ")":
            self.advance()
            result = ast.Tuple([], _LOAD, **self.loc(start))
        elif self.text == "yield":
            result = self.yield_()
            self.expect(")")
        else:
            first = self.starred_or(named=True)
            if self.text == "," or (isinstance(first, ast.Starred) and self.text == ")"):
                if self.text == ")":
                    self.fail("E0111", "a starred expression in parentheses needs a comma", first, "write '(*a,)'")
                items = self._items(first, ")")
                self.advance()
                result = ast.Tuple(items, _LOAD, **self.loc(start))
            elif self.text in ("for", "async"):
                generators = self.comprehension()
                self.expect(")", "to end the generator expression")
                result = ast.GeneratorExp(first, generators, **self.loc(start))
            else:
                if self.text != ")":
                    self.closing(")", start)
                self.advance()
                result = first
        self.depth -= 1
        return result

    def closing(self, closer: str, opened: Token) -> None:
        where = "" if opened[2] == self.tok[2] else f" for the '{opened[1]}' on line {opened[2]}"
        hint = "perhaps a comma is missing" if self.starts_expression() and self.tok[0] != OP else None
        self.expected(f"',' or '{closer}'{where}", hint)

    def _items(self, first: ast.expr, closer: str) -> list[ast.expr]:
        """The items behind `first` up to the closing bracket, which is not stepped over."""
        opened = self.tok
        items = [first]
        while self.accept(","):
            if self.text == closer:
                break
            items.append(self.starred_or(named=True))
        if self.text != closer:
            self.closing(closer, (OP, {")": "(", "]": "[", "}": "{"}[closer], *opened[2:]))
        return items

    def _list(self) -> ast.expr:
        start = self.tok
        self.enter()
        self.advance()
        result: ast.expr
        if self.text == "]":
            self.advance()
            result = ast.List([], _LOAD, **self.loc(start))
        else:
            first = self.starred_or(named=True)
            if self.text in ("for", "async"):
                generators = self.comprehension()
                self.expect("]", "to end the list comprehension")
                result = ast.ListComp(first, generators, **self.loc(start))
            else:
                items = self._items(first, "]")
                self.advance()
                result = ast.List(items, _LOAD, **self.loc(start))
        self.depth -= 1
        return result

    def _braces(self) -> ast.expr:
        start = self.tok
        self.enter()
        self.advance()
        result: ast.expr
        if self.text == "}":
            self.advance()
            result = ast.Dict([], [], **self.loc(start))
        elif self.text == "**":
            result = self._dict(start, None, None)
        else:
            first = self.starred_or(named=True)
            if self.text == ":":
                self.advance()
                result = self._dict(start, first, self.test())
            elif self.text in ("for", "async"):
                generators = self.comprehension()
                self.expect("}", "to end the set comprehension")
                result = ast.SetComp(first, generators, **self.loc(start))
            else:
                items = self._items(first, "}")
                self.advance()
                result = ast.Set(items, **self.loc(start))
        self.depth -= 1
        return result

    def _dict(self, start: Token, key: ast.expr | None, value: ast.expr | None) -> ast.expr:
        if key is not None and value is not None and self.text in ("for", "async"):
            generators = self.comprehension()
            self.expect("}", "to end the dict comprehension")
            return ast.DictComp(key, value, generators, **self.loc(start))
        keys: list[ast.expr | None] = []
        values: list[ast.expr] = []
        if value is not None:
            keys.append(key)
            values.append(value)
            self._dict_comma(start)
        while self.text != "}":
            if self.accept("**"):
                keys.append(None)
                values.append(self.operators(BITOR))
            else:
                keys.append(self.test())
                self.expect(":", "between the key and its value")
                values.append(self.test())
            self._dict_comma(start)
        self.advance()
        return ast.Dict(keys, values, **self.loc(start))

    def _dict_comma(self, start: Token) -> None:
        if self.text != "}" and not self.accept(","):
            self.closing("}", start)

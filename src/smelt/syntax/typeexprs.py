"""Type expressions: C's own words, dotted names, and what stands in brackets behind them.

Declarators (pointers, arrays and functions around a name) are in `declarators`.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TypeVar

from smelt.source import Diagnostics
from smelt.syntax import nodes as c
from smelt.syntax.cursor import ParseError, here
from smelt.syntax.lexer import KEYWORD, NAME, Token
from smelt.syntax.strings import Strings

C_WORDS = frozenset(("char", "short", "int", "long", "float", "double", "void", "bint", "signed", "unsigned"))
_BASES = frozenset(("char", "int", "float", "double", "void", "bint"))
_LENGTHS = frozenset(("short", "long"))
_INTEGER_LENGTHS = {(): "int", ("short",): "short", ("long",): "long", ("long", "long"): "long long"}
_LOAD = ast.Load()
T = TypeVar("T")


class Types(Strings):
    """The part of the grammar that yields types."""

    def attempt(self, parse: Callable[[], T], ends: tuple[str, ...]) -> T | None:
        """Parse if that works out and one of `ends` follows; stay where we are and return None else."""
        diagnostics, index, depth = self.diagnostics, self.index, self.depth
        self.diagnostics = trial = Diagnostics()
        result: T | None = None
        try:
            result = parse()
        except ParseError:
            result = None
        self.diagnostics, self.depth = diagnostics, depth
        if result is None or trial.items or self.text not in ends:
            self.move_to(index)
            return None
        return result

    def base_type(self, brackets: bool = True) -> ast.expr:
        """A type without the pointers that belong to a declarator."""
        start = self.tok
        qualifiers = self._qualifiers()
        node = self._named_type(start)
        if brackets and self.text == "[":
            node = self._templates(node)
        qualifiers += self._qualifiers()
        for _, qualifier in reversed(qualifiers):
            node = c.CConstType(node, qualifier, **self.loc(start))
        while brackets and self.text == "[":
            node = self._view_or_array(node, start)
        return node

    def _qualifiers(self) -> list[tuple[Token, str]]:
        found = []
        while self.text in ("const", "volatile") and self.tok[0] == NAME and self._type_may_follow():
            found.append((self.tok, self.text))
            self.advance()
        return found

    def _type_may_follow(self) -> bool:
        """Whether ``const`` here qualifies: it is an ordinary name where no type or declarator follows."""
        after = self.peek()
        return after[0] == NAME or after[1] in ("*", "**", "&", "(", ">", "[")

    def _named_type(self, start: Token) -> ast.expr:
        if self.tok[0] == NAME:
            if self.text in C_WORDS:
                return self._c_words()
            self.advance()
            node: ast.expr = ast.Name(self.tokens[self.index - 1][1], _LOAD, **here(self.tokens[self.index - 1]))
            return self._dotted(node, start)
        if self.text == "(":
            return self._tuple_type()
        if self.text == "None" and self.tok[0] == KEYWORD:
            self.advance()
            return ast.Constant(None, None, **here(start))
        self.expected("a type")

    def _dotted(self, node: ast.expr, start: Token) -> ast.expr:
        while self.text == ".":
            self.advance()
            node = ast.Attribute(node, self.name("a name behind the '.'"), _LOAD, **self.loc(start))
        return node

    def _c_words(self) -> ast.expr:
        """``unsigned long int``, ``double complex``: brought to the one spelling that `CTypeName` has."""
        start = self.tok
        sign = ""
        lengths: list[str] = []
        base = ""
        while self.tok[0] == NAME and not (base and self.text in C_WORDS and base not in ("int", "")):
            text = self.text
            if text in ("signed", "unsigned") and not sign:
                sign = text
            elif text in _LENGTHS:
                lengths.append(text)
            elif text in _BASES and not base:
                base = text
            else:
                break
            self.advance()
        word = _spelling(sign, tuple(lengths), base)
        if self.text == "complex" and self.tok[0] == NAME and word is not None:
            self.advance()
            word += " complex"
        if word is None:
            written = " ".join(token[1] for token in self.tokens[self._index_of(start) : self.index])
            self.fail("E0114", f"'{written}' is no C type", start)
        return c.CTypeName(word, **self.loc(start))

    def _index_of(self, token: Token) -> int:
        index = self.index
        while self.tokens[index] is not token:
            index -= 1
        return index

    def _tuple_type(self) -> ast.expr:
        start = self.tok
        self.enter()
        self.advance()
        items: list[ast.expr] = []
        comma = False
        while self.text != ")":
            items.append(self.type_expression())
            comma = self.accept(",")
            if not comma:
                break
        self.expect(")", "to end the tuple type")
        self.depth -= 1
        if len(items) == 1 and not comma:
            return items[0]  # parentheses around a type
        return c.CTupleType(items, **self.loc(start))

    # --- brackets ---

    def _templates(self, node: ast.expr) -> ast.expr:
        """Template or buffer arguments in brackets; views and arrays are the caller's, who knows of qualifiers."""
        start = self.tokens[self.index - 1]
        while self.text == "[" and not isinstance(node, c.CTypeName):
            opening = self.index
            self.enter()
            self.advance()
            args, keywords = self._template_arguments()
            self.depth -= 1
            if args is None or (len(args) == 1 and not keywords and _is_length(args[0])):
                self.move_to(opening)
                return node
            self.expect("]", "to end the arguments of the type")
            first = start if not hasattr(node, "lineno") else None
            location = self.loc(first or self.tok)
            location["lineno"], location["col_offset"] = node.lineno, node.col_offset
            node = c.CTemplateType(node, args, keywords, **location)
            while self.text == ".":
                self.advance()
                name = self.name("a name behind the '.'")
                last = here(self.tokens[self.index - 1])
                node = ast.Attribute(
                    node, name, _LOAD, lineno=node.lineno, col_offset=node.col_offset,
                    end_lineno=last["end_lineno"], end_col_offset=last["end_col_offset"],
                )  # fmt: skip
        return node

    def _template_arguments(self) -> tuple[list[ast.expr] | None, list[ast.keyword]]:
        """The arguments up to ``]``; None for the axes of a view."""
        args: list[ast.expr] = []
        keywords: list[ast.keyword] = []
        while self.text != "]":
            start = self.tok
            if self.text == ":":
                return None, []
            if start[0] == NAME and self.peek()[1] == "=":
                self.advance()
                self.advance()
                keywords.append(ast.keyword(start[1], self._template_argument(), **self.loc(start)))
            else:
                args.append(self._template_argument())
                if self.text == ":":
                    return None, []
            if not self.accept(","):
                break
        return args, keywords

    def _template_argument(self) -> ast.expr:
        found = self.attempt(self.type_expression, (",", "]", ":"))
        return found if found is not None else self.test()

    def _view_or_array(self, node: ast.expr, start: Token) -> ast.expr:
        lengths: list[ast.expr | None] = []
        while self.text == "[":
            self.advance()
            if self.accept("]"):
                lengths.append(None)
                continue
            axes = [self._index()]
            while self.accept(","):
                if self.text == "]":
                    break
                axes.append(self._index())
            self.expect("]", "to end the axes of the view")
            if any(isinstance(axis, ast.Slice) for axis in axes):
                if len(lengths):
                    self.fail("E0114", "an array of views is no type", start)
                for axis in axes:
                    if not isinstance(axis, ast.Slice):
                        self.fail(
                            "E0114",
                            "an axis of a view is written with a colon",
                            axis,
                            "write ':' for any, '::1' for contiguous",
                        )
                return c.CViewType(node, axes, **self.loc(start))
            if len(axes) > 1:
                self.fail("E0114", "a C array has one length in each pair of brackets", axes[1], "write '[2][3]'")
            lengths.append(axes[0])
        for length in reversed(lengths):
            node = c.CArrayType(node, length, **self.loc(start))
        return node

    def type_or_expression(self) -> ast.expr:
        """The operand of ``sizeof``: an expression where it can be read as one, with C's words as types."""
        start = self.tok
        if start[0] == NAME and start[1] in C_WORDS and self.peek()[1] not in ("(", "."):
            return self.type_expression()
        found = self.attempt(self.test, (")",))
        return found if found is not None else self.type_expression()


def _is_length(node: ast.expr) -> bool:
    """Whether a lone argument in brackets can only be the length of an array."""
    return isinstance(node, (ast.Constant, ast.BinOp, c.CNumber)) and getattr(node, "value", 0) is not None


def _spelling(sign: str, lengths: tuple[str, ...], base: str) -> str | None:
    if base == "char" and not lengths:
        return f"{sign} char".strip()
    if base in ("", "int"):
        name = _INTEGER_LENGTHS.get(lengths)
        return None if name is None else f"unsigned {name}" if sign == "unsigned" else name
    if sign:
        return None
    if base == "double" and lengths == ("long",):
        return f"long {base}"
    return None if lengths else base

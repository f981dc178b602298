"""String literals: implicit concatenation, and the expressions inside f-strings."""

from __future__ import annotations

import ast
from typing import Any

from smelt.syntax import nodes as c
from smelt.syntax.cursor import Location, ParseError, here
from smelt.syntax.fstrings import Field, Literal, Unclosed, scan_fstring
from smelt.syntax.lexer import END, FSTRING, STRING, Lexer, Token
from smelt.syntax.literals import BadLiteral, decode_piece, string
from smelt.syntax.trailers import Trailers

_CONVERSIONS = ("s", "r", "a")


class Strings(Trailers):
    """The part of the grammar that yields string constants and f-strings."""

    def strings(self) -> ast.expr:
        """One or more adjacent string tokens."""
        start = self.tok
        after = self.tokens[self.index + 1][0]
        if start[0] == STRING and after != STRING and after != FSTRING:
            value, prefix = self._plain(start)
            self.advance()
            if isinstance(value, int):
                return c.CChar(value, **here(start))
            return ast.Constant(value, "u" if prefix == "u" else None, **here(start))
        tokens: list[Token] = []
        while self.tok[0] in (STRING, FSTRING):
            tokens.append(self.tok)
            self.advance()
        return self._joined(tokens)

    def _plain(self, token: Token) -> tuple[str | bytes | int, str]:
        try:
            return string(token[1], self.level)
        except BadLiteral as error:
            self.fail("E0105", error.message, token, error.hint)

    def _joined(self, tokens: list[Token]) -> ast.expr:
        start = tokens[0]
        parts: list[ast.expr] = []
        formatted = False
        kind: str | None = None
        for position, token in enumerate(tokens):
            if token[0] == FSTRING:
                formatted = True
                parts.extend(self._fstring(token))
                continue
            value, prefix = self._plain(token)
            if isinstance(value, int):
                self.fail("E0105", "a C character literal cannot be joined to a string", token)
            if prefix == "u" and position == 0:
                kind = "u"
            parts.append(ast.Constant(value, "u" if prefix == "u" else None, **here(token)))
        values = [part.value for part in parts if isinstance(part, ast.Constant)]
        as_bytes = [value for value in values if isinstance(value, bytes)]
        if as_bytes and (formatted or len(as_bytes) != len(values)):
            self.fail("E0105", "bytes and text literals cannot be joined", start)
        if not formatted:
            empty: Any = b"" if as_bytes else ""
            return ast.Constant(empty.join(values), kind, **self.loc(start))
        return ast.JoinedStr(_merged(parts), **self.loc(start))

    def _fstring(self, token: Token) -> list[ast.expr]:
        text = token[1]
        prefix = text[: min(text.index(quote) for quote in "'\"" if quote in text)]
        body = text[len(prefix) :]
        quote = body[:3] if body[:3] in ("'''", '"""') else body[0]
        raw = "r" in prefix.lower()
        begin = token[6] + len(prefix) + len(quote)
        try:
            parts, _ = scan_fstring(self.source.text, begin, quote, raw, token[6] + len(text))
        except Unclosed:
            self.fail("E0102", "this f-string is never closed", token)
        return [self._part(token, part, raw, False) for part in parts]

    def _part(self, token: Token, part: Literal | Field, raw: bool, in_spec: bool) -> ast.expr:
        if isinstance(part, Field):
            return self._field(token, part, raw)
        text = self.source.text[part.start : part.end]
        if not in_spec:
            lone = text.replace("{{", "").replace("}}", "").find("}")
            if lone >= 0 and "\\N{" not in text:
                self.fail("E0105", "a single '}' in an f-string", token, "write '}}' for a brace")
            text = text.replace("{{", "{").replace("}}", "}")
        try:
            value = decode_piece(text, raw)
        except BadLiteral as error:
            self.fail("E0105", error.message, token, error.hint)
        return ast.Constant(value, None, **self._between(part.start, part.end))

    def _between(self, start: int, end: int) -> Location:
        line, column = self.source.position(start)
        end_line, end_column = self.source.position(end)
        if not self.source.text.isascii():
            column = len(self.source.line(line)[:column].encode(errors="replace"))
            end_column = len(self.source.line(end_line)[:end_column].encode(errors="replace"))
        return {"lineno": line, "col_offset": column, "end_lineno": end_line, "end_col_offset": end_column}

    def _field(self, token: Token, part: Field, raw: bool) -> ast.expr:
        source = self.source.text
        location = self._between(part.start, part.end)
        if not source[part.expr_start : part.expr_end].strip():
            self.fail("E0105", "empty braces in an f-string", token, "write '{{}}' for a pair of braces")
        value = self._inside(part.expr_start, part.expr_end)
        if part.conversion_text is not None and part.conversion_text not in _CONVERSIONS:
            self.fail("E0105", f"'!{part.conversion_text}' is no conversion", token, "there are !s, !r and !a")
        spec: ast.expr | None = None
        if part.spec is not None:
            pieces = [self._part(token, piece, raw, True) for piece in part.spec]
            begin = part.spec_start - 1
            spec = ast.JoinedStr(_merged(pieces), **self._between(begin, part.spec_end))
        conversion = part.conversion
        if part.debug_end is None:
            return ast.FormattedValue(value, conversion, spec, **location)
        if conversion == -1 and spec is None:
            conversion = ord("r")
        text = source[part.expr_start : part.debug_end]
        for begin, end in reversed(part.comments):
            text = text[: begin - part.expr_start] + text[end - part.expr_start :]
        shown = ast.Constant(text, None, **self._between(part.expr_start, part.debug_end))
        return _Debug(shown, ast.FormattedValue(value, conversion, spec, **location))

    def _inside(self, start: int, end: int) -> ast.expr:
        """Parse the expression between two offsets of the source with a token list of its own."""
        errors = len(self.diagnostics.items)
        tokens = Lexer(self.source, self.diagnostics).run_inside(start, end)
        if len(self.diagnostics.items) > errors:
            raise ParseError
        saved = self.tokens, self.index
        self.tokens = tokens
        self.move_to(0)
        try:
            value = self.yield_or_expressions()
            if self.tok[0] != END:
                self.expected("the end of the expression in the f-string")
        finally:
            self.tokens, index = saved
            self.move_to(index)
        return value


class _Debug(ast.expr):
    """``{x=}``: its text and its value, until `_merged` puts both in a row."""

    def __init__(self, shown: ast.Constant, value: ast.FormattedValue) -> None:
        super().__init__()
        self.shown = shown
        self.value = value


def _merged(parts: list[ast.expr]) -> list[ast.expr]:
    """The parts with debug fields spread out, neighbouring texts joined and empty ones dropped, as `ast` has them."""
    flat: list[ast.expr] = []
    for part in parts:
        if isinstance(part, _Debug):
            flat += [part.shown, part.value]
        else:
            flat.append(part)
    merged: list[ast.expr] = []
    for part in flat:
        last = merged[-1] if merged else None
        if isinstance(part, ast.Constant) and isinstance(last, ast.Constant):
            assert isinstance(last.value, str) and isinstance(part.value, str)
            last.value += part.value
            last.end_lineno, last.end_col_offset = part.end_lineno, part.end_col_offset
        else:
            merged.append(part)
    return [part for part in merged if not (isinstance(part, ast.Constant) and part.value == "")]

"""The parser's place in the token list: what every part of the grammar reads, expects and reports with."""

from __future__ import annotations

import ast
from typing import NoReturn, TypedDict

from smelt.source import Diagnostics, SourceFile, Span
from smelt.syntax.lexer import BAD, DEDENT, END, FSTRING, INDENT, KEYWORD, NAME, NEWLINE, NUMBER, STRING, Token

MAX_DEPTH = 300  # nesting of expressions and types; an expression level takes about five frames


class Location(TypedDict):
    """The location attributes of an `ast` node."""

    lineno: int
    col_offset: int
    end_lineno: int
    end_col_offset: int


def here(token: Token) -> Location:
    """The location of one token."""
    return {"lineno": token[2], "col_offset": token[3], "end_lineno": token[4], "end_col_offset": token[5]}


class ParseError(Exception):
    """A statement could not be parsed; its diagnostic is already reported."""


class Cursor:
    """A position in a token list. `tok` is the token there and `text` its text."""

    def __init__(
        self, source: SourceFile, tokens: list[Token], diagnostics: Diagnostics, level: int, dialect: str
    ) -> None:
        self.source = source
        self.tokens = tokens
        self.diagnostics = diagnostics
        self.level = level
        self.dialect = dialect
        #: What the block being parsed belongs to: module, function, class, cclass, property, extern, cppclass, struct
        #: or block (``cdef:``).
        self.where = "module"
        self.in_async = False
        self.index = 0
        self.tok = tokens[0]
        self.text = self.tok[1]
        self.depth = 0
        #: Where brackets do not match, and where the statement being parsed begins: an error behind the first, in the
        #: same statement, is only its consequence.
        self.broken: list[int] = []
        self.statement_offset = 0

    def advance(self) -> None:
        self.index += 1
        self.tok = self.tokens[self.index]
        self.text = self.tok[1]

    def move_to(self, index: int) -> None:
        self.index = index
        self.tok = self.tokens[index]
        self.text = self.tok[1]

    def peek(self, ahead: int = 1) -> Token:
        """The token `ahead` places further on, END behind the end."""
        index = self.index + ahead
        return self.tokens[index] if index < len(self.tokens) else self.tokens[-1]

    def accept(self, text: str) -> bool:
        """Step over the token if it is `text`."""
        if self.text == text:
            self.advance()
            return True
        return False

    def expect(self, text: str, where: str = "", hint: str | None = None) -> None:
        if self.text != text:
            self.expected(f"'{text}'{' ' + where if where else ''}", hint)
        self.advance()

    def name(self, what: str = "a name") -> str:
        """Step over a name and return it."""
        if self.tok[0] != NAME and (self.text not in ("await", "async") or self.in_async or self.dialect == "py"):
            self.expected(what)
        word = self.text
        self.advance()
        return word

    def at_end_of_statement(self) -> bool:
        return self.tok[0] in (NEWLINE, END) or self.text == ";"

    # --- locations and messages ---

    def loc(self, start: Token) -> Location:
        """From `start` to the token before the cursor."""
        last = self.tokens[self.index - 1]
        return {"lineno": start[2], "col_offset": start[3], "end_lineno": last[4], "end_col_offset": last[5]}

    def span(self, token: Token) -> Span:
        end_line, end_col = token[4], token[5]
        location = ast.Pass(lineno=token[2], col_offset=token[3], end_lineno=end_line, end_col_offset=end_col)
        return Span.of(self.source, location)

    def report(self, code: str, message: str, where: Token | ast.AST | None = None, hint: str | None = None) -> None:
        """Collect an error at a token or node, the current token without one, and go on."""
        if isinstance(where, ast.AST):
            span = Span.of(self.source, where)
        else:
            span = self.span(where or self.tok)
        self.diagnostics.error(code, span, message, hint)

    def fail(self, code: str, message: str, where: Token | ast.AST | None = None, hint: str | None = None) -> NoReturn:
        """Collect an error and give the statement up."""
        self.report(code, message, where, hint)
        raise ParseError

    def expected(self, what: str, hint: str | None = None) -> NoReturn:
        """Report that `what` was expected here and something else found."""
        from smelt.syntax.hints import slip

        if self.tok[0] == BAD or any(self.statement_offset <= offset <= self.tok[6] for offset in self.broken):
            raise ParseError  # it is reported already
        found = self.describe(self.tok)
        likely = hint or slip(self)
        self.fail("E0110", f"expected {what}, found {found}", self.tok, likely)

    @staticmethod
    def describe(token: Token) -> str:
        kind, text = token[0], token[1]
        if kind == NEWLINE:
            return "the end of the line"
        if kind == END:
            return "the end of the text"
        if kind == INDENT:
            return "an indented block"
        if kind == DEDENT:
            return "the end of the block"
        if kind in (STRING, FSTRING):
            return "a string"
        if kind == NUMBER:
            return f"the number {text}"
        if kind == KEYWORD:
            return f"the keyword '{text}'"
        return f"'{text}'"

    def enter(self) -> None:
        """Count one level of nesting; the caller takes it off `depth` again."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self.fail("E0107", "this expression is nested too deeply", self.tok, "give a part of it a name of its own")

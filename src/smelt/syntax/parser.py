"""The whole parser: every part of the grammar in one class, and the way from a text to a module."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from smelt.source import Diagnostics, SourceFile
from smelt.syntax.cdecl import CDeclarations
from smelt.syntax.lexer import END, Lexer, Token

_NO_PRINT = re.compile(r"^from[ \t]+__future__[ \t]+import\b[^\n]*\bprint_function\b", re.MULTILINE)
_FRAMES = 12_000  # MAX_DEPTH levels of expressions inside MAX_INDENTS blocks, MAX_CHAIN operands in a row


class Parser(CDeclarations):
    """Parses the Cython language."""

    def __init__(
        self, source: SourceFile, tokens: list[Token], diagnostics: Diagnostics, level: int, dialect: str
    ) -> None:
        super().__init__(source, tokens, diagnostics, level, dialect)
        self.where = "module"
        self.print_statement = level < 3 and not _NO_PRINT.search(source.text)

    def module(self) -> ast.Module:
        body: list[ast.stmt] = []
        while self.tok[0] != END:
            body += self.statements()
            if self.tok[0] != END:  # a DEDENT without its block, after a mistake
                self.advance()
        return ast.Module(body, [])


@contextmanager
def recursion_room() -> Iterator[None]:
    """Let recursive functions go as deep as the trees that the parser makes (Python frames cost no C stack)."""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, _FRAMES))
    try:
        yield
    finally:
        sys.setrecursionlimit(limit)


def parse_text(source: SourceFile, diagnostics: Diagnostics, level: int, dialect: str) -> ast.Module:
    """Parse `source` by hand, whatever its dialect."""
    lexer = Lexer(source, diagnostics)
    parser = Parser(source, lexer.run(), diagnostics, level, dialect)
    parser.broken = lexer.broken
    with recursion_room():
        return parser.module()

"""Source text to `ast`: the standard library's nodes plus those of `smelt.syntax.nodes`, for both dialects."""

from __future__ import annotations

import ast
from typing import Literal

from smelt.source import Diagnostics, SourceFile, Span
from smelt.syntax.check import check
from smelt.syntax.header import header_comments
from smelt.syntax.parser import parse_text, recursion_room
from smelt.syntax.python import parse_python
from smelt.syntax.unparse import unparse

Dialect = Literal["py", "pyx", "pxd", "pxi"]

__all__ = ["Dialect", "header_comments", "parse", "recursion_room", "unparse"]


def parse(source: SourceFile, diagnostics: Diagnostics, *, dialect: Dialect, language_level: int = 3) -> ast.Module:
    """Parse one file.

    Parameters
    ----------
    source
        The file.
    diagnostics
        Collects what is wrong with it (codes ``E01xx``).
    dialect
        ``py`` for Python, else what the file's name ends in.
    language_level
        2 or 3, as Cython's directive of that name; 2 has the print statement and other forms of Python 2.

    Returns
    -------
    ast.Module
        Always a module; where `diagnostics` has errors, without the statements that could not be parsed.
    """
    source = _normalised(source)
    nul = source.text.find("\0")
    if nul >= 0:
        line, column = source.position(nul)
        diagnostics.error("E0101", Span(source, line, column, line, column + 1), "a NUL byte in the source")
        return ast.Module([], [])
    first = len(diagnostics.items)
    if dialect == "py":
        module = parse_python(source, diagnostics)
    else:
        module = parse_text(source, diagnostics, language_level, dialect)
    check(module, source, diagnostics)
    found = diagnostics.items[first:]  # those of the lexer and the parser, in the order of the text
    diagnostics.items[first:] = sorted(found, key=lambda item: (item.span.line, item.span.col))
    return module


def _normalised(source: SourceFile) -> SourceFile:
    """The same text without a byte order mark and with newlines of one kind."""
    text = source.text
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.startswith("\ufeff"):
        text = text[1:]
    return source if text == source.text else SourceFile(source.name, text)

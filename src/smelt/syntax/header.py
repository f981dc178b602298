"""Directive comments at the top of a file: ``# cython: boundscheck=False``, ``# distutils: language=c++``."""

from __future__ import annotations

import re

from smelt.source import SourceFile, Span

_COMMENT = re.compile(r"[ \t\f\ufeff]*#[ \t]*(cython|smelt|distutils)[ \t]*:(.*)$")
_PAIR = re.compile(r"[ \t]*([A-Za-z_][\w.]*)[ \t]*=")


def header_comments(source: SourceFile) -> list[tuple[str, str, Span]]:
    """The settings that the leading comment lines make.

    Parameters
    ----------
    source
        The file; only comment lines and blank lines before its first statement count.

    Returns
    -------
    list of (key, value, span)
        The key as written, ``distutils.`` before those of a ``# distutils:`` comment; the text of the value without the
        blanks around it; where both stand.
    """
    found: list[tuple[str, str, Span]] = []
    for number, line in enumerate(source.text.split("\n"), 1):
        stripped = line.strip(" \t\f\r\ufeff")
        if stripped and not stripped.startswith("#"):
            break
        comment = _COMMENT.match(line.rstrip("\r"))
        if comment is None:
            continue
        prefix = "distutils." if comment[1] == "distutils" else ""
        text, start = comment[2], comment.start(2)
        pieces = [(0, len(text))] if prefix else _pieces(text)
        for begin, end in pieces:
            piece = text[begin:end]
            key, equals, value = piece.partition("=")
            if key.strip():
                left = start + begin + len(piece) - len(piece.lstrip())
                right = start + begin + len(piece.rstrip())
                span = Span(source, number, left, number, max(right, left + 1))
                found.append((prefix + key.strip(), value.strip() if equals else "", span))
    return found


def _pieces(text: str) -> list[tuple[int, int]]:
    """Split at the commas that a new ``key=`` follows; others belong to a value."""
    cuts = [index for index, char in enumerate(text) if char == "," and _PAIR.match(text, index + 1)]
    starts = [0] + [cut + 1 for cut in cuts]
    return list(zip(starts, [*cuts, len(text)], strict=True))

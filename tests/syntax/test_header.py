"""Directive comments at the top of a file."""

from __future__ import annotations

from smelt.source import SourceFile
from smelt.syntax import header_comments


def found(text: str) -> list[tuple[str, str]]:
    return [(key, value) for key, value, _ in header_comments(SourceFile("a.pyx", text))]


def test_several_on_one_line() -> None:
    assert found("# cython: boundscheck=False, wraparound = True\n") == [
        ("boundscheck", "False"),
        ("wraparound", "True"),
    ]


def test_both_prefixes_and_distutils() -> None:
    text = "#!/usr/bin/python\n#cython:cdivision=True\n\n  # smelt: infer_types=None\n# distutils: language = c++\n"
    assert found(text) == [("cdivision", "True"), ("infer_types", "None"), ("distutils.language", "c++")]


def test_only_leading_comments() -> None:
    assert found("import a\n# cython: boundscheck=False\n") == []
    assert found('"""Doc"""\n# cython: boundscheck=False\n') == []


def test_commas_in_values() -> None:
    assert found("# distutils: sources = a.c, b.c\n") == [("distutils.sources", "a.c, b.c")]
    assert found("# cython: a=1,2, b=3\n") == [("a", "1,2"), ("b", "3")]


def test_span() -> None:
    ((_, _, span),) = header_comments(SourceFile("a.pyx", "\n# cython: nonecheck=True  \n"))
    assert (span.line, span.col, span.end_col) == (2, 10, 24)

"""Files are read by Python's rules."""

from __future__ import annotations

import io
import tokenize
from pathlib import Path

import pytest

from smelt.source import SourceFile


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"x = 1\n",
        b"x = 1\r\ny = 2\r",
        "é = 'ß'\n".encode(),
        b"# -*- coding: latin-1 -*-\nx = '\xe9'\n",
        b"#!/bin/sh\n# vim: set fileencoding=cp1252 :\nx = '\x80'\n",
        "x = 1\ny = 2\n# coding: latin-1\nz = 'é'\n".encode(),  # too late
        "x = 'coding: latin-1'\ny = 'é'\n".encode(),  # not a comment
        b"\xef\xbb\xbfx = 1\n",
        b"\xef\xbb\xbf# coding: utf-8\nx = 1\n",
        b"x = '\x00'\n",
    ],
)
def test_text(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "f.py"
    path.write_bytes(raw)
    with tokenize.open(path) as file:
        assert SourceFile.read(path).text == file.read()


@pytest.mark.parametrize(
    ("raw", "error"),
    [
        (b"x = '\xe9'\n", SyntaxError),
        (b"x = 1\ny = 2\nz = '\xe9'\n", UnicodeDecodeError),
        (b"\xef\xbb\xbf# coding: latin-1\n", SyntaxError),
        (b"# coding: none-such\n", SyntaxError),
    ],
)
def test_mistakes(tmp_path: Path, raw: bytes, error: type[Exception]) -> None:
    path = tmp_path / "f.py"
    path.write_bytes(raw)
    with pytest.raises(error) as expected:
        raw.decode(tokenize.detect_encoding(io.BytesIO(raw).readline)[0])
    with pytest.raises(error) as found:
        SourceFile.read(path)
    assert str(found.value) == str(expected.value)


def test_the_directive_is_no_cookie(tmp_path: Path) -> None:
    path = tmp_path / "f.pyx"
    path.write_bytes("# cython: c_string_encoding=ascii\nx = 'é'\n".encode())
    assert SourceFile.read(path).text.endswith("'é'\n")

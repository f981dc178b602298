"""What a module defines has to be what the .pxd beside it declares."""

from __future__ import annotations

from pathlib import Path

import pytest

from smelt.options import Options
from smelt.pipeline import translate
from smelt.source import CompileError, SourceFile


def errors(folder: Path, pxd: str, text: str, suffix: str = ".pyx") -> str:
    (folder / "m.pxd").write_text(pxd)
    path = folder / f"m{suffix}"
    path.write_text(text)
    try:
        translate(SourceFile(path.name, text), Options(), path)
    except CompileError as error:
        return "\n".join(f"{e.span.line} {e.code} {e.message}" for e in error.diagnostics.errors)
    return ""


@pytest.mark.parametrize(
    ("declaration", "definition", "message"),
    [
        ("cpdef int f(int a, long b)", "def f(a):\n    return 1", "1 E0396 'f' takes 1 parameter, its declaration 2"),
        ("cdef double f(double x)", "cdef double f(float x):\n    return 1", "the parameter 'x' is a 'float'"),
        ("cdef double f(double x)", "cdef float f(double x):\n    return 1", "it returns a 'float'"),
        ("cdef double f(double x)", "cdef double f(double x, y):\n    return 1", "it takes 2 parameters"),
        ("cdef int f(int x=*)", "cdef int f(int x):\n    return 1", "0 of its parameters have defaults"),
        ("cdef int f(int x)", "cdef int f(int x) noexcept:\n    return 1", "they signal exceptions differently"),
        ("cdef int f(int x) nogil", "cdef int f(int x):\n    return 1", "one of them is nogil"),
        ("cdef int v", "cdef long v = 3", "'v' is declared twice"),
    ],
)
def test_definition_and_declaration_differ(tmp_path: Path, declaration: str, definition: str, message: str) -> None:
    assert message in errors(tmp_path, declaration, definition)


@pytest.mark.parametrize(
    ("declaration", "definition"),
    [
        ("cdef int f(int x) except -1", "cdef int f(int x):\n    return x"),
        ("cdef int f(int) noexcept", "cdef int f(int x) noexcept:\n    return x"),
        ("cdef object f(x, int y=*)", "cdef f(x, int y=4):\n    return x"),
        ("cpdef f(x)", "def f(x):\n    'text'\n    return x"),
        ("cdef int v", "cdef int v = 3"),
    ],
)
def test_definition_fits_its_declaration(tmp_path: Path, declaration: str, definition: str) -> None:
    assert errors(tmp_path, declaration, definition) == ""


def test_messages_about_the_declaration_show_its_file(tmp_path: Path) -> None:
    (tmp_path / "m.pxd").write_text("cdef nothing f(int x)\n")
    with pytest.raises(CompileError) as caught:
        translate(SourceFile("m.py", "def f(x):\n    return x\n"), Options(), tmp_path / "m.py")
    assert caught.value.diagnostics.errors[0].span.file.name.endswith("m.pxd")

"""What one module calls its types leaves no trace in the next."""

from __future__ import annotations

from smelt.options import Options
from smelt.pipeline import dump, translate
from smelt.source import SourceFile

PLAIN = SourceFile("a.pyx", "def f(double[:, ::1] v, int i, long double a):\n    return v[i][0], i // 3, a // 2\n")
NAMED = SourceFile(
    "b.pyx",
    "ctypedef double D\nctypedef int I\nctypedef long double L\n"
    "def f(D[:, ::1] v, I i, L a):\n    return v[i][0], i // 3, a // 2\n",
)


def test_typedefs_of_another_module() -> None:
    before = translate(PLAIN, Options()).c_source, dump(PLAIN, Options(), None, "build")
    assert "D" in dump(NAMED, Options(), None, "build")
    assert (translate(PLAIN, Options()).c_source, dump(PLAIN, Options(), None, "build")) == before


def test_floor_of_a_long_double_stays_long() -> None:
    source = SourceFile("c.pyx", "# cython: cdivision=True\ndef f(long double a):\n    return a // 3\n")
    assert "floorl(" in translate(source, Options()).c_source

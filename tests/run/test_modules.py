"""Modules that use each other's C functions and variables, each built by itself."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from smelt.build import build_file
from smelt.source import CompileError

PROVIDER_PXD = """\
ctypedef double (*unary)(double)
cdef struct point:
    int x, y
cdef int counter
cdef double cube(double x)
cpdef long twice(long x) except? -1
cdef double total(double[:] v) noexcept nogil
cdef object pair(a, b)
cdef inline int one(): return 1
cdef unary choose(int which)
cdef int fails(int x) except -1
cdef double sum_of(double x=*, double y=*)
cdef named(x, y=*)
cdef point moved(point *p)
"""
PROVIDER = """\
counter = 7
base = 2.5
cdef double cube(double x):
    return x * x * x
cpdef long twice(long x) except? -1:
    return 2 * x
cdef double total(double[:] v) noexcept nogil:
    cdef double result = 0
    cdef Py_ssize_t i
    for i in range(v.shape[0]):
        result += v[i]
    return result
cdef object pair(a, b):
    return (a, b)
cdef unary choose(int which):
    return cube
cdef int fails(int x):
    if x:
        raise ValueError(x)
    return 5
cdef double sum_of(double x=4, double y=base):
    return x + y
cdef named(x, y=None):
    return x, y
cdef point moved(point *p):
    p.x += 1
    return p[0]
def get():
    return counter
"""
USER = """\
cimport provider
from provider cimport cube, twice, total as tot, pair, one, fails, sum_of, named, moved, point
import array

def run():
    cdef double[:] v = array.array("d", [0, 1, 2])
    cdef double s
    cdef point p = point(1, 2)
    with nogil:
        s = tot(v)
    provider.counter += 1
    print(cube(3), twice(4), s, pair(1, "x"), one(), provider.choose(0)(2), fails(0))
    print(provider.counter, sum_of(), sum_of(1), sum_of(1, 2), named(1, 2), moved(&p).x, p.x)

def fail():
    return fails(3)
"""


def python(folder: Path, code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False)


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        stem, _, suffix = name.rpartition("_")
        (folder / f"{stem}.{suffix}").write_text(text)
        if suffix == "pyx":
            build_file(folder / f"{stem}.{suffix}")


def test_functions_and_variables(tmp_path: Path) -> None:
    write(tmp_path, provider_pxd=PROVIDER_PXD, provider_pyx=PROVIDER, user_pyx=USER)
    code = "import user, provider; user.run(); print(provider.get())\ntry: user.fail()\nexcept ValueError as error:"
    done = python(tmp_path, code + " print(repr(error), error.__traceback__.tb_next.tb_next is not None)")
    assert done.stdout.splitlines() == [
        "27.0 8 3.0 (1, 'x') 1 8.0 5",
        "8 6.5 3.5 3.0 (1, 2) 2 2",
        "8",
        "ValueError(3) True",
    ], done.stderr


def test_modules_that_use_each_other(tmp_path: Path) -> None:
    left = "from right cimport g\ncdef int f(int x): return x + 1\ndef run(): return f(1) + g(1)\n"
    right = "from left cimport f\ncdef int g(int x): return f(x) * 10\n"
    write(tmp_path, left_pxd="cdef int f(int x)\n", right_pxd="cdef int g(int x)\n", left_pyx=left, right_pyx=right)
    assert python(tmp_path, "import left; print(left.run())").stdout == "22\n"
    assert python(tmp_path, "import right, left; print(left.run())").stdout == "22\n"


@pytest.mark.parametrize(
    ("pxd", "pyx", "call", "message"),
    [
        (
            "cdef int f(long x)",
            "cdef int f(long x): return 1",
            "f(1)",
            "has the type 'int (long)', expected 'int (int)'",
        ),
        (
            "cdef int g()",
            "cdef int g(): return 1",
            "f(1)",
            "the module 'other' has no 'f' for others: compile it again",
        ),
        ("", "x = 1", "f(1)", "the module 'other' has no C functions for others"),
    ],
)
def test_module_that_was_built_from_other_declarations(
    tmp_path: Path, pxd: str, pyx: str, call: str, message: str
) -> None:
    write(tmp_path, other_pxd=pxd, other_pyx=pyx)
    write(tmp_path, other_pxd="cdef int f(int x)", user_pyx=f"from other cimport f\ndef run(): return {call}")
    assert message in python(tmp_path, "import user").stderr


def test_what_only_its_module_can_reach(tmp_path: Path) -> None:
    text = "cimport other\ndef run(): return other.o, other.v, other.f(1)\n"
    with pytest.raises(CompileError) as caught:
        write(tmp_path, other_pxd="cdef object o\ncdef double[:] v\ncdef f(x, y=*)\n", user_pyx=text)
    messages = [error.message for error in caught.value.diagnostics.errors]
    assert messages == [
        "'o' is an 'object' of another module, which only that module can reach",
        "'v' is a 'double[:]' of another module, which only that module can reach",
        "'f' of the module 'other': the default of 'y', an 'object', is known in that module only",
    ]

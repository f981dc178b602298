"""Fused functions that modules have for each other: declared in a .pxd, inline in it, as methods."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_modules import python, write

from smelt.source import CompileError

PROVIDER_PXD = """\
cdef fused number:
    int
    float
cdef fused other:
    double
    short
cdef number simple(number x) noexcept
cdef number multi(number x, other *y, other z=*)
cpdef number both(number x, int k=*)
cdef inline number inlined(number x, other y):
    if number is int:
        return helper(x) + 1
    else:
        return x + 0.5
cdef inline number helper(number x):
    return simple(x)
cdef class Holder:
    cdef number method(self, number x, other y)
"""
PROVIDER = """\
cdef number simple(number x) noexcept:
    return x * 2
cdef number multi(number x, other *y, other z=3):
    if x < 0:
        raise ValueError(x)
    y[0] += <other> (x + z)
    return x
cpdef number both(number x, int k=1):
    return x + k
cdef class Holder:
    cdef number method(self, number x, other y):
        return <number> (x + y)
"""
USER = """\
cimport provider
from provider cimport simple, both, Holder
cdef double apply(float (*f)(float) noexcept, double x):
    return f(x)
def run():
    cdef int i = 3
    cdef float f = 2.5
    cdef double d = 1
    cdef short s = 1
    cdef Holder h = Holder()
    print(simple(i), provider.simple(f), provider.simple[int](4), apply(simple, 1.5))
    print(provider.multi(i, &s, 4), s, provider.multi(f, &d), d, both(f), both(i, 2), both[float](1))
    print(h.method(f, d), h.method[int, short](1, 2), provider.inlined(i, d), provider.inlined(f, s))
def fail():
    cdef double d
    return provider.multi(-1.0, &d)
"""


def test_modules(tmp_path: Path) -> None:
    write(tmp_path, provider_pxd=PROVIDER_PXD, provider_pyx=PROVIDER, user_pyx=USER)
    code = "import user, provider; user.run()\ntry: user.fail()\nexcept ValueError as error: print(repr(error))"
    done = python(tmp_path, code + "\nprint(provider.both(2), sorted(provider.both.__signatures__))")
    assert done.stdout.splitlines() == [
        "6 5.0 8 3.0",
        "3 8 2.5 6.5 3.5 5 2.0",
        "9.0 3 7 3.0",
        "ValueError(-1.0)",
        "3 ['float', 'int']",
    ], done.stderr


def test_declared_but_not_defined(tmp_path: Path) -> None:
    with pytest.raises(CompileError) as caught:
        write(tmp_path, one_pxd=PROVIDER_PXD.partition("cdef class")[0], one_pyx="def run(): return simple(<int> 1)\n")
    messages = [error.message for error in caught.value.diagnostics.errors]
    assert "the fused function 'simple' is declared, but not defined in this module" in messages


def test_no_python_form_elsewhere(tmp_path: Path) -> None:
    with pytest.raises(CompileError) as caught:
        write(tmp_path, provider_pxd=PROVIDER_PXD, two_pyx="from provider cimport both\nf = both\n")
    assert "has no Python form" in caught.value.diagnostics.errors[0].message

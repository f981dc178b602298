"""What functions of libm leave in errno is there for programs that read it."""

from __future__ import annotations

from smelt.build import compile_and_import

SOURCE = """
from libc cimport errno
from libc.math cimport sqrt

def root(double x):
    cdef double y
    errno.errno = 0
    y = sqrt(x)
    return y, errno.errno == errno.EDOM
"""


def test_the_error_of_a_root_is_read() -> None:
    module = compile_and_import(SOURCE, "math_errno", suffix=".pyx")
    assert module.root(4.0) == (2.0, False)
    value, error = module.root(-1.0)
    assert value != value
    assert error

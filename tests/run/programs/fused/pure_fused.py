"""Fused types in pure Python mode; what does not ask for types runs uncompiled as well.

>>> import numpy
>>> total(numpy.ones(3)), total(numpy.ones(3, "f"))
(3.0, 3.0)
"""
import cython
from cython import floating

number = cython.fused_type(cython.int, cython.longlong, cython.double)
matrix = cython.fused_type(cython.double[:, ::1], cython.int[:, ::1])
Mixed = cython.fused_type(cython.double, str, object)


@cython.cfunc
def twice(x: number) -> number:
    if number is cython.double:
        return x * 2
    elif number in cython.integral:
        return x + x
    else:
        return x << 1


@cython.ccall
def power(x: number, n: cython.int = 2) -> number:
    """
    >>> power(3), power(1.5, 3), power(n=1, x=2)
    (9, 3.375, 2)
    """
    result: number = 1
    i: cython.int
    for i in range(n):
        result *= x
    return result


def call():
    """
    >>> call()
    (6, 5.0, 8, 9, 7)
    """
    a: cython.int = 3
    b: cython.double = 2.5
    return twice(a), twice(b), twice[cython.longlong](4), power(a), power[cython.int](7, 1)


def total(values: cython.floating[:]):
    result: cython.floating = 0
    i: cython.Py_ssize_t
    for i in range(values.shape[0]):
        result += values[i]
    return result


@cython.locals(x=floating, y=number)
def both(x, y=2):
    """
    >>> both(1.0), both(1.0, 2.0)
    (('double', 'long long'), ('double', 'double'))
    >>> import smelt.shadow as cython
    >>> both[cython.float, cython.int](1, 2), both["float", "int"](1, 2)
    (('float', 'int'), ('float', 'int'))
    """
    return cython.typeof(x), cython.typeof(y)


def kinds(x: Mixed):
    """
    >>> kinds(1.5), kinds("a"), kinds(3)
    (3.0, 'aa', 6)
    """
    with cython.nogil(Mixed is cython.double):
        x = x * 2
    return x


def corner(m: matrix):
    """
    >>> import numpy
    >>> corner(numpy.ones((2, 2))), corner(numpy.ones((2, 2), "i"))
    (('double[:, ::1]', 1.0), ('int[:, ::1]', 1))
    """
    return cython.typeof(m), m[0, 0]


def pointed():
    """
    >>> pointed()
    (4, 2.5)
    """
    a: cython.int = 3
    b: cython.double = 1.5
    return plus(cython.address(a)), plus(cython.address(b))


@cython.cfunc
def plus(x: cython.pointer[number]) -> number:
    return x[0] + cython.cast(number, 1)

"""Pure Python mode: cfunc, ccall, returns, exceptval, inline, nogil, cimports.

>>> "hidden" in globals()
False
>>> add(1, 2), add(1), add.__name__
(3, 11, 'add')
"""
import cython
from cython.cimports.libc.math import floor, sqrt
from cython.cimports.libc.stdlib import free, malloc
from cython.cimports.libc import math as cmath


@cython.cfunc
def hidden(x: cython.int) -> cython.int:
    return x + 1


@cython.cfunc
@cython.returns(cython.double)
@cython.locals(a=cython.double, b=cython.double)
def product(a, b):
    return a * b


@cython.cfunc
@cython.exceptval(-1)
def checked(x: cython.int) -> cython.int:
    if x < 0:
        raise ValueError("negative")
    return x * 2


@cython.cfunc
@cython.exceptval(-1, check=True)
def maybe(x: cython.int) -> cython.int:
    if x == 100:
        raise ValueError("hundred")
    return x


@cython.cfunc
@cython.inline
@cython.nogil
@cython.exceptval(check=False)
def square(x: cython.double) -> cython.double:
    return x * x


@cython.ccall
def add(a: cython.int, b: cython.int = 10) -> cython.int:
    return a + b


@cython.cfunc
def untyped(x, y=2):
    return [x, y]


def calls(x):
    """
    >>> calls(3)
    (4, 4.5, 6, 3, 9.0, [3, 2], 13)
    >>> calls(-1)
    Traceback (most recent call last):
    ValueError: negative
    >>> calls("x")
    Traceback (most recent call last):
    TypeError: an integer is required
    """
    return hidden(x), product(x, 1.5), checked(x), maybe(x), square(x), untyped(x), add(x)


def errors(x):
    """
    >>> errors(-1), errors(100)
    (-1, 'hundred')
    """
    try:
        return maybe(x)
    except ValueError as e:
        return str(e)


def library(x: cython.double):
    """
    >>> library(6.25)
    (2.5, 6.0, 2.5)
    """
    return sqrt(x), floor(x), cmath.sqrt(x)


def memory(n: cython.int):
    """
    >>> memory(4)
    [0, 1, 4, 9]
    """
    i: cython.int
    p: cython.p_int = cython.cast(cython.p_int, malloc(n * cython.sizeof(cython.int)))
    try:
        for i in range(n):
            p[i] = i * i
        return [p[i] for i in range(n)]
    finally:
        free(p)


def without_gil(n: cython.int):
    """
    >>> without_gil(4)
    14.0
    """
    i: cython.int
    total: cython.double = 0
    with cython.nogil:
        for i in range(n):
            total += square(i)
    return total


def with_gil_inside(n: cython.int):
    """
    >>> with_gil_inside(2)
    [0, 1]
    """
    i: cython.int
    out = []
    with cython.nogil:
        for i in range(n):
            with cython.gil:
                out.append(i)
    return out


def closure(n: cython.int):
    """
    >>> f = closure(2147483647)
    >>> f()
    -2147483648
    """
    def inner():
        nonlocal n
        n += 1
        return n

    return inner


def generator(n: cython.int):
    """
    >>> list(generator(3))
    [0, 1, 2]
    """
    i: cython.int
    for i in range(n):
        yield i


Point = cython.struct(x=cython.double, y=cython.double)


def structs(a: cython.double):
    """
    >>> structs(2)
    (5.0, {'x': 2.0, 'y': 3.0})
    """
    p: Point
    p.x = a
    p.y = a + 1
    return p.x + p.y, p


Count = cython.typedef(cython.int)


def typedefs(n: Count):
    """
    >>> typedefs(2147483647)
    -2147483648
    """
    n += 1
    return n

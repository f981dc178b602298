# cython: cdivision=True, wraparound=False
# cython: language_level=3
"""Directives from the header, decorators and with blocks."""
cimport cython
import numpy as np


def header_division(int a, int b):
    """
    >>> header_division(-7, 2)
    (-3, -1)
    """
    return a // b, a % b


@cython.cdivision(False)
def decorated_division(int a, int b):
    """
    >>> decorated_division(-7, 2)
    (-4, 1)
    >>> decorated_division(1, 0)
    Traceback (most recent call last):
    ZeroDivisionError: integer division or modulo by zero
    """
    return a // b, a % b


def block_division(int a, int b):
    """
    >>> block_division(-7, 2)
    (-3, -4, -3, -4)
    """
    x = a // b
    with cython.cdivision(False):
        y = a // b
        with cython.cdivision(True):
            z = a // b
        w = a // b
    return x, y, z, w


@cython.boundscheck(False)
@cython.wraparound(False)
def unchecked(double[:] v):
    """
    >>> unchecked(np.arange(4.0))
    6.0
    """
    cdef double s = 0
    cdef Py_ssize_t i
    for i in range(v.shape[0]):
        s += v[i]
    return s


def wraparound_off(int[:] v, int i):
    """
    >>> wraparound_off(np.arange(3, dtype=np.intc), 2)
    2
    >>> wraparound_off(np.arange(3, dtype=np.intc), -1)
    Traceback (most recent call last):
    IndexError: Out of bounds on buffer access (axis 0)
    """
    return v[i]


@cython.wraparound(True)
def wraparound_on(int[:] v, int i):
    """
    >>> wraparound_on(np.arange(3, dtype=np.intc), -1)
    2
    """
    return v[i]


def wraparound_block(int[:] v):
    """
    >>> wraparound_block(np.arange(3, dtype=np.intc))
    (2, 0)
    """
    cdef int i = -1
    with cython.wraparound(True):
        a = v[i]
    i = 0
    return a, v[i]


@cython.boundscheck(False)
def boundscheck_block(int[:] v, int i):
    """
    >>> boundscheck_block(np.arange(3, dtype=np.intc), 1)
    1
    >>> boundscheck_block(np.arange(3, dtype=np.intc), 5)
    Traceback (most recent call last):
    IndexError: Out of bounds on buffer access (axis 0)
    """
    with cython.boundscheck(True):
        return v[i]


@cython.overflowcheck(True)
def checked_sum(int a, int b):
    """
    >>> checked_sum(1, 2)
    3
    >>> checked_sum(2147483647, 1)
    Traceback (most recent call last):
    OverflowError: value too large
    """
    return a + b


@cython.overflowcheck(True)
def checked_product(long a, long b):
    """
    >>> checked_product(2**31, 2**31)
    4611686018427387904
    >>> checked_product(2**32, 2**31)
    Traceback (most recent call last):
    OverflowError: value too large
    >>> checked_product(-2**63, -1)
    Traceback (most recent call last):
    OverflowError: value too large
    """
    return a * b


@cython.overflowcheck(True)
def checked_unsigned(unsigned int a, unsigned int b):
    """
    >>> checked_unsigned(5, 3)
    2
    >>> checked_unsigned(3, 5)
    Traceback (most recent call last):
    OverflowError: value too large
    """
    return a - b


def unchecked_sum(int a, int b):
    """
    >>> unchecked_sum(2147483647, 1)
    -2147483648
    """
    return a + b


@cython.cpow(True)
def c_power(int a, int b):
    """
    >>> c_power(2, 10), c_power(-3, 3)
    (1024, -27)
    """
    return a ** b


@cython.cpow(False)
def python_power(int a, int b):
    """
    >>> python_power(2, 10), python_power(2, -1)
    (1024.0, 0.5)
    """
    return a ** b


@cython.cpow(False)
def constant_power(int a):
    """
    >>> constant_power(3), constant_power(-2)
    ((9, 27), (4, -8))
    """
    return a ** 2, a ** 3


@cython.nonecheck(True)
def none_checked(list v):
    """
    >>> none_checked([1, 2])
    (1, 2)
    >>> none_checked(None)
    Traceback (most recent call last):
    TypeError: 'NoneType' object is not subscriptable
    """
    return v[0], len(v)


@cython.initializedcheck(False)
def initialized(int[:] v):
    """
    >>> initialized(np.arange(3, dtype=np.intc))
    2
    """
    cdef int[:] w
    w = v
    return w[2]

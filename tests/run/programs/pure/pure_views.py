"""Pure Python mode: views by annotation.

>>> import numpy as np
>>> total(np.arange(4.0)), total2(np.ones((2, 3)))
(6.0, 6.0)
>>> total(np.arange(4))
Traceback (most recent call last):
ValueError: Buffer dtype mismatch, expected 'double' but got 'long'
>>> total2(np.arange(4.0))
Traceback (most recent call last):
ValueError: Buffer has wrong number of dimensions (expected 2, got 1)
>>> total(None)
Traceback (most recent call last):
TypeError: Argument 'v' must not be None
"""
import cython
import numpy as np


def total(v: cython.double[:]):
    s: cython.double = 0
    i: cython.Py_ssize_t
    for i in range(v.shape[0]):
        s += v[i]
    return s


def total2(v: cython.double[:, ::1]) -> cython.double:
    s: cython.double = 0
    i: cython.size_t
    j: cython.size_t
    for i in range(cython.cast(cython.size_t, v.shape[0])):
        for j in range(cython.cast(cython.size_t, v.shape[1])):
            s += v[i, j]
    return s


def item(v: cython.int[:], i: cython.int):
    """
    >>> a = np.array([5, 6, 7], dtype=np.intc)
    >>> item(a, 1), item(a, -1)
    (6, 7)
    >>> item(a, 3)
    Traceback (most recent call last):
    IndexError: Out of bounds on buffer access (axis 0)
    """
    return v[i]


@cython.boundscheck(False)
@cython.wraparound(False)
def scale(v: cython.double[:, :], factor: cython.double):
    """
    >>> a = np.ones((2, 2))
    >>> scale(a, 3)
    >>> a.tolist()
    [[3.0, 3.0], [3.0, 3.0]]
    """
    i: cython.Py_ssize_t
    j: cython.Py_ssize_t
    for i in range(v.shape[0]):
        for j in range(v.shape[1]):
            v[i, j] *= factor


@cython.ccall
def sum3d(arr: cython.int[:, :, :]) -> cython.int:
    """
    >>> sum3d(np.arange(27, dtype=np.intc).reshape((3, 3, 3)))
    351
    """
    i: cython.size_t
    j: cython.size_t
    k: cython.size_t
    total: cython.int = 0
    I: cython.size_t = arr.shape[0]
    J: cython.size_t = arr.shape[1]
    K: cython.size_t = arr.shape[2]
    for i in range(I):
        for j in range(J):
            for k in range(K):
                total += arr[i, j, k]
    return total


def local(n: cython.int):
    """
    >>> local(4)
    (0.0, 3.0, 4)
    """
    v: cython.double[:] = np.arange(float(n))
    return v[0], v[-1], v.shape[0]


def with_block(v: cython.int[:]):
    """
    >>> with_block(np.arange(3, dtype=np.intc))
    3
    """
    i: cython.Py_ssize_t
    s: cython.int = 0
    with cython.boundscheck(False), cython.wraparound(False):
        for i in range(v.shape[0]):
            s += v[i]
    return s

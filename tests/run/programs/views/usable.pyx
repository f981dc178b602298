"""A view that is unbound or None raises where it is used, under any directive, and never where it is not."""

cimport cython
import numpy as np


@cython.boundscheck(False)
@cython.wraparound(False)
def total(double[:] v, int n):
    """
    >>> total(np.arange(4.0), 4)
    6.0
    >>> total(None, 0)
    0.0
    >>> total(None, 1)
    Traceback (most recent call last):
    TypeError: Cannot index None memoryview slice
    """
    cdef int i
    cdef double found = 0
    for i in range(n):
        found += v[i]
    return found


@cython.boundscheck(False)
@cython.wraparound(False)
def backwards(double[:] v, int start, int step):
    """
    >>> backwards(np.arange(4.0), 3, -1)
    6.0
    >>> backwards(None, -1, -1)
    0.0
    >>> backwards(None, 3, -1)
    Traceback (most recent call last):
    TypeError: Cannot index None memoryview slice
    """
    cdef int i
    cdef double found = 0
    for i in range(start, -1, step):
        found += v[i]
    return found


@cython.boundscheck(False)
@cython.wraparound(False)
def order(list seen, double[:] v, int n):
    """
    >>> seen = []
    >>> order(seen, None, 3)
    Traceback (most recent call last):
    TypeError: Cannot index None memoryview slice
    >>> seen
    [0]
    """
    cdef int i
    for i in range(n):
        seen.append(i)
        seen.append(v[i])


@cython.boundscheck(False)
@cython.wraparound(False)
def handled(double[:] v, int n):
    """
    >>> handled(None, 5), handled(np.ones(5), 5)
    ('stopped at 0', 4)
    """
    cdef int i = -1
    cdef double x
    try:
        for i in range(n):
            x = v[i]
    except TypeError:
        return f"stopped at {i}"
    return i


@cython.boundscheck(False)
@cython.wraparound(False)
def turns_none(double[:] v, int n):
    """
    >>> turns_none(np.ones(5), 1)
    1.0
    >>> turns_none(np.ones(5), 3)
    Traceback (most recent call last):
    TypeError: Cannot index None memoryview slice
    """
    cdef int i
    cdef double found = 0
    for i in range(n):
        found += v[i]
        if i == 1:
            v = None
    return found


@cython.boundscheck(False)
@cython.wraparound(False)
def never_bound(int n):
    """
    >>> never_bound(0)
    0.0
    >>> never_bound(1)
    Traceback (most recent call last):
    UnboundLocalError: local variable 'v' referenced before assignment
    """
    cdef double[:] v
    cdef int i
    cdef double found = 0
    for i in range(n):
        found += v[i]
    return found


@cython.boundscheck(False)
@cython.wraparound(False)
def nested(double[:, :] v, int n, int m):
    """
    >>> nested(np.ones((2, 3)), 2, 3), nested(None, 5, 0), nested(None, 0, 5)
    (6.0, 0.0, 0.0)
    >>> nested(None, 1, 1)
    Traceback (most recent call last):
    TypeError: Cannot index None memoryview slice
    """
    cdef int i, j
    cdef double found = 0
    with nogil:
        for i in range(n):
            for j in range(m):
                found += v[i, j]
    return found


@cython.boundscheck(False)
@cython.wraparound(False)
def one_of(double[:] v, double[:] w, bint first):
    """
    >>> one_of(np.ones(1), None, True), one_of(None, np.zeros(1), False)
    (1.0, 0.0)
    >>> one_of(None, np.zeros(1), True)
    Traceback (most recent call last):
    TypeError: Cannot index None memoryview slice
    """
    cdef double[:] u = v if first else w
    return u[0]


@cython.boundscheck(False)
def until(double[:] v):
    """
    >>> until(np.array([3.0, 2.0, 0.0]))
    2
    >>> until(None)
    Traceback (most recent call last):
    TypeError: Cannot index None memoryview slice
    """
    cdef int i = 0
    while v[i] > 0:
        i += 1
    return i


@cython.boundscheck(False)
@cython.wraparound(False)
def division_first(double[:] v, int n, int d):
    """
    >>> division_first(None, 2, 0)
    Traceback (most recent call last):
    ZeroDivisionError: integer division or modulo by zero
    >>> division_first(None, 2, 1)
    Traceback (most recent call last):
    TypeError: Cannot index None memoryview slice
    """
    cdef int i
    cdef double found = 0
    for i in range(n):
        found += v[i // d]
    return found

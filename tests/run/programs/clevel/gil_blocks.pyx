"""nogil functions, with nogil, with gil, and errors that cross the border."""
from libc.math cimport sqrt
from libc.stdlib cimport free, malloc


cdef double norm(double *v, int n) noexcept nogil:
    cdef double s = 0
    cdef int i
    for i in range(n):
        s += v[i] * v[i]
    return sqrt(s)


cdef int checked(int x) except -1 nogil:
    if x < 0:
        with gil:
            raise ValueError("negative %d" % x)
    return x * 2


cdef int implicit(int x) except? -1 nogil:
    return checked(x) + 1


cdef int with_division(int a, int b) except? -1 nogil:
    return a // b


cdef void appends(list out, int x) noexcept with gil:
    out.append(x)


cdef int counts(int n) noexcept nogil:
    cdef int i, total = 0
    for i in range(n):
        total += i
        with gil:
            total = total + len([1])
    return total


def block(int n):
    """
    >>> block(3)
    3.7416573867739413
    """
    cdef double *v = <double *> malloc(n * sizeof(double))
    cdef double r
    cdef int i
    for i in range(n):
        v[i] = i + 1
    with nogil:
        r = norm(v, n)
    free(v)
    return r


def raises_inside(int x):
    """
    >>> raises_inside(2)
    5
    >>> raises_inside(-3)
    Traceback (most recent call last):
    ValueError: negative -3
    """
    cdef int r
    with nogil:
        r = implicit(x)
    return r


def caught_outside(int x):
    """
    >>> caught_outside(1), caught_outside(-1)
    (2, 'negative -1')
    """
    cdef int r
    try:
        with nogil:
            r = checked(x)
        return r
    except ValueError as e:
        return str(e)


def division(int a, int b):
    """
    >>> division(7, 2)
    3
    >>> division(7, 0)
    Traceback (most recent call last):
    ZeroDivisionError: integer division or modulo by zero
    """
    cdef int r
    with nogil:
        r = with_division(a, b)
    return r


def leaves(int n):
    """
    >>> leaves(5), leaves(50)
    (5, 10)
    """
    cdef int i
    with nogil:
        for i in range(n):
            if i == 10:
                with gil:
                    return i
    return n


def loop_exits(int n):
    """
    >>> loop_exits(6)
    [0, 1, 4]
    """
    out = []
    cdef int i
    for i in range(n):
        with nogil:
            if i == 2:
                with gil:
                    out.append(4)
                break
            if i == 1:
                with gil:
                    out.append(1)
                continue
        out.append(i)
    return out


def gil_inside(int n):
    """
    >>> gil_inside(3)
    [0, 1, 2]
    """
    out = []
    cdef int i
    with nogil:
        for i in range(n):
            with gil:
                out.append(i)
    return out


def takes_gil(int n):
    """
    >>> takes_gil(3)
    ([0, 1, 2], 6)
    """
    out = []
    cdef int i, c
    for i in range(n):
        appends(out, i)
    with nogil:
        c = counts(3)
    return out, c


def finally_runs(int x):
    """
    >>> finally_runs(1), finally_runs(-1)
    (([2], None), ([0], 'negative -1'))
    """
    out, error = [], None
    cdef int r = 0
    try:
        with nogil:
            try:
                r = checked(x)
            finally:
                with gil:
                    out.append(r)
    except ValueError as e:
        error = str(e)
    return out, error


def nested(int x):
    """
    >>> nested(4)
    (8, 'inner')
    """
    cdef int r
    note = ""
    with nogil:
        r = checked(x)
        with gil:
            note = "inner"
            with nogil:
                r = checked(x)
    return r, note


def furthest(int i, unsigned char j, long[:] v):
    """Absolute values and extremes of integers need no GIL.

    >>> import numpy as np
    >>> furthest(-7, 3, np.array([-9, 4]))
    (9, 7, 3)
    """
    cdef long most
    cdef int more, less
    with nogil:
        most = max(abs(v[0]), v[1])
        more = max(abs(i), j)
        less = min(abs(i), abs(j))
    return most, more, less

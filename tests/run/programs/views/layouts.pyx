# cython: language_level=3
"""Views as views of other layouts: looser ones as they are, stricter ones after a test; iteration over axes."""

import numpy as np
from cython cimport view

x = np.arange(12.0).reshape(3, 4)


def as_c(double[:, :] v):
    """
    >>> as_c(x), as_c(x[:1]), as_c(x[1:]), as_c(x[:0]), as_c(None)
    ((3, 4), (1, 4), (2, 4), (0, 4), None)
    >>> as_c(x[:, ::-1])
    Traceback (most recent call last):
    ValueError: Buffer not C contiguous.
    >>> as_c(x.T)
    Traceback (most recent call last):
    ValueError: Buffer not C contiguous.
    """
    cdef double[:, ::1] c = v
    return None if c is None else c.shape


cdef double corner(const double[::1, :] f) nogil:
    return f[f.shape[0] - 1, f.shape[1] - 1]


def as_fortran(double[:, ::1] v):
    """
    >>> as_fortran(x[:1]), as_fortran(x[:1, :1].copy())
    (3.0, 0.0)
    >>> as_fortran(x)
    Traceback (most recent call last):
    ValueError: Buffer not fortran contiguous.
    """
    with nogil:
        r = corner(v)
    return r


def one_axis(double[:, :] v):
    """
    >>> one_axis(x), one_axis(x[::2]), one_axis(x[:, 1:])
    (5.0, 9.0, 6.0)
    >>> one_axis(x[:, ::2])
    Traceback (most recent call last):
    ValueError: Buffer and memoryview are not contiguous in the same dimension.
    """
    cdef double[:, ::view.contiguous] w = v
    return w[1, 1]


def sliced_c(double[:, ::1] v):
    """
    >>> sliced_c(x)
    (9.0, 10.0)
    """
    cdef double[:, ::view.contiguous] w = v[::2]
    cdef double[::1] row = v[2]
    return w[1, 1], row[2]


def line(double[:] v):
    """
    >>> line(x[0]), line(x[0, :1]), line(x[0, :1][::-1])
    ((True, 4), (True, 1), (True, 1))
    >>> line(x[:, 0])
    Traceback (most recent call last):
    ValueError: Buffer not C contiguous.
    """
    cdef double[::1] w = v
    return w is v or w.is_c_contig(), len(w)


def pass_on(double[:, :] v, bint strict):
    """
    >>> pass_on(x, False), pass_on(x[:, ::2], False), pass_on(x, True)
    (66.0, 30.0, 66.0)
    >>> pass_on(x[:, ::2], True)
    Traceback (most recent call last):
    ValueError: Buffer not C contiguous.
    """
    return total_c(v) if strict else total(v)


cdef double total(const double[:, :] v):
    cdef double s = 0
    for row in v:
        for item in row:
            s += item
    return s


cdef double total_c(double[:, ::1] v):
    return total(v)


def over_rows(double[:, ::1] v, int column):
    """
    >>> over_rows(x, 1), over_rows(x, -1)
    (115.0, 121.0)
    >>> over_rows(x, 4)
    Traceback (most recent call last):
    IndexError: Out of bounds on buffer access (axis 0)
    >>> over_rows(None, 0)
    Traceback (most recent call last):
    TypeError: Cannot iterate over None memoryview slice
    """
    cdef double[::1] row
    cdef double s = 0
    with nogil:
        for row in v:
            s += row[column]
        else:
            s += 100
    return s


def over_items(int[:] v):
    """
    >>> over_items(np.array([1, 2**31 - 1, -2**31], "i"))
    (0, [2, 4294967294, -4294967296], {1: 1, 2147483647: 4611686014132420609, -2147483648: 4611686018427387904})
    """
    s = 0
    for item in v:
        s += item
    return s, [i * 2 for i in v], {i: i * i for i in v}


def over_three_axes(int[:, :, :] v):
    """
    >>> over_three_axes(np.arange(8, dtype="i").reshape(2, 2, 2))
    [[[0, 1], [2, 3]], [[4, 5], [6, 7]]]
    """
    return [[[item for item in row] for row in matrix] for matrix in v]


def rebound(int[:] v):
    """
    >>> rebound(np.arange(5, dtype="i"))
    10
    """
    cdef int s = 0
    for item in v:
        s += item
        v = None
    return s


def with_break(double[:, :] v, double limit):
    """
    >>> with_break(x, 5), with_break(x, 100)
    (8.0, None)
    """
    for row in v:
        if row[0] > limit:
            break
    else:
        return None
    return row[0]


cdef struct Point:
    double x, y


def structs(double[:, ::1] v):
    """
    >>> structs(x[:, :2].copy())
    27.0
    """
    cdef Point[3] points
    cdef double s = 0
    for i in range(3):
        points[i].x, points[i].y = v[i, 0], v[i, 1]
    for p in points:
        s += p.x + p.y
    return s


def unbound(bint bind):
    """
    >>> unbound(True)
    3
    >>> unbound(False)
    Traceback (most recent call last):
    UnboundLocalError: local variable 'v' referenced before assignment
    """
    cdef double[:, :] v, w
    if bind:
        v = x
    w = v
    return w.shape[0]


def deleted():
    """
    >>> deleted()
    Traceback (most recent call last):
    UnboundLocalError: local variable 'v' referenced before assignment
    """
    cdef double[:, :] v = x
    del v
    return v is None

# cython: language_level=3
"""Parts of views: rows, slices, new axes, transposes, looser layouts; with and without the GIL."""

import numpy as np
from libc.math cimport sqrt

matrix = np.arange(12.0).reshape(3, 4)
square = np.arange(9.0).reshape(3, 3)
line = np.arange(5.0)


cdef double norm(double[:] v) nogil:
    cdef double s = 0
    cdef Py_ssize_t i
    for i in range(v.shape[0]):
        s += v[i] * v[i]
    return sqrt(s)


cdef double norm_contiguous(double[::1] v) noexcept nogil:
    return norm(v)


def looser(double[::1] x, double[:] y):
    """
    >>> expected = 3 * np.linalg.norm(line) + np.linalg.norm(line[::2])
    >>> bool(abs(looser(line, line[::2]) - expected) < 1e-9)
    True
    """
    cdef double[:] w = x
    w = y
    with nogil:
        r = norm(x) + norm(y) + 2 * norm_contiguous(x)
    assert w.shape[0] == y.shape[0]
    return r


def rows(double[:, ::1] a, double[:, :] b):
    """
    >>> expected = sum(3 * np.linalg.norm(r) + 2 * np.linalg.norm(c) for r, c in zip(square, square.T))
    >>> bool(abs(rows(square, square) - expected) < 1e-9)
    True
    """
    cdef Py_ssize_t i
    cdef double s = 0
    with nogil:
        for i in range(a.shape[0]):
            s += norm(a[i]) + norm_contiguous(a[i]) + norm(b[i, :]) + norm(b[:, i]) + norm(b.T[i])
    return s


def cut(double[:, :] a, int i, int j, int k):
    """
    >>> cut(matrix, 1, 1, 2)
    [4.0, 4, 2, 8.0, 1, 3, 2, 5.0]
    >>> cut(matrix, -1, -1, -1)
    [8.0, 4, 4, 8.0, 1, 3, 2, 5.0]
    """
    row = a[i]
    some = a[i, j::k]
    back = a[::-1, 0]
    more = a[None, ..., 1:3]
    return [row[0], row.shape[0], some.shape[0], back[0], more.shape[0], more.shape[1], more.shape[2], more[0, 1, 0]]


def bounds(double[:] v, start, stop, step):
    """
    >>> def same(*args):
    ...     return bounds(line, *args) == line[slice(*args)].tolist()
    >>> ends = [None, -7, -5, -2, -1, 0, 1, 3, 5, 9]
    >>> all(same(a, b, c) for a in ends for b in ends for c in (None, 1, 2, 7, -1, -2, -7))
    True
    >>> bounds(line, None, None, 0)
    Traceback (most recent call last):
    ValueError: slice step cannot be zero
    """
    cdef double[:] w
    cdef Py_ssize_t i
    if start is None:
        if stop is None:
            w = v[::step] if step is not None else v[::1]
        else:
            w = v[:stop:step] if step is not None else v[:stop]
    elif stop is None:
        w = v[start::step] if step is not None else v[start:]
    else:
        w = v[start:stop:step] if step is not None else v[start:stop]
    return [w[i] for i in range(w.shape[0])]


def refused(double[:, :] v, int i):
    """
    >>> refused(matrix, 7)
    Traceback (most recent call last):
    IndexError: Index out of bounds (axis 0)
    >>> refused(None, 0)
    Traceback (most recent call last):
    TypeError: Cannot slice None memoryview slice
    """
    w = v[i]
    return w[0]


def kept(double[:, :] v):
    """
    >>> f = kept(np.arange(12.0).reshape(3, 4))
    >>> f(0, 0), f(-1, -1)
    (5.0, 11.0)
    """
    cdef double[:, :] w = v[1:, 1:]

    def get(int i, int j):
        return w[i, j]

    return get


def shrinking(double[:] v):
    """
    >>> shrinking(line)
    (4, 4.0)
    """
    cdef double[:] w = v
    cdef int n = 0
    with nogil:
        while w.shape[0] > 1:
            w = w[1:]
            n += 1
    return n, w[0]


def read_only(const double[:, :] v):
    """
    >>> frozen = matrix.copy()
    >>> frozen.setflags(write=False)
    >>> read_only(frozen)
    4.0
    """
    return v[1][0]


cdef double corner(const double[:, :] v):
    return v[-1, -1]


def parts_of_temporaries(double[:, :] v):
    """A part of a copy that nothing else holds lives as long as it is used.

    >>> import numpy as np
    >>> parts_of_temporaries(np.arange(6.0).reshape(2, 3))
    (5.0, 5.0, 4.0, 5.0, 2.0)
    """
    cdef double[:, :] kept = v.copy()[:, 1:]
    cdef double[:] row = v.copy_fortran()[0]
    return corner(v.copy()), corner(v.copy_fortran()), kept[1, 0], kept[1, 1], row[2]


def empty_ellipsis(double[:, :] v, Py_ssize_t i, Py_ssize_t j):
    """An ellipsis that stands for no axis leaves an element.

    >>> import numpy as np
    >>> empty_ellipsis(np.arange(6.0).reshape(2, 3), 1, 1)
    (4.0, 8.0, 9.0)
    """
    before = v[i, ..., j]
    v[i, ..., j] = 8
    after = v[i, j]
    v[..., i, j] += 1
    return before, after, v[i, j, ...]

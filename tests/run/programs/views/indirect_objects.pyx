"""Objects of views that go through pointers."""

from cython cimport view
from libc.stdlib cimport free, malloc


cdef class Rows:
    cdef int **rows
    cdef Py_ssize_t[2] shape
    cdef Py_ssize_t[2] strides
    cdef Py_ssize_t[2] sub
    def __cinit__(self, n, m):
        self.rows = <int **>malloc(n * sizeof(int *))
        for i in range(n):
            self.rows[i] = <int *>malloc(m * sizeof(int))
            for j in range(m):
                self.rows[i][j] = 10 * i + j
        self.shape[0] = n; self.shape[1] = m
        self.strides[0] = sizeof(int *); self.strides[1] = sizeof(int)
        self.sub[0] = 0; self.sub[1] = -1

    def __getbuffer__(self, Py_buffer *b, int flags):
        b.buf = self.rows; b.len = self.shape[0] * self.shape[1] * 4; b.itemsize = 4; b.readonly = 0; b.ndim = 2
        b.format = 'i'; b.shape = self.shape; b.strides = self.strides; b.suboffsets = self.sub; b.obj = self; b.internal = NULL

    def __dealloc__(self):
        for i in range(self.shape[0]):
            free(self.rows[i])
        free(self.rows)


def take(int[::view.indirect, :] v):
    return v


def generic(int[::view.generic, ::view.generic] v):
    return v


def row(int[:] v):
    return v


def table(int[:, :] v):
    return v


def grow(int[::view.generic] v):
    return v


def lists(v):
    return [list(row) for row in v]


def shown():
    """
    >>> rows, v = shown()
    >>> v.suboffsets, v.shape, v[2, 3], lists(v), v.base is rows, v.is_c_contig()
    ((0, -1), (3, 4), 23, [[0, 1, 2, 3], [10, 11, 12, 13], [20, 21, 22, 23]], True, False)
    >>> part = v[1:, ::2]
    >>> part.suboffsets, part[0, 1], part.shape, lists(take(part)), take(part).base is rows
    ((0, -1), 12, (2, 2), [[10, 12], [20, 22]], True)
    >>> other = generic(part)
    >>> other[1, 1], other.suboffsets, list(row(v[1])), list(grow(v[1])), list(grow(v[2, 1:])), v[:, 2].shape
    (22, (0, -1), [10, 11, 12, 13], [10, 11, 12, 13], [21, 22, 23], (3,))
    >>> row(v[1]).base is rows, grow(v[2]).base is rows, other.base is rows
    (True, True, True)
    >>> v[::2, 5:-9:-1].suboffsets, v[0:2, -9:0].suboffsets
    ((12, -1), (0, -1))
    >>> table(v)
    Traceback (most recent call last):
    ValueError: Buffer not compatible with direct access in dimension 0.
    >>> v.T
    Traceback (most recent call last):
    ValueError: Cannot transpose memoryview with indirect dimensions
    >>> memoryview(v).suboffsets, memoryview(part).tolist()
    ((0, -1), [[10, 12], [20, 22]])
    """
    rows = Rows(3, 4)
    return rows, take(rows)


def assigned():
    """
    >>> assigned()
    [[0, 5, 5, 3], [5, 22, 23, 5], [20, 21, 22, 23]]
    [[20, 21, 22, 23], [5, 22, 23, 5], [0, 5, 5, 3]]
    (16, 4) [[20, 21, 22, 23], [5, 22, 23, 5], [0, 5, 5, 3]]
    """
    v = take(Rows(3, 4))
    v[1] = 5
    v[0:2, 1:3] = v[1:3, 2:4]
    print(lists(v))
    v[...] = v[::-1]
    print(lists(v))
    print(v.copy().strides, lists(v.copy()))

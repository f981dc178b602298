"""Layouts of views: what the axes ask of a buffer, and how a buffer that is otherwise is refused."""
import numpy as np
cimport cython
from cython cimport view
from cython.view cimport contiguous, generic, indirect, indirect_contiguous, strided
from cpython.mem cimport PyMem_Malloc, PyMem_Free


cdef class Rows:
    """Rows of numbers that lie anywhere, reached through a list of pointers."""
    cdef double **rows
    cdef double *numbers
    cdef Py_ssize_t[2] shape
    cdef Py_ssize_t[2] strides
    cdef Py_ssize_t[2] suboffsets
    cdef int step
    cdef public object log

    def __cinit__(self, int n, int m, int step=1, int skip=0):
        cdef int i, j
        self.rows = <double **>PyMem_Malloc(n * step * sizeof(double *))
        self.numbers = <double *>PyMem_Malloc(n * (m + skip) * sizeof(double))
        self.shape[0], self.shape[1] = n, m
        self.strides[0], self.strides[1] = step * sizeof(double *), sizeof(double)
        self.suboffsets[0], self.suboffsets[1] = skip * sizeof(double), -1
        self.log = []
        for i in range(n):
            self.rows[i * step] = self.numbers + (n - 1 - i) * (m + skip)
            for j in range(m):
                self.rows[i * step][skip + j] = 10 * i + j

    def __dealloc__(self):
        PyMem_Free(self.rows)
        PyMem_Free(self.numbers)

    cdef fill(self, Py_buffer *b):
        self.log.append("acquired")
        b.buf = self.rows
        b.obj = self
        b.len = self.shape[0] * self.shape[1] * sizeof(double)
        b.itemsize = sizeof(double)
        b.readonly = 0
        b.ndim = 2
        b.format = "d"
        b.shape, b.strides, b.suboffsets, b.internal = self.shape, self.strides, self.suboffsets, NULL

    def __getbuffer__(self, Py_buffer *b, int flags):
        self.fill(b)

    def __releasebuffer__(self, Py_buffer *b):
        self.log.append("released")


def through_pointers(o):
    """
    >>> rows = Rows(3, 4)
    >>> through_pointers(rows)
    ([0.0, 10.0, 20.0], 95.0, 3, 11.0)
    >>> rows.log
    ['acquired', 'released']
    >>> through_pointers(Rows(3, 4, skip=2))
    ([0.0, 10.0, 20.0], 95.0, 3, 11.0)
    >>> through_pointers(Rows(3, 4, step=2))
    Traceback (most recent call last):
    ValueError: Buffer is not indirectly contiguous in dimension 0.
    >>> through_pointers(np.zeros((3, 4)))
    Traceback (most recent call last):
    ValueError: Buffer is not indirectly contiguous in dimension 0.
    """
    cdef double[::indirect_contiguous, ::1] v = o
    cdef Py_ssize_t i, j
    total = 0
    for i in range(v.shape[0]):
        for j in range(v.shape[1]):
            total += v[i, j] if i < 2 else v[i, j] / 2
    return [v[i, 0] for i in range(3)], total, v.shape[0], v[1, 1]


def strided_pointers(o):
    """
    >>> strided_pointers(Rows(3, 4)), strided_pointers(Rows(3, 4, 2, 1))
    (23.0, 23.0)
    >>> strided_pointers(np.zeros((3, 4)))
    Traceback (most recent call last):
    ValueError: Buffer is not indirectly accessible in dimension 0.
    """
    cdef double[::view.indirect, :] v = o
    return v[2, 3]


def either(o):
    """
    >>> either(Rows(3, 4)), either(np.arange(12.0).reshape(3, 4)), either(np.arange(12.0).reshape(4, 3).T)
    ((23.0, 1, -1), (11.0, -1, -1), (11.0, -1, -1))
    """
    cdef double[::generic, ::view.generic] v = o
    return v[2, 3], 1 if v.suboffsets[0] >= 0 else -1, v.suboffsets[1]


def second_generic(double[:, ::generic] v):
    """
    >>> second_generic(np.arange(12.0).reshape(3, 4))
    11.0
    >>> second_generic(Rows(3, 4))
    Traceback (most recent call last):
    ValueError: Buffer not compatible with direct access in dimension 0.
    """
    return v[2, 3]


def direct(double[:, :] v):
    """
    >>> rows = Rows(3, 4)
    >>> direct(rows)
    Traceback (most recent call last):
    ValueError: Buffer not compatible with direct access in dimension 0.
    >>> rows.log
    ['acquired', 'released']
    """
    return v[2, 3]


def last_contiguous(double[:, ::contiguous] v):
    """
    >>> a = np.arange(24.0).reshape(4, 6)
    >>> last_contiguous(a), last_contiguous(a[::2]), last_contiguous(a[:, :1]), last_contiguous(a[:, 3:5])
    ((24.0, 4, 6), (12.0, 2, 6), (4.0, 4, 1), (8.0, 4, 2))
    >>> last_contiguous(a[:, ::2])
    Traceback (most recent call last):
    ValueError: Buffer and memoryview are not contiguous in the same dimension.
    >>> last_contiguous(a[:, ::-1])
    Traceback (most recent call last):
    ValueError: Buffer and memoryview are not contiguous in the same dimension.
    >>> last_contiguous(a.T)
    Traceback (most recent call last):
    ValueError: Buffer and memoryview are not contiguous in the same dimension.
    >>> last_contiguous(np.zeros((3, 0)))
    (0.0, 3, 0)
    """
    cdef Py_ssize_t i, j
    cdef double total = 0
    for i in range(v.shape[0]):
        for j in range(v.shape[1]):
            v[i, j] = 1
            total += v[i, j]
    return total, v.shape[0], v.shape[1]


def first_contiguous(double[::contiguous, :, :] v):
    """
    >>> a = np.arange(24.0).reshape(2, 3, 4)
    >>> first_contiguous(a.T), first_contiguous(a.T[:, ::2, ::-1]), first_contiguous(a[:1])
    (1.0, 1.0, 0.0)
    >>> first_contiguous(a)
    Traceback (most recent call last):
    ValueError: Buffer and memoryview are not contiguous in the same dimension.
    """
    return v[v.shape[0] - 1, 0, 0] - v[0, 0, 0] if v.shape[0] < 2 else v[1, 0, 0] - v[0, 0, 0]


cdef class Tables(Rows):
    """Each pointer leads to a table of two axes."""
    cdef Py_ssize_t[3] shape3
    cdef Py_ssize_t[3] strides3
    cdef Py_ssize_t[3] suboffsets3
    cdef public bint fortran

    def __getbuffer__(self, Py_buffer *b, int flags):
        cdef int rows = self.shape[1] // 3
        self.fill(b)
        self.shape3[0], self.shape3[1], self.shape3[2] = self.shape[0], rows, 3
        self.strides3[0] = self.strides[0]
        self.strides3[1] = sizeof(double) if self.fortran else 3 * sizeof(double)
        self.strides3[2] = rows * sizeof(double) if self.fortran else sizeof(double)
        self.suboffsets3[0], self.suboffsets3[1], self.suboffsets3[2] = self.suboffsets[0], -1, -1
        b.ndim = 3
        b.shape, b.strides, b.suboffsets = self.shape3, self.strides3, self.suboffsets3


def in_columns():
    tables = Tables(2, 6)
    tables.fortran = True
    return tables


def tables_c(double[::indirect, :, ::1] v):
    """
    >>> tables_c(Tables(2, 6))
    (15.0, 15.0, 12.0)
    >>> tables_c(in_columns())
    Traceback (most recent call last):
    ValueError: Buffer and memoryview are not contiguous in the same dimension.
    """
    cdef double[:, ::1] table = v[1]
    return v[1, 1, 2], table[1, 2], table[0, 2]


def tables_f(double[::indirect, ::1, :] v):
    """
    >>> tables_f(in_columns())
    (15.0, 15.0, 14.0)
    >>> tables_f(Tables(2, 6))
    Traceback (most recent call last):
    ValueError: Buffer and memoryview are not contiguous in the same dimension.
    """
    cdef double[::1, :] table = v[1]
    return v[1, 1, 2], table[1, 2], table[0, 2]


def none_of_them(double[::generic, ::indirect] v=None):
    """
    >>> none_of_them()
    True
    """
    return v is None

"""A two-dimensional array as pointers to rows, seen through views and from Python."""

from cython cimport view
from libc.stdlib cimport malloc, free

cdef class Rows:
    """Owns rows that each have memory of their own, and shows them as one buffer."""

    cdef double **rows
    cdef Py_ssize_t[2] shape, strides, suboffsets

    def __cinit__(self, Py_ssize_t n, Py_ssize_t m):
        cdef Py_ssize_t i, j
        self.rows = <double **>malloc(n * sizeof(double *))
        for i in range(n):
            self.rows[i] = <double *>malloc(m * sizeof(double))
            for j in range(m):
                self.rows[i][j] = 10 * i + j
        self.shape[0], self.shape[1] = n, m
        self.strides[0], self.strides[1] = sizeof(double *), sizeof(double)
        self.suboffsets[0], self.suboffsets[1] = 0, -1

    def __dealloc__(self):
        cdef Py_ssize_t i
        for i in range(self.shape[0]):
            free(self.rows[i])
        free(self.rows)
        print("freed")

    def __getbuffer__(self, Py_buffer *buffer, int flags):
        buffer.buf = self.rows
        buffer.obj = self
        buffer.format = "d"
        buffer.itemsize = sizeof(double)
        buffer.len = self.shape[0] * self.shape[1] * sizeof(double)
        buffer.ndim = 2
        buffer.readonly = 0
        buffer.shape = self.shape
        buffer.strides = self.strides
        buffer.suboffsets = self.suboffsets
        buffer.internal = NULL

cdef double total(double[::view.indirect_contiguous, ::1] rows) noexcept nogil:
    cdef Py_ssize_t i, j
    cdef double result = 0
    for i in range(rows.shape[0]):
        for j in range(rows.shape[1]):
            result += rows[i, j]
    return result

cdef double sum_row(double[:] row) noexcept nogil:
    cdef double result = 0
    cdef Py_ssize_t i
    for i in range(row.shape[0]):
        result += row[i]
    return result

def main():
    cdef double[::view.indirect_contiguous, ::1] mview = Rows(3, 4)
    cdef double[::view.generic, :] either = mview
    cdef double[:, :] direct
    mview[0, 0] = 100
    print(mview[-1, -1], total(mview), mview[1, 2], either[2, 1], sum_row(mview[1]))
    print(mview.suboffsets[0], mview.suboffsets[1], mview.strides[1])
    cdef object obj = mview
    print(obj.shape, obj[1, 2], obj.suboffsets, [obj[i, 0] for i in range(3)])
    direct = mview.copy()
    print(direct[0, 0], direct[2, 3], direct.strides[0])
    try:
        direct = obj
    except ValueError as error:
        print("refused")

main()

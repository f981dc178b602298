# mypy: ignore-errors
"""A two-dimensional array as pointers to rows, seen through views and from Python."""

import cython
from cython.cimports.cpython.buffer import Py_buffer
from cython.cimports.cython import view
from cython.cimports.libc.stdlib import free, malloc


@cython.cclass
class Rows:
    """Owns rows that each have memory of their own, and shows them as one buffer."""

    rows: cython.pp_double
    shape: cython.Py_ssize_t[2]
    strides: cython.Py_ssize_t[2]
    suboffsets: cython.Py_ssize_t[2]

    def __cinit__(self, n: cython.Py_ssize_t, m: cython.Py_ssize_t):
        i: cython.Py_ssize_t
        j: cython.Py_ssize_t
        self.rows = cython.cast(cython.pp_double, malloc(n * cython.sizeof(cython.p_double)))
        for i in range(n):
            self.rows[i] = cython.cast(cython.p_double, malloc(m * cython.sizeof(cython.double)))
            for j in range(m):
                self.rows[i][j] = 10 * i + j
        self.shape[0], self.shape[1] = n, m
        self.strides[0], self.strides[1] = cython.sizeof(cython.p_double), cython.sizeof(cython.double)
        self.suboffsets[0], self.suboffsets[1] = 0, -1

    def __dealloc__(self):
        i: cython.Py_ssize_t
        for i in range(self.shape[0]):
            free(self.rows[i])
        free(self.rows)
        print("freed")

    def __getbuffer__(self, buffer: cython.pointer[Py_buffer], flags: cython.int):
        buffer.buf = self.rows
        buffer.obj = self
        buffer.format = "d"
        buffer.itemsize = cython.sizeof(cython.double)
        buffer.len = self.shape[0] * self.shape[1] * cython.sizeof(cython.double)
        buffer.ndim = 2
        buffer.readonly = 0
        buffer.shape = self.shape
        buffer.strides = self.strides
        buffer.suboffsets = self.suboffsets
        buffer.internal = cython.NULL


@cython.nogil
@cython.cfunc
@cython.exceptval(check=False)
def total(rows: cython.double[:: view.indirect_contiguous, ::1]) -> cython.double:
    i: cython.Py_ssize_t
    j: cython.Py_ssize_t
    result: cython.double = 0
    for i in range(rows.shape[0]):
        for j in range(rows.shape[1]):
            result += rows[i, j]
    return result


@cython.nogil
@cython.cfunc
@cython.exceptval(check=False)
def sum_row(row: cython.double[:]) -> cython.double:
    result: cython.double = 0
    i: cython.Py_ssize_t
    for i in range(row.shape[0]):
        result += row[i]
    return result


def main():
    mview: cython.double[:: view.indirect_contiguous, ::1] = Rows(3, 4)
    either: cython.double[:: view.generic, :] = mview
    direct: cython.double[:, :]
    mview[0, 0] = 100
    print(mview[-1, -1], total(mview), mview[1, 2], either[2, 1], sum_row(mview[1]))
    print(mview.suboffsets[0], mview.suboffsets[1], mview.strides[1])
    obj: object = mview
    print(obj.shape, obj[1, 2], obj.suboffsets, [obj[i, 0] for i in range(3)])
    direct = mview.copy()
    print(direct[0, 0], direct[2, 3], direct.strides[0])
    try:
        direct = obj
    except ValueError:
        print("refused")


main()

# mypy: ignore-errors
"""Indexing, slicing, transposing and passing need no GIL."""

import cython
import numpy as np


@cython.nogil
@cython.ccall
def sum3d(arr: cython.int[:, :, :]) -> cython.int:
    i: cython.size_t
    j: cython.size_t
    k: cython.size_t
    total: cython.int = 0
    for i in range(arr.shape[0]):
        for j in range(arr.shape[1]):
            for k in range(arr.shape[2]):
                total += arr[i, j, k]
    return total


@cython.nogil
@cython.cfunc
@cython.exceptval(check=False)
def sum2d(arr: cython.int[:, :]) -> cython.int:
    i: cython.Py_ssize_t
    j: cython.Py_ssize_t
    total: cython.int = 0
    for i in range(arr.shape[0]):
        for j in range(arr.shape[1]):
            total += arr[i, j]
    return total


@cython.nogil
@cython.cfunc
@cython.exceptval(check=False)
def weighted(arr: cython.int[:, :]) -> cython.int:
    flipped: cython.int[:, :] = arr.T
    row: cython.int[:]
    i: cython.Py_ssize_t
    j: cython.Py_ssize_t
    total: cython.int = 0
    for i in range(flipped.shape[0]):
        row = flipped[i, ::-1]
        for j in range(row.shape[0]):
            total += cython.cast(cython.int, i + 1) * row[j]
    return total


def main():
    arr: cython.int[:, :, :] = np.arange(24, dtype=np.intc).reshape((2, 3, 4))
    flat: cython.int[:, :]
    a: cython.int
    b: cython.int
    c: cython.int
    d: cython.int
    with cython.nogil:
        a = sum3d(arr)
        b = sum3d(arr[::-1, 1:, ::2])
        flat = arr[1]
        c = sum2d(flat) + sum2d(arr[0]) + sum2d(arr[:, 0].T)
        d = weighted(arr[1])
        arr[0, 0, 0] = a
    return a, b, c, d, arr[0, 0, 0]


print(main())
print(sum3d(np.ones((3, 4, 5), dtype=np.intc)))

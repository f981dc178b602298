"""Indexing, slicing, transposing and passing need no GIL."""

import numpy as np

cpdef int sum3d(int[:, :, :] arr) nogil:
    cdef size_t i, j, k
    cdef int total = 0
    for i in range(arr.shape[0]):
        for j in range(arr.shape[1]):
            for k in range(arr.shape[2]):
                total += arr[i, j, k]
    return total

cdef int sum2d(int[:, :] arr) noexcept nogil:
    cdef Py_ssize_t i, j
    cdef int total = 0
    for i in range(arr.shape[0]):
        for j in range(arr.shape[1]):
            total += arr[i, j]
    return total

cdef int weighted(int[:, :] arr) noexcept nogil:
    cdef int[:, :] flipped = arr.T
    cdef int[:] row
    cdef Py_ssize_t i, j
    cdef int total = 0
    for i in range(flipped.shape[0]):
        row = flipped[i, ::-1]
        for j in range(row.shape[0]):
            total += <int>(i + 1) * row[j]
    return total

def main():
    cdef int[:, :, :] arr = np.arange(24, dtype=np.intc).reshape((2, 3, 4))
    cdef int[:, :] flat
    cdef int a, b, c, d
    with nogil:
        a = sum3d(arr)
        b = sum3d(arr[::-1, 1:, ::2])
        flat = arr[1]
        c = sum2d(flat) + sum2d(arr[0]) + sum2d(arr[:, 0].T)
        d = weighted(arr[1])
        arr[0, 0, 0] = a
    return a, b, c, d, arr[0, 0, 0]

print(main())
print(sum3d(np.ones((3, 4, 5), dtype=np.intc)))

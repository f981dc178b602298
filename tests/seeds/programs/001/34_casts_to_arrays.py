# mypy: ignore-errors
"""Pointers and C arrays cast to Cython arrays, and a C array assigned to a view."""

import cython
import numpy as np
from cython.cimports.cython import view
from cython.cimports.libc.stdlib import free, malloc


def pointer(n: cython.int, m: cython.int):
    my_data_pointer: cython.p_int = cython.cast(cython.p_int, malloc(n * m * cython.sizeof(cython.int)))
    my_array: view.array
    i: cython.int
    try:
        for i in range(n * m):
            my_data_pointer[i] = i * i
        my_array = cython.cast(cython.int[:n, :m], my_data_pointer)
        my_array[0, 1] = -1
        return my_array.shape, my_array[n - 1, m - 1], my_data_pointer[1], int(np.array(my_array).sum())
    finally:
        free(my_data_pointer)


def c_array():
    my_c_array: cython.int[2][10]  # ten arrays of two: in Python the inner type comes first
    i: cython.int
    j: cython.int
    for i in range(10):
        for j in range(2):
            my_c_array[i][j] = 10 * i + j
    my_array: view.array = cython.cast(cython.int[:, :], my_c_array)
    myslice: cython.int[:, ::1] = my_c_array
    myslice[0, 0] = 1000
    return my_array.shape, my_array[9, 1], my_array[0, 0], my_c_array[0][0], int(np.asarray(myslice).sum())


print(pointer(10, 2))
print(pointer(3, 4))
print(c_array())

"""Pointers and C arrays cast to Cython arrays, and a C array assigned to a view."""

from cython cimport view
from libc.stdlib cimport malloc, free
import numpy as np

def pointer(int n, int m):
    cdef int *my_data_pointer = <int *>malloc(n * m * sizeof(int))
    cdef view.array my_array
    cdef int i
    try:
        for i in range(n * m):
            my_data_pointer[i] = i * i
        my_array = <int[:n, :m]> my_data_pointer
        my_array[0, 1] = -1
        return my_array.shape, my_array[n - 1, m - 1], my_data_pointer[1], int(np.array(my_array).sum())
    finally:
        free(my_data_pointer)

def c_array():
    cdef int[10][2] my_c_array
    cdef int i, j
    for i in range(10):
        for j in range(2):
            my_c_array[i][j] = 10 * i + j
    cdef view.array my_array = <int[:, :]> my_c_array
    cdef int[:, ::1] myslice = my_c_array
    myslice[0, 0] = 1000
    return my_array.shape, my_array[9, 1], my_array[0, 0], my_c_array[0][0], int(np.asarray(myslice).sum())

print(pointer(10, 2))
print(pointer(3, 4))
print(c_array())

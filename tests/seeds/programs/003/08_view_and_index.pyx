"""The whole view and an index, in the place of a row."""

import numpy as np

cdef void f(double[:,:] x2D, Py_ssize_t column) noexcept nogil:
    cdef Py_ssize_t i
    # do something, using x2D[i, j] to get individual elements
    for i in range(x2D.shape[0]):
        x2D[i, column] += i

def call_f(double[:,:] x2D):
    cdef Py_ssize_t i
    for i in range(x2D.shape[1]):
        f(x2D, i)

array = np.zeros((3, 4))
call_f(array)
print(array.tolist())

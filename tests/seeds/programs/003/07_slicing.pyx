"""Rows of a view, passed on without the GIL, without objects."""

import numpy as np

cdef void f(double[:] x) noexcept nogil:
    cdef Py_ssize_t i
    for i in range(x.shape[0]):
        x[i] += i

def call_f(double[:,:] x2D):
    cdef Py_ssize_t i
    for i in range(x2D.shape[0]):
        f(x2D[i, :])  # this is fast!

def call_f_nogil(double[:,:] x2D):
    cdef Py_ssize_t i
    with nogil:
        for i in range(x2D.shape[0]):
            f(x2D[i, :])

array = np.zeros((3, 4))
call_f(array)
print(array.tolist())
call_f_nogil(array.T)
print(array.tolist())

# cython: fastmath=reassoc, boundscheck=False
"""
>>> from array import array
>>> total(array("d", [0.5, 0.25, 4.0]))
4.75
>>> strict(array("d", [1e16, 1.0, -1e16]))
0.0
"""
cimport cython


def total(double[:] values):
    return sum_of(values)


cdef inline double sum_of(double[:] values) noexcept:
    cdef double total = 0
    for i in range(values.shape[0]):
        total += values[i]
    return total


@cython.fastmath(False)
def strict(double[:] values):
    cdef double total = 0
    for i in range(values.shape[0]):
        total += values[i]
    return total

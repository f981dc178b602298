# cython: initializedcheck=False
"""Without the tests for initialised views the results are the same, and a view that has none is found all the same."""

import numpy as np

def total(double[:] values):
    cdef double[:] view = values
    cdef Py_ssize_t i
    cdef double result = 0
    for i in range(view.shape[0]):
        result += view[i]
    return result

def unbound(now):
    cdef double[:] view
    if now:
        view = np.ones(3)
    return view[0]

print(total(np.arange(5.)), unbound(True))
unbound(False)

"""One function for Python, with any array, and for C code, with what is a view already."""

import array
import numpy as np

cpdef do_something_useful(double[:] x):
    # can be called from Python with any array type or from Cython
    # with something that's already a memoryview
    cdef Py_ssize_t i
    cdef double total = 0
    for i in range(x.shape[0]):
        total += x[i]
    return total

def from_cython(double[:, :] values):
    return [do_something_useful(values[i]) for i in range(values.shape[0])]

print(do_something_useful(np.arange(4.)), do_something_useful(array.array("d", [1, 2])))
print(from_cython(np.arange(6.).reshape(2, 3)))
print(do_something_useful.__name__)

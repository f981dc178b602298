# mypy: ignore-errors
"""One function for Python, with any array, and for C code, with what is a view already."""

import array

import cython
import numpy as np


@cython.ccall
def do_something_useful(x: cython.double[:]):
    # can be called from Python with any array type or from Cython
    # with something that's already a memoryview
    i: cython.Py_ssize_t
    total: cython.double = 0
    for i in range(x.shape[0]):
        total += x[i]
    return total


def from_cython(values: cython.double[:, :]):
    return [do_something_useful(values[i]) for i in range(values.shape[0])]


print(do_something_useful(np.arange(4.0)), do_something_useful(array.array("d", [1, 2])))
print(from_cython(np.arange(6.0).reshape(2, 3)))
print(do_something_useful.__name__)

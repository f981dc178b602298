# mypy: ignore-errors
# distutils: language = c++
"""A view of a vector of C++, which frees its memory by itself."""

# Code below requires C++!
import cython
from cython.cimports.libcpp.vector import vector


def cpp_variably_sized(N: cython.int):
    vec: vector[cython.double] = vector[cython.double](N)
    mview: cython.double[::1] = cython.cast(cython.double[:N], vec.data())
    i: cython.Py_ssize_t
    total: cython.double = 0
    # do something ...
    mview[:] = 0.5
    for i in range(mview.shape[0]):
        mview[i] += i
    for i in range(N):
        total += vec[i]
    return total, vec.size()
    # again, don't use the memoryview after the end of the function


print(cpp_variably_sized(4), cpp_variably_sized(1000))

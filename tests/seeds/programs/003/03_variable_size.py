# mypy: ignore-errors
"""A view of memory of malloc, which the function frees itself."""

import cython
from cython.cimports.libc.stdlib import free, malloc


def variable_sized_array(N: cython.int):
    mview: cython.double[::1]
    arr: cython.p_double = cython.cast(cython.p_double, malloc(cython.sizeof(cython.double) * N))
    i: cython.Py_ssize_t
    total: cython.double = 0
    try:
        mview = cython.cast(cython.double[:N], arr)
        # do something...
        mview[:] = 0.5
        for i in range(mview.shape[0]):
            mview[i] += i
        for i in range(N):
            total += arr[i]
        return total
    finally:
        free(arr)
        # don't use the memoryview after this!


print(variable_sized_array(4), variable_sized_array(1000))

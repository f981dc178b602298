# mypy: ignore-errors
"""A view of a C array of a function."""

import cython


def fixed_sized_array():
    arr: cython.double[10]
    mview: cython.double[::1] = arr
    i: cython.Py_ssize_t
    # do something ...
    mview[:] = 1
    for i in range(10):
        mview[i] += i
    arr[3] = 100
    return mview[3], arr[9], mview.shape[0]
    # arr ceases to exist at the end of the function... don't
    # use the memoryview afterwards


print(fixed_sized_array())

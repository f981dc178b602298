"""A view of a C array of a function."""

def fixed_sized_array():
    cdef double[10] arr
    cdef double[::1] mview = arr
    cdef Py_ssize_t i
    # do something ...
    mview[:] = 1
    for i in range(10):
        mview[i] += i
    arr[3] = 100
    return mview[3], arr[9], mview.shape[0]
    # arr ceases to exist at the end of the function... don't
    # use the memoryview afterwards

print(fixed_sized_array())

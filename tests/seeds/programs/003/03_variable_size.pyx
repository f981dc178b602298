"""A view of memory of malloc, which the function frees itself."""

from libc.stdlib cimport malloc, free

def variable_sized_array(int N):
    cdef double[::1] mview
    cdef double *arr = <double*>malloc(sizeof(double)*N)
    cdef Py_ssize_t i
    cdef double total = 0
    try:
        mview = <double[:N]>arr
        # do something...
        mview[:] = .5
        for i in range(mview.shape[0]):
            mview[i] += i
        for i in range(N):
            total += arr[i]
        return total
    finally:
        free(arr)
        # don't use the memoryview after this!

print(variable_sized_array(4), variable_sized_array(1000))

"""Memory handed back to Python: it lives as long as anything looks at it, then it is freed."""

from cython cimport view
from libc.stdlib cimport malloc, free
import numpy as np

freed = []

cdef void release(void *data) noexcept with gil:
    freed.append((<double *>data)[0])
    free(data)

def make(double value, int n):
    cdef double *data = <double *>malloc(n * sizeof(double))
    cdef view.array memory = <double[:n]> data
    memory.callback_free_data = release
    cdef double[:] mview = memory
    mview[:] = value
    return mview[1:]

part = make(3, 4)
print(part[0], part.shape, freed)
array = np.asarray(part)[::2]
del part
print(array, freed)
del array
print(freed)
make(4, 2)
print(freed)

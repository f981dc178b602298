"""Memory that lives as long as it is used, by the quick way into array.array."""

from cpython cimport array
import array

cdef array.array template = array.array("d")

def make(int N):
    cdef array.array memory = array.clone(template, N, zero=True)
    cdef double[::1] mview = memory
    mview[N - 1] = 4
    return memory, mview[0]

print(make(3))

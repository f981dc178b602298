# distutils: language = c++
"""A view of a vector of C++, which frees its memory by itself."""

# Code below requires C++!
from libcpp.vector cimport vector

def cpp_variably_sized(int N):
    cdef vector[double] vec = vector[double](N)
    cdef double[::1] mview = <double[:N]>vec.data()
    cdef Py_ssize_t i
    cdef double total = 0
    # do something ...
    mview[:] = .5
    for i in range(mview.shape[0]):
        mview[i] += i
    for i in range(N):
        total += vec[i]
    return total, vec.size()
    # again, don't use the memoryview after the end of the function

print(cpp_variably_sized(4), cpp_variably_sized(1000))

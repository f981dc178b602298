# <numeric>

cdef extern from "<numeric>" namespace "std" nogil:
    T accumulate[Iter, T](Iter first, Iter last, T start) except +
    T accumulate[Iter, T, Function](Iter first, Iter last, T start, Function add) except +
    T inner_product[Iter, Other, T](Iter first, Iter last, Other other, T start) except +
    Out partial_sum[Iter, Out](Iter first, Iter last, Out target) except +
    Out adjacent_difference[Iter, Out](Iter first, Iter last, Out target) except +
    void iota[Iter, T](Iter first, Iter last, T value) except +

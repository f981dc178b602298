# <numeric>

cdef extern from "<numeric>" namespace "std" nogil:
    T accumulate[Iter, T](Iter first, Iter last, T start) except +
    T accumulate[Iter, T, Function](Iter first, Iter last, T start, Function add) except +
    T inner_product[Iter, Other, T](Iter first, Iter last, Other other, T start) except +
    T inner_product[Iter, Other, T, Add, Multiply](Iter first, Iter last, Other other, T start, Add add,
        Multiply times) except +
    Out partial_sum[Iter, Out](Iter first, Iter last, Out target) except +
    Out partial_sum[Iter, Out, Function](Iter first, Iter last, Out target, Function add) except +
    Out adjacent_difference[Iter, Out](Iter first, Iter last, Out target) except +
    Out adjacent_difference[Iter, Out, Function](Iter first, Iter last, Out target, Function subtract) except +
    void iota[Iter, T](Iter first, Iter last, T value) except +

    # C++17 and later
    T reduce[Iter, T](Iter first, Iter last, T start) except +
    T reduce[Iter, T, Function](Iter first, Iter last, T start, Function add) except +
    T transform_reduce[Iter, Other, T](Iter first, Iter last, Other other, T start) except +
    T transform_reduce[Iter, Other, T, Add, Multiply](Iter first, Iter last, Other other, T start, Add add,
        Multiply times) except +
    T transform_reduce[Iter, T, Add, Function](Iter first, Iter last, T start, Add add, Function change) except +
    Out inclusive_scan[Iter, Out](Iter first, Iter last, Out target) except +
    Out inclusive_scan[Iter, Out, Add](Iter first, Iter last, Out target, Add add) except +
    Out inclusive_scan[Iter, Out, Add, T](Iter first, Iter last, Out target, Add add, T start) except +
    Out exclusive_scan[Iter, Out, T](Iter first, Iter last, Out target, T start) except +
    Out exclusive_scan[Iter, Out, T, Add](Iter first, Iter last, Out target, T start, Add add) except +
    Out transform_inclusive_scan[Iter, Out, Add, Function](Iter first, Iter last, Out target, Add add,
        Function change) except +
    Out transform_inclusive_scan[Iter, Out, Add, Function, T](Iter first, Iter last, Out target, Add add,
        Function change, T start) except +
    Out transform_exclusive_scan[Iter, Out, T, Add, Function](Iter first, Iter last, Out target, T start,
        Add add, Function change) except +
    T gcd[T](T a, T b)
    T lcm[T](T a, T b)
    T midpoint[T](T a, T b) except +

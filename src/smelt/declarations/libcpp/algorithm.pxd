# <algorithm>

from libcpp.utility cimport pair

cdef extern from "<algorithm>" namespace "std" nogil:
    # reading
    bint all_of[Iter, Pred](Iter first, Iter last, Pred test) except +
    bint any_of[Iter, Pred](Iter first, Iter last, Pred test) except +
    bint none_of[Iter, Pred](Iter first, Iter last, Pred test) except +
    void for_each[Iter, Function](Iter first, Iter last, Function f) except +
    ptrdiff_t count[Iter, T](Iter first, Iter last, const T& value) except +
    ptrdiff_t count_if[Iter, Pred](Iter first, Iter last, Pred test) except +
    bint equal[Iter, Other](Iter first, Iter last, Other other) except +
    Iter find[Iter, T](Iter first, Iter last, const T& value) except +
    Iter find_if[Iter, Pred](Iter first, Iter last, Pred test) except +
    Iter search[Iter, Other](Iter first, Iter last, Other other, Other other_last) except +

    # writing
    Out copy[Iter, Out](Iter first, Iter last, Out target) except +
    Out copy_if[Iter, Out, Pred](Iter first, Iter last, Out target, Pred test) except +
    Out copy_n[Iter, Size, Out](Iter first, Size count, Out target) except +
    Out move[Iter, Out](Iter first, Iter last, Out target) except +
    void fill[Iter, T](Iter first, Iter last, const T& value) except +
    Iter fill_n[Iter, Size, T](Iter first, Size count, const T& value) except +
    Out transform[Iter, Out, Function](Iter first, Iter last, Out target, Function f) except +
    void replace[Iter, T](Iter first, Iter last, const T& old, const T& new_value) except +
    Iter remove[Iter, T](Iter first, Iter last, const T& value) except +
    Iter remove_if[Iter, Pred](Iter first, Iter last, Pred test) except +
    void reverse[Iter](Iter first, Iter last) except +
    Iter rotate[Iter](Iter first, Iter middle, Iter last) except +
    Iter unique[Iter](Iter first, Iter last) except +
    void iter_swap[Iter, Other](Iter a, Other b) except +

    # sorting
    bint is_sorted[Iter](Iter first, Iter last) except +
    void sort[Iter](Iter first, Iter last) except +
    void sort[Iter, Compare](Iter first, Iter last, Compare less) except +
    void stable_sort[Iter](Iter first, Iter last) except +
    void stable_sort[Iter, Compare](Iter first, Iter last, Compare less) except +
    void partial_sort[Iter](Iter first, Iter middle, Iter last) except +
    void partial_sort[Iter, Compare](Iter first, Iter middle, Iter last, Compare less) except +
    void nth_element[Iter](Iter first, Iter nth, Iter last) except +
    void nth_element[Iter, Compare](Iter first, Iter nth, Iter last, Compare less) except +
    Iter partition[Iter, Pred](Iter first, Iter last, Pred test) except +

    # sorted ranges and heaps
    Iter lower_bound[Iter, T](Iter first, Iter last, const T& value) except +
    Iter upper_bound[Iter, T](Iter first, Iter last, const T& value) except +
    bint binary_search[Iter, T](Iter first, Iter last, const T& value) except +
    pair[Iter, Iter] equal_range[Iter, T](Iter first, Iter last, const T& value) except +
    Out merge[Iter, Other, Out](Iter first, Iter last, Other other, Other other_last, Out target) except +
    void make_heap[Iter](Iter first, Iter last) except +
    void push_heap[Iter](Iter first, Iter last) except +
    void pop_heap[Iter](Iter first, Iter last) except +
    void sort_heap[Iter](Iter first, Iter last) except +
    void make_heap[Iter, Compare](Iter first, Iter last, Compare less) except +
    void push_heap[Iter, Compare](Iter first, Iter last, Compare less) except +
    void pop_heap[Iter, Compare](Iter first, Iter last, Compare less) except +

    # least and largest
    const T& min[T](const T& a, const T& b) except +
    const T& max[T](const T& a, const T& b) except +
    Iter min_element[Iter](Iter first, Iter last) except +
    Iter max_element[Iter](Iter first, Iter last) except +
    pair[Iter, Iter] minmax_element[Iter](Iter first, Iter last) except +
    bint next_permutation[Iter](Iter first, Iter last) except +
    bint prev_permutation[Iter](Iter first, Iter last) except +

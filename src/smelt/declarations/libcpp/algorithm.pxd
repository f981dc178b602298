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
    Iter search[Iter, Other, Pred](Iter first, Iter last, Other other, Other other_last, Pred same) except +
    Iter search_n[Iter, Size, T](Iter first, Iter last, Size count, const T& value) except +
    Iter search_n[Iter, Size, T, Pred](Iter first, Iter last, Size count, const T& value, Pred same) except +
    Iter find_if_not[Iter, Pred](Iter first, Iter last, Pred test) except +
    Iter find_end[Iter, Other](Iter first, Iter last, Other other, Other other_last) except +
    Iter find_end[Iter, Other, Pred](Iter first, Iter last, Other other, Other other_last, Pred same) except +
    Iter find_first_of[Iter, Other](Iter first, Iter last, Other other, Other other_last) except +
    Iter find_first_of[Iter, Other, Pred](Iter first, Iter last, Other other, Other other_last, Pred same) except +
    Iter adjacent_find[Iter](Iter first, Iter last) except +
    Iter adjacent_find[Iter, Pred](Iter first, Iter last, Pred same) except +
    bint equal[Iter, Other, Pred](Iter first, Iter last, Other other, Pred same) except +
    pair[Iter, Other] mismatch[Iter, Other](Iter first, Iter last, Other other) except +
    pair[Iter, Other] mismatch[Iter, Other, Pred](Iter first, Iter last, Other other, Pred same) except +
    bint lexicographical_compare[Iter, Other](Iter first, Iter last, Other other, Other other_last) except +
    bint lexicographical_compare[Iter, Other, Compare](Iter first, Iter last, Other other, Other other_last,
        Compare less) except +
    bint is_permutation[Iter, Other](Iter first, Iter last, Other other) except +
    bint is_permutation[Iter, Other, Pred](Iter first, Iter last, Other other, Pred same) except +

    # writing
    Out copy[Iter, Out](Iter first, Iter last, Out target) except +
    Out copy_if[Iter, Out, Pred](Iter first, Iter last, Out target, Pred test) except +
    Out copy_n[Iter, Size, Out](Iter first, Size count, Out target) except +
    Out move[Iter, Out](Iter first, Iter last, Out target) except +
    Out copy_backward[Iter, Out](Iter first, Iter last, Out target) except +
    Out move_backward[Iter, Out](Iter first, Iter last, Out target) except +
    Out swap_ranges[Iter, Out](Iter first, Iter last, Out other) except +
    void swap[T](T& a, T& b) except +
    void generate[Iter, Function](Iter first, Iter last, Function make) except +
    Iter generate_n[Iter, Size, Function](Iter first, Size count, Function make) except +
    Out sample[Iter, Out, Size, Random](Iter first, Iter last, Out target, Size count, Random& random) except +
    void shuffle[Iter, Random](Iter first, Iter last, Random& random) except +
    void fill[Iter, T](Iter first, Iter last, const T& value) except +
    Iter fill_n[Iter, Size, T](Iter first, Size count, const T& value) except +
    Out transform[Iter, Out, Function](Iter first, Iter last, Out target, Function f) except +
    Out transform[Iter, Other, Out, Function](Iter first, Iter last, Other other, Out target, Function f) except +
    void replace_if[Iter, Pred, T](Iter first, Iter last, Pred test, const T& new_value) except +
    Out replace_copy[Iter, Out, T](Iter first, Iter last, Out target, const T& old, const T& new_value) except +
    Out replace_copy_if[Iter, Out, Pred, T](Iter first, Iter last, Out target, Pred test,
        const T& new_value) except +
    Out remove_copy[Iter, Out, T](Iter first, Iter last, Out target, const T& value) except +
    Out remove_copy_if[Iter, Out, Pred](Iter first, Iter last, Out target, Pred test) except +
    Out reverse_copy[Iter, Out](Iter first, Iter last, Out target) except +
    Out rotate_copy[Iter, Out](Iter first, Iter middle, Iter last, Out target) except +
    Iter unique[Iter, Pred](Iter first, Iter last, Pred same) except +
    Out unique_copy[Iter, Out](Iter first, Iter last, Out target) except +
    Out unique_copy[Iter, Out, Pred](Iter first, Iter last, Out target, Pred same) except +
    void replace[Iter, T](Iter first, Iter last, const T& old, const T& new_value) except +
    Iter remove[Iter, T](Iter first, Iter last, const T& value) except +
    Iter remove_if[Iter, Pred](Iter first, Iter last, Pred test) except +
    void reverse[Iter](Iter first, Iter last) except +
    Iter rotate[Iter](Iter first, Iter middle, Iter last) except +
    Iter unique[Iter](Iter first, Iter last) except +
    void iter_swap[Iter, Other](Iter a, Other b) except +

    # sorting
    bint is_sorted[Iter](Iter first, Iter last) except +
    bint is_sorted[Iter, Compare](Iter first, Iter last, Compare less) except +
    Iter is_sorted_until[Iter](Iter first, Iter last) except +
    Iter is_sorted_until[Iter, Compare](Iter first, Iter last, Compare less) except +
    Out partial_sort_copy[Iter, Out](Iter first, Iter last, Out target, Out target_last) except +
    Out partial_sort_copy[Iter, Out, Compare](Iter first, Iter last, Out target, Out target_last,
        Compare less) except +
    bint is_partitioned[Iter, Pred](Iter first, Iter last, Pred test) except +
    Iter stable_partition[Iter, Pred](Iter first, Iter last, Pred test) except +
    pair[True_, False_] partition_copy[Iter, True_, False_, Pred](Iter first, Iter last, True_ yes, False_ no,
        Pred test) except +
    Iter partition_point[Iter, Pred](Iter first, Iter last, Pred test) except +
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
    Out merge[Iter, Other, Out, Compare](Iter first, Iter last, Other other, Other other_last, Out target,
        Compare less) except +
    void inplace_merge[Iter](Iter first, Iter middle, Iter last) except +
    void inplace_merge[Iter, Compare](Iter first, Iter middle, Iter last, Compare less) except +
    bint includes[Iter, Other](Iter first, Iter last, Other other, Other other_last) except +
    bint includes[Iter, Other, Compare](Iter first, Iter last, Other other, Other other_last, Compare less) except +
    Out set_union[Iter, Other, Out](Iter first, Iter last, Other other, Other other_last, Out target) except +
    Out set_union[Iter, Other, Out, Compare](Iter first, Iter last, Other other, Other other_last, Out target,
        Compare less) except +
    Out set_intersection[Iter, Other, Out](Iter first, Iter last, Other other, Other other_last,
        Out target) except +
    Out set_intersection[Iter, Other, Out, Compare](Iter first, Iter last, Other other, Other other_last,
        Out target, Compare less) except +
    Out set_difference[Iter, Other, Out](Iter first, Iter last, Other other, Other other_last, Out target) except +
    Out set_difference[Iter, Other, Out, Compare](Iter first, Iter last, Other other, Other other_last,
        Out target, Compare less) except +
    Out set_symmetric_difference[Iter, Other, Out](Iter first, Iter last, Other other, Other other_last,
        Out target) except +
    Out set_symmetric_difference[Iter, Other, Out, Compare](Iter first, Iter last, Other other, Other other_last,
        Out target, Compare less) except +
    Iter lower_bound[Iter, T, Compare](Iter first, Iter last, const T& value, Compare less) except +
    Iter upper_bound[Iter, T, Compare](Iter first, Iter last, const T& value, Compare less) except +
    bint binary_search[Iter, T, Compare](Iter first, Iter last, const T& value, Compare less) except +
    bint is_heap[Iter](Iter first, Iter last) except +
    bint is_heap[Iter, Compare](Iter first, Iter last, Compare less) except +
    Iter is_heap_until[Iter](Iter first, Iter last) except +
    Iter is_heap_until[Iter, Compare](Iter first, Iter last, Compare less) except +
    void sort_heap[Iter, Compare](Iter first, Iter last, Compare less) except +
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
    const T& min[T, Compare](const T& a, const T& b, Compare less) except +
    const T& max[T, Compare](const T& a, const T& b, Compare less) except +
    pair[T, T] minmax[T](const T& a, const T& b) except +
    const T& clamp[T](const T& value, const T& low, const T& high) except +
    const T& clamp[T, Compare](const T& value, const T& low, const T& high, Compare less) except +
    Iter min_element[Iter](Iter first, Iter last) except +
    Iter min_element[Iter, Compare](Iter first, Iter last, Compare less) except +
    Iter max_element[Iter, Compare](Iter first, Iter last, Compare less) except +
    Iter max_element[Iter](Iter first, Iter last) except +
    pair[Iter, Iter] minmax_element[Iter](Iter first, Iter last) except +
    bint next_permutation[Iter](Iter first, Iter last) except +
    bint prev_permutation[Iter](Iter first, Iter last) except +

# <iterator>

cdef extern from "<iterator>" namespace "std" nogil:
    cdef cppclass back_insert_iterator[T]:
        pass

    cdef cppclass front_insert_iterator[T]:
        pass

    cdef cppclass insert_iterator[T]:
        pass

    back_insert_iterator[T] back_inserter[T](T& container)
    front_insert_iterator[T] front_inserter[T](T& container)
    insert_iterator[T] inserter[T, Iter](T& container, Iter place)
    ptrdiff_t distance[Iter](Iter first, Iter last)
    void advance[Iter, Distance](Iter& it, Distance n)

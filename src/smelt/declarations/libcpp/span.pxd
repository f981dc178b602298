# <span>, C++20

cdef extern from "<span>" namespace "std" nogil:
    cdef cppclass span[T]:
        ctypedef T value_type
        ctypedef size_t size_type

        cppclass iterator:
            T& operator*()
            iterator operator++()
            iterator operator--()
            iterator operator+(size_t)
            iterator operator-(size_t)
            ptrdiff_t operator-(iterator)
            bint operator==(iterator)
            bint operator!=(iterator)

        span()
        span[Iter](Iter, size_type)
        span[Iter](Iter, Iter)
        span(span&)
        T& operator[](size_type)
        T& front()
        T& back()
        T *data()
        iterator begin()
        iterator end()
        size_type size()
        size_type size_bytes()
        bint empty()
        span[T] first(size_type)
        span[T] last(size_type)
        span[T] subspan(size_type)
        span[T] subspan(size_type, size_type)

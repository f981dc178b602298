# <functional>

cdef extern from "<functional>" namespace "std" nogil:
    cdef cppclass function[T]:
        function() except +
        function(T *) except +
        function(function&) except +
        bint operator bool()
        void swap(function&)

    cdef cppclass greater[T=*]:
        greater() except +

    cdef cppclass less[T=*]:
        less() except +

    cdef cppclass reference_wrapper[T]:
        reference_wrapper(T)
        T& get()

# <stack>

cdef extern from "<stack>" namespace "std" nogil:
    cdef cppclass stack[T, CONTAINER=*]:
        ctypedef T value_type
        ctypedef size_t size_type
        stack() except +
        stack(stack&) except +
        bint empty()
        void pop()
        void push(T&) except +
        size_type size()
        T& top()
        void swap(stack&)

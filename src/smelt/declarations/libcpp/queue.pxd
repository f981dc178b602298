# <queue>

cdef extern from "<queue>" namespace "std" nogil:
    cdef cppclass queue[T, CONTAINER=*]:
        ctypedef T value_type
        ctypedef size_t size_type
        queue() except +
        queue(queue&) except +
        T& back()
        T& front()
        bint empty()
        void pop()
        void push(T&) except +
        size_type size()
        void swap(queue&)

    cdef cppclass priority_queue[T, CONTAINER=*, COMPARE=*]:
        ctypedef T value_type
        ctypedef size_t size_type
        priority_queue() except +
        priority_queue(priority_queue&) except +
        bint empty()
        void pop()
        void push(T&) except +
        size_type size()
        T& top()
        void swap(priority_queue&)

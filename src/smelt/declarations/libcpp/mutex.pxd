# <mutex>: locks that are held while the GIL is held can wait for each other without end.

cdef extern from "<mutex>" namespace "std" nogil:
    cdef cppclass mutex:
        mutex()
        void lock() except +
        bint try_lock()
        void unlock()

    cdef cppclass recursive_mutex:
        recursive_mutex()
        void lock() except +
        bint try_lock()
        void unlock()

    cdef cppclass lock_guard[T]:
        lock_guard(T&) except +

    cdef cppclass unique_lock[T]:
        unique_lock()
        unique_lock(T&) except +
        void lock() except +
        bint try_lock() except +
        void unlock() except +
        bint owns_lock()
        void swap(unique_lock&)

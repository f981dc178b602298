# <memory>

cdef extern from "<memory>" namespace "std" nogil:
    cdef cppclass default_delete[T]:
        default_delete()

    cdef cppclass unique_ptr[T, DELETER=*]:
        unique_ptr()
        unique_ptr(T *)
        unique_ptr(unique_ptr&)
        T *release()
        void reset()
        void reset(T *)
        void swap(unique_ptr&)
        T *get()
        T& operator*()
        bint operator bool()
        bint operator!()
        bint operator==(const unique_ptr&)
        bint operator!=(const unique_ptr&)

    cdef cppclass shared_ptr[T]:
        shared_ptr()
        shared_ptr(T *) except +
        shared_ptr(shared_ptr[T]&)
        void reset()
        void reset(T *) except +
        void swap(shared_ptr&)
        T *get()
        T& operator*()
        long use_count()
        bint unique()
        bint operator bool()
        bint operator!()
        bint operator==(const shared_ptr&)
        bint operator!=(const shared_ptr&)

    cdef cppclass weak_ptr[T]:
        weak_ptr()
        weak_ptr(weak_ptr[T]&)
        weak_ptr(shared_ptr[T]&)
        weak_ptr& operator=(shared_ptr[T]&)
        void reset()
        void swap(weak_ptr&)
        long use_count()
        bint expired()
        shared_ptr[T] lock()

    shared_ptr[T] make_shared[T](...) except +
    unique_ptr[T] make_unique[T](...) except +
    shared_ptr[T] static_pointer_cast[T, U](const shared_ptr[U]&)
    shared_ptr[T] dynamic_pointer_cast[T, U](const shared_ptr[U]&)

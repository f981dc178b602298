# <forward_list>

cdef extern from "<forward_list>" namespace "std" nogil:
    cdef cppclass forward_list[T, ALLOCATOR=*]:
        ctypedef T value_type
        ctypedef size_t size_type

        cppclass iterator:
            T& operator*()
            iterator operator++()
            iterator operator++(int)
            bint operator==(iterator)
            bint operator!=(iterator)

        cppclass const_iterator:
            const T& operator*()
            const_iterator operator++()
            const_iterator operator++(int)
            bint operator==(const_iterator)
            bint operator!=(const_iterator)

        forward_list() except +
        forward_list(forward_list&) except +
        forward_list(size_type) except +
        forward_list(size_type, T&) except +
        bint operator==(forward_list&, forward_list&)
        bint operator!=(forward_list&, forward_list&)
        T& front()
        iterator before_begin()
        iterator begin()
        iterator end()
        const_iterator cbegin()
        const_iterator cend()
        bint empty()
        size_type max_size()
        void clear()
        iterator insert_after(iterator, const T&) except +
        iterator erase_after(iterator)
        void push_front(const T&) except +
        void pop_front()
        void resize(size_type) except +
        void swap(forward_list&)
        void merge(forward_list&) except +
        void remove(const T&) except +
        void reverse()
        void unique()
        void sort() except +

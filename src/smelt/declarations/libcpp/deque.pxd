# <deque>

cdef extern from "<deque>" namespace "std" nogil:
    cdef cppclass deque[T, ALLOCATOR=*]:
        ctypedef T value_type
        ctypedef size_t size_type
        ctypedef ptrdiff_t difference_type

        cppclass iterator:
            T& operator*()
            iterator operator++()
            iterator operator++(int)
            iterator operator--()
            iterator operator--(int)
            iterator operator+(size_t)
            iterator operator-(size_t)
            ptrdiff_t operator-(iterator)
            bint operator<(iterator)
            bint operator>(iterator)
            bint operator<=(iterator)
            bint operator>=(iterator)
            bint operator==(iterator)
            bint operator!=(iterator)

        cppclass const_iterator:
            const T& operator*()
            const_iterator operator++()
            const_iterator operator++(int)
            const_iterator operator--()
            const_iterator operator--(int)
            const_iterator operator+(size_t)
            const_iterator operator-(size_t)
            ptrdiff_t operator-(const_iterator)
            bint operator<(const_iterator)
            bint operator>(const_iterator)
            bint operator<=(const_iterator)
            bint operator>=(const_iterator)
            bint operator==(const_iterator)
            bint operator!=(const_iterator)

        cppclass reverse_iterator:
            T& operator*()
            reverse_iterator operator++()
            reverse_iterator operator++(int)
            reverse_iterator operator--()
            reverse_iterator operator--(int)
            reverse_iterator operator+(size_t)
            reverse_iterator operator-(size_t)
            ptrdiff_t operator-(reverse_iterator)
            bint operator<(reverse_iterator)
            bint operator>(reverse_iterator)
            bint operator<=(reverse_iterator)
            bint operator>=(reverse_iterator)
            bint operator==(reverse_iterator)
            bint operator!=(reverse_iterator)

        deque() except +
        deque(deque&) except +
        deque(size_type) except +
        deque(size_type, T&) except +
        T& operator[](size_type)
        bint operator==(deque&, deque&)
        bint operator!=(deque&, deque&)
        bint operator<(deque&, deque&)
        bint operator>(deque&, deque&)
        bint operator<=(deque&, deque&)
        bint operator>=(deque&, deque&)
        void assign(size_type, const T&) except +
        T& at(size_type) except +
        T& back()
        T& front()
        iterator begin()
        iterator end()
        const_iterator const_begin "begin"()
        const_iterator const_end "end"()
        const_iterator cbegin()
        const_iterator cend()
        reverse_iterator rbegin()
        reverse_iterator rend()
        void clear()
        bint empty()
        iterator erase(iterator) except +
        iterator erase(iterator, iterator) except +
        iterator insert(iterator, T&) except +
        void insert(iterator, size_type, T&) except +
        void insert[Input](iterator, Input, Input) except +
        iterator emplace(const_iterator, ...) except +
        size_type max_size()
        void pop_back()
        T& emplace_back(...) except +
        T& emplace_front(...) except +
        void shrink_to_fit() except +
        void pop_front()
        void push_back(T&) except +
        void push_front(T&) except +
        void resize(size_type) except +
        void resize(size_type, T&) except +
        size_type size()
        void swap(deque&)

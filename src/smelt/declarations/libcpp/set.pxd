# <set>

from libcpp.utility cimport pair

cdef extern from "<set>" namespace "std" nogil:
    cdef cppclass set[T, COMPARE=*, ALLOCATOR=*]:
        ctypedef T key_type
        ctypedef T value_type
        ctypedef size_t size_type
        ctypedef ptrdiff_t difference_type

        cppclass iterator:
            T& operator*()
            iterator operator++()
            iterator operator++(int)
            iterator operator--()
            iterator operator--(int)
            bint operator==(iterator)
            bint operator!=(iterator)

        cppclass const_iterator:
            const T& operator*()
            const_iterator operator++()
            const_iterator operator++(int)
            const_iterator operator--()
            const_iterator operator--(int)
            bint operator==(const_iterator)
            bint operator!=(const_iterator)

        cppclass reverse_iterator:
            T& operator*()
            reverse_iterator operator++()
            reverse_iterator operator++(int)
            reverse_iterator operator--()
            reverse_iterator operator--(int)
            bint operator==(reverse_iterator)
            bint operator!=(reverse_iterator)

        set() except +
        set(set&) except +
        bint operator==(set&, set&)
        bint operator!=(set&, set&)
        bint operator<(set&, set&)
        bint operator>(set&, set&)
        bint operator<=(set&, set&)
        bint operator>=(set&, set&)
        iterator lower_bound(const T&)
        const_iterator const_lower_bound "lower_bound"(const T&)
        const_iterator const_upper_bound "upper_bound"(const T&)
        iterator upper_bound(const T&)
        iterator begin()
        iterator end()
        const_iterator const_begin "begin"()
        const_iterator const_end "end"()
        const_iterator cbegin()
        const_iterator cend()
        reverse_iterator rbegin()
        reverse_iterator rend()
        void clear()
        size_type count(const T&)
        bint contains(const T&)
        bint empty()
        pair[iterator, iterator] equal_range(const T&)
        iterator erase(iterator)
        iterator erase(iterator, iterator)
        iterator erase(const_iterator, const_iterator)
        size_type erase(const T&)
        iterator find(const T&)
        const_iterator const_find "find"(const T&)
        pair[iterator, bint] insert(const T&) except +
        iterator insert(iterator, const T&) except +
        void insert[Input](Input, Input) except +
        size_type max_size()
        size_type size()
        void swap(set&)

    cdef cppclass multiset[T, COMPARE=*, ALLOCATOR=*]:
        ctypedef T key_type
        ctypedef T value_type
        ctypedef size_t size_type
        ctypedef ptrdiff_t difference_type

        cppclass iterator:
            T& operator*()
            iterator operator++()
            iterator operator++(int)
            iterator operator--()
            iterator operator--(int)
            bint operator==(iterator)
            bint operator!=(iterator)

        cppclass const_iterator:
            const T& operator*()
            const_iterator operator++()
            const_iterator operator++(int)
            const_iterator operator--()
            const_iterator operator--(int)
            bint operator==(const_iterator)
            bint operator!=(const_iterator)

        cppclass reverse_iterator:
            T& operator*()
            reverse_iterator operator++()
            reverse_iterator operator++(int)
            reverse_iterator operator--()
            reverse_iterator operator--(int)
            bint operator==(reverse_iterator)
            bint operator!=(reverse_iterator)

        multiset() except +
        multiset(multiset&) except +
        bint operator==(multiset&, multiset&)
        bint operator!=(multiset&, multiset&)
        bint operator<(multiset&, multiset&)
        bint operator>(multiset&, multiset&)
        bint operator<=(multiset&, multiset&)
        bint operator>=(multiset&, multiset&)
        iterator lower_bound(const T&)
        const_iterator const_lower_bound "lower_bound"(const T&)
        const_iterator const_upper_bound "upper_bound"(const T&)
        iterator upper_bound(const T&)
        iterator begin()
        iterator end()
        const_iterator const_begin "begin"()
        const_iterator const_end "end"()
        const_iterator cbegin()
        const_iterator cend()
        reverse_iterator rbegin()
        reverse_iterator rend()
        void clear()
        size_type count(const T&)
        bint contains(const T&)
        bint empty()
        pair[iterator, iterator] equal_range(const T&)
        iterator erase(iterator)
        iterator erase(iterator, iterator)
        iterator erase(const_iterator, const_iterator)
        size_type erase(const T&)
        iterator find(const T&)
        const_iterator const_find "find"(const T&)
        iterator insert(const T&) except +
        iterator insert(iterator, const T&) except +
        void insert[Input](Input, Input) except +
        size_type max_size()
        size_type size()
        void swap(multiset&)

# <map>

from libcpp.utility cimport pair

cdef extern from "<map>" namespace "std" nogil:
    cdef cppclass map[T, U, COMPARE=*, ALLOCATOR=*]:
        ctypedef T key_type
        ctypedef U mapped_type
        ctypedef size_t size_type
        ctypedef ptrdiff_t difference_type

        cppclass iterator:
            pair[T, U]& operator*()
            iterator operator++()
            iterator operator++(int)
            iterator operator--()
            iterator operator--(int)
            bint operator==(iterator)
            bint operator!=(iterator)

        cppclass const_iterator:
            const pair[T, U]& operator*()
            const_iterator operator++()
            const_iterator operator++(int)
            const_iterator operator--()
            const_iterator operator--(int)
            bint operator==(const_iterator)
            bint operator!=(const_iterator)

        cppclass reverse_iterator:
            pair[T, U]& operator*()
            reverse_iterator operator++()
            reverse_iterator operator++(int)
            reverse_iterator operator--()
            reverse_iterator operator--(int)
            bint operator==(reverse_iterator)
            bint operator!=(reverse_iterator)

        map() except +
        map(map&) except +
        bint operator==(map&, map&)
        bint operator!=(map&, map&)
        bint operator<(map&, map&)
        bint operator>(map&, map&)
        bint operator<=(map&, map&)
        bint operator>=(map&, map&)
        U& operator[](const T&) except +
        U& at(const T&) except +
        const U& const_at "at"(const T&) except +
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
        pair[iterator, bint] insert(const pair[T, U]&) except +
        iterator insert(iterator, const pair[T, U]&) except +
        void insert[Input](Input, Input) except +
        size_type max_size()
        size_type size()
        void swap(map&)

    cdef cppclass multimap[T, U, COMPARE=*, ALLOCATOR=*]:
        ctypedef T key_type
        ctypedef U mapped_type
        ctypedef size_t size_type
        ctypedef ptrdiff_t difference_type

        cppclass iterator:
            pair[T, U]& operator*()
            iterator operator++()
            iterator operator++(int)
            iterator operator--()
            iterator operator--(int)
            bint operator==(iterator)
            bint operator!=(iterator)

        cppclass const_iterator:
            const pair[T, U]& operator*()
            const_iterator operator++()
            const_iterator operator++(int)
            const_iterator operator--()
            const_iterator operator--(int)
            bint operator==(const_iterator)
            bint operator!=(const_iterator)

        cppclass reverse_iterator:
            pair[T, U]& operator*()
            reverse_iterator operator++()
            reverse_iterator operator++(int)
            reverse_iterator operator--()
            reverse_iterator operator--(int)
            bint operator==(reverse_iterator)
            bint operator!=(reverse_iterator)

        multimap() except +
        multimap(multimap&) except +
        bint operator==(multimap&, multimap&)
        bint operator!=(multimap&, multimap&)
        bint operator<(multimap&, multimap&)
        bint operator>(multimap&, multimap&)
        bint operator<=(multimap&, multimap&)
        bint operator>=(multimap&, multimap&)
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
        iterator insert(const pair[T, U]&) except +
        iterator insert(iterator, const pair[T, U]&) except +
        void insert[Input](Input, Input) except +
        size_type max_size()
        size_type size()
        void swap(multimap&)

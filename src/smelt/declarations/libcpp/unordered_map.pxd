# <unordered_map>

from libcpp.utility cimport pair

cdef extern from "<unordered_map>" namespace "std" nogil:
    cdef cppclass unordered_map[T, U, HASH=*, PRED=*, ALLOCATOR=*]:
        ctypedef T key_type
        ctypedef U mapped_type
        ctypedef size_t size_type
        ctypedef ptrdiff_t difference_type

        cppclass iterator:
            pair[T, U]& operator*()
            iterator operator++()
            iterator operator++(int)
            bint operator==(iterator)
            bint operator!=(iterator)

        cppclass const_iterator:
            const pair[T, U]& operator*()
            const_iterator operator++()
            const_iterator operator++(int)
            bint operator==(const_iterator)
            bint operator!=(const_iterator)

        unordered_map() except +
        unordered_map(unordered_map&) except +
        bint operator==(unordered_map&, unordered_map&)
        bint operator!=(unordered_map&, unordered_map&)
        U& operator[](const T&) except +
        U& at(const T&) except +
        const U& const_at "at"(const T&) except +
        size_type bucket_count()
        size_type max_bucket_count()
        size_type bucket_size(size_type)
        size_type bucket(const T&)
        float load_factor()
        float max_load_factor()
        void max_load_factor(float)
        void rehash(size_type) except +
        void reserve(size_type) except +
        iterator begin()
        iterator end()
        const_iterator const_begin "begin"()
        const_iterator const_end "end"()
        const_iterator cbegin()
        const_iterator cend()
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
        void swap(unordered_map&)

    cdef cppclass unordered_multimap[T, U, HASH=*, PRED=*, ALLOCATOR=*]:
        ctypedef T key_type
        ctypedef U mapped_type
        ctypedef size_t size_type
        ctypedef ptrdiff_t difference_type

        cppclass iterator:
            pair[T, U]& operator*()
            iterator operator++()
            iterator operator++(int)
            bint operator==(iterator)
            bint operator!=(iterator)

        cppclass const_iterator:
            const pair[T, U]& operator*()
            const_iterator operator++()
            const_iterator operator++(int)
            bint operator==(const_iterator)
            bint operator!=(const_iterator)

        unordered_multimap() except +
        unordered_multimap(unordered_multimap&) except +
        bint operator==(unordered_multimap&, unordered_multimap&)
        bint operator!=(unordered_multimap&, unordered_multimap&)
        size_type bucket_count()
        size_type max_bucket_count()
        size_type bucket_size(size_type)
        size_type bucket(const T&)
        float load_factor()
        float max_load_factor()
        void max_load_factor(float)
        void rehash(size_type) except +
        void reserve(size_type) except +
        iterator begin()
        iterator end()
        const_iterator const_begin "begin"()
        const_iterator const_end "end"()
        const_iterator cbegin()
        const_iterator cend()
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
        void swap(unordered_multimap&)

# <unordered_set>

from libcpp.utility cimport pair

cdef extern from "<unordered_set>" namespace "std" nogil:
    cdef cppclass unordered_set[T, HASH=*, PRED=*, ALLOCATOR=*]:
        ctypedef T key_type
        ctypedef T value_type
        ctypedef size_t size_type
        ctypedef ptrdiff_t difference_type

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

        unordered_set() except +
        unordered_set(unordered_set&) except +
        bint operator==(unordered_set&, unordered_set&)
        bint operator!=(unordered_set&, unordered_set&)
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
        pair[iterator, bint] insert(const T&) except +
        iterator insert(iterator, const T&) except +
        void insert[Input](Input, Input) except +
        size_type max_size()
        size_type size()
        void swap(unordered_set&)

    cdef cppclass unordered_multiset[T, HASH=*, PRED=*, ALLOCATOR=*]:
        ctypedef T key_type
        ctypedef T value_type
        ctypedef size_t size_type
        ctypedef ptrdiff_t difference_type

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

        unordered_multiset() except +
        unordered_multiset(unordered_multiset&) except +
        bint operator==(unordered_multiset&, unordered_multiset&)
        bint operator!=(unordered_multiset&, unordered_multiset&)
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
        iterator insert(const T&) except +
        iterator insert(iterator, const T&) except +
        void insert[Input](Input, Input) except +
        size_type max_size()
        size_type size()
        void swap(unordered_multiset&)

# <string_view>, C++17

from libcpp.string cimport string

cdef extern from "<string_view>" namespace "std" nogil:
    cdef cppclass string_view:
        ctypedef char value_type
        ctypedef size_t size_type

        cppclass const_iterator:
            const char& operator*()
            const_iterator operator++()
            const_iterator operator--()
            const_iterator operator+(size_t)
            const_iterator operator-(size_t)
            ptrdiff_t operator-(const_iterator)
            bint operator==(const_iterator)
            bint operator!=(const_iterator)

        string_view()
        string_view(const string_view&)
        string_view(const string&)
        string_view(const char *)
        string_view(const char *, size_t)
        const_iterator begin()
        const_iterator end()
        const char *data()
        size_t size()
        size_t length()
        size_t max_size()
        bint empty()
        const char& at(size_t) except +
        const char& operator[](size_t)
        const char& front()
        const char& back()
        void remove_prefix(size_t)
        void remove_suffix(size_t)
        string_view substr(size_t) except +
        string_view substr(size_t, size_t) except +
        int compare(string_view)
        bint starts_with(string_view)
        bint ends_with(string_view)
        size_t find(string_view)
        size_t find(string_view, size_t)
        size_t find(char)
        size_t find(char, size_t)
        size_t rfind(string_view)
        size_t rfind(char)
        void swap(string_view&)
        bint operator==(string_view)
        bint operator!=(string_view)
        bint operator<(string_view)
        bint operator>(string_view)
        bint operator<=(string_view)
        bint operator>=(string_view)

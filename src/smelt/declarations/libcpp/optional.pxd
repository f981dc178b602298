# <optional>

from libcpp cimport bool

cdef extern from "<optional>" namespace "std" nogil:
    cdef cppclass nullopt_t:
        nullopt_t()

    const nullopt_t nullopt

    cdef cppclass optional[T]:
        ctypedef T value_type
        optional()
        optional(nullopt_t)
        optional(optional&) except +
        optional(T) except +
        bool has_value()
        T& value() except +
        T& value_or(T&)
        void swap(optional&)
        void reset()
        T& emplace(...) except +
        T& operator*()
        bool operator bool()
        optional& operator=(optional&) except +
        optional& operator=(nullopt_t)
        optional& operator=(T&) except +
        bool operator==(optional&, nullopt_t)
        bool operator==(optional&, T&)
        bool operator==(optional&, optional&)
        bool operator!=(optional&, nullopt_t)
        bool operator!=(optional&, T&)
        bool operator!=(optional&, optional&)
        bool operator<(optional&, nullopt_t)
        bool operator<(optional&, T&)
        bool operator<(optional&, optional&)
        bool operator>(optional&, nullopt_t)
        bool operator>(optional&, T&)
        bool operator>(optional&, optional&)
        bool operator<=(optional&, nullopt_t)
        bool operator<=(optional&, T&)
        bool operator<=(optional&, optional&)
        bool operator>=(optional&, nullopt_t)
        bool operator>=(optional&, T&)
        bool operator>=(optional&, optional&)

    optional[T] make_optional[T](...) except +

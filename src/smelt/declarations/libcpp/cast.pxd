# The casts of C++: dynamic_cast[Derived_ptr](p), with a typedef for the pointer.

cdef extern from * nogil:
    T dynamic_cast[T, From](From value) except +
    T static_cast[T, From](From value)
    T reinterpret_cast[T, From](From value)
    T const_cast[T, From](From value)

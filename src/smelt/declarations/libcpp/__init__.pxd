# The library of C++: one file each. Here the words that have no header.

cdef extern from *:
    ctypedef bint bool
    ctypedef void *nullptr_t
    nullptr_t nullptr

# <exception>

cdef extern from "<exception>" namespace "std" nogil:
    cdef cppclass exception:
        exception()
        const char *what()

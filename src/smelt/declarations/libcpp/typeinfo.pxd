# <typeinfo>

cdef extern from "<typeinfo>" namespace "std" nogil:
    cdef cppclass type_info:
        const char *name()
        bint before(const type_info&)
        bint operator==(const type_info&)
        bint operator!=(const type_info&)

# <stddef.h>: ISO C99, section 7.17. `size_t` and `ptrdiff_t` are known everywhere.

cdef extern from "<stddef.h>" nogil:
    ctypedef signed int wchar_t
    ctypedef long double max_align_t

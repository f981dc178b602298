"""Only the first, the last, or the dimension behind an indirect one may be contiguous."""

from cython cimport view


def main():
    # VALID
    cdef int[::view.indirect, ::1, :] a
    cdef int[::view.indirect, :, ::1] b
    cdef int[::view.indirect_contiguous, ::1, :] c
    a = b = c = None
    return a is None and b is None and c is None


print(main())

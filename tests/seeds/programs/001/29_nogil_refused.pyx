"""The copy methods need the GIL, and so do elements that are objects."""


cdef void copies(double[:] view) nogil:
    view.copy()  # error: GIL
    view.copy_fortran()  # error: GIL


cdef void objects(object[:] view) nogil:
    view[0] = view[1]  # error: GIL


cdef double fine(double[:] view) nogil:
    view[0] = view[1:].T[0]
    return view[::-1][0]

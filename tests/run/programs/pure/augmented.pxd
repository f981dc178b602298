import cython
cdef int counter

@cython.locals(q=cython.long)
cpdef long area(int p, int scale=*)
cdef inline double _helper(double x) noexcept nogil
cdef str _text(s, int)

@cython.locals(total=cython.double, i=cython.Py_ssize_t)
cpdef double vec(double[:] values) except? -1

cdef extern from "math.h":
    cpdef double sin(double x)
    cpdef double my_cos "cos"(double x)

cpdef enum Color:
    red = 1
    green = 2

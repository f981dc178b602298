# Declarations with code: see inline_of_other_modules.pyx.
from libc.math cimport sqrt
cimport cython

cdef extern from *:
    """
    static int shapes_calls = 0;
    """
    int shapes_calls

cdef struct Corner:
    double x
    double y

DEF UNIT = 10

cdef inline double length(Corner corner) noexcept nogil:
    return sqrt(_square(corner.x) + _square(corner.y))

cdef inline double _square(double x) noexcept nogil:
    return x * x

cdef inline Corner scaled(Corner corner, double factor=UNIT) noexcept:
    global shapes_calls
    shapes_calls += 1
    corner.x *= factor
    corner.y *= factor
    return corner

cdef inline int calls() noexcept:
    return shapes_calls

cdef inline int checked(int value) except -1:
    if value < 0:
        raise ValueError(f"{value} is negative")
    return value

cdef inline object total(double[:] values, start=0):
    cdef Py_ssize_t i
    cdef double result = start
    with cython.boundscheck(False):
        for i in range(values.shape[0]):
            result += values[i]
    return result

cdef inline Py_ssize_t factorial(Py_ssize_t n) noexcept:
    return 1 if n < 2 else n * factorial(n - 1)

cdef inline list squares(int n):
    return [i * i for i in range(n)]

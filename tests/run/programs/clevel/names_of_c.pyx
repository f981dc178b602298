# distutils: define_macros = SMELT_LEVEL=3 "SMELT_TEXT=7"
"""Functions called as C's own, fields called as C's keywords, macros, variable arguments, names that C gives Python."""

from libc.stdlib cimport abs as c_abs, qsort as c_qsort

cdef extern from *:
    """
    #include <stdarg.h>
    #define NEXT_INT(list) va_arg(list, int)
    #define HALF_OF_IT 21
    """
    int SMELT_LEVEL
    int SMELT_TEXT
    ctypedef struct va_list:
        pass
    void va_start(va_list, int)
    void va_end(va_list)
    int next_int "NEXT_INT"(va_list)

cdef extern from "math.h":
    cpdef double fabs(double x)
    cpdef double magnitude "fabs"(double x)

cdef struct keywords:
    int case
    double switch

cdef public enum Colour:
    CRIMSON = 3
    SCARLET

cdef enum:
    HIDDEN = 9

cdef int increasing(const void *a, const void *b) noexcept nogil:
    return (<int *>a)[0] - (<int *>b)[0]

def abs(x):
    """
    >>> abs(-3)
    103
    """
    return c_abs(x) + 100

def qsort(values):
    """
    >>> qsort([3, 1, 2])
    [1, 2, 3]
    """
    cdef int[3] held = values
    c_qsort(held, 3, sizeof(int), increasing)
    return held

cdef int summed(int count, ...):
    cdef va_list rest
    cdef int result = 0, i
    va_start(rest, <int>count)
    for i in range(count):
        result += next_int(rest)
    va_end(rest)
    return result

def variable_arguments():
    """
    >>> variable_arguments()
    (0, 60)
    """
    return summed(0), summed(3, 10, 20, 30)

def macros():
    """
    >>> macros()
    (3, 7)
    """
    return SMELT_LEVEL, SMELT_TEXT

def fields():
    """
    >>> fields() == {'case': 1, 'switch': 2.5}
    True
    """
    cdef keywords k
    k.case = 1
    k.switch = 2.5
    return k

def capitals(HALF_OF_IT, INT_MAX=1):
    """
    >>> capitals(5)
    (6, 5)
    """
    RAND_MAX = HALF_OF_IT
    return HALF_OF_IT + INT_MAX, RAND_MAX

def to_python():
    """
    >>> fabs(-2), magnitude(-2.5), fabs(x=-1)
    (2.0, 2.5, 1.0)
    >>> CRIMSON, SCARLET
    (3, 4)
    >>> 'HIDDEN' in globals()
    False
    """

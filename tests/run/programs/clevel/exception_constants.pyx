"""Exception values that only C knows, function pointers in structs, keywords in calls of C functions, public and api."""

cdef extern from "math.h":
    const float NAN

cdef extern from *:
    """
    #define FAILED (-7)
    """
    enum: FAILED

ctypedef int (*unary)(int) except? -1

cdef struct table:
    unary first
    int (*second)(int, int)

cdef double positive(double x) except? NAN:
    if x < 0:
        raise ValueError("negative")
    return x

cdef int checked(int x) except FAILED:
    if x < 0:
        raise ValueError("too small")
    return x

cdef int digits(int a, int b=3, int c=4):
    return a * 100 + b * 10 + c

cdef int next_one(int x) except? -1:
    if x == 99:
        raise OverflowError("the last one")
    return x + 1

cdef int added(int a, int b):
    return a + b

cdef public int for_c(int x) noexcept:
    return x

cdef api int for_modules(int x) noexcept:
    return x + 1

cdef inline int inlined(int x) noexcept nogil:
    return x + 2

def values_of_c(x):
    """
    >>> values_of_c(2)
    (2.0, 2)
    >>> values_of_c(-7)
    ('negative', 'too small')
    """
    try:
        first = positive(x)
    except ValueError as error:
        first = str(error)
    try:
        second = checked(x)
    except ValueError as error:
        second = str(error)
    return first, second

def keywords():
    """
    >>> keywords()
    (134, 139, 194, 123)
    """
    return digits(1), digits(1, b=3, c=9), digits(b=9, a=1), digits(c=3, b=2, a=1)

def pointers(x):
    """
    >>> pointers(4)
    (5, 9)
    >>> pointers(99)
    Traceback (most recent call last):
    OverflowError: the last one
    """
    cdef table t
    t.first = next_one
    t.second = added
    return t.first(x), t.second(x, 5)

def kinds():
    """
    >>> kinds()
    (3, 4, 5)
    """
    return for_c(3), for_modules(3), inlined(3)

def builtin_types(data):
    """
    >>> builtin_types(b'abc')
    (98, 3)
    """
    cdef memoryview view = memoryview(data)
    cdef range numbers = range(len(data))
    return view[1], len(numbers)

def wrong_types(value):
    """
    >>> wrong_types(5)
    Traceback (most recent call last):
    TypeError: Expected memoryview, got int
    """
    cdef memoryview view = value
    return view

"""Casts, checked casts, sizeof."""


def numbers(double d, int i):
    """
    >>> numbers(3.99, -1)
    (3, 4294967295, 255, -1.0, -0.25, True)
    """
    return <int> d, <unsigned int> i, <unsigned char> i, <double> i, <double> i / 4, <bint> i


def truncation(long v):
    """
    >>> truncation(300), truncation(70000), truncation(-1)
    ((44, 44, 300), (112, 112, 4464), (-1, 255, -1))
    """
    return <signed char> v, <unsigned char> v, <short> v


def from_object(o):
    """
    >>> from_object(5), from_object(-1)
    ((5, 5.0), (-1, -1.0))
    >>> from_object("x")
    Traceback (most recent call last):
    TypeError: an integer is required
    >>> from_object(2**40)
    Traceback (most recent call last):
    OverflowError: value too large to convert to int
    """
    return <int> o, <double> o


def to_object(int i, double d):
    """
    >>> to_object(5, 2.5)
    (5, 2.5, 'int', 'float')
    """
    a = <object> i
    b = <object> d
    return a, b, type(a).__name__, type(b).__name__


def unchecked(o):
    """
    >>> unchecked([1])
    1
    """
    return len(<list> o)


def checked(o):
    """
    >>> checked([1, 2])
    2
    >>> checked((1, 2))
    Traceback (most recent call last):
    TypeError: Expected list, got tuple
    >>> checked(None)
    Traceback (most recent call last):
    TypeError: Expected list, got NoneType
    """
    return len(<list?> o)


def sizes():
    """
    >>> sizes()
    (1, 2, 4, 8, 8, 4, 8, 16)
    """
    return (sizeof(char), sizeof(short), sizeof(int), sizeof(long long), sizeof(void *), sizeof(float), sizeof(double),
            sizeof(double complex))


cdef struct Pair:
    int a
    double b


cdef packed struct Tight:
    char a
    double b


def struct_sizes():
    """
    >>> struct_sizes()
    (16, 9, 40, 8, 16)
    """
    cdef int values[10]
    cdef double d = 0
    cdef Pair p
    return sizeof(Pair), sizeof(Tight), sizeof(values), sizeof(d), sizeof(p)


def precedence(int a, int b):
    """
    >>> precedence(7, 2)
    (3.5, 5.5, -7.0, 7, 3.5)
    """
    return <double> a / b, <double> a / b + b, -<double> a, <int> (<double> a), <double> (a) / b


def nested(double d):
    """
    >>> nested(-1.5)
    (255, 4294967295)
    """
    return <unsigned char> <int> d, <unsigned int> <int> d


def unsigned_compare(int a, unsigned int b):
    """
    >>> unsigned_compare(-1, 1)
    (False, True)
    """
    return <unsigned int> a < b, <long> a < <long> b


def c_suffixes():
    """
    >>> c_suffixes()
    (17, 5, 1099511627776)
    """
    cdef unsigned long a = 17UL
    cdef long long b = 5LL
    return a, b, 1LL << 40

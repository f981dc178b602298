# cython: c_string_type=unicode, c_string_encoding=utf8
"""Enumerators by their type, `restrict`, bytes of C text where text is str, `del` of an extension type's variable."""

cdef enum Cheese:
    cheddar, edam
    camembert = 7

cdef int dotted(int *restrict p, int *restrict q):
    p = p + 1
    return p[0] * q[0]

cdef class Keeper:
    cdef int value

def enumerators():
    """
    >>> enumerators()
    (0, 7, True)
    """
    cdef Cheese cheese = Cheese.camembert
    return Cheese.cheddar, cheese, cheese == Cheese.camembert

def restricted():
    """
    >>> restricted()
    6
    """
    cdef int[2] a = [1, 2]
    cdef int b = 3
    return dotted(a, &b)

def text():
    """
    >>> text()
    (b'abc', b'abc', 'abc')
    """
    cdef char *c_string = 'abc'
    cdef bytes kept = c_string
    return kept, <bytes>c_string, <object>c_string

def deleted():
    """
    >>> deleted()
    (4, 'UnboundLocalError')
    """
    keeper = Keeper()
    keeper.value = 4
    value = keeper.value
    del keeper
    try:
        keeper
    except UnboundLocalError as error:
        return value, type(error).__name__

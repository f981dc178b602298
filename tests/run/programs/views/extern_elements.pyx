"""Elements whose type a header defines otherwise than its declaration says: the header is right."""

import numpy as np

cdef extern from *:
    """
    typedef double declared_float;
    typedef short declared_int;
    typedef unsigned short declared_unsigned;
    """
    ctypedef float declared_float
    ctypedef int declared_int
    ctypedef unsigned int declared_unsigned


def numbers_of_c():
    """
    >>> numbers_of_c()
    (33.33, -2, 44, ('float64', 'int16', 'uint16'))
    """
    cdef declared_float[6] floats
    cdef declared_int[6] ints
    cdef declared_unsigned[6] unsigned_ints
    floats[4] = 33.33
    ints[4] = -2
    unsigned_ints[4] = 44
    a = np.asarray(<declared_float[:2, :3]> <declared_float *> floats)
    b = np.asarray(<declared_int[:2, :3]> <declared_int *> ints)
    c = np.asarray(<declared_unsigned[:2, :3]> <declared_unsigned *> unsigned_ints)
    return float(a[1, 1]), int(b[1, 1]), int(c[1, 1]), (a.dtype.name, b.dtype.name, c.dtype.name)


def total(declared_float[:] values, declared_float start):
    """
    >>> total(np.array([0.1, 33.33]), 0.2)
    33.63
    >>> total(np.zeros(2, dtype=np.float32), 0.0)
    Traceback (most recent call last):
        ...
    ValueError: Buffer dtype mismatch, expected 'declared_float' but got 'float'
    """
    cdef Py_ssize_t i
    for i in range(values.shape[0]):
        start += values[i]
    return round(start, 6)


def converted(value):
    """
    >>> converted(33.33)
    (66.66, 33.43)
    """
    cdef declared_float number = value
    return number * 2, number + 0.1

"""Fused types as elements of views and buffers, and views as members of fused types.

>>> import numpy as np
"""
cimport cython
cimport numpy as np
import array
import numpy

ctypedef fused number:
    int
    long
    float
    double
    double complex

ctypedef fused other:
    int
    double

ctypedef fused layout:
    double[::1, :]
    double[:, ::1]
    float[:, :]

ctypedef double[:] line
ctypedef fused line_or_object:
    line
    object

ctypedef fused elements:
    unsigned char
    object


def total(number[:] values):
    """
    >>> for kind in "ilfdD": print(total(numpy.ones(3, kind)))
    (3, 'int[:]')
    (3, 'long[:]')
    (3.0, 'float[:]')
    (3.0, 'double[:]')
    ((3+0j), 'double complex[:]')
    >>> total(array.array("d", [1, 2])), total(memoryview(array.array("i", [1, 2])))
    ((3.0, 'double[:]'), (3, 'int[:]'))
    >>> total(numpy.arange(10.0)[::-3])
    (18.0, 'double[:]')
    >>> total(numpy.ones(3, "h"))
    Traceback (most recent call last):
    TypeError: No matching signature found
    >>> total(numpy.ones((3, 3)))
    Traceback (most recent call last):
    TypeError: No matching signature found
    >>> total([1, 2])
    Traceback (most recent call last):
    TypeError: No matching signature found
    >>> total(None)
    Traceback (most recent call last):
    AttributeError: Cannot access 'shape' attribute of None memoryview slice
    >>> total["double"](numpy.ones(3, "f"))
    Traceback (most recent call last):
    ValueError: Buffer dtype mismatch, expected 'double' but got 'float'
    >>> sorted(total.__signatures__)
    ['double', 'double complex', 'float', 'int', 'long']
    """
    cdef number result = 0
    cdef Py_ssize_t i
    for i in range(values.shape[0]):
        result += values[i]
    return result, cython.typeof(values)


def pair(const number[:] a, number[:, ::1] b, other[:] c=None):
    """The first of two parameters with the same fused type decides.

    >>> one, two = numpy.ones(2), numpy.ones((2, 2))
    >>> pair(one, two), pair(one.astype("f"), two.astype("f"), one)
    ((2.0, 'int'), (3.0, 'double'))
    >>> one.flags.writeable = False
    >>> pair(one, two)
    (2.0, 'int')
    >>> pair(None, two, None)
    (0.0, 'int')
    >>> pair(one, two.astype("f"))
    Traceback (most recent call last):
    ValueError: Buffer dtype mismatch, expected 'double' but got 'float'
    >>> pair(one, two[:, ::2])
    Traceback (most recent call last):
    ValueError: ndarray is not C-contiguous
    """
    cdef number result = 0
    if a is not None:
        result = a[0] + b[0, 0]
    if c is not None:
        result += <number> c[0]
    return result, "int" if other is int else "double"


def layouts(layout x):
    """
    >>> a = numpy.arange(6.0).reshape(2, 3)
    >>> layouts(a), layouts(a.T), layouts(a.astype("f")[:, ::2])
    ((1.0, 'double[:, ::1]'), (3.0, 'double[::1, :]'), (2.0, 'float[:, :]'))
    >>> layouts(a[:, ::2])
    Traceback (most recent call last):
    ValueError: ndarray is not Fortran contiguous
    >>> layouts["double[:, ::1]"](a)
    (1.0, 'double[:, ::1]')
    """
    return x[0, 1], cython.typeof(x)


def maybe(line_or_object x):
    """
    >>> maybe(numpy.ones(2)), maybe([4, 5]), maybe((1, True))
    (('line', 1.0), ('object', 5), ('object', True))
    >>> sorted(maybe.__signatures__)
    ['line', 'object']
    """
    return "line" if line_or_object is line else "object", x[1]


def of_objects(elements[:] x):
    """
    >>> of_objects(b"xyz")
    Traceback (most recent call last):
    BufferError: Object is not writable.
    >>> of_objects(numpy.array(["a", None])), of_objects(bytearray(b"a"))
    ('a', 97)
    """
    return x[0]


def buffers(np.ndarray[number, ndim=2] a, np.ndarray[other] b):
    """
    >>> buffers(numpy.ones((2, 2), "f"), numpy.ones(2))
    (1.0, 1.0, 'float', 'double')
    >>> buffers(numpy.ones((2, 2), "l"), numpy.ones(2, "i"))
    (1, 1, 'long', 'int')
    >>> buffers(numpy.ones((2, 2), "l"), numpy.ones(2, "l"))
    Traceback (most recent call last):
    TypeError: Function call with ambiguous argument types
    """
    cdef number x = a[1, 1]
    return x, b[1], cython.typeof(x), "double" if other is double else "int"


cdef number first(const number[:] values) nogil:
    return values[0]

cdef number corner(number[:, :] values, Py_ssize_t at=0) except? -1:
    return values[at, at] + first(values[at])


def from_c(double[:, ::1] a, float[:, :] b, const long[:] c):
    """
    >>> from_c(numpy.ones((2, 2)), numpy.ones((2, 2), "f"), numpy.ones(2, "l"))
    (2.0, 2.0, 1, 1.0)
    """
    cdef double d
    with nogil:
        d = first(a[0])
    return corner(a), corner(b, 1), first(c), d


cpdef double mean(cython.floating[:, :] a):
    """
    >>> mean(numpy.ones((2, 3))), mean(numpy.ones((2, 3), "f"))
    (1.0, 1.0)
    """
    cdef double result = 0
    cdef Py_ssize_t i, j
    for i in range(a.shape[0]):
        for j in range(a.shape[1]):
            result += a[i, j]
    return result / (a.shape[0] * a.shape[1])

"""One-dimensional views: indexing, bounds, None, dtypes, read-only, exporters of every kind.

>>> import numpy as np, array
"""
import array
import numpy as np


def total(double[:] v):
    """
    >>> total(np.arange(5.0))
    10.0
    >>> total(np.arange(10.0)[::2]), total(np.arange(5.0)[::-1]), total(np.zeros(0))
    (20.0, 10.0, 0.0)
    >>> total(array.array("d", [1, 2])), total(memoryview(array.array("d", [1.5])))
    (3.0, 1.5)
    >>> total(np.arange(5))
    Traceback (most recent call last):
    ValueError: Buffer dtype mismatch, expected 'double' but got 'long'
    >>> total(np.arange(5, dtype=np.float32))
    Traceback (most recent call last):
    ValueError: Buffer dtype mismatch, expected 'double' but got 'float'
    >>> total(np.zeros((2, 2)))
    Traceback (most recent call last):
    ValueError: Buffer has wrong number of dimensions (expected 1, got 2)
    >>> total(5)
    Traceback (most recent call last):
    TypeError: a bytes-like object is required, not 'int'
    >>> total([1.0])
    Traceback (most recent call last):
    TypeError: a bytes-like object is required, not 'list'
    >>> total(b"12345678")
    Traceback (most recent call last):
    ...
    BufferError: Object is not writable.
    >>> total(np.arange(5.0).astype(">f8"))
    Traceback (most recent call last):
    ValueError: Big-endian buffer not supported on little-endian compiler
    """
    cdef double s = 0
    cdef Py_ssize_t i
    for i in range(v.shape[0]):
        s += v[i]
    return s


def item(int[:] v, Py_ssize_t i):
    """
    >>> a = np.array([10, 20, 30], dtype=np.intc)
    >>> item(a, 0), item(a, 2), item(a, -1), item(a, -3)
    (10, 30, 30, 10)
    >>> item(a, 3)
    Traceback (most recent call last):
    IndexError: Out of bounds on buffer access (axis 0)
    >>> item(a, -4)
    Traceback (most recent call last):
    IndexError: Out of bounds on buffer access (axis 0)
    >>> item(a[::2], 1), item(a[::-1], 0)
    (30, 30)
    """
    return v[i]


def object_index(int[:] v, i):
    """
    >>> a = np.array([10, 20, 30], dtype=np.intc)
    >>> object_index(a, 1), object_index(a, -1), object_index(a, np.int64(2))
    (20, 30, 30)
    >>> object_index(a, 10**30)
    Traceback (most recent call last):
    OverflowError: Python int too large to convert to C ssize_t
    >>> object_index(a, 1.5)
    Traceback (most recent call last):
    TypeError: ...
    """
    cdef Py_ssize_t k = i
    return v[k]


def unsigned_index(int[:] v, unsigned int i):
    """
    >>> a = np.array([10, 20, 30], dtype=np.intc)
    >>> unsigned_index(a, 2)
    30
    >>> unsigned_index(a, 4000000000)
    Traceback (most recent call last):
    IndexError: Out of bounds on buffer access (axis 0)
    """
    return v[i]


def store(double[:] v, Py_ssize_t i, double x):
    """
    >>> a = np.zeros(3)
    >>> store(a, 1, 5), store(a, -1, 7)
    (5.0, 7.0)
    >>> a
    array([0., 5., 7.])
    >>> store(a, 3, 1)
    Traceback (most recent call last):
    IndexError: Out of bounds on buffer access (axis 0)
    >>> a.flags.writeable = False
    >>> store(a, 0, 1)
    Traceback (most recent call last):
    ValueError: buffer source array is read-only
    """
    v[i] = x
    return v[i]


def in_place(double[:] v, int n):
    """
    >>> a = np.arange(4.0)
    >>> in_place(a, 4)
    >>> a
    array([ 0.,  4., 10., 18.])
    """
    cdef int i
    for i in range(n):
        v[i] += i
        v[i] *= 1 + i
        v[i] -= i * i
        v[i] += i


def contiguous(double[::1] v):
    """
    >>> contiguous(np.arange(4.0))
    6.0
    >>> contiguous(np.arange(8.0)[::2])
    Traceback (most recent call last):
    ValueError: ndarray is not C-contiguous
    """
    cdef double s = 0
    cdef int i
    for i in range(v.shape[0]):
        s += v[i]
    return s


def read_only(const double[:] v):
    """
    >>> a = np.arange(3.0)
    >>> a.flags.writeable = False
    >>> read_only(a)
    3.0
    """
    return v[0] + v[1] + v[2]


def read_bytes(const unsigned char[:] v):
    """
    >>> read_bytes(b"abc"), read_bytes(bytearray(b"z")), read_bytes(memoryview(b"x"))
    (294, 122, 120)
    """
    cdef int i, s = 0
    for i in range(v.shape[0]):
        s += v[i]
    return s


def shape_of(float[:] v):
    """
    >>> shape_of(np.zeros(7, dtype=np.float32))
    (7, 7, 7)
    """
    return v.shape[0], len(v), v.shape[0] * 1


def maybe_none(double[:] v=None):
    """
    >>> maybe_none(), maybe_none(None), maybe_none(np.ones(2))
    ('none', 'none', 2)
    """
    if v is None:
        return "none"
    return v.shape[0]


def not_none(double[:] v not None):
    """
    >>> not_none(np.ones(2))
    2
    >>> not_none(None)
    Traceback (most recent call last):
    TypeError: Argument 'v' must not be None
    """
    return v.shape[0]


def local_view(n):
    """
    >>> local_view(4)
    (0.0, 3.0, 6.0)
    """
    cdef double[:] v = np.arange(float(n))
    cdef double s = 0
    cdef int i
    for i in range(n):
        s += v[i]
    return v[0], v[-1], s


def reassigned(a, b):
    """
    >>> reassigned(np.ones(2), np.zeros(3))
    (1.0, 2, 0.0, 3)
    """
    cdef double[:] v = a
    x, n = v[0], v.shape[0]
    v = b
    return x, n, v[0], v.shape[0]


def unbound(bint flag):
    """
    >>> unbound(True)
    1.0
    >>> unbound(False)
    Traceback (most recent call last):
    UnboundLocalError: ... variable 'v' ...
    """
    cdef double[:] v
    if flag:
        v = np.ones(1)
    return v[0]


def two_views(double[:] a, double[:] b, double[:] out):
    """
    >>> out = np.zeros(3)
    >>> two_views(np.arange(3.0), np.ones(3), out)
    >>> out
    array([1., 2., 3.])
    >>> two_views(np.arange(3.0), np.ones(2), out)
    Traceback (most recent call last):
    IndexError: Out of bounds on buffer access (axis 0)
    >>> two_views(np.arange(3.0), "x", out)
    Traceback (most recent call last):
    TypeError: a bytes-like object is required, not 'str'
    """
    cdef Py_ssize_t i
    for i in range(a.shape[0]):
        out[i] = a[i] + b[i]


def partial_before_error(int[:] v):
    """What was stored before the error stays.

    >>> a = np.zeros(3, dtype=np.intc)
    >>> partial_before_error(a)
    Traceback (most recent call last):
    IndexError: Out of bounds on buffer access (axis 0)
    >>> a
    array([1, 1, 1], dtype=int32)
    """
    cdef int i
    for i in range(5):
        v[i] = 1


def reversed_sum(long[:] v):
    """
    >>> reversed_sum(np.array([1, 2, 4]))
    421
    """
    cdef Py_ssize_t i
    cdef long s = 0
    for i in range(v.shape[0] - 1, -1, -1):
        s = s * 10 + v[i]
    return s


cdef double first(double[:] v) except? -1:
    return v[0]


def passed_on(a):
    """
    >>> passed_on(np.array([2.5]))
    2.5
    >>> passed_on(np.zeros(0))
    Traceback (most recent call last):
    IndexError: Out of bounds on buffer access (axis 0)
    """
    cdef double[:] v = a
    return first(v)

"""The older buffer syntax: np.ndarray[T, ndim=N] and object[T, ndim=N]."""
import numpy as np
cimport numpy as np
cimport cython

DTYPE = np.int64
ctypedef np.int64_t DTYPE_t


def plain(np.ndarray a):
    """
    >>> plain(np.zeros((2, 3)))
    (2, 3, 2)
    >>> plain([1])
    Traceback (most recent call last):
    TypeError: Argument 'a' has incorrect type (expected numpy.ndarray, got list)
    """
    return a.shape[0], a.shape[1], a.ndim


def total(np.ndarray[double, ndim=2] a):
    """
    >>> total(np.arange(6.0).reshape(2, 3)), total(np.arange(6.0).reshape(2, 3).T)
    (15.0, 15.0)
    >>> total(np.arange(3.0))
    Traceback (most recent call last):
    ValueError: Buffer has wrong number of dimensions (expected 2, got 1)
    >>> total(np.zeros((2, 2), dtype=np.int64))
    Traceback (most recent call last):
    ValueError: Buffer dtype mismatch, expected 'double' but got 'long'
    >>> total([[1.0]])
    Traceback (most recent call last):
    TypeError: Argument 'a' has incorrect type (expected numpy.ndarray, got list)
    """
    cdef double s = 0
    cdef unsigned int i, j
    for i in range(a.shape[0]):
        for j in range(a.shape[1]):
            s += a[i, j]
    return s


def default_ndim(np.ndarray[DTYPE_t] a, int i):
    """
    >>> default_ndim(np.arange(3), 2), default_ndim(np.arange(3), -1)
    (2, 2)
    >>> default_ndim(np.arange(3), 3)
    Traceback (most recent call last):
    IndexError: Out of bounds on buffer access (axis 0)
    """
    return a[i]


def local(int n):
    """
    >>> local(4)
    array([0, 1, 4, 9])
    """
    cdef np.ndarray[DTYPE_t, ndim=1] a = np.zeros(n, dtype=DTYPE)
    cdef int i
    for i in range(n):
        a[i] = i * i
    return a


def still_an_object(np.ndarray[double, ndim=1] a):
    """
    >>> still_an_object(np.arange(4.0))
    (np.float64(6.0), array([1., 2., 3.]), 4, dtype('float64'), array([0., 2., 4., 6.]))
    """
    return a.sum(), a[1:], len(a), a.dtype, a * 2


def mixed_index(np.ndarray[double, ndim=2] a, i, int j):
    """
    >>> mixed_index(np.arange(4.0).reshape(2, 2), 1, 0)
    (np.float64(2.0), array([2., 3.]), array([1., 3.]))
    """
    return a[i, j], a[i], a[:, 1]


@cython.boundscheck(False)
def unsigned_index(np.ndarray[DTYPE_t, ndim=2] f):
    """
    >>> unsigned_index(np.arange(6).reshape(2, 3))
    15
    """
    cdef unsigned int x, y
    cdef DTYPE_t value = 0
    for x in range(<unsigned int> f.shape[0]):
        for y in range(<unsigned int> f.shape[1]):
            value += f[<unsigned int> x, <unsigned int> y]
    return value


def any_exporter(object[double, ndim=1] v, int i):
    """
    >>> import array
    >>> any_exporter(array.array("d", [1, 2, 3]), 1), any_exporter(np.arange(3.0), -1)
    (2.0, 2.0)
    >>> any_exporter(array.array("d", [1]), 1)
    Traceback (most recent call last):
    IndexError: Out of bounds on buffer access (axis 0)
    >>> any_exporter(array.array("i", [1]), 0)
    Traceback (most recent call last):
    ValueError: Buffer dtype mismatch, expected 'double' but got 'int'
    """
    return v[i]


def stores(np.ndarray[np.uint8_t, ndim=2] image):
    """
    >>> a = np.full((2, 2), 250, dtype=np.uint8)
    >>> stores(a)
    >>> a.tolist()
    [[4, 4], [4, 4]]
    """
    cdef Py_ssize_t i, j
    for i in range(image.shape[0]):
        for j in range(image.shape[1]):
            image[i, j] += 10


def contiguous(np.ndarray[double, ndim=2, mode="c"] a):
    """
    >>> contiguous(np.ones((2, 2)))
    1.0
    >>> contiguous(np.ones((2, 3)).T)
    Traceback (most recent call last):
    ValueError: ndarray is not C-contiguous
    """
    return a[1, 1]


def reassigned(np.ndarray[double, ndim=1] a, b):
    """
    >>> reassigned(np.zeros(2), np.ones(3))
    (0.0, 1.0, 3)
    >>> reassigned(np.zeros(2), [1])
    Traceback (most recent call last):
    TypeError: Cannot convert list to numpy.ndarray
    """
    x = a[0]
    a = b
    return x, a[0], a.shape[0]


def read_only(np.ndarray[double, ndim=1] a):
    """
    >>> a = np.ones(2)
    >>> a.flags.writeable = False
    >>> read_only(a)
    1.0
    """
    return a[0]


def types(np.ndarray[np.float32_t] a, np.ndarray[np.int16_t] b, np.ndarray[np.uint64_t] c, np.ndarray[np.complex128_t] d):
    """
    >>> types(np.ones(1, "f4"), np.ones(1, "i2"), np.ones(1, "u8"), np.ones(1, "c16"))
    (1.0, 1, 1, (1+0j))
    """
    return a[0], b[0], c[0], d[0]


def numpy_scalar_types(np.int64_t a, np.float64_t b, np.uint8_t c, np.npy_intp d):
    """
    >>> numpy_scalar_types(1, 2, 3, 4)
    (1, 2.0, 3, 4)
    """
    return a, b, c, d

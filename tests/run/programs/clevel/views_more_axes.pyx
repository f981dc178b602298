"""Views of two and three axes, every layout, every element type."""
import numpy as np
cimport cython


def total(double[:, :] v):
    """
    >>> a = np.arange(12.0).reshape(3, 4)
    >>> total(a), total(a.T), total(a[::2, 1:]), total(a[::-1, ::-1]), total(np.asfortranarray(a))
    (66.0, 66.0, 36.0, 66.0, 66.0)
    >>> total(np.zeros((0, 5))), total(np.zeros((5, 0)))
    (0.0, 0.0)
    >>> total(np.zeros(4))
    Traceback (most recent call last):
    ValueError: Buffer has wrong number of dimensions (expected 2, got 1)
    """
    cdef double s = 0
    cdef Py_ssize_t i, j
    for i in range(v.shape[0]):
        for j in range(v.shape[1]):
            s += v[i, j]
    return s


def item(int[:, :] v, int i, int j):
    """
    >>> a = np.arange(6, dtype=np.intc).reshape(2, 3)
    >>> item(a, 1, 2), item(a, -1, -1), item(a, 0, -3), item(a.T, 2, 1)
    (5, 5, 0, 5)
    >>> item(a, 2, 0)
    Traceback (most recent call last):
    IndexError: Out of bounds on buffer access (axis 0)
    >>> item(a, 0, 3)
    Traceback (most recent call last):
    IndexError: Out of bounds on buffer access (axis 1)
    >>> item(a, 0, -4)
    Traceback (most recent call last):
    IndexError: Out of bounds on buffer access (axis 1)
    >>> item(a, 5, 5)
    Traceback (most recent call last):
    IndexError: Out of bounds on buffer access (axis ...)
    """
    return v[i, j]


def c_layout(double[:, ::1] v):
    """
    >>> c_layout(np.arange(6.0).reshape(2, 3))
    (2, 3, 5.0)
    >>> c_layout(np.arange(6.0).reshape(2, 3).T)
    Traceback (most recent call last):
    ValueError: ndarray is not C-contiguous
    """
    return v.shape[0], v.shape[1], v[1, 2]


def fortran_layout(double[::1, :] v):
    """
    >>> fortran_layout(np.asfortranarray(np.arange(6.0).reshape(2, 3)))
    5.0
    >>> fortran_layout(np.arange(6.0).reshape(2, 3))
    Traceback (most recent call last):
    ValueError: ndarray is not Fortran contiguous
    """
    return v[1, 2]


def three_axes(short[:, :, :] v):
    """
    >>> three_axes(np.arange(24, dtype=np.int16).reshape(2, 3, 4))
    (276, 23)
    """
    cdef long s = 0
    cdef size_t i, j, k
    for i in range(<size_t> v.shape[0]):
        for j in range(<size_t> v.shape[1]):
            for k in range(<size_t> v.shape[2]):
                s += v[i, j, k]
    return s, v[-1, -1, -1]


def store(float[:, :] v):
    """
    >>> a = np.zeros((2, 2), dtype=np.float32)
    >>> store(a)
    >>> a.tolist()
    [[0.0, 1.5], [10.0, 23.0]]
    """
    cdef int i, j
    for i in range(2):
        for j in range(2):
            v[i, j] = i * 10 + j * 1.5
    v[1, 1] *= 2


def elements(a):
    """
    >>> import numpy as np
    >>> for dtype in ("i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f4", "f8"):
    ...     print(elements(np.array([[1, 2]], dtype=dtype)))
    (3, 'signed char')
    (3, 'unsigned char')
    (3, 'short')
    (3, 'unsigned short')
    (3, 'int')
    (3, 'unsigned int')
    (3, 'long')
    (3, 'unsigned long')
    (3.0, 'float')
    (3.0, 'double')
    >>> elements(np.array([[True, False]]))
    'other'
    """
    cdef signed char[:, :] i1
    cdef unsigned char[:, :] u1
    cdef short[:, :] i2
    cdef unsigned short[:, :] u2
    cdef int[:, :] i4
    cdef unsigned int[:, :] u4
    cdef long[:, :] i8
    cdef unsigned long[:, :] u8
    cdef float[:, :] f4
    cdef double[:, :] f8
    name = a.dtype.str[1:]
    if name == "i1":
        i1 = a
        return i1[0, 0] + i1[0, 1], "signed char"
    if name == "u1":
        u1 = a
        return u1[0, 0] + u1[0, 1], "unsigned char"
    if name == "i2":
        i2 = a
        return i2[0, 0] + i2[0, 1], "short"
    if name == "u2":
        u2 = a
        return u2[0, 0] + u2[0, 1], "unsigned short"
    if name == "i4":
        i4 = a
        return i4[0, 0] + i4[0, 1], "int"
    if name == "u4":
        u4 = a
        return u4[0, 0] + u4[0, 1], "unsigned int"
    if name == "i8":
        i8 = a
        return i8[0, 0] + i8[0, 1], "long"
    if name == "u8":
        u8 = a
        return u8[0, 0] + u8[0, 1], "unsigned long"
    if name == "f4":
        f4 = a
        return f4[0, 0] + f4[0, 1], "float"
    if name == "f8":
        f8 = a
        return f8[0, 0] + f8[0, 1], "double"
    return "other"


def complex_elements(double complex[:, :] v):
    """
    >>> complex_elements(np.array([[1j, 2]]))
    (2+1j)
    """
    return v[0, 0] + v[0, 1]


def matmul(double[:, :] a, double[:, :] b, double[:, :] c):
    """
    >>> a, b, c = np.arange(6.0).reshape(2, 3), np.arange(6.0).reshape(3, 2), np.zeros((2, 2))
    >>> matmul(a, b, c)
    >>> bool((c == a @ b).all())
    True
    >>> matmul(a, a, c)
    Traceback (most recent call last):
    ValueError: shapes
    >>> matmul(a, b, np.zeros((1, 2)))
    Traceback (most recent call last):
    IndexError: Out of bounds on buffer access (axis 0)
    """
    cdef Py_ssize_t i, j, k
    cdef double s
    if a.shape[1] != b.shape[0]:
        raise ValueError("shapes")
    for i in range(a.shape[0]):
        for j in range(b.shape[1]):
            s = 0
            for k in range(a.shape[1]):
                s += a[i, k] * b[k, j]
            c[i, j] = s


@cython.boundscheck(False)
@cython.wraparound(False)
def laplace(double[:, :] u, int sweeps):
    """
    >>> u = np.zeros((4, 4))
    >>> u[0] = 1
    >>> laplace(u, 2)
    >>> u.tolist()
    [[1.0, 1.0, 1.0, 1.0], [0.0, 0.34375, 0.359375, 0.0], [0.0, 0.109375, 0.1171875, 0.0], [0.0, 0.0, 0.0, 0.0]]
    """
    cdef Py_ssize_t i, j
    cdef int k
    for k in range(sweeps):
        for i in range(1, u.shape[0] - 1):
            for j in range(1, u.shape[1] - 1):
                u[i, j] = (u[i + 1, j] + u[i - 1, j] + u[i, j + 1] + u[i, j - 1]) / 4


def aliases(double[:] a, double[:] b):
    """
    >>> x = np.arange(5.0)
    >>> aliases(x[1:], x[:-1])
    >>> x
    array([0., 0., 0., 0., 0.])
    """
    cdef Py_ssize_t i
    for i in range(a.shape[0]):
        a[i] = b[i]


def errors_in_order(int[:, :] v, int n, int m):
    """The first access that is wrong is the one that is reported, and what came before was done.

    >>> a = np.zeros((2, 2), dtype=np.intc)
    >>> errors_in_order(a, 3, 3)
    Traceback (most recent call last):
    IndexError: Out of bounds on buffer access (axis 1)
    >>> a.tolist()
    [[1, 2], [0, 0]]
    >>> a[:] = 0
    >>> errors_in_order(a, 3, 2)
    Traceback (most recent call last):
    IndexError: Out of bounds on buffer access (axis 0)
    >>> a.tolist()
    [[1, 2], [2, 3]]
    """
    cdef int i, j
    for i in range(n):
        for j in range(m):
            v[i, j] = i + j + 1

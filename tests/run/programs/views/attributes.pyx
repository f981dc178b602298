# cython: language_level=3
"""Attributes and methods of views: extents as tuples and as C values, copies, tests of the layout, identity."""

import numpy as np

x = np.arange(6.0).reshape(2, 3)


cdef Py_ssize_t total(const Py_ssize_t *p, int n) noexcept nogil:
    cdef Py_ssize_t s = 0
    cdef int i
    for i in range(n):
        s += p[i]
    return s


def tuples(double[:, :] v):
    """
    >>> tuples(x)
    ((2, 3), (24, 8), (-1, -1), 2, 6, 8, 48)
    >>> tuples(x[:, ::-2])
    ((2, 2), (24, -16), (-1, -1), 2, 4, 8, 32)
    >>> tuples(None)
    Traceback (most recent call last):
    AttributeError: Cannot access 'shape' attribute of None memoryview slice
    """
    return v.shape, v.strides, v.suboffsets, v.ndim, v.size, v.itemsize, v.nbytes


def tuple_like(double[:, :] v):
    """
    >>> tuple_like(x)
    (True, False, True, True, 2, (3,), (2, 3, 1), [2, 3], True, 3, (2, 3, 1), '(2, 3)', (2, 3), 2, 3)
    """
    shape = v.shape
    a, b = v.shape
    return (v.shape == (2, 3), v.shape == v.T.shape, v.shape == v.T.T.shape, v.shape != v.T.shape, len(v.shape),
            v.shape[1:], v.shape + (1,), [n for n in v.shape], 3 in v.shape, max(v.shape), (*v.shape, 1),
            f"{v.shape}", shape, a, shape[1])


def in_c(double[:, :] v, int i):
    """
    >>> in_c(x, 0), in_c(x, -1), in_c(x, 1)
    ((2, 24, -1, 3), (3, 8, -1, 3), (3, 8, -1, 3))
    >>> in_c(x, 2)
    Traceback (most recent call last):
    IndexError: tuple index out of range
    >>> in_c(None, 0)
    Traceback (most recent call last):
    AttributeError: Cannot access 'shape' attribute of None memoryview slice
    """
    cdef Py_ssize_t a, b, c, d
    with nogil:
        a, b, c, d = v.shape[i], v.strides[i], v.suboffsets[i], v.shape[-1]
    return a, b, c, d


def unpacked(double[:, :] v):
    """
    >>> unpacked(x)
    (2, 3, 24, 8)
    """
    cdef Py_ssize_t n, m, s, t
    with nogil:
        n, m = v.shape
        s, t = v.strides
    return n, m, s, t


def as_pointer(double[:, ::1] v):
    """
    >>> as_pointer(x)
    (5, 32, 3)
    """
    cdef const Py_ssize_t *p = v.shape
    return total(v.shape, 2), total(v.strides, v.ndim), p[1]


def base(double[:] v):
    """
    >>> a, b = np.arange(3.0), bytearray(24)
    >>> base(a) is a, base(a[::2]).shape
    (True, (2,))
    >>> import array
    >>> d = array.array("d", [1, 2])
    >>> base(d) is d
    True
    >>> base(None)
    Traceback (most recent call last):
    AttributeError: Cannot access 'base' attribute of None memoryview slice
    """
    return v.base if v is None else v[1:].base


def contiguous(double[:, :] v, double[:, ::1] c, double[::1, :] f):
    """
    >>> contiguous(x, x, np.asfortranarray(x))
    [(True, False), (False, True), (True, False), (False, False), (True, True), (True, True), (True, False), (False, True)]
    """
    result = []
    for part in range(8):
        with nogil:
            a = b = False
            if part == 0:
                a, b = v.is_c_contig(), v.is_f_contig()
            elif part == 1:
                a, b = v.T.is_c_contig(), v.T.is_f_contig()
            elif part == 2:
                a, b = v[:1].is_c_contig(), v[:, ::2].is_c_contig()
            elif part == 3:
                a, b = v[::-1].is_c_contig(), v[:, :2].is_f_contig()
            elif part == 4:
                a, b = v[0].is_c_contig(), v[0].is_f_contig()
            elif part == 5:
                a, b = v[:0].is_c_contig(), v[:, :0].is_f_contig()
            elif part == 6:
                a, b = c.is_c_contig(), c.is_f_contig()
            else:
                a, b = f.is_c_contig(), f.is_f_contig()
        result.append((bool(a), bool(b)))
    return result


def copies(double[:, :] v):
    """
    >>> for a in (x, x[:, ::-1], x.T, np.zeros((0, 3)), np.asfortranarray(x), np.arange(12000.0).reshape(100, 120)):
    ...     assert copies(a) == (a.tolist(), a.tolist(), a.shape, a.shape, True, True), a
    >>> copies(None)
    Traceback (most recent call last):
    AttributeError: Cannot access 'copy' attribute of None memoryview slice
    """
    c = v.copy()
    cdef double[::1, :] f = v.copy_fortran()
    cdef double[:, ::1] again = f.copy()
    before = listed(c), listed(f), c.shape, f.shape
    own = again.is_c_contig() and f.is_f_contig() and c.is_c_contig()
    if v.size:
        c[0, 0] = f[0, 0] = -1
    return *before, bool(own), v.size == 0 or v[0, 0] != -1 and again[0, 0] != -1


cdef listed(double[:, :] v):
    cdef Py_ssize_t i, j
    return [[v[i, j] for j in range(v.shape[1])] for i in range(v.shape[0])]


def copied_objects(object[:] v):
    """
    >>> import sys
    >>> item = object()
    >>> before = sys.getrefcount(item)
    >>> copied_objects(np.array([item, 1, item]))
    (3, True)
    >>> sys.getrefcount(item) - before
    0
    """
    w = v.copy()
    same = w[0] is v[0] and w[2] is v[2]
    v[:] = None
    return len(w), same


def identity(double[:] v, double[:] w):
    """
    >>> a = np.zeros(3)
    >>> identity(a, a), identity(a, a[:2]), identity(a, None), identity(None, None)
    ((True, False, False, True), (False, True, False, True), (False, True, True, False), (True, False, True, False))
    """
    cdef bint same, other, none, some
    with nogil:
        same, other = v is w, v is not w
        none = w is None and None is w and w == None
        some = w is not None and None is not w and w != None
    return same, other, none, some


def addresses(double[:, :] v, int[::1] w):
    """
    >>> a, b = np.arange(6.0).reshape(2, 3), np.arange(4, dtype="i")
    >>> addresses(a, b)
    (4.0, 2)
    >>> a[1, 1], b[2]
    (np.float64(8.0), np.int32(5))
    >>> addresses(a[:1], b)
    Traceback (most recent call last):
    IndexError: Out of bounds on buffer access (axis 0)
    """
    cdef double *p
    cdef int *q = &w[0]
    with nogil:
        p = &v[1, 1]
    old = p[0], q[2]
    p[0] *= 2
    q[2] += 3
    return old


def augmented(double[:] d, int[:, :] n, double complex[:] z):
    """
    >>> d, n, z = np.array([2.0, 3.0]), np.array([[7, 2]], "i"), np.array([1j])
    >>> augmented(d, n, z)
    >>> d.tolist(), n.tolist(), z.tolist()
    ([8.0, 1.5], [[6, 16]], [(1+1j)])
    """
    d[0] **= 3
    d[-1] /= 2
    n[0, 0] //= 2
    n[0, 0] *= 2
    n[0, 1] <<= 3
    z[0] += 1
    with nogil:
        n[0, 0] %= 4
        n[0, 0] |= 4

# module: automatic
# cython: autoparallel=True
"""Nests that run in threads where their rounds are independent: the results are those of the plain loops."""

cimport cython
from libc.math cimport sin


def products(double[:, :] a, double[:, :] b, double[:, :] c):
    """
    >>> import numpy as np
    >>> rng = np.random.default_rng(1)
    >>> for n in 0, 1, 7, 150:
    ...     a, b, c = rng.random((n, 90)), rng.random((90, 80)), np.zeros((n, 80))
    ...     products(a, b, c)
    ...     assert [float(x) for x in c[-1:, 5]] == [in_order(a[i], b[:, 5]) for i in range(n)][-1:]
    ...     again = np.zeros_like(c)
    ...     plain_products(a, b, again)
    ...     assert (c == again).all()
    """
    cdef Py_ssize_t i, j, k
    for i in range(a.shape[0]):
        for j in range(b.shape[1]):
            c[i, j] = 0
            for k in range(b.shape[0]):
                c[i, j] += a[i, k] * b[k, j]


@cython.autoparallel(False)
def plain_products(double[:, :] a, double[:, :] b, double[:, :] c):
    cdef Py_ssize_t i, j, k
    for i in range(a.shape[0]):
        for j in range(b.shape[1]):
            c[i, j] = 0
            for k in range(b.shape[0]):
                c[i, j] += a[i, k] * b[k, j]


def in_order(x, y):
    total = 0.0
    for a, b in zip(x, y):
        total += a * b
    return total


def triangle(double[:, :] a):
    """
    >>> import numpy as np
    >>> a = np.zeros((1500, 1500))
    >>> triangle(a)
    >>> i, j = np.indices(a.shape)
    >>> bool((a == np.where(j < i, np.sin(i) * j, 0)).all())
    True
    """
    cdef Py_ssize_t i, j
    for i in range(a.shape[0]):
        for j in range(i):
            a[i, j] = sin(<double>i) * j


def counts(int n):
    """
    >>> small, large = counts(1000), counts(200000)
    >>> small, large
    ((499500, 67, -23087, 2265119974), (19999900000, 3, 13925, 2530920198))
    >>> large == by_one(200000), small == by_one(1000)
    (True, True)
    """
    cdef int i
    cdef long long total = 0
    cdef signed char odd = 67
    cdef short down = 5
    cdef unsigned int product = 6
    for i in range(n):
        total += i
        odd ^= <signed char>(i + (i >> 3))
        down -= <short>(i * 7)
        product *= <unsigned int>(i | 1)
    return total, odd, down, product


@cython.autoparallel(False)
def by_one(int n):
    cdef int i
    cdef long long total = 0
    cdef signed char odd = 67
    cdef short down = 5
    cdef unsigned int product = 6
    for i in range(n):
        total += i
        odd ^= <signed char>(i + (i >> 3))
        down -= <short>(i * 7)
        product *= <unsigned int>(i | 1)
    return total, odd, down, product


def escape(int[:, :] r, int most):
    """
    >>> import numpy as np
    >>> r, small = np.zeros((200, 300), "i"), np.zeros((2, 300), "i")
    >>> escape(r, 50); escape(small, 50)
    >>> int(r.min()), int(r.max()), bool((r[:, ::-1][0] == r[0][::-1]).all())
    (1, 50, True)
    >>> bool((small[0] == r[0]).all())
    True
    """
    cdef Py_ssize_t i, j
    cdef double x, y, t, at
    cdef int k
    for i in range(r.shape[0]):
        for j in range(r.shape[1]):
            x, y, k, at = 0, 0, 0, -2 + 3.0 * j / r.shape[1]
            while k < most and x * x + y * y < 4:
                t = x * x - y * y + at
                y = 2 * x * y - 1 + i / 100.0
                x = t
                k += 1
            r[i, j] = k


def downwards(double[:] a, double[:] b):
    """
    >>> import numpy as np
    >>> for n in 0, 1, 2, 400000, 400001:
    ...     a, b = np.zeros(n), np.arange(float(n))
    ...     downwards(a, b)
    ...     assert (a == np.where(np.arange(n) % 2 == (n - 1) % 2, 2 * b + 1, 0)).all(), n
    """
    cdef Py_ssize_t i
    for i in range(a.shape[0] - 1, -1, -2):
        a[i] = 2 * b[i] + 1


def shared_memory(double[:] a, double[:] b):
    """
    The views are one: then it is a recurrence.

    >>> import numpy as np
    >>> a = np.ones(500001)
    >>> shared_memory(a[1:], a[:-1])
    >>> bool((a == np.arange(1, 500002)).all())
    True
    """
    cdef Py_ssize_t i
    for i in range(a.shape[0]):
        a[i] = b[i] + 1


def outside(double[:] a, double[:] b):
    """
    What is out of range is found where it always was.

    >>> import numpy as np
    >>> a, b = np.zeros(500000), np.ones(400000)
    >>> outside(a, b)
    Traceback (most recent call last):
    IndexError: Out of bounds on buffer access (axis 0)
    >>> int(a.sum())
    400000
    """
    cdef Py_ssize_t i
    for i in range(a.shape[0]):
        a[i] = b[i]


def unsigned_counters(int[:, :, :] a, size_t low, size_t high):
    """
    >>> import numpy as np
    >>> a = np.ones((90, 60, 70), dtype="i")
    >>> unsigned_counters(a, 5, 80), unsigned_counters(a, 80, 5), unsigned_counters(a, 2**64 - 1, 2**64 - 1)
    (315000, 0, 0)
    """
    cdef size_t i, j, k
    cdef int total = 0
    for i in range(low, high):
        for j in range(a.shape[1]):
            for k in range(a.shape[2]):
                total += a[i, j, k]
    return total


@cython.fastmath("reassoc")
def dot(double[:] a, double[:] b):
    """
    Sums of floats in parts, where the directive allows it: of these numbers they are exact.

    >>> import numpy as np
    >>> dot(np.arange(600000.0), np.ones(600000))
    179999700000.0
    """
    cdef Py_ssize_t i
    cdef double total = 0
    for i in range(a.shape[0]):
        total += a[i] * b[i]
    return total


@cython.autoparallel(False)
def in_a_block(double[:] a):
    """
    >>> import numpy as np
    >>> a = np.zeros(600000)
    >>> in_a_block(a)
    >>> bool((a == np.arange(600000) * 2).all())
    True
    """
    cdef Py_ssize_t i
    with cython.autoparallel(True):
        for i in range(a.shape[0]):
            a[i] = i
    for i in range(a.shape[0]):
        a[i] *= 2

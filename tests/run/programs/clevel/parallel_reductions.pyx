# module: parallel_reductions
"""Reductions by threads, of every operator and type: as one thread computes them."""

from cython.parallel cimport prange
cimport cython


def by_operator(int n, int threads):
    """
    >>> [by_operator(20, threads) == by_operator(20, 1) for threads in (2, 3, 4)]
    [True, True, True]
    >>> by_operator(11, 2), by_operator(0, 2)
    ((60, -50, 4320, 0, 15, 14), (5, 5, 10, -1, 0, 5))
    """
    cdef int i, added = 5, taken = 5, all_of = -1, any_of = 0, odd = 5
    cdef long long product = 10
    for i in prange(n, nogil=True, num_threads=threads):
        added += i
        taken -= i
        product *= i % 3 + 1
        all_of &= i
        any_of |= i
        odd ^= i
    return added, taken, product, all_of, any_of, odd


ctypedef fused number:
    signed char
    unsigned short
    int
    unsigned int
    long
    unsigned long long
    Py_ssize_t
    float
    double


def by_type(number[:] values, int threads):
    """
    >>> import numpy as np
    >>> for kind in "bHiIlQnfd":
    ...     x = np.arange(1, 13).astype(kind)
    ...     for threads in (1, 2, 4):
    ...         total, product = by_type(x, threads)
    ...         assert total == 78 and product == np.prod(x[:4]) * 2, (kind, total, product)
    """
    cdef number total = 0, product = 2
    cdef Py_ssize_t i
    for i in prange(values.shape[0], nogil=True, num_threads=threads, schedule="dynamic", chunksize=2):
        total += values[i]
        if i < 4:
            product *= values[i]
    return total, product


def nested(double[:, :] x, int threads):
    """
    >>> import numpy as np
    >>> nested(np.ones((40, 30)), 1), nested(np.ones((40, 30)), 4)
    (1200.0, 1200.0)
    """
    cdef double total = 0
    cdef Py_ssize_t i, j
    for i in prange(x.shape[0], nogil=True, num_threads=threads):
        for j in prange(x.shape[1]):
            total += x[i, j]
    return total


@cython.boundscheck(False)
@cython.wraparound(False)
def rows(double[:, ::1] x, double[::1] result, int threads):
    """
    >>> import numpy as np
    >>> r = np.zeros(50)
    >>> rows(np.arange(1000.).reshape(50, 20), r, 4)
    >>> bool((r == np.arange(1000.).reshape(50, 20).sum(axis=1)).all())
    True
    """
    cdef Py_ssize_t i, j
    cdef double total
    for i in prange(x.shape[0], nogil=True, num_threads=threads):
        total = 0
        for j in range(x.shape[1]):
            total = total + x[i, j]
        result[i] = total

# module: right
"""Loops over prange that are right, or right for the right arguments: nothing is refused."""

from cython.parallel cimport parallel, prange, threadid
from libc.stdlib cimport free, malloc


def scattered(double[:] a, double[:] b, long[:] places):
    """
    >>> import numpy as np
    >>> a, b, places = np.zeros(100), np.arange(100.0), np.random.default_rng(1).permutation(100)
    >>> scattered(a, b, places)
    >>> bool((a == np.argsort(places) * 2).all())
    True
    """
    cdef Py_ssize_t i, at
    for i in prange(a.shape[0], nogil=True, num_threads=3):
        a[places[i]] = b[i]
        at = places[i]
        a[at] += b[i]


def shifted(double[:] a, int n, int k, int c):
    """
    >>> import numpy as np
    >>> a = np.arange(40.0)
    >>> shifted(a, 20, 20, 1)
    >>> bool((a[:20] == np.arange(20)).all() and (a[20:] == np.arange(20)).all())
    True
    """
    cdef Py_ssize_t i
    for i in prange(n, nogil=True):  # blocks that are apart if k is large enough
        a[i + k] = a[i]
    for i in prange(n, nogil=True):
        a[i * c] = i
    for i in prange(n, nogil=True):  # halves
        a[i] = a[i + n]


def red_and_black(double[:] a):
    """
    >>> import numpy as np
    >>> a = np.arange(9.0)
    >>> red_and_black(a)
    >>> a.tolist()
    [0.0, 0.0, 2.0, 2.0, 4.0, 4.0, 6.0, 6.0, 8.0]
    """
    cdef Py_ssize_t i
    for i in prange(1, a.shape[0], 2, nogil=True):
        a[i] = a[i - 1]


def one_round(double[:] a, int n, int c):
    """
    >>> import numpy as np
    >>> a = np.zeros(4)
    >>> one_round(a, 10, 7)
    >>> a.tolist()
    [7.0, 5.0, 0.0, 0.0]
    """
    cdef Py_ssize_t i
    for i in prange(n, nogil=True):
        if i == c:
            a[0] = i
    for i in prange(1, nogil=True):
        a[1] = 5


def by_data(double[:] a, double[:] b, int n):
    """
    >>> import numpy as np
    >>> a, b = np.zeros(2), np.zeros(50)
    >>> b[[20]] = 9
    >>> by_data(a, b, 50)
    >>> a.tolist()
    [29.0, 20.0]
    """
    cdef Py_ssize_t i
    for i in prange(n, nogil=True):
        if b[i] > 3:
            a[0] = i
    for i in prange(n, nogil=True):
        while b[i] > 3:
            a[1] = i
            break
    for i in prange(n, nogil=True):  # the GIL keeps others away
        with gil:
            a[0] += b[i]


def rows(double[:, :] x, int n):
    """
    >>> import numpy as np
    >>> x = np.ones((30, 30))
    >>> rows(x, 30)
    >>> bool((x == np.arange(1, 31)).all())
    True
    """
    cdef Py_ssize_t i, j
    for i in prange(n, nogil=True, schedule="dynamic"):
        for j in range(1, n):
            x[i, j] = x[i, j - 1] + 1


def each_thread(double[:] sums, double[:] b, int n):
    """
    >>> import numpy as np
    >>> sums = np.zeros(4)
    >>> each_thread(sums, np.arange(100.0), 100)
    >>> float(sums.sum())
    14850.0
    """
    cdef Py_ssize_t i
    cdef int thread
    cdef double *own
    for i in prange(n, nogil=True, num_threads=4):
        thread = threadid()
        sums[thread] += b[i]
    with nogil, parallel(num_threads=4):
        thread = threadid()
        own = <double *>malloc(16)
        for i in prange(n):
            own[0] = b[i]
            own[1] = own[0] * 2
            sums[thread] += own[1]
        free(own)


def alone(double[:] a):
    """
    >>> import numpy as np
    >>> a = np.ones(10)
    >>> alone(a)
    >>> a.tolist()
    [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0]
    """
    cdef Py_ssize_t i
    for i in prange(1, a.shape[0], nogil=True, num_threads=1):
        a[i] = a[i - 1]
    for i in prange(1, a.shape[0], nogil=True, use_threads_if=False):
        a[i] = a[i - 1] + 1


def sweeps(double[:, :] a, double x):
    """
    Loops of threads in others stay what they are.

    >>> import numpy as np
    >>> a = np.arange(51.0).reshape(3, 17).copy()
    >>> b = a.copy()
    >>> b[1, 1:-1] += (a[0, :-2] + a[2, 1:-1] + a[0, 2:] + a[2, :-2]) / 2
    >>> sweeps(a, 2.0)
    >>> bool((a == b).all())
    True
    """
    cdef Py_ssize_t i, j
    with nogil:
        for i in range(1, a.shape[0] - 1):
            for j in prange(1, a.shape[1] - 1, num_threads=3, schedule="dynamic"):
                a[i, j] += (((a[i - 1, j - 1] + a[i + 1, j]) + a[i - 1, j + 1]) + a[i + 1, j - 1]) / x


def columns(double[:, :] a):
    """
    >>> import numpy as np
    >>> a = np.arange(600.0).reshape(20, 30).copy()
    >>> b = a * 2
    >>> columns(a)
    >>> bool((a == b).all())
    True
    """
    cdef Py_ssize_t i, j
    for j in range(a.shape[1]):
        for i in prange(a.shape[0], nogil=True):
            a[i, j] = 2 * a[i, j]

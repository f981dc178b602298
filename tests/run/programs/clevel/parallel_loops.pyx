# module: parallel_loops
"""prange and parallel: the results are those of one thread, but for those who ask."""

from cython.parallel cimport parallel, prange, threadid
cimport cython.parallel
cimport openmp


def total(double[:] values, int threads=2):
    """
    >>> import numpy as np
    >>> total(np.arange(100.0)), total(np.zeros(0))
    (4950.0, 0.0)
    """
    cdef Py_ssize_t i
    cdef double result = 0
    for i in prange(values.shape[0], nogil=True, num_threads=threads, schedule="static", chunksize=8):
        result += values[i]
    return result


def reductions(int n):
    """
    >>> reductions(10)
    (45, 3628800, -45, 15, 7)
    """
    cdef int i, added = 0, product = 1, taken = 0, mask = 0
    cdef double total = 7
    with nogil, parallel(num_threads=2):
        for i in prange(1, n + 1, schedule="dynamic"):
            product *= i
        for i in prange(0, n):
            added += i
            taken -= i
            mask |= i
    return added, product, taken, mask, int(total)


def last_private(int n):
    """
    >>> last_private(4), last_private(9)
    ((3, 9), (8, 64))
    """
    cdef int i, square = -1
    for i in prange(n, nogil=True):
        square = i * i
    return i, square


def steps(int start, int stop, int step):
    """
    >>> steps(0, 10, 3), steps(10, 0, -4), steps(3, 3, 1)
    ([0, 3, 6, 9], [10, 6, 2], [])
    >>> steps(0, 1, 0)
    Traceback (most recent call last):
    ValueError: range() arg 3 must not be zero
    """
    cdef int i
    seen = []
    for i in prange(start, stop, step, nogil=True, use_threads_if=stop > 1000):
        with gil:
            seen.append(i)
    return seen


def with_else(int n, int wanted):
    """
    >>> with_else(5, 3), with_else(5, 9)
    (3, -1)
    """
    cdef int i
    cdef int found = 0
    for i in cython.parallel.prange(n, nogil=True):
        if i == wanted:
            found = i
            break
    else:
        found = -1
    return found


cdef int search(int n, int fail_at) except -1 nogil:
    cdef int i
    for i in prange(n):
        if i == fail_at:
            with gil:
                raise LookupError(i)
    return n


def raising(int n, int fail_at):
    """
    >>> raising(5, 7)
    5
    >>> raising(5, 2)
    Traceback (most recent call last):
    LookupError: 2
    """
    return search(n, fail_at)


def untyped(n):
    """
    >>> untyped(5)
    (10, 4)
    """
    cdef int total = 0
    cdef int limit = n
    for i in prange(limit, nogil=True):
        total += i
    return total, i


def block():
    """
    >>> block()
    (0, 0, 2)
    """
    cdef int number = -1, other = -1, team = 0
    with nogil:
        with parallel(num_threads=2):
            number = threadid()
            other = openmp.omp_get_thread_num()
            team = openmp.omp_get_num_threads()
    return number, other, team

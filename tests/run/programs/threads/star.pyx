# module: star
"""All names of cython.parallel at once."""

from cython.parallel import *


def total(int n):
    """
    >>> total(10)
    (45, 0)
    """
    cdef int i, result = 0, number = -1
    for i in prange(n, nogil=True):
        result += i
    with nogil, parallel(num_threads=1):
        number = threadid()
    return result, number

"""All names of cython.parallel at once, in pure Python mode."""

import cython
from cython.parallel import *


def total(n: cython.int):
    """
    >>> total(10)
    (45, 0)
    """
    i: cython.int
    result: cython.int = 0
    number: cython.int = -1
    for i in prange(n, nogil=True):  # noqa: F405
        result += i
    with cython.nogil, parallel(num_threads=1):  # noqa: F405
        number = threadid()  # noqa: F405
    return result, number

"""prange in pure Python mode: the same compiled and uncompiled."""

import cython
from cython.parallel import parallel, prange, threadid


def total(n: cython.int):
    """
    >>> total(10), total(0)
    (45, 0)
    """
    i: cython.int
    result: cython.int = 0
    for i in prange(n, nogil=True, schedule="guided"):
        result += i
    return result


def rows(n: cython.int):
    """
    >>> rows(3)
    (9, 0)
    """
    i: cython.int
    j: cython.int
    count: cython.int = 0
    number: cython.int = 5
    with cython.nogil, parallel():
        number = threadid()
        for i in prange(n):
            for j in range(n):
                count += 1
    return count, number

"""Loops of threads in pure Python mode: reductions, exceptions, breaks and what variables hold afterwards."""

import cython
from cython.parallel import prange


def totals(n: cython.int, threads: cython.int):
    """
    >>> [totals(10, threads) for threads in (1, 2, 4)]
    [(45, -45, 15), (45, -45, 15), (45, -45, 15)]
    """
    i: cython.int
    added: cython.int = 0
    taken: cython.int = 0
    mask: cython.int = 0
    for i in prange(n, nogil=True, num_threads=threads, schedule="dynamic", chunksize=2):
        added += i
        taken -= i
        mask |= i
    return added, taken, mask


def squares(x: cython.double[:], threads: cython.int):
    """
    >>> import numpy as np
    >>> x = np.arange(20.0)
    >>> squares(x, 4), bool((x == np.arange(20.0) ** 2).all())
    (361.0, True)
    """
    i: cython.Py_ssize_t
    last: cython.double = -1
    for i in prange(x.shape[0], nogil=True, num_threads=threads):
        last = x[i] * x[i]
        x[i] = last
    return last


def search(x: cython.double[:], wanted: cython.double, threads: cython.int):
    """
    >>> import numpy as np
    >>> [search(np.arange(50.0), w, t) for w in (0, 33, 50) for t in (1, 2, 4)]
    [0, 0, 0, 33, 33, 33, -1, -1, -1]
    """
    i: cython.Py_ssize_t
    found: cython.Py_ssize_t = -1
    for i in prange(x.shape[0], nogil=True, num_threads=threads):
        if x[i] == wanted:
            found = i
            break
    return found


def outside(x: cython.double[:], shift: cython.Py_ssize_t, threads: cython.int):
    """
    >>> import numpy as np
    >>> outside(np.ones(9), 0, 4)
    9.0
    >>> for threads in 1, 2, 4:
    ...     try:
    ...         outside(np.ones(9), 1, threads)
    ...     except IndexError:
    ...         print("outside")
    outside
    outside
    outside
    """
    i: cython.Py_ssize_t
    total: cython.double = 0
    for i in prange(x.shape[0], nogil=True, num_threads=threads):
        total += x[i + shift]
    return total

# module: held
"""Loops of threads where the GIL is held: each thread takes it for its rounds."""

from cython.parallel cimport parallel, prange, threadid


def squares(int n, function):
    """
    >>> squares(20, str) == [str(i * i) for i in range(20)]
    True
    >>> squares(3, int.from_bytes)
    Traceback (most recent call last):
    TypeError: cannot convert 'int' object to bytes
    """
    cdef int i
    found = [None] * n
    for i in prange(n, num_threads=3):
        found[i] = function(i * i)
    return found


def leaving(int n, int at):
    """
    >>> leaving(50, 7), leaving(50, 70)
    ((7, 'left'), (49, 'whole'))
    """
    cdef int i
    seen = []
    for i in prange(n, schedule="dynamic"):
        if i == at:
            break
        if i % 2:
            continue
        seen.append(i)
    else:
        assert sorted(seen) == list(range(0, n, 2))
        return i, "whole"
    return i, "left"


def totals(int n):
    """
    >>> totals(100)
    (4950, 100)
    """
    cdef int i, total = 0
    count = []
    for i in prange(n, num_threads=4):
        total += i
        count.append(i)
    return total, len(set(count))


def team(int threads):
    """
    >>> team(3)
    ([0, 1, 2], [0, 1, 4, 9, 16])
    """
    cdef int i
    seen, found = [None] * threads, [None] * 5
    with parallel(num_threads=threads):
        seen[threadid()] = threadid()
    with parallel(num_threads=threads):
        for i in prange(5):
            found[i] = i * i
    return seen, found


cdef int asked(list seen) except -1 nogil:
    cdef int i
    with gil:
        for i in prange(10):
            seen[i] = i
    return 0


def from_nogil(bint release):
    """
    >>> from_nogil(True) == from_nogil(False) == list(range(10))
    True
    """
    cdef list seen = [None] * 10
    if release:
        with nogil:
            asked(seen)
    else:
        asked(seen)
    return seen


def chunks(int n, int threads, int chunk):
    """
    As many threads as there are, and chunks of one, where the numbers are none.

    >>> [chunks(100, threads, chunk) for threads in (0, -3, 2) for chunk in (-1, 0, 7)] == [4950] * 9
    True
    """
    cdef int i, total = 0
    for i in prange(n, nogil=True, num_threads=threads, schedule="static", chunksize=chunk):
        total += i
    return total


def before(int n, bint never):
    """
    What a round may use before it sets it has the value that it had before.

    >>> before(10, False)
    [5.0, 5.0, 5.0, 5.0, 5.0, 5.0, 5.0, 5.0, 5.0, 5.0]
    """
    cdef int i
    cdef object value = 5.0
    seen = []
    for i in prange(n, nogil=True):
        with gil:
            if never:
                value = i
            seen.append(value)
    return seen

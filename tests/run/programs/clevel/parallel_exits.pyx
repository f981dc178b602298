# module: parallel_exits
"""How loops of threads are left, and what is in their variables afterwards."""

from cython.parallel cimport parallel, prange, threadid


def unchecked(double[:] x, Py_ssize_t shift, int threads):
    """
    >>> import numpy as np
    >>> for threads in 1, 2, 4:
    ...     x = np.zeros(100)
    ...     unchecked(x, 0, threads)
    ...     assert (x == np.arange(100)).all()
    ...     try:
    ...         unchecked(x, 5, threads)
    ...     except IndexError as error:
    ...         print(error, error.__traceback__.tb_next.tb_lineno)
    Out of bounds on buffer access (axis 0) 24
    Out of bounds on buffer access (axis 0) 24
    Out of bounds on buffer access (axis 0) 24
    """
    cdef Py_ssize_t i
    for i in prange(x.shape[0], nogil=True, num_threads=threads):
        x[i + shift] = i


cdef int half(int n) except? -1 nogil:
    if n % 2:
        with gil:
            raise ValueError(f"{n} is odd")
    return n // 2


def calls(int[:] x, int threads):
    """
    >>> import numpy as np
    >>> calls(np.arange(0, 40, 2, dtype="i"), 4)
    19
    >>> for _ in range(20):
    ...     try:
    ...         calls(np.array([2, 4, 7, 6, 8] * 20, dtype="i"), 4)
    ...     except ValueError as error:
    ...         assert str(error) == "7 is odd"
    ...     else:
    ...         assert False
    """
    cdef int i, last = -1
    for i in prange(<int>x.shape[0], nogil=True, num_threads=threads, schedule="dynamic"):
        last = half(x[i])
    return last


def caught(int n, int threads):
    """
    >>> caught(30, 1) == caught(30, 4) == [i for i in range(30) if i % 2]
    True
    """
    cdef int i
    seen = []
    for i in prange(n, nogil=True, num_threads=threads):
        with gil:
            try:
                half(i)
            except ValueError:
                seen.append(i)
    seen.sort()
    return seen


cdef int find(int[:] x, int wanted, int threads) noexcept nogil:
    cdef Py_ssize_t i
    for i in prange(x.shape[0], num_threads=threads):
        if x[i] == wanted:
            return <int>i
    return -1


def finds(int[:] x, int wanted, int threads):
    """
    >>> import numpy as np
    >>> x = np.arange(1000, dtype="i")
    >>> [finds(x, w, threads) for w in (0, 567, 999, 1000) for threads in (1, 2, 4)]
    [0, 0, 0, 567, 567, 567, 999, 999, 999, -1, -1, -1]
    """
    return find(x, wanted, threads)


def breaks(int n, int wanted, int threads):
    """
    >>> [breaks(100, w, threads) for w in (3, 99, 200) for threads in (1, 2, 4)]
    [(3, 9, False), (3, 9, False), (3, 9, False), (99, 9801, False), (99, 9801, False), (99, 9801, False), \
(99, -1, True), (99, -1, True), (99, -1, True)]
    """
    cdef int i, square = -1
    cdef bint whole = False
    for i in prange(n, nogil=True, num_threads=threads):
        if i == wanted:
            square = i * i
            break
    else:
        whole = True
    return i, square, whole


def sometimes(int n, int step, int threads):
    """
    The last round that assigned the variable, in the order of the rounds.

    >>> [sometimes(1000, 1, t) for t in (1, 2, 4)], [sometimes(1000, -1, t) for t in (1, 2, 4)]
    ([(994, 999), (994, 999), (994, 999)], [(0, 0), (0, 0), (0, 0)])
    >>> sometimes(0, 1, 2)
    (-1, -5)
    """
    cdef int i = -5, seventh = -1
    cdef int start = 0 if step > 0 else n - 1
    cdef int stop = n if step > 0 else -1
    for i in prange(start, stop, step, nogil=True, num_threads=threads, schedule="dynamic", chunksize=3):
        if i % 7 == 0:
            seventh = i
    return seventh, i


def skips(int n, int threads):
    """
    >>> skips(100, 1), skips(100, 4)
    (2500, 2500)
    """
    cdef int i, total = 0
    for i in prange(n, nogil=True, num_threads=threads):
        if i % 2 == 0:
            continue
        total += i
    return total


def own_views(double[:, :] x, int threads):
    """
    >>> import numpy as np
    >>> x = np.ones((30, 20))
    >>> own_views(x, 1); own_views(x, 4); bool((x == 4).all())
    True
    """
    cdef Py_ssize_t i, j
    cdef double[:] row
    for i in prange(x.shape[0], nogil=True, num_threads=threads):
        row = x[i]
        for j in range(row.shape[0]):
            row[j] = row[j] * 2


def objects(int n, int threads):
    """
    >>> objects(20, 1) == objects(20, 4) == {i: str(i) for i in range(20)}
    True
    """
    cdef int i
    found = {}
    for i in prange(n, nogil=True, num_threads=threads):
        with gil:
            key = i
            value = str(key)
            found[key] = value
    return dict(sorted(found.items()))


def team(int threads, bint really):
    """
    >>> team(3, True), team(3, False), team(1, True)
    ([0, 1, 2], [0], [0])
    """
    cdef int number
    seen = []
    with nogil, parallel(num_threads=threads, use_threads_if=really):
        number = threadid()
        with gil:
            seen.append(number)
    return sorted(seen)


def scratch(double[:, :] x, double[:] result, int threads):
    """
    >>> import numpy as np
    >>> r = np.zeros(40)
    >>> scratch(np.ones((40, 10)), r, 4)
    >>> bool((r == 11).all())
    True
    """
    cdef Py_ssize_t i, j
    cdef double start, total
    with nogil, parallel(num_threads=threads):
        start = 1
        for i in prange(x.shape[0], schedule="guided"):
            total = start
            for j in range(x.shape[1]):
                total = total + x[i, j]
            result[i] = total


def block_fails(int threads):
    """
    >>> block_fails(4)
    Traceback (most recent call last):
    ValueError: 3 is odd
    """
    with nogil, parallel(num_threads=threads):
        half(3)


cdef int wanted_at


def one_thread(int n, int wanted):
    """
    The loop's variable belongs to the module.

    >>> one_thread(5, 3), one_thread(5, 9)
    ((3, False), (4, True))
    """
    global wanted_at
    cdef bint whole = False
    for wanted_at in prange(n, nogil=True, num_threads=2):
        if wanted_at == wanted:
            break
    else:
        whole = True
    return wanted_at, whole

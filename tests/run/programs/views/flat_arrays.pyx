"""Flat arrays, with indices that are products.

>>> from array import array
>>> def fresh(n=12): return array("l", range(n))
>>> a = fresh(); rows(a, 3, 4); a.tolist()
[100, 101, 102, 103, 204, 205, 206, 207, 308, 309, 310, 311]
>>> a = fresh(); rows(a, 3, 5)
Traceback (most recent call last):
    ...
IndexError: Out of bounds on buffer access (axis 0)
>>> a.tolist()
[100, 101, 102, 103, 104, 205, 206, 207, 208, 209, 310, 311]
>>> a = fresh(); rows(a, -3, 4); rows(a, 3, -4); rows(a, 0, 70000); rows(a, 70000, 0); a == fresh()
True
>>> rows(a, 70000, 70000)
Traceback (most recent call last):
    ...
IndexError: Out of bounds on buffer access (axis 0)
>>> a = fresh(); steps(a, 4, 3); a.tolist()
[-1, 1, 2, -1, 4, 5, -1, 7, 8, -1, 10, 11]
>>> a = fresh(); steps(a, 4, -3); a.tolist()
[-1, 1, 2, -1, 4, 5, -1, 7, 8, -1, 10, 11]
>>> a = fresh(); steps(a, 12, 0); a.tolist()
[-1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
>>> a = fresh(); steps(a, 3, 2**62)
Traceback (most recent call last):
    ...
IndexError: Out of bounds on buffer access (axis 0)
>>> a = fresh(); steps(a, 2, 2**63 - 12)
Traceback (most recent call last):
    ...
IndexError: Out of bounds on buffer access (axis 0)
>>> a = fresh(); triangle(a, 4, 3); a.tolist()
[0, 1, 2, -1, 4, 5, -1, -1, 8, -1, -1, -1]
>>> a = fresh(24); cube(a, 2, 3, 4); a.tolist()[::5]
[0, 15, 30, 45, 60]
>>> cube(a, 2, 4, 3); cube(a, 3, 3, 3)
Traceback (most recent call last):
    ...
IndexError: Out of bounds on buffer access (axis 0)
>>> wrapping(fresh(), 65536, 65536)
1
"""


def rows(long[:] a, int n, int m):
    cdef int i, j
    for i in range(n):
        for j in range(m):
            a[i * m + j] += 100 * (i + 1)


def steps(long[:] a, Py_ssize_t n, Py_ssize_t step):
    cdef Py_ssize_t i
    for i in range(n):
        a[i * step] = -1


def triangle(long[:] a, int n, int m):
    cdef int i, j
    for i in range(n):
        for j in range(i):
            a[i * m + j] = -1


def cube(long[:] a, int n, int m, int p):
    cdef int i, j, k
    for i in range(n):
        for j in range(m):
            for k in range(p):
                a[(i * m + j) * p + k] *= 3


def wrapping(long[:] a, int n, int m):
    """The product of the last round is 0 again as a C `int`; the one before is not."""
    cdef int i
    for i in range(n, n + 1):
        a[i * m] += 1
    return a[0]

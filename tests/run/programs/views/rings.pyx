"""Indices that are remainders.

>>> from array import array
>>> a, b = array("l", [1, 2, 4, 8]), array("l", [0] * 4)
>>> around(a, b, 4); b.tolist()
[10, 5, 10, 5]
>>> around(a, b, 5)
Traceback (most recent call last):
    ...
IndexError: Out of bounds on buffer access (axis 0)
>>> by(a, b, 4, 3); b.tolist()
[1, 2, 4, 1]
>>> by(a, b, 4, -3); b.tolist()
[1, 4, 8, 1]
>>> by(a, b, 0, 0); by(a, b, 3, 0)
Traceback (most recent call last):
    ...
ZeroDivisionError: integer division or modulo by zero
>>> by(a, b, 4, 2**62); b.tolist()
[1, 2, 4, 8]
>>> by(a[:2], b, 3, 3)
Traceback (most recent call last):
    ...
IndexError: Out of bounds on buffer access (axis 0)
"""


def around(long[:] a, long[:] b, int n):
    cdef int i
    for i in range(n):
        b[i] = a[(i - 1) % n] + a[(i + 1) % n]


def by(long[:] a, long[:] b, Py_ssize_t n, Py_ssize_t m):
    cdef Py_ssize_t i
    for i in range(n):
        b[i] = a[i % m]

"""Divisors that are read from views: what is divided before one of them is zero, and what is not.

>>> import numpy as np
>>> a, b = np.arange(1.0, 1001.0), np.arange(1.0, 1001.0)
>>> c = np.zeros(1000)
>>> divide(a, b, c)
>>> bool((c == 1).all())
True
>>> for at in (0, 1, 255, 256, 257, 700, 999):
...     b[:] = 2; b[at] = 0; c[:] = 0
...     try:
...         divide(a, b, c)
...     except ZeroDivisionError as error:
...         print(at, error, bool((c[:at] == a[:at] / 2).all() and not c[at:].any()))
0 float division True
1 float division True
255 float division True
256 float division True
257 float division True
700 float division True
999 float division True
>>> b[:] = 2; b[-1] = 0
>>> divide(a[:999], b[:999], c[:999])
>>> divide(b, b, b[::-1]); bool((b == 1).all())
True
>>> b[:] = np.arange(1000) % 3; c[:] = -1
>>> where_not_zero(a, b, c)
>>> bool((c == np.where(b != 0, a / np.where(b == 0, 1, b), -1)).all())
True
>>> m, s = np.ones((5, 40)), np.array([1.0, 2, 4, 0, 8])
>>> normalise(m[:3], s[:3], 2); m[:, -1].tolist()
[1.0, 0.25, 0.0625, 1.0, 1.0]
>>> normalise(m, s, 0); normalise(m[:, :0], s, 3)
>>> m[:] = 1
>>> normalise(m, s, 2)
Traceback (most recent call last):
    ...
ZeroDivisionError: float division
>>> m[:, 0].tolist()
[1.0, 0.5, 0.25, 1.0, 1.0]
>>> triangle(m, s); m[:, 0].tolist()
Traceback (most recent call last):
    ...
ZeroDivisionError: float division
>>> s[3] = 16; m[:] = 1
>>> triangle(m, s); m.sum(1).tolist()
[40.0, 39.5, 38.5, 37.1875, 36.5]
>>> q = np.array([7, -7, 9, 5]); d = np.array([2, 2, -4, 3])
>>> whole(q, d); q.tolist()
[3, -4, -3, 1]
>>> d[2] = 0; whole(q, d)
Traceback (most recent call last):
    ...
ZeroDivisionError: integer division or modulo by zero
>>> q.tolist()
[1, -2, -3, 1]
"""


def divide(double[:] a, double[:] b, double[:] c):
    cdef Py_ssize_t i
    for i in range(a.shape[0]):
        c[i] = a[i] / b[i]


def where_not_zero(double[:] a, double[:] b, double[:] c):
    cdef Py_ssize_t i
    for i in range(a.shape[0]):
        if b[i] != 0:
            c[i] = a[i] / b[i]


def normalise(double[:, :] m, double[:] s, int times):
    cdef Py_ssize_t i, j
    cdef int k
    for k in range(times):
        for i in range(m.shape[0]):
            for j in range(m.shape[1]):
                m[i, j] = m[i, j] / s[i]


def triangle(double[:, :] m, double[:] s):
    cdef Py_ssize_t i, j
    for i in range(m.shape[0]):
        for j in range(i):
            m[i, j] = m[i, j] / s[i]


def whole(long[:] q, long[:] d):
    cdef Py_ssize_t i
    for i in range(q.shape[0]):
        q[i] = q[i] // d[i]

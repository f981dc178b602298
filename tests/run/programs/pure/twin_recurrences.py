# runs uncompiled
"""Rounds that read what the round before stored, in loops that a divisor of zero ends.

>>> a, b, d = array("d", [1, 2]), array("d", [2, 3]), array("d", [4, 5])
>>> forwards(a, b, d)
>>> list(b), list(d)
([2.0, 2.0], [4.0, 1.0])
"""

from array import array

import cython


@cython.ccall
def forwards(a: cython.double[:], b: cython.double[:], d: cython.double[:]):
    i: cython.Py_ssize_t
    w: cython.double
    for i in range(1, len(d)):
        w = a[i] / b[i - 1]
        b[i] -= w * a[i - 1]
        d[i] -= w * d[i - 1]


@cython.ccall
def backwards(a: cython.double[:], b: cython.double[:], d: cython.double[:]):
    i: cython.Py_ssize_t
    for i in range(len(d) - 2, -1, -1):
        d[i] = (d[i] - a[i] * d[i + 1]) / b[i]


@cython.ccall
def by_two(a: cython.double[:], b: cython.double[:], d: cython.float[:]):
    i: cython.int
    for i in range(0, len(d) - 3, 2):
        d[i + 2] = d[i] / b[i] + a[i]
        if d[i] > 1:
            a[i] = d[i]


@cython.ccall
def counts(a: cython.double[:], b: cython.double[:], d: cython.longlong[:]):
    i: cython.Py_ssize_t
    for i in range(1, len(d)):
        d[i] = d[i - 1] * 3 + cython.cast(cython.longlong, a[i] / b[i])


def attempt(function, n, zero, kind):
    a = array("d", [(7 * i) % 5 + 0.25 for i in range(n)])
    b = array("d", [0.0 if i == zero else (3 * i) % 7 + 1.5 for i in range(n)])
    d = array(kind, [(11 * i) % 13 for i in range(n)])
    try:
        function(a, b, d)
        left = "done"
    except ZeroDivisionError:
        left = "zero"
    print(function.__name__, n, zero, left, [x.hex() for x in (*a, *b)], [float(x).hex() for x in d])


for function, kind in ((forwards, "d"), (backwards, "d"), (by_two, "f"), (counts, "q")):
    for n in (0, 1, 2, 3, 7):
        for zero in range(-1, n):
            attempt(function, n, zero, kind)
same = array("d", [2.0, 3.0, 5.0, 7.0])
forwards(same, same, same)
print(list(same))
backwards(same, same, same)
print(list(same))

# runs uncompiled
"""Loops that count by a variable: up, down, not at all, past the end, and beyond what a view has.

>>> a = array("d", [1, 2, 3, 4])
>>> every(a, 3, -1, -2), blocks(a, 4, 2), list(a)
(14.0, 10.0, [2.0, 3.0, 4.0, 5.0])
"""

from array import array

import cython


@cython.ccall
def blocks(a: cython.double[:], n: cython.Py_ssize_t, step: cython.Py_ssize_t) -> cython.double:
    i: cython.Py_ssize_t
    j: cython.Py_ssize_t
    total: cython.double = 0.0
    for i in range(0, n, step):
        for j in range(step):
            total += a[i + j]
            a[i + j] += 1
    return total


@cython.ccall
def every(a: cython.double[:], start: cython.Py_ssize_t, stop: cython.Py_ssize_t, step: cython.int) -> cython.double:
    i: cython.Py_ssize_t
    total: cython.double = 0.0
    for i in range(start, stop, step):
        total = total * 3 + a[i]
    return total


@cython.ccall
def halves(a: cython.double[:], step: cython.Py_ssize_t):
    n: cython.Py_ssize_t = len(a)
    start: cython.Py_ssize_t
    k: cython.Py_ssize_t
    while step < n:
        for start in range(0, n, 2 * step):
            for k in range(step):
                a[start + k] = a[start + k] + a[start + k + step]
        step *= 2


def attempt(function, size, *arguments):
    values = array("d", [(7 * i) % 11 for i in range(size)])
    try:
        found = function(values, *arguments)
    except (IndexError, ValueError) as error:
        found = type(error).__name__
    print(function.__name__, size, *arguments, found, list(values))


BIG = 2**62
for size in (0, 1, 6, 8):
    for step in (-3, 0, 1, 2, 3, 7, BIG):
        for n in (-1, 0, 1, 5, 6, 7):
            attempt(blocks, size, n, step)
    for start in (-9, -8, -2, 0, 3, 7, BIG, -BIG):
        for stop in (-8, 0, 2, 8, 9):
            for step in (-2, -1, 0, 1, 3, 5, 2**31 - 1):
                if abs(stop - start) // max(1, abs(step)) < 100:
                    attempt(every, size, start, stop, step)
for size in range(10):
    for step in (1, 2, 3):
        attempt(halves, size, step)

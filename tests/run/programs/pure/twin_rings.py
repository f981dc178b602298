# runs uncompiled
"""Places in rings, from inside and from outside of them.

>>> line, x = array("d", [1, 2, 3]), array("d", [10, 20, 30, 40])
>>> up(line, x, 2), list(line), list(x)
(0, [21.0, 32.0, 53.0], [13.0, 21.0, 32.0, 53.0])
"""

from array import array

import cython


@cython.ccall
def up(line: cython.double[:], x: cython.double[:], at: cython.Py_ssize_t) -> cython.Py_ssize_t:
    i: cython.Py_ssize_t
    for i in range(len(x)):
        x[i] = x[i] + line[at]
        line[at] = x[i]
        at += 1
        if at == len(line):
            at = 0
    return at


@cython.ccall
def down(line: cython.double[:], x: cython.double[:], at: cython.int) -> cython.int:
    i: cython.Py_ssize_t
    for i in range(len(x)):
        x[i] = x[i] + line[at]
        line[at] = i
        at -= 1
        if at < 0:
            at = len(line) - 1
    return at


@cython.ccall
def skip(line: cython.double[:], x: cython.double[:], at: cython.Py_ssize_t) -> cython.Py_ssize_t:
    k: cython.Py_ssize_t = 0
    while k < len(x):
        if x[k] > 3:
            line[at] += x[k]
            at = (at + 1) % len(line)
        k += 1
    return at


@cython.ccall
def behind(line: cython.double[:], x: cython.double[:], at: cython.Py_ssize_t) -> cython.Py_ssize_t:
    i: cython.Py_ssize_t
    for i in range(len(x)):
        line[at] = x[i]
        at += 1
        if at > len(line):
            at = 0
    return at


def attempt(function, size, at):
    line = array("d", [(5 * i) % 7 for i in range(size)])
    x = array("d", [(3 * i) % 8 for i in range(9)])
    try:
        found = function(line, x, at)
    except (IndexError, ZeroDivisionError) as error:
        found = type(error).__name__
    print(function.__name__, size, at, found, list(line), list(x))


for function in (up, down, skip, behind):
    for size in (0, 1, 2, 4, 20):
        for at in (-21, -2, -1, 0, 1, 3, 4, 19, 20, 2**31 - 1):
            attempt(function, size, at)

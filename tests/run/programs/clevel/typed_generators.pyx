"""Generators with typed parameters and locals, in typed loops, with cleanup."""
from libc.stdlib cimport free, malloc
import numpy as np


def count(int n):
    """
    >>> list(count(4)), list(count(0))
    ([0, 1, 2, 3], [])
    >>> count("x")
    Traceback (most recent call last):
    TypeError: an integer is required (argument 'n')
    """
    cdef int i
    for i in range(n):
        yield i


def running(values):
    """
    >>> list(running([1, 2.5, 3]))
    [1.0, 3.5, 6.5]
    >>> list(running([1, "x"]))
    Traceback (most recent call last):
    TypeError: must be real number, not str
    """
    cdef double total = 0
    cdef double v
    for v in values:
        total += v
        yield total


def wraps():
    """
    >>> g = wraps()
    >>> next(g), next(g), next(g)
    (254, 255, 0)
    """
    cdef unsigned char c = 253
    while True:
        c += 1
        yield c


def sent(double x):
    """
    >>> g = sent(1)
    >>> next(g), g.send(2), g.send(3.5)
    (1.0, 3.0, 6.5)
    >>> g.send("a")
    Traceback (most recent call last):
    TypeError: must be real number, not str
    """
    cdef double y
    while True:
        y = yield x
        x += y


def nested(int n, int m):
    """
    >>> list(nested(2, 3))
    [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2)]
    """
    cdef int i, j
    for i in range(n):
        for j in range(m):
            yield i, j


def downward(int n, int step):
    """
    >>> list(downward(10, -3)), list(downward(2, 1))
    ([10, 7, 4, 1], [])
    """
    cdef int i
    for i in range(n, 0, step):
        yield i


def memory(int n):
    """
    >>> list(memory(3))
    freed
    [0, 1, 4]
    >>> g = memory(3)
    >>> next(g)
    0
    >>> g.close()
    freed
    """
    cdef int *p = <int *> malloc(n * sizeof(int))
    cdef int i
    for i in range(n):
        p[i] = i * i
    try:
        for i in range(n):
            yield p[i]
    finally:
        free(p)
        print("freed")


def over_view(double[:] v):
    """
    >>> list(over_view(np.arange(3.0)))
    [0.0, 1.0, 2.0]
    """
    cdef Py_ssize_t i
    for i in range(v.shape[0]):
        yield v[i]


def with_return(int n):
    """
    >>> g = with_return(1)
    >>> next(g)
    0
    >>> next(g)
    Traceback (most recent call last):
    StopIteration: 10
    """
    cdef int i
    for i in range(n):
        yield i
    return n * 10


def delegating(int n):
    """
    >>> list(delegating(2))
    [0, 1, (None, 2), 'a', 'b']
    """
    r = yield from count(n)
    yield r, n
    yield from "ab"


def complex_state(int a, double b, list c):
    """
    >>> g = complex_state(1, 2, [3])
    >>> next(g), g.send(10), g.send(20)
    ((1, 2.0, [3]), (11, 2.0, [3]), (11, 40.0, [3, 20]))
    """
    x = yield a, b, list(c)
    a += x
    y = yield a, b, list(c)
    b *= y
    c.append(y)
    yield a, b, list(c)


def primes():
    """
    >>> g = primes()
    >>> [next(g) for _ in range(8)]
    [2, 3, 5, 7, 11, 13, 17, 19]
    """
    cdef int n = 2, i
    cdef bint prime
    while True:
        prime = True
        for i in range(2, n):
            if n % i == 0:
                prime = False
                break
        if prime:
            yield n
        n += 1


def error_inside(int n):
    """
    >>> g = error_inside(2)
    >>> next(g), next(g)
    (5, 10)
    >>> next(g)
    Traceback (most recent call last):
    ZeroDivisionError: integer division or modulo by zero
    >>> next(g)
    Traceback (most recent call last):
    StopIteration
    """
    while True:
        yield 10 // n
        n -= 1

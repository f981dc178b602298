"""
Arithmetic of counters without a type, where it becomes an index, the end of a range, or a typed variable.

>>> import array
>>> a = array.array('d', [1, 2, 3, 4, 5, 6])
>>> sums(a, 2, 3), rows(a, 2, 3), window(a, 1), spread(a)
(21.0, 21.0, [6.0, 9.0, 12.0, 15.0], [1.0, 1.0, 2.0, 2.0, 3.0, 3.0])
>>> from_behind(a, 1), negative(a, 2), products(a, 2)
([6.0, 5.0, 4.0], [5.0, 6.0, 1.0], [1.0, 3.0, 5.0])
>>> far(a, 0, 2**62), far(a, 1, 5)
(1.0, 6.0)
>>> far(a, 1, 2**62)
Traceback (most recent call last):
IndexError: Out of bounds on buffer access (axis 0)
>>> far(a, 2, 2**62)
Traceback (most recent call last):
OverflowError: Python int too large to convert to C ssize_t
>>> far(a, 3, -2**62)
Traceback (most recent call last):
OverflowError: Python int too large to convert to C ssize_t
>>> unchecked(a, 1), of_pointer(5), of_array(2), buffers(3)
(21.0, 69, 14, 15)
>>> shown(a, 2, 3)
[0, 1, 2, 3, 4, 5]
>>> keys(2, 3), large(3, 2**62)
([0, 1, 2, 3, 4, 5], [0, 4611686018427387904, 9223372036854775808])
>>> counts(100, 7), counts(2**40, 3)
(4950, 3298534883331)
>>> counts(4, 2**63 - 7), counts(4, 2**63 - 6)
Traceback (most recent call last):
OverflowError: Python int too large to convert to C long
>>> narrow(3, 4), narrow(3, 2**31 - 5)
(8, 2147483647)
>>> narrow(3, 2**31 - 4)
Traceback (most recent call last):
OverflowError: value too large to convert to int
>>> narrow(3, -2**31 - 8)
Traceback (most recent call last):
OverflowError: value too large to convert to int
>>> elements(array.array('l', [0] * 4), 3), elements(array.array('l', [0] * 3), 2**62)
Traceback (most recent call last):
OverflowError: Python int too large to convert to C long
>>> choices(a, 3.5), choices_without_gil(a, 3.5), wraps(2**63 - 1)
((3, -3, 9), 3, -9223372036854775808)
>>> ends(6, 2), ends(0, 5), backwards(4, 1)
([(2, 6), (3, 6), (4, 6), (5, 6)], [], [5, 4, 3])
>>> ends(3, 2**63 - 2)
Traceback (most recent call last):
OverflowError: Python int too large to convert to C ssize_t
>>> order(a)
[1, 2, 4.0]
>>> changed(a)
[3.0, 6.0]
"""

cimport cython


def sums(double[:] a, Py_ssize_t n, Py_ssize_t m):
    total = 0.0
    for i in range(n):
        for j in range(m):
            total += a[i * m + j]
    return total


def rows(double[:] a, Py_ssize_t n, Py_ssize_t m):
    total = 0.0
    for i in range(n):
        row = i * m
        for j in range(m):
            at = row + j
            total += a[at]
    return total


def window(double[:] a, int w):
    result = []
    for i in range(w, a.shape[0] - w):
        first = i - w
        last = i + w + 1
        total = 0.0
        for j in range(first, last):
            total += a[j]
        result.append(total)
    return result


def spread(double[:] a):
    result = [0.0] * a.shape[0]
    cdef double[6] out
    for i in range(a.shape[0] // 2):
        out[2 * i] = a[i]
        out[2 * i + 1] = a[i]
    for i in range(6):
        result[i] = out[i]
    return result


def from_behind(double[:] a, int k):
    return [a[-(i + k)] for i in range(3)]


def negative(double[:] a, int k):
    result = []
    for i in range(3):
        result.append(a[i - k])
    return result


def products(double[:] a, Py_ssize_t k):
    result = []
    for i in range(3):
        result.append(a[i * k])
    return result


def far(double[:] a, Py_ssize_t rounds, Py_ssize_t n):
    value = 0.0
    for i in range(rounds, rounds + 1):
        value = a[i * n]
    return value


@cython.boundscheck(False)
@cython.wraparound(False)
def unchecked(double[:] a, int k):
    total = 0.0
    for i in range(-k, a.shape[0] - k):
        total += a[i + k]
    return total


def of_pointer(int k):
    cdef int[8] numbers
    cdef int *p = numbers
    for i in range(8):
        numbers[i] = i * i
    total = 0
    for i in range(k - 2):
        total += p[i + k - 1]
    return total - 8


def of_array(int k):
    cdef int[8] numbers
    for i in range(8):
        numbers[i] = i
    total = 0
    for i in range(4):
        total += numbers[i + k]
    return total


def buffers(int k):
    import numpy as np
    return _buffers(np.arange(8), k)


cimport numpy as np


def _buffers(np.ndarray[np.int64_t, ndim=1] numbers, int k):
    total = 0
    for i in range(k):
        total += numbers[i + k] + i
    return total


def shown(double[:] a, Py_ssize_t n, Py_ssize_t m):
    """What is used for something else is a number of Python's."""
    result = []
    for i in range(n):
        for j in range(m):
            at = i * m + j
            a[at] += 1
            result.append(at)
    return result


def keys(Py_ssize_t n, Py_ssize_t m):
    found = {}
    for i in range(n):
        for j in range(m):
            at = i * m + j
            found[at] = at
    return sorted(found)


def large(Py_ssize_t n, Py_ssize_t m):
    return [i * m for i in range(n)]


def counts(long n, long k):
    for i in range(n):
        k += i
        if i > 1000:
            break
    cdef long whole = k
    if n > 1000:
        whole = k - 501501 + n * 3
    return whole - (7 if n == 100 else 0)


def narrow(Py_ssize_t n, Py_ssize_t k):
    cdef int last = 0
    for i in range(n):
        last = i + k + n - 1 - i + i
    return last


def elements(long[:] a, Py_ssize_t k):
    for i in range(a.shape[0]):
        a[i] = i * k
        a[i] -= i * k
        a[i] += i * k
    return list(a)


def choices(double[:] a, double x):
    cdef long above = 0
    cdef int balance = 0
    cdef unsigned char mixed = 0
    for i in range(a.shape[0]):
        above += 1 if a[i] > x + 1 else 0
        balance = balance + (-1 if a[i] > x + 1 else 0)
        mixed += 3 if a[i] > x + 1 else 256
    return above, balance, mixed


def choices_without_gil(double[:] a, double x):
    cdef long above = 0
    cdef Py_ssize_t i
    with nogil:
        for i in range(a.shape[0]):
            above = (1 if a[i] > x + 1 else 0) + above
    return above


def wraps(long k):
    """Beside a C integer, one of two literals counts as one: C's arithmetic, as that of a literal."""
    return k + (1 if k > 0 else 2)


def ends(int n, Py_ssize_t k):
    result = []
    for i in range(n):
        for j in range(i + k, n):
            result.append((j, n))
            break
    return result


def backwards(int n, int k):
    result = []
    for i in range(n + k, n - 2 * k, -k):
        result.append(i)
    return result


def order(double[:] a):
    """Parts are evaluated from left to right, once."""
    seen = []

    def note(x):
        seen.append(x)
        return x

    cdef Py_ssize_t k = 1
    for i in range(1, 2):
        value = a[i * <Py_ssize_t>note(1) * k * <Py_ssize_t>note(2)]
        seen.append(value)
    return seen


cdef Py_ssize_t moved = 1


cdef Py_ssize_t move():
    global moved
    moved += 3
    return 0


def changed(double[:] a):
    """A global that a later part changes has the value that it had."""
    global moved
    result = []
    for i in range(2):
        if i == 0:
            result.append(a[i + moved + move()])
        else:
            result.append(a[i * moved + move()])
    moved = 1
    return result

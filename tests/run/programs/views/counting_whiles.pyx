"""`while` loops that count.

>>> from array import array
>>> a = array("l", [5, 4, 3, 2, 1])
>>> upwards(a, 5, 0), upwards(a, 5, 3), upwards(a, 2, 3), upwards(a, -1, 0)
((15, 5), (3, 5), (0, 3), (0, 0))
>>> upwards(a, 7, 3)
Traceback (most recent call last):
    ...
IndexError: Out of bounds on buffer access (axis 0)
>>> upwards(a, 2, -4)
(19, 2)
>>> downwards(a, 4), downwards(a, -1), downwards(a, 0)
((15, -1), (0, -1), (5, -1))
>>> by_threes(a, 5), by_threes(a, 0), by_threes(a, 4)
((7, 6), (0, 0), (7, 6))
>>> left_early(a, 3), left_early(a, 9)
(2, 'no 9 in 5')
>>> reached(2**63 - 3), reached_narrow(2**31 - 3)
(3, 3)
>>> wraps(2**31 - 2)
1
>>> seen_by_handler(a, 8)
5
>>> list(counted_by_generator(3)), nested(a, 3)
([0, 1, 2], 22)
>>> partly(a)
Traceback (most recent call last):
    ...
ZeroDivisionError: integer division or modulo by zero
>>> list(a)
[50, 40, 30, 2, 1]
"""


def upwards(long[:] a, Py_ssize_t n, Py_ssize_t i):
    cdef long total = 0
    while i < n:
        total += a[i]
        i += 1
    return total, i


def downwards(long[:] a, int i):
    cdef long total = 0
    while i >= 0:
        total += a[i]
        i -= 1
    return total, i


def by_threes(long[:] a, Py_ssize_t n):
    cdef long total = 0
    cdef Py_ssize_t i = 0
    while i < n:
        total += a[i]
        i += 3
    return total, i


def left_early(long[:] a, long wanted):
    cdef int i = 0
    while i < a.shape[0]:
        if a[i] == wanted:
            break
        i += 1
    else:
        return f"no {wanted} in {i}"
    return i


def reached(long long i):
    cdef long long last = 9223372036854775807
    cdef int rounds = 0
    while i <= last:
        rounds += 1
        i += 1
        if i < 0:
            break
    return rounds


def reached_narrow(int i):
    cdef int last = 2147483647
    cdef int rounds = 0
    while i <= last:
        rounds += 1
        i += 1
        if i < 0:
            break
    return rounds


def wraps(int i):
    """An `int` that counts up to what no `int` holds begins anew."""
    cdef long n = 2147483648
    cdef int rounds = 0
    while i < n:
        i += 1
        if i < 0:
            break
        rounds += 1
    return rounds


def seen_by_handler(long[:] a, int n):
    cdef int i = 0
    try:
        while i < n:
            a[i] = a[i]
            i += 1
    except IndexError:
        return i


def counted_by_generator(int n):
    cdef int i = 0
    while i < n:
        yield i
        i += 1


def nested(long[:] a, int n):
    cdef int i = 0, j
    cdef long total = 0
    while i < n:
        j = i
        while j < n:
            total += a[j]
            j += 1
        i += 1
    return total


def partly(long[:] a):
    cdef int i = 0
    while i < 5:
        a[i] = a[i] * (30 // (3 - i))
        a[i] = a[i] * 10 // (30 // (3 - i))
        i += 1

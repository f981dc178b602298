"""
>>> widened(2**31 - 1, -(2**31))
(-2147483648, 2147483647, 0, 5)
>>> signs(-1, 3, 200)
(-1, 3, 200, 200)
>>> beyond(-7, 2**40)
(-7, 5000000000, 1099511627776, 3)
>>> unsigned(-1, 2**32 - 1, 2**64 - 1)
(4294967295, 18446744073709551615, 3)
>>> floats(3, 2.5)
(2.5, 3.0)
>>> order()
[1, 2, 3]
"""


def widened(int a, int b):
    return min(a, b), max(a, b), max(0, min(a - 1, b)), min(5, <long>a + 1)


def signs(signed char a, short b, unsigned char c):
    return min(a, b, c), max(a, b), max(a, c, b), max(b, <long>c)


def beyond(int a, long long b):
    return min(a, b), min(5000000000, b), max(a, b), max(a, 3, -5)


def unsigned(int a, unsigned int b, unsigned long long c):
    return min(b, 0xffffffff), max(c, 3), min(c, 3)


def floats(int a, double b):
    return min(<double>a, b), max(<double>a, b)


cdef int seen(list log, int value):
    log.append(value)
    return value


def order():
    log = []
    cdef int a = 7
    max(seen(log, 1) + 1, seen(log, 2), seen(log, 3) + a)
    return log

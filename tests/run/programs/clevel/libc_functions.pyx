"""libc.math, libc.stdlib, libc.string, libc.stdio and libc.stdint."""
from libc.math cimport M_PI, INFINITY, NAN, atan2, ceil, cos, exp, fabs, floor, fmax, fmin, hypot, isfinite, isinf, isnan, log, pow, round, sin, sqrt, tan
from libc cimport math as cmath
from libc.stdint cimport INT8_MAX, INT64_MAX, UINT32_MAX, int8_t, int16_t, int32_t, int64_t, uint8_t, uint16_t, uint32_t, uint64_t, uintptr_t
from libc.stdio cimport printf, snprintf, sprintf, stdout, fflush
from libc.stdlib cimport abs as c_abs, atoi, atof, calloc, free, malloc, qsort, strtol
from libc.string cimport memcmp, memcpy, memmove, memset, strchr, strcmp, strcpy, strlen, strncmp
cimport libc.math


def math(double x):
    """
    >>> math(4.0)
    (2.0, 4.0, 1.0, 16.0, 5.0)
    >>> math(-1.0)[0]
    nan
    """
    return sqrt(x), fabs(-x), pow(x, 0), pow(x, 2), hypot(x, 3)


def rounding(double x):
    """
    >>> rounding(2.5), rounding(-2.5)
    ((2.0, 3.0, 3.0), (-3.0, -2.0, -3.0))
    """
    return floor(x), ceil(x), round(x)


def trigonometry(double x):
    """
    >>> trigonometry(0)
    (0.0, 1.0, 0.0, 1.0, 3.141592653589793, 0.7853981633974483)
    """
    return sin(x), cos(x), tan(x), exp(x), M_PI, atan2(1, 1)


def special(double x):
    """
    >>> special(1.0)
    (True, False, False, True, True)
    """
    return bool(isfinite(x)), bool(isinf(x)), bool(isnan(x)), bool(isinf(INFINITY)), bool(isnan(NAN))


def qualified(double x):
    """
    >>> qualified(9)
    (3.0, 3.0, 9.0, 4.0)
    """
    return libc.math.sqrt(x), cmath.sqrt(x), fmax(x, 2), fmin(x, 4)


def no_gil(double x):
    """
    >>> no_gil(0)
    1.0
    """
    cdef double r
    with nogil:
        r = cos(x) + log(1.0)
    return r


def integer_types(int8_t a, uint8_t b, int16_t c, uint16_t d, int32_t e, uint32_t f, int64_t g, uint64_t h):
    """
    >>> integer_types(-128, 255, -32768, 65535, -2**31, 2**32 - 1, -2**63, 2**64 - 1)
    (-128, 255, -32768, 65535, -2147483648, 4294967295, -9223372036854775808, 18446744073709551615)
    >>> integer_types(0, 256, 0, 0, 0, 0, 0, 0)
    Traceback (most recent call last):
    OverflowError: value too large to convert to uint8_t (argument 'b')
    >>> integer_types(-129, 0, 0, 0, 0, 0, 0, 0)
    Traceback (most recent call last):
    OverflowError: value too large to convert to int8_t (argument 'a')
    >>> integer_types(0, 0, 0, 0, 0, -1, 0, 0)
    Traceback (most recent call last):
    OverflowError: can't convert negative value to uint32_t (argument 'f')
    """
    return a, b, c, d, e, f, g, h


def integer_limits():
    """
    >>> integer_limits()
    (127, 9223372036854775807, 4294967295, (8, 1, 2, 4))
    """
    return INT8_MAX, INT64_MAX, UINT32_MAX, (sizeof(uintptr_t), sizeof(int8_t), sizeof(uint16_t), sizeof(int32_t))


def wraps():
    """
    >>> wraps()
    (-128, 0, 4294967295)
    """
    cdef int8_t a = 127
    cdef uint8_t b = 255
    cdef uint32_t c = 0
    a += 1
    b += 1
    c -= 1
    return a, b, c


def strings(bytes a, bytes b):
    """
    >>> strings(b"abc", b"abd")
    (3, True, 0, b'bc')
    """
    cdef const char *p = strchr(a, c'b')
    return strlen(a), strcmp(a, b) < 0, strncmp(a, b, 2), p


def parsing(bytes text):
    """
    >>> parsing(b"42"), parsing(b"-7.5x")
    ((42, 42.0, 42), (-7, -7.5, -7))
    """
    cdef char *end
    return atoi(text), atof(text), strtol(text, &end, 10)


def formatted(int i, double d):
    """
    >>> formatted(5, 2.5)
    (b'5 and 2.500', 11)
    """
    cdef char buffer[50]
    cdef int n = snprintf(buffer, sizeof(buffer), "%d and %.3f", i, d)
    return buffer, n


def printed(int i):
    """
    >>> printed(3)
    5
    """
    return printf("", i) + 5 + fflush(stdout)


def memory(int n):
    """
    >>> memory(4)
    ([0, 0, 0, 0], [255, 255, 255, 255], True)
    """
    cdef unsigned char *p = <unsigned char *> calloc(n, 1)
    cdef unsigned char *q = <unsigned char *> malloc(n)
    cdef int i
    try:
        before = [p[i] for i in range(n)]
        memset(p, 255, n)
        memcpy(q, p, n)
        return before, [q[i] for i in range(n)], memcmp(p, q, n) == 0
    finally:
        free(p)
        free(q)


cdef int compare(const void *a, const void *b) noexcept nogil:
    cdef int x = (<const int *> a)[0]
    cdef int y = (<const int *> b)[0]
    return -1 if x < y else 1 if x > y else 0


def sorted_by_c(values):
    """
    >>> sorted_by_c([3, 1, 2, -5])
    [-5, 1, 2, 3]
    """
    cdef int[10] data
    cdef int i, n = len(values)
    for i in range(n):
        data[i] = values[i]
    qsort(data, n, sizeof(int), compare)
    return [data[i] for i in range(n)]


def absolute(int i):
    """
    >>> absolute(-5)
    (5, 5)
    """
    return c_abs(i), abs(i)

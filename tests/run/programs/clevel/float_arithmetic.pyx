"""C floats: float and double, division, remainder, conversions both ways."""
cimport cython


def single(float a, float b):
    """
    >>> single(0.1, 0.2)
    (0.10000000149011612, 0.30000001192092896, 0.5)
    >>> single(1e40, 1)
    (inf, inf, inf)
    >>> single("a", 1)
    Traceback (most recent call last):
    TypeError: must be real number, not str (argument 'a')
    """
    return a, a + b, a / b


def double_ops(double a, double b):
    """
    >>> double_ops(7.5, 2)
    (9.5, 5.5, 15.0, 3.75, 3.0, 1.5, 56.25)
    >>> double_ops(-7.5, 2)
    (-5.5, -9.5, -15.0, -3.75, -4.0, 0.5, 56.25)
    >>> double_ops(7.5, -2)[4:6]
    (-4.0, -0.5)
    >>> double_ops(1, 0)
    Traceback (most recent call last):
    ZeroDivisionError: float division
    """
    return a + b, a - b, a * b, a / b, a // b, a % b, a ** 2


def floor_zero(double a, double b):
    """
    >>> floor_zero(1, 0)
    Traceback (most recent call last):
    ZeroDivisionError: float division
    """
    return a // b


def mod_zero(double a, double b):
    """
    >>> mod_zero(1, 0)
    Traceback (most recent call last):
    ZeroDivisionError: float divmod()
    >>> mod_zero(-1e-20, 3.0), mod_zero(-5, float("inf")), mod_zero(5, -3)
    (3.0, inf, -1.0)
    """
    return a % b


@cython.cdivision(True)
def c_semantics(double a, double b):
    """
    >>> c_semantics(-7.5, 2)
    (-3.75, -1.5)
    >>> c_semantics(1, 0)[0]
    inf
    """
    return a / b, a % b


def conversions(x):
    """
    >>> conversions(3), conversions(2.5), conversions(True)
    ((3.0, 3.0), (2.5, 2.5), (1.0, 1.0))
    >>> conversions(10**400)
    Traceback (most recent call last):
    OverflowError: int too large to convert to float
    >>> conversions(None)
    Traceback (most recent call last):
    TypeError: must be real number, not NoneType
    >>> conversions(1j)
    Traceback (most recent call last):
    TypeError: must be real number, not complex
    >>> class F:
    ...     def __float__(self):
    ...         return 4.5
    >>> conversions(F())
    (4.5, 4.5)
    """
    cdef double d = x
    cdef float f = x
    return d, f


def truncates(double d):
    """
    >>> truncates(2.9), truncates(-2.9)
    ((2, 2, 2), (-2, -2, -2))
    """
    cdef int i = <int> d
    cdef long n = <long> d
    return i, n, <short> d


def int_and_float(int i, double d):
    """
    >>> int_and_float(3, 0.5)
    (3.5, 1.5, 6.0, 6.0, True, 9, 3.0)
    """
    return i + d, i * d, i / d, i // d, i > d, i ** 2, +<double> i


def pi(int n):
    """
    >>> pi(1000)
    3.142592653839794
    """
    cdef double s = 0
    cdef int k
    for k in range(n):
        s += (1.0 if k % 2 == 0 else -1.0) / (2 * k + 1)
    return 4 * (s + 0.5 / n)


def literals():
    """
    >>> literals()
    (0.1, 1.5, 100000.0, 3.0, 0.25, 3.3333333333333335)
    """
    cdef double a = .1
    cdef float b = 3 / 2
    cdef double c = 1e5, d = 3
    return a, b, c, d, 1 / <double> 4, 10 / 3.0


def long_double(long double x):
    """
    >>> long_double(0.5)
    (0.5, 1.0)
    """
    cdef long double y = x * 2
    return x, y


def mixed_sum(values):
    """
    >>> mixed_sum([1, 2.5, True])
    4.5
    >>> mixed_sum([1, "x"])
    Traceback (most recent call last):
    TypeError: must be real number, not str
    """
    cdef double total = 0.0
    cdef double v
    for v in values:
        total += v
    return total


def min_max(double a, double b, int c):
    """
    >>> min_max(1.5, 2.5, 2)
    (1.5, 2.5, 2.5, 1.5)
    >>> min_max(3, 1, 2)
    (1.0, 3.0, 3.0, 3.0)
    """
    return min(a, b), max(a, b), max(a, b, c), abs(-a)


def signed_zero():
    """
    >>> signed_zero()
    (-0.0, 0.0, True, -0.0)
    """
    cdef double z = 0.0
    cdef double n = -z
    return n, z + n, z == n, z * -1


def nan():
    """
    >>> nan()
    (False, True, False, True)
    """
    cdef double n = float("nan")
    return n == n, n != n, n < 1, bool(n)


def differences_with_zero(int i, double x, float y):
    """C compilers must not take them for the operand with the other sign: that of zero is -0.0.

    >>> differences_with_zero(0, 0.0, 0.0)
    [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]
    >>> differences_with_zero(2, 3.0, 4.0)
    [-2.0, -2.0, -2.0, -2.0, -3.0, -3.0, -4.0, -2.0]
    """
    return [
        0.0 - i, 0 - <double>i, -(<double>i) + 0.0, 0.0 + -(<float>i), 0.0 - x, 0.0 - abs(x), 0 - abs(y),
        0.0 - (<double>i if i else x),
    ]


def in_turn(double[::1] p, double[::1] q, double x):
    """Products are rounded before they are added or subtracted, in vectors too.

    >>> from array import array
    >>> from random import Random
    >>> random = Random(1)
    >>> p, q = (array("d", [random.random() for _ in range(40)]) for _ in "pq")
    >>> expected = [a * 0.3 - b if i % 2 == 0 else a * 0.3 + b for i, (a, b) in enumerate(zip(q, p))]
    >>> in_turn(p, q, 0.3)
    >>> list(p) == expected
    True
    """
    cdef Py_ssize_t i
    cdef double even, odd
    for i in range(p.shape[0] // 2):
        even = q[2 * i] * x
        odd = q[2 * i + 1]
        odd *= x
        p[2 * i] = even - p[2 * i]
        p[2 * i + 1] = odd + p[2 * i + 1]


def complex_products(double complex[::1] p, double complex x):
    """
    >>> import numpy as np
    >>> from random import Random
    >>> random = Random(2)
    >>> values = [complex(random.random(), random.random()) for _ in range(40)]
    >>> p = np.array(values)
    >>> complex_products(p, 0.1 + 0.7j)
    >>> p.tolist() == [value * (0.1 + 0.7j) / (0.3 - 0.4j) for value in values]
    True
    """
    cdef Py_ssize_t i
    for i in range(p.shape[0]):
        p[i] = p[i] * x / (0.3 - 0.4j)

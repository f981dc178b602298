"""Arithmetic in the declared type: wrap-around, Python's signs for // and %, shifts, ZeroDivisionError."""
cimport cython


def wrap_char(int start):
    """
    >>> wrap_char(127)
    (-128, 128, -128)
    >>> wrap_char(-128)
    (-127, 129, -127)
    """
    cdef signed char a = <signed char> start
    cdef unsigned char b = <unsigned char> start
    cdef short c = <short> start
    a += 1
    b += 1
    c += 1
    return a, b, <signed char> c


def wrap_unsigned():
    """
    >>> wrap_unsigned()
    (4294967295, 18446744073709551615, 65535, 255)
    """
    cdef unsigned int a = 0
    cdef unsigned long b = 0
    cdef unsigned short c = 0
    cdef unsigned char d = 0
    a -= 1
    b -= 1
    c -= 1
    d -= 1
    return a, b, c, d


def wrap_signed(int a, long b):
    """
    >>> wrap_signed(2147483647, 9223372036854775807)
    (-2147483648, -9223372036854775808, -2, -2)
    """
    cdef int c = a * 2
    cdef long d = b * 2
    a += 1
    b += 1
    return a, b, c, d


def divide(int a, int b):
    """
    >>> divide(7, 2), divide(-7, 2), divide(7, -2), divide(-7, -2)
    ((3, 1), (-4, 1), (-4, -1), (3, -1))
    >>> divide(0, -5), divide(6, -3), divide(-6, 3)
    ((0, 0), (-2, 0), (-2, 0))
    >>> divide(1, 0)
    Traceback (most recent call last):
    ZeroDivisionError: integer division or modulo by zero
    """
    return a // b, a % b


def modulo(int a, int b):
    """
    >>> modulo(5, 0)
    Traceback (most recent call last):
    ZeroDivisionError: integer division or modulo by zero
    """
    return a % b


def divide_long(long long a, long long b):
    """
    >>> divide_long(-(2**62), 3)
    (-1537228672809129302, 2)
    >>> divide_long(-(2**63), -1)
    Traceback (most recent call last):
    OverflowError: value too large to perform division
    """
    return a // b, a % b


def divide_unsigned(unsigned int a, unsigned int b):
    """
    >>> divide_unsigned(4294967295, 10)
    (429496729, 5)
    >>> divide_unsigned(1, 0)
    Traceback (most recent call last):
    ZeroDivisionError: integer division or modulo by zero
    """
    return a // b, a % b


def true_division(int a, int b):
    """
    >>> true_division(7, 2), true_division(-1, 3)
    (3.5, -0.3333333333333333)
    >>> true_division(1, 0)
    Traceback (most recent call last):
    ZeroDivisionError: float division
    """
    return a / b


@cython.cdivision(True)
def c_divide(int a, int b):
    """
    >>> c_divide(7, 2), c_divide(-7, 2), c_divide(7, -2), c_divide(-7, -2)
    ((3, 1), (-3, -1), (-3, 1), (3, -1))
    """
    return a // b, a % b


def c_divide_block(int a, int b):
    """
    >>> c_divide_block(-7, 2)
    (-3, -1, -4, 1)
    """
    with cython.cdivision(True):
        x = a // b
        y = a % b
    return x, y, a // b, a % b


def in_place(int a, int b):
    """
    >>> in_place(-7, 3)
    (-3, 2, 81, -21, 0)
    >>> in_place(3, 0)
    Traceback (most recent call last):
    ZeroDivisionError: integer division or modulo by zero
    """
    cdef int q = a, r = a, p = b, m = a, z = a
    q //= b
    r %= b
    p **= 4
    m *= b
    z ^= a
    return q, r, p, m, z


def bits(int a, int b):
    """
    >>> bits(12, 10)
    (8, 14, 6, -13, 48, 3)
    >>> bits(-1, 1)
    (1, -1, -2, 0, -4, -1)
    """
    return a & b, a | b, a ^ b, ~a, a << 2, a >> 2


def unsigned_bits(unsigned char a, unsigned int b):
    """
    >>> unsigned_bits(255, 1)
    (-256, 4294967294, 510, 2147483648, 0)
    """
    return ~a, ~b, a << 1, b << 31, b >> 1


def shifts(long a, int n):
    """
    >>> shifts(1, 40), shifts(-1024, 3)
    ((1099511627776, 0), (-8192, -128))
    """
    return a << n, a >> n


def unary(int a, unsigned int b):
    """
    >>> unary(5, 5), unary(-2147483648, 0)
    ((-5, 5, 4294967291, False), (-2147483648, -2147483648, 0, False))
    """
    return -a, +a, -b, not a


def comparisons(int a, unsigned int b, long c, double d):
    """
    >>> comparisons(1, 2, 3, 4)
    (True, True, False, True, False)
    >>> comparisons(-1, 1, -1, -1)
    (False, False, True, True, True)
    """
    return a < b, a < c < d, c <= a, a < 5, a == d


def powers(int a, unsigned int b):
    """
    >>> powers(3, 4), powers(-2, 3), powers(2, 0)
    ((81, 9), (4294967288, 4), (1, 4))
    """
    return a ** <unsigned int> b, a ** 2


def constants():
    """
    >>> constants()
    (-4, 2, -3, 1, 3, 255, 1099511627776)
    """
    cdef int a = -7
    cdef int b = 2
    return a // b, a % 3, a // 3, -7 % 2, 7 // 2, 0xFF, 1 << 40


def collatz(unsigned long n):
    """
    >>> collatz(27), collatz(97)
    (111, 118)
    """
    cdef int steps = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps


def gcd(long a, long b):
    """
    >>> gcd(48, -18), gcd(0, 7), gcd(-12, -18)
    (-6, 7, -6)
    """
    while b:
        a, b = b, a % b
    return a


def hash_djb(bytes data):
    """
    >>> hash_djb(b"hello world")
    894552257
    """
    cdef unsigned int h = 5381
    cdef unsigned char c
    for c in data:
        h = h * 33 + c
    return h

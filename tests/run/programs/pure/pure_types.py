"""Pure Python mode: annotations and cython.declare give the C types of the .pyx programs.

>>> int_parameter(5), uchar_parameter(255)
(5, 255)
>>> int_parameter(2**31)
Traceback (most recent call last):
OverflowError: value too large to convert to int (argument 'v')
>>> uchar_parameter(-1)
Traceback (most recent call last):
OverflowError: can't convert negative value to unsigned char (argument 'v')
>>> int_parameter("x")
Traceback (most recent call last):
TypeError: an integer is required (argument 'v')
"""
import cython


def int_parameter(v: cython.int):
    return v


def uchar_parameter(v: cython.uchar):
    return v


def wraps(a: cython.int):
    """
    >>> wraps(2147483647)
    (-2147483648, 0, -128)
    """
    b: cython.uint = 4294967295
    c: cython.schar = 127
    a += 1
    b += 1
    c += 1
    return a, b, c


def declared(n):
    """
    >>> declared(4)
    (6, 1.5, 8)
    >>> declared("x")
    Traceback (most recent call last):
    TypeError: an integer is required
    """
    i = cython.declare(cython.int)
    total = cython.declare(cython.long, 0)
    m: cython.int = n
    cython.declare(x=cython.double, y=cython.short)
    x = 3
    y = 8
    for i in range(m):
        total += i
    return total, x / 2, y


@cython.locals(a=cython.int, b=cython.double, c=cython.longlong)
def with_locals(a, b):
    """
    >>> with_locals(3, 1)
    (3, 1.0, 9000000000)
    >>> with_locals(2**40, 1)
    Traceback (most recent call last):
    OverflowError: value too large to convert to int (argument 'a')
    """
    c = a * cython.cast(cython.longlong, 3000000000)
    return a, b, c


def division(a: cython.int, b: cython.int):
    """
    >>> division(-7, 2), division(7, -2)
    ((-4, 1, -3.5), (-4, -1, -3.5))
    >>> division(1, 0)
    Traceback (most recent call last):
    ZeroDivisionError: integer division or modulo by zero
    """
    return a // b, a % b, a / b


@cython.cdivision(True)
def c_division(a: cython.int, b: cython.int):
    """
    >>> c_division(-7, 2)
    (-3, -1)
    """
    return a // b, a % b


def casts(d: cython.double, o):
    """
    >>> casts(3.99, 5)
    (3, 4294967293, True, 5.0)
    """
    i: cython.int = cython.cast(cython.int, d)
    u = cython.cast(cython.uint, -i)
    return i, u, cython.cast(cython.bint, d), cython.cast(cython.double, o)


def sizes():
    """
    >>> sizes()
    (4, 8, 1, 8)
    """
    return cython.sizeof(cython.int), cython.sizeof(cython.double), cython.sizeof(cython.char), cython.sizeof(cython.p_int)


def pointers(x: cython.int):
    """
    >>> pointers(5)
    (5, 6, True)
    """
    p: cython.p_int = cython.address(x)
    q: cython.pointer(cython.int) = cython.NULL
    before = p[0]
    p[0] += 1
    return before, x, q == cython.NULL


def arrays():
    """
    >>> arrays()
    ([0, 1, 4], 5)
    """
    a = cython.declare(cython.int[3])
    i: cython.int
    for i in range(3):
        a[i] = i * i
    return [a[0], a[1], a[2]], a[1] + a[2]


def python_types(a: list, b: dict = None, c: str = "c", d: float = 2, e: int = 5):
    """
    >>> python_types([1]), python_types([], {}, "x", 1.5, 2**100)
    (([1], None, 'c', 2.0, 5), ([], {}, 'x', 1.5, 1267650600228229401496703205376))
    >>> python_types((1,))
    Traceback (most recent call last):
    TypeError: Argument 'a' has incorrect type (expected list, got tuple)
    """
    return a, b, c, d, e


def typeof(i: cython.int, d: cython.double):
    """
    >>> typeof(1, 2)
    ('int', 'double', 'double', 'list object')
    """
    x: list = []
    return cython.typeof(i), cython.typeof(d), cython.typeof(i + d), cython.typeof(x)


def compiled():
    """
    >>> compiled()
    True
    """
    return bool(cython.compiled)


def complex_number(z: cython.doublecomplex):
    """
    >>> complex_number(1 + 2j)
    ((-3+4j), 1.0, 2.0)
    """
    return z * z, z.real, z.imag

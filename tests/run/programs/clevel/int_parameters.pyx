"""Every C integer type as parameter, variable and return value; what does not fit says so.

>>> take_char(127), take_char(-128)
(127, -128)
>>> take_char(128)
Traceback (most recent call last):
OverflowError: value too large to convert to char (argument 'v')
>>> take_schar(-129)
Traceback (most recent call last):
OverflowError: value too large to convert to signed char (argument 'v')
>>> take_uchar(255), take_uchar(0)
(255, 0)
>>> take_uchar(256)
Traceback (most recent call last):
OverflowError: value too large to convert to unsigned char (argument 'v')
>>> take_uchar(-1)
Traceback (most recent call last):
OverflowError: can't convert negative value to unsigned char (argument 'v')
>>> take_short(-32768), take_short(32767)
(-32768, 32767)
>>> take_short(32768)
Traceback (most recent call last):
OverflowError: value too large to convert to short (argument 'v')
>>> take_ushort(65535)
65535
>>> take_ushort(65536)
Traceback (most recent call last):
OverflowError: value too large to convert to unsigned short (argument 'v')
>>> take_ushort(-5)
Traceback (most recent call last):
OverflowError: can't convert negative value to unsigned short (argument 'v')
>>> take_int(2147483647), take_int(-2147483648)
(2147483647, -2147483648)
>>> take_int(2147483648)
Traceback (most recent call last):
OverflowError: value too large to convert to int (argument 'v')
>>> take_int(10**30)
Traceback (most recent call last):
OverflowError: Python int too large to convert to C long (argument 'v')
>>> take_uint(4294967295)
4294967295
>>> take_uint(4294967296)
Traceback (most recent call last):
OverflowError: value too large to convert to unsigned int (argument 'v')
>>> take_uint(-1)
Traceback (most recent call last):
OverflowError: can't convert negative value to unsigned int (argument 'v')
>>> take_long(9223372036854775807), take_long(-9223372036854775808)
(9223372036854775807, -9223372036854775808)
>>> take_long(9223372036854775808)
Traceback (most recent call last):
OverflowError: Python int too large to convert to C long (argument 'v')
>>> take_ulong(18446744073709551615)
18446744073709551615
>>> take_ulong(-1)
Traceback (most recent call last):
OverflowError: can't convert negative value to unsigned long (argument 'v')
>>> take_ulong(18446744073709551616)
Traceback (most recent call last):
OverflowError: Python int too large to convert to C unsigned long (argument 'v')
>>> take_longlong(-9223372036854775808)
-9223372036854775808
>>> take_ulonglong(18446744073709551615)
18446744073709551615
>>> take_ssize(-5), take_size(5)
(-5, 5)
>>> take_size(-5)
Traceback (most recent call last):
OverflowError: can't convert negative value to size_t (argument 'v')
>>> take_ssize(2**63)
Traceback (most recent call last):
OverflowError: ...
>>> take_bint(5), take_bint(""), take_bint(None), take_bint(0.5)
(True, False, False, True)

What is no integer:

>>> take_int("5")
Traceback (most recent call last):
TypeError: an integer is required (argument 'v')
>>> take_int(None)
Traceback (most recent call last):
TypeError: an integer is required (argument 'v')
>>> take_int(2.5), take_int(-2.5)
(2, -2)
>>> take_int(True)
1
>>> class Index:
...     def __index__(self):
...         return 41
>>> class Int:
...     def __int__(self):
...         return 42
>>> class Bad:
...     def __int__(self):
...         raise ValueError("no int")
>>> class Wrong:
...     def __int__(self):
...         return "text"
>>> take_int(Int()), take_uchar(Int()), take_ulong(Int())
(42, 42, 42)
>>> take_ssize(Index())
41
>>> take_ssize(2.5)
Traceback (most recent call last):
TypeError: 'float' object cannot be interpreted as an integer (argument 'v')
>>> take_int(Bad())
Traceback (most recent call last):
ValueError: no int
>>> take_int(Wrong())
Traceback (most recent call last):
TypeError: __int__ returned non-int (type str) (argument 'v')
>>> import numpy as np
>>> take_int(np.int64(7)), take_uchar(np.uint8(200))
(7, 200)
>>> take_int(np.int64(2**40))
Traceback (most recent call last):
OverflowError: value too large to convert to int (argument 'v')
>>> take_int()
Traceback (most recent call last):
TypeError: take_int() ...
"""


def take_char(char v):
    return v


def take_schar(signed char v):
    return v


def take_uchar(unsigned char v):
    return v


def take_short(short v):
    return v


def take_ushort(unsigned short v):
    return v


def take_int(int v):
    return v


def take_uint(unsigned int v):
    return v


def take_long(long v):
    return v


def take_ulong(unsigned long v):
    return v


def take_longlong(long long v):
    return v


def take_ulonglong(unsigned long long v):
    return v


def take_ssize(Py_ssize_t v):
    return v


def take_size(size_t v):
    return v


def take_bint(bint v):
    return v


def assign(v):
    """Conversion where a variable is assigned, and what it held before stays.

    >>> assign(5)
    (5, 5, 5)
    >>> assign(300)
    ('value too large to convert to unsigned char', 300, 7)
    >>> assign("x")
    Traceback (most recent call last):
    TypeError: an integer is required
    """
    cdef int i = 3
    cdef unsigned char c = 7
    i = v
    try:
        c = v
    except OverflowError as e:
        return str(e), i, c
    return i, c, v


def spelled():
    """Other spellings of the same types.

    >>> spelled()
    (-1, 4294967295, -1, 18446744073709551615, -1, -1)
    """
    cdef signed int a = -1
    cdef unsigned b = a
    cdef long int c = -1
    cdef unsigned long long int d = c
    cdef short int e = -1
    cdef long long int f = -1
    return a, b, c, d, e, f


def several(int a, unsigned char b, long c=5, double d=2):
    """
    >>> several(1, 2)
    (1, 2, 5, 2.0)
    >>> several(1, d=4, b=3)
    (1, 3, 5, 4.0)
    >>> several(1, 2, 3, "x")
    Traceback (most recent call last):
    TypeError: must be real number, not str (argument 'd')
    >>> several(1, 1000)
    Traceback (most recent call last):
    OverflowError: value too large to convert to unsigned char (argument 'b')
    """
    return a, b, c, d

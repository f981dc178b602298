"""bint, char literals, char and bytes, typed str iteration."""


def truth(bint b):
    """
    >>> truth(True), truth([]), truth("x"), truth(2)
    (True, False, True, True)
    >>> class Odd:
    ...     def __bool__(self):
    ...         raise ValueError("undecided")
    >>> truth(Odd())
    Traceback (most recent call last):
    ValueError: undecided
    """
    return b


def arithmetic(bint a, bint b):
    """
    >>> arithmetic(1, 1), arithmetic(1, 0)
    ((2, True, True, False), (1, False, True, False))
    """
    return a + b, a and b, a or b, not a


def from_comparison(int x, double y):
    """
    >>> from_comparison(1, 2), from_comparison(3, 3)
    ((True, False, True), (False, True, False))
    """
    cdef bint less = x < y
    cdef bint same = x == y
    cdef bint both = less and not same
    return less, same, both


def from_int(int x):
    """
    >>> from_int(0), from_int(5), from_int(-1)
    (False, True, True)
    """
    cdef bint b = x != 0
    return b


def char_literals():
    """
    >>> char_literals()
    (97, 10, 0, 255, 65, True)
    """
    cdef char a = c'a'
    cdef char newline = c'\n'
    cdef char zero = c'\0'
    cdef unsigned char top = c'\xff'
    cdef int upper = c'A'
    return a, newline, zero, top, upper, a == c'a'


def single_character_string():
    """
    >>> single_character_string()
    (120, True)
    """
    cdef char c = 'x'
    return c, c == 'x'


def count_char(bytes data, char wanted):
    """
    >>> count_char(b"banana", 97)
    3
    >>> count_char(None, 97)
    Traceback (most recent call last):
    TypeError: 'NoneType'...is not iterable
    """
    cdef int n = 0
    cdef char c
    for c in data:
        if c == wanted:
            n += 1
    return n


def is_vowel(int c):
    """
    >>> [is_vowel(ord(c)) for c in "aby"]
    [True, False, False]
    """
    return c in (c'a', c'e', c'i', c'o', c'u')


def from_pointer(bytes data):
    """
    >>> from_pointer(b"hello")
    (104, 111, 5, b'hel', b'llo', b'hello')
    """
    cdef char* p = data
    cdef Py_ssize_t n = len(data)
    return p[0], p[n - 1], n, p[:3], p[2:n], p


def upper(bytes data):
    """
    >>> upper(b"Hello, z!")
    b'HELLO, Z!'
    """
    cdef char buffer[64]
    cdef int i, n = len(data)
    cdef const char* source = data
    if n > 63:
        raise ValueError("too long")
    for i in range(n):
        if c'a' <= source[i] <= c'z':
            buffer[i] = source[i] - 32
        else:
            buffer[i] = source[i]
    return buffer[:n]


def unicode_characters(str s):
    """
    >>> unicode_characters("aé日")
    (97, [97, 233, 26085], 2)
    """
    cdef Py_UCS4 first = s[0]
    cdef Py_UCS4 c
    cdef int wide = 0
    codes = []
    for c in s:
        codes.append(<int> c)
        if c > 127:
            wide += 1
    return <int> first, codes, wide


def ucs4_back(int code):
    """
    >>> ucs4_back(233)
    ('é', True)
    """
    cdef Py_UCS4 c = code
    return c, c == u'é'

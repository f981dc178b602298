"""Typed parameters of every kind, with defaults, *args, **kwargs, keyword-only, and builtin types."""


def mixed(int a, b, double c=1.5, *args, d=4, int e=5, **kwargs):
    """
    >>> mixed(1, 2), mixed(1, 2, 3, 4, d=6, e=7, z=8)
    ((1, 2, 1.5, (), 4, 5, {}), (1, 2, 3.0, (4,), 6, 7, {'z': 8}))
    >>> mixed(1)
    Traceback (most recent call last):
    TypeError: mixed() ...
    >>> mixed(1, 2, e="x")
    Traceback (most recent call last):
    TypeError: an integer is required (argument 'e')
    >>> mixed(1, 2, a=3)
    Traceback (most recent call last):
    TypeError: ...
    >>> mixed("x", [])
    Traceback (most recent call last):
    TypeError: an integer is required (argument 'a')
    """
    return a, b, c, args, d, e, kwargs


def keyword_only(*, int a, double b=2):
    """
    >>> keyword_only(a=1), keyword_only(b=3, a=2)
    ((1, 2.0), (2, 3.0))
    >>> keyword_only(1)
    Traceback (most recent call last):
    TypeError: keyword_only() ...
    >>> keyword_only()
    Traceback (most recent call last):
    TypeError: keyword_only() ...
    """
    return a, b


def positional_only(int a, int b=2, /, int c=3):
    """
    >>> positional_only(1), positional_only(1, 5, c=6)
    ((1, 2, 3), (1, 5, 6))
    >>> positional_only(a=1)
    Traceback (most recent call last):
    TypeError: positional_only() ...
    """
    return a, b, c


def builtin_types(list a, dict b=None, str c="c", tuple d=(), set e=None, bytes f=b""):
    """
    >>> builtin_types([1])
    ([1], None, 'c', (), None, b'')
    >>> builtin_types(None, None, None, None, None, None)
    (None, None, None, None, None, None)
    >>> builtin_types((1,))
    Traceback (most recent call last):
    TypeError: Argument 'a' has incorrect type (expected list, got tuple)
    >>> builtin_types([], [])
    Traceback (most recent call last):
    TypeError: Argument 'b' has incorrect type (expected dict, got list)
    >>> builtin_types([], {}, 5)
    Traceback (most recent call last):
    TypeError: Argument 'c' has incorrect type (expected str, got int)
    >>> class Sub(list):
    ...     pass
    >>> builtin_types(Sub())[0]
    Traceback (most recent call last):
    TypeError: Argument 'a' has incorrect type (expected list, got Sub)
    """
    return a, b, c, d, e, f


def not_none(list a not None, str b not None="b"):
    """
    >>> not_none([1]), not_none([], "x")
    (([1], 'b'), ([], 'x'))
    >>> not_none(None)
    Traceback (most recent call last):
    TypeError: Argument 'a' has incorrect type (expected list, got NoneType)
    >>> not_none([], None)
    Traceback (most recent call last):
    TypeError: Argument 'b' has incorrect type (expected str, got NoneType)
    >>> not_none(5)
    Traceback (most recent call last):
    TypeError: Argument 'a' has incorrect type (expected list, got int)
    """
    return a, b


def or_none(list a or None):
    """
    >>> or_none(None), or_none([2])
    (None, [2])
    """
    return a


def default_expressions(int a=1 + 2, double b=len("abc"), object c=[], unsigned char d=c'x'):
    """
    >>> default_expressions()
    (3, 3.0, [], 120)
    >>> default_expressions(c=5)
    (3, 3.0, 5, 120)
    """
    return a, b, c, d


def converted_once(int a, log=[]):
    """
    >>> class Number:
    ...     def __int__(self):
    ...         print("converted")
    ...         return 3
    >>> converted_once(Number())
    converted
    (3, 3, 9)
    """
    return a, a, a * a


def rebinding(int a, list b):
    """
    >>> rebinding(1, [1])
    (2, [2])
    >>> rebinding(5, [])
    Traceback (most recent call last):
    TypeError: Expected list, got tuple
    """
    a += 1
    b = [2] if a == 2 else tuple_of(b)
    return a, b


def tuple_of(x):
    """
    >>> tuple_of([1])
    (1,)
    """
    return tuple(x)


def many(int a, int b, int c, int d, int e, int f, int g, int h):
    """
    >>> many(1, 2, 3, 4, 5, 6, 7, 8), many(h=8, g=7, f=6, e=5, d=4, c=3, b=2, a=1)
    (87654321, 87654321)
    >>> many(1, 2, 3, 4, 5, 6, 7)
    Traceback (most recent call last):
    TypeError: many() ...
    """
    return a + 10 * (b + 10 * (c + 10 * (d + 10 * (e + 10 * (f + 10 * (g + 10 * h))))))


def order_of_errors(int a, int b):
    """The first wrong argument is the one that is reported.

    >>> order_of_errors("x", 2**40)
    Traceback (most recent call last):
    TypeError: an integer is required (argument 'a')
    >>> order_of_errors(2**40, "x")
    Traceback (most recent call last):
    OverflowError: value too large to convert to int (argument 'a')
    """
    return a + b


def starred(*args, **kwargs):
    """
    >>> starred(1, k=2)
    (1, {'k': 2}, 3)
    """
    cdef int first = args[0]
    cdef int k = kwargs["k"]
    return first, kwargs, first + k

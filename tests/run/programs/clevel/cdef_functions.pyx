"""cdef functions with every form of except clause: results come back, errors propagate from each."""


cdef int plain(int x):
    if x < 0:
        raise ValueError("plain")
    return x + 1


cdef int with_value(int x) except -1:
    if x < 0:
        raise ValueError("with_value")
    return x + 1


cdef int with_maybe(int x) except? -1:
    if x == -100:
        raise ValueError("with_maybe")
    return x


cdef int with_star(int x) except *:
    if x < 0:
        raise ValueError("with_star")
    return x


cdef void returns_void(int x, list out):
    if x < 0:
        raise ValueError("void")
    out.append(x)


cdef void void_star(int x) except *:
    if x < 0:
        raise ValueError("void_star")


cdef object returns_object(x):
    return [x] if x is not None else {}["nothing"]


cdef untyped(x):
    if x is None:
        raise KeyError("untyped")
    return x


cdef double returns_double(double x) except? -1.0:
    if x > 100:
        raise OverflowError("big")
    return x - 1


cdef int *returns_pointer(int *p, bint fail) except NULL:
    if fail:
        raise MemoryError("pointer")
    return p


cdef bint returns_bint(int x) except -1:
    if x < 0:
        raise ValueError("bint")
    return x > 5


cdef unsigned char returns_uchar(int x) except? 255:
    if x < 0:
        raise ValueError("uchar")
    return <unsigned char> x


cdef inline int inlined(int a, int b=2):
    return a * b


cdef str returns_str(x):
    return x


cdef list returns_list(int n):
    return [None] * n


cdef no_return(int x):
    x += 1


cdef int int_no_return(int x):
    x += 1


cdef float returns_float(x):
    return x


cdef size_t returns_size(x):
    return x


def call(name, x):
    """
    >>> for name in ("plain", "value", "maybe", "star", "double", "bint", "uchar", "object", "untyped"):
    ...     print(name, call(name, 3))
    plain 4
    value 4
    maybe 3
    star 3
    double 2.0
    bint False
    uchar 3
    object [3]
    untyped 3
    >>> for name in ("plain", "value", "star", "void", "void_star", "bint", "uchar"):
    ...     try:
    ...         print(call(name, -5))
    ...     except ValueError as e:
    ...         print(name, "raised", e)
    plain raised plain
    value raised with_value
    star raised with_star
    void raised void
    void_star raised void_star
    bint raised bint
    uchar raised uchar
    >>> call("maybe", -1), call("maybe", -2), call("double", 0), call("uchar", 255)
    (-1, -2, -1.0, 255)
    >>> call("maybe", -100)
    Traceback (most recent call last):
    ValueError: with_maybe
    >>> call("double", 1000)
    Traceback (most recent call last):
    OverflowError: big
    >>> call("object", None)
    Traceback (most recent call last):
    KeyError: 'nothing'
    >>> call("untyped", None)
    Traceback (most recent call last):
    KeyError: 'untyped'
    >>> call("plain", "x")
    Traceback (most recent call last):
    TypeError: an integer is required
    >>> call("plain", -1)
    Traceback (most recent call last):
    ValueError: plain
    >>> call("no_return", 1), call("int_no_return", 1), call("void", 3)
    (None, 0, [3])
    """
    out = []
    if name == "plain":
        return plain(x)
    if name == "value":
        return with_value(x)
    if name == "maybe":
        return with_maybe(x)
    if name == "star":
        return with_star(x)
    if name == "void":
        returns_void(x, out)
        return out
    if name == "void_star":
        return void_star(x)
    if name == "double":
        return returns_double(x)
    if name == "bint":
        return returns_bint(x)
    if name == "uchar":
        return returns_uchar(x)
    if name == "object":
        return returns_object(x)
    if name == "untyped":
        return untyped(x)
    if name == "no_return":
        return no_return(x)
    if name == "int_no_return":
        return int_no_return(x)


def pointer(bint fail):
    """
    >>> pointer(False)
    9
    >>> pointer(True)
    Traceback (most recent call last):
    MemoryError: pointer
    """
    cdef int x = 9
    return returns_pointer(&x, fail)[0]


def defaults():
    """
    >>> defaults()
    (6, 12)
    """
    return inlined(3), inlined(3, 4)


def typed_results():
    """
    >>> typed_results()
    ('s', None, [None, None], 0.5, 7)
    """
    return returns_str("s"), returns_str(None), returns_list(2), returns_float(0.5), returns_size(7)


def wrong_result():
    """
    >>> wrong_result()
    Traceback (most recent call last):
    TypeError: Expected str, got int
    """
    return returns_str(5)


def conversion_fails():
    """
    >>> conversion_fails()
    Traceback (most recent call last):
    OverflowError: can't convert negative value to size_t
    """
    return returns_size(-1)


def in_expressions(int x):
    """
    >>> in_expressions(1)
    (6, [2, 2], True, 3.0)
    >>> in_expressions(-7)
    Traceback (most recent call last):
    ValueError: plain
    """
    return plain(x) + plain(plain(x) + 0) + with_star(x), [plain(x) for _ in range(2)], plain(x) > x, plain(x) * 1.5


def caught(int x):
    """
    >>> caught(1), caught(-1)
    (2, ('plain', 'done'))
    """
    try:
        return plain(x)
    except ValueError as e:
        return str(e), "done"


def in_condition(int x):
    """
    >>> in_condition(9), in_condition(1)
    ('yes', 'no')
    >>> in_condition(-1)
    Traceback (most recent call last):
    ValueError: bint
    """
    if returns_bint(x) and returns_bint(x + 1):
        return "yes"
    return "no"


cdef int recurse(int n) except -1:
    if n == 0:
        raise RecursionError("bottom")
    return recurse(n - 1) + 1


def deep(int n):
    """
    >>> deep(20)
    Traceback (most recent call last):
    RecursionError: bottom
    """
    return recurse(n)


cdef long fib(long n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def fibonacci(n):
    """
    >>> fibonacci(20)
    6765
    """
    return fib(n)


cdef later_defined(x):
    return even(x)


cdef bint even(int n):
    return True if n == 0 else odd(n - 1)


cdef bint odd(int n):
    return False if n == 0 else even(n - 1)


def mutual(n):
    """
    >>> mutual(10), mutual(7)
    (True, False)
    """
    return later_defined(n)

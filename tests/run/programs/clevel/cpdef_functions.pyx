"""cpdef functions, called from both sides, looked up in the module by Python."""
import inspect


cpdef int add(int a, int b=10):
    """Adds two C integers.

    >>> add(1, 2), add(1), add(b=5, a=1)
    (3, 11, 6)
    >>> add("x")
    Traceback (most recent call last):
    TypeError: an integer is required (argument 'a')
    >>> add()
    Traceback (most recent call last):
    TypeError: add() ...
    >>> add(2**31, 0)
    Traceback (most recent call last):
    OverflowError: value too large to convert to int (argument 'a')
    >>> add.__name__, add.__module__ == __name__
    ('add', True)
    >>> list(map(add, [1, 2]))
    [11, 12]
    """
    return a + b


cpdef double halve(double x) except? -1:
    """
    >>> halve(3), halve(-2)
    (1.5, -1.0)
    >>> halve(0)
    Traceback (most recent call last):
    ValueError: zero
    """
    if x == 0:
        raise ValueError("zero")
    return x / 2


cpdef untyped(x, y=None):
    """
    >>> untyped(1), untyped(1, 2), untyped(y=[], x="a")
    ((1, None), (1, 2), ('a', []))
    """
    return x, y


cpdef str typed_str(str s, bint loud=False):
    """
    >>> typed_str("a"), typed_str("a", True), typed_str(None)
    ('a', 'A', None)
    >>> typed_str(b"a")
    Traceback (most recent call last):
    TypeError: Argument 's' has incorrect type (expected str, got bytes)
    """
    if s is None:
        return None
    return s.upper() if loud else s


cpdef void nothing(list out):
    """
    >>> nothing([1, 2])
    >>> out = []
    >>> nothing(out)
    >>> out
    ['nothing']
    >>> nothing(5)
    Traceback (most recent call last):
    TypeError: Argument 'out' has incorrect type (expected list, got int)
    """
    out.append("nothing")


cpdef bint positive(int x) noexcept:
    """
    >>> positive(1), positive(-1)
    (True, False)
    """
    return x > 0


cpdef int from_c(int n) except -1:
    """
    >>> from_c(3)
    66
    >>> from_c(-1)
    Traceback (most recent call last):
    ValueError: zero
    """
    cdef int i, total = 0
    for i in range(n):
        total += add(i, 20) + add(0, 1) * i
    if n < 0:
        halve(0)
    return total


cpdef long factorial(long n):
    """
    >>> factorial(10)
    3628800
    """
    return 1 if n <= 1 else n * factorial(n - 1)


cpdef inline int inlined(int a):
    """
    >>> inlined(4)
    16
    """
    return a * a


cpdef int without_gil(int a) nogil:
    """
    >>> without_gil(4)
    5
    """
    return a + 1


def uses_nogil(int a):
    """
    >>> uses_nogil(1)
    2
    """
    cdef int r
    with nogil:
        r = without_gil(a)
    return r


def as_objects():
    """
    >>> as_objects()
    ([13, 1.5], 5)
    """
    functions = [add, halve]
    return [f(3) for f in functions], (add if functions else None)(2, 3)


def signatures():
    """
    >>> signatures()
    ['a', 'b']
    """
    return list(inspect.signature(add).parameters)

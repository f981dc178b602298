"""Fused C functions: which specialisation a call, an index or a pointer means, and what is left of conditions on types."""
cimport cython

ctypedef char *text
ctypedef fused number:
    short
    int
    long
    double

ctypedef fused real:
    float
    double

ctypedef fused more:
    number
    text

ctypedef number *numbers
ctypedef double *doubles

cdef struct Point:
    double x, y

cdef struct Pixel:
    int x, y

ctypedef fused place:
    Point
    Pixel

ctypedef fused thing:
    object
    bytes
    int


cdef number twice(number x):
    return x + x


def by_arguments(int i, short s, double d, float f, unsigned char c):
    """
    >>> by_arguments(3, 4, 2.5, 1.5, 200)
    ('int', 6, 'short', 8, 'double', 5.0, 'double', 3.0, 'short', 400)
    """
    return (cython.typeof(twice(i)), twice(i), cython.typeof(twice(s)), twice(s), cython.typeof(twice(d)), twice(d),
            cython.typeof(twice(f)), twice(f), cython.typeof(twice(c)), twice(c))


def literals():
    """An integer literal is C's long, as a loop's counter is.

    >>> literals()
    ('long', 'double', ['long', 'long'])
    """
    found = []
    for i in range(2):
        found.append(cython.typeof(twice(i)))
    return cython.typeof(twice(1)), cython.typeof(twice(1.0)), found


def by_index(x):
    """
    >>> by_index(3)
    (6, 6.0, 6, 'short')
    """
    return twice[int](x), twice[double](x), twice["long"](x), cython.typeof(twice[short](x))


cdef str kind(more x, real y, more z):
    if more is text:
        return "text " + cython.typeof(y) + " " + x.decode() + z.decode()
    elif more in number:
        return cython.typeof(x) + " " + cython.typeof(y) + " " + str(x + z)


def kinds(int i, float f):
    """Two parameters of one fused type have one type.

    >>> kinds(1, 2)
    ('int float 2', 'text double ab', 'double double 4.0', 'long float 3')
    """
    return kind(i, f, i), kind(b"a", 1.0, b"b"), kind(1.5, 2.5, 2.5), kind(1, f, 2)


cdef str conditions(number x, real y):
    found = []
    if number is int or number is long:
        found.append("int or long")
    if not (number == double):
        found.append("integer")
    if number is not double and real is float:
        found.append("integer and float")
    if number in cython.integral and double != real:
        found.append("integral, not double")
    if number is real:
        found.append("the same")
    found.append("short" if number is short else "not short")
    found.append(str(number in cython.floating))
    while number is short:
        found.append("once")
        break
    return ", ".join(found)


def all_conditions():
    """
    >>> for line in all_conditions(): print(line)
    integer, integer and float, integral, not double, short, False, once
    int or long, integer, not short, False
    the same, not short, True
    """
    return [conditions[short, float](1, 1), conditions[long, double](1, 1), conditions[double, double](1, 1)]


cdef object dead(thing x):
    """What is not taken is not even looked at."""
    if thing is int:
        return x << 2
    elif thing is bytes:
        return x.decode("ascii")
    else:
        return x.anything


class Anything:
    anything = "here"


def dead_branches(int i, bytes b, o):
    """
    >>> dead_branches(3, b"abc", Anything())
    (12, 'abc', 'here')
    """
    return dead(i), dead(b), dead(o)


cdef size_t space(number *start, numbers again, number[3] three):
    if numbers is doubles:
        assert number is double
    assert start == again == &three[0]
    cdef number local = start[0]
    cdef number[4] four
    cdef number *p = <number *> start
    four[0] = <number> 2.75
    return sizeof(number) * 100 + sizeof(four) + <size_t> (four[0] + local + p[1])


def memory():
    """
    >>> memory()
    (421, 836)
    """
    cdef int[3] i
    cdef double[3] d
    i[0] = i[1] = d[0] = d[1] = 1
    i[1] = 2
    return space(i, i, i), space(d, d, d)


cdef place moved(place p, int by):
    p.x += by
    return p


def structs():
    """
    >>> structs()
    ({'x': 3.5, 'y': 0.0}, {'x': 3, 'y': 0})
    """
    cdef Point point
    cdef Pixel pixel
    point.x, point.y, pixel.x, pixel.y = 1.5, 0, 1, 0
    return moved(point, 2), moved(pixel, 2)


cdef number power(number x, int n):
    """Calls itself, in the same specialisation."""
    if n == 0:
        return 1
    return x * power(x, n - 1)


cdef number through(number x, real y):
    return power(x, 2) + <number> twice[number](x)


def recursion():
    """
    >>> recursion()
    (32, 0.125, 15)
    """
    cdef int i = 3
    return power(2, 5), power(0.5, 3), through[int, float](i, 1)


cdef number defaults(number x, int by=2, number *out=NULL, list kept=[1, 2], number last=7):
    if out:
        out[0] = x
    return x + by + <number> len(kept) + last


def with_defaults():
    """
    >>> with_defaults()
    (12, 13, 13.5, 1.5, 12, 8)
    """
    cdef double d = 0
    cdef double r = defaults(1.5, 3, &d)
    return defaults(1), defaults(1, 3), r, d, defaults[int](x=1), defaults(1, kept=[], last=5)


cdef double apply(double (*f)(double) , double x):
    return f(x)


cdef object show(real x, cython.integral y):
    return cython.typeof(x), cython.typeof(y)


def pointers():
    """
    >>> pointers()
    (5.0, 5.0, 5.0, ('float', 'int'), ('double', 'short'))
    """
    cdef double (*f)(double) except? -1
    cdef object (*g)(float, int)
    f = twice
    first = f(2.5)
    f = twice[double]
    second = f(2.5)
    f = &twice[double]
    g = show
    return first, second, f(2.5), g(1, 2), (<object (*)(double, short)> show)(1, 2)


cdef double halve(double x):
    return x / 2

cdef float negate(float x):
    return -x

cdef real called(real (*f)(real), real x):
    return f(x)


def fused_pointers():
    """
    >>> fused_pointers()
    (2.0, -4.0)
    """
    return called(halve, 4), called(negate, 4)


cdef number without_gil(number x) nogil:
    if number is double:
        return x / 3
    return x + 1


def nogil_calls(int i, double d):
    """
    >>> nogil_calls(3, 6)
    (4, 2.0)
    """
    cdef int a
    cdef double b
    with nogil:
        a = without_gil(i)
        b = without_gil(d)
    return a, b


cdef void nothing(number x, list seen):
    seen.append(x)

cdef number checked(number x) except? 0:
    if x < 0:
        raise ValueError("negative")
    return x


def errors(x):
    """
    >>> errors(1)
    [1, 1.0]
    >>> errors(-1)
    Traceback (most recent call last):
    ValueError: negative
    """
    seen = []
    nothing[int](x, seen)
    nothing(<double> x, seen)
    checked[long](x)
    return seen


cdef object inner_scopes(number x, real y):
    """Comprehensions, lambdas and closures see the types of the specialisation."""
    def add(z):
        cdef number w = z
        return w + x
    return [add(i) for i in range(2)], (lambda: (x, y))(), [cython.typeof(x) for _ in range(1)]


def scopes():
    """
    >>> scopes()
    (([2, 3], (2, 0.5), ['int']), ([2.5, 3.5], (2.5, 0.5), ['double']))
    """
    return inner_scopes[int, float](2, 0.5), inner_scopes[double, float](2.5, 0.5)


ctypedef fused single:
    double

cdef single only(single x):
    return x

def single_member(o):
    """One member alone takes whatever becomes it.

    >>> single_member(3)
    3.0
    """
    return only(o)

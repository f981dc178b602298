"""enum, anonymous enum, cpdef enum, ctypedef of every kind."""

cdef enum Colour:
    RED
    GREEN = 5
    BLUE

cdef enum:
    LIMIT = 10
    DOUBLE_LIMIT = LIMIT * 2
    MINUS = -3

cpdef enum Shape:
    CIRCLE = 1
    SQUARE = 2

ctypedef int Count
ctypedef double Real
ctypedef unsigned char Byte
ctypedef double *RealPointer
ctypedef double (*Function)(double)
ctypedef Count Nested


def colours():
    """
    >>> colours()
    (0, 5, 6, True)
    """
    cdef Colour c = BLUE
    return RED, GREEN, c, c > GREEN


def constants():
    """
    >>> constants()
    (10, 20, -3, 30)
    """
    cdef int a[LIMIT]
    a[LIMIT - 1] = 30
    return LIMIT, DOUBLE_LIMIT, MINUS, a[9]


def public_enum():
    """
    >>> public_enum()
    (1, 3)
    >>> int(Shape.SQUARE), Shape.CIRCLE == 1, Shape(2) == Shape.SQUARE, Shape.CIRCLE.name
    (2, True, True, 'CIRCLE')
    """
    return <int> CIRCLE, CIRCLE + SQUARE


def as_parameter(Colour c):
    """
    >>> as_parameter(0), as_parameter(5)
    ('red', 'other')
    """
    if c == RED:
        return "red"
    return "other"


def typedefs(Count n, Real x, Byte b):
    """
    >>> typedefs(3, 1.5, 255)
    (4.5, 3, 258, 4)
    >>> typedefs(2**31, 0, 0)
    Traceback (most recent call last):
    OverflowError: value too large to convert to int (argument 'n')
    >>> typedefs(0, 0, 256)
    Traceback (most recent call last):
    OverflowError: value too large to convert to unsigned char (argument 'b')
    """
    cdef Real[2] values
    cdef RealPointer p = values
    p[0] = n
    cdef Nested k = 4
    return n * x, <int> p[0], n + b, k


cdef double halve(double x):
    return x / 2


def function_type(double x):
    """
    >>> function_type(5)
    2.5
    """
    cdef Function f = halve
    return f(x)


def loop_with_enum():
    """
    >>> loop_with_enum()
    [0, 5, 6, 10]
    """
    out = []
    for value in (RED, GREEN, BLUE, LIMIT):
        out.append(<int> value)
    return out


def switch(int v):
    """
    >>> [switch(v) for v in (0, 5, 6, 7)]
    ['red', 'green', 'blue', None]
    """
    if v == RED:
        return "red"
    elif v == GREEN:
        return "green"
    elif v == BLUE:
        return "blue"

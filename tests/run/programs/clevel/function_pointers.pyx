"""Pointers to C functions: variables, parameters, arrays, typedefs, exceptions through them."""

ctypedef double (*Unary)(double)
ctypedef int (*Checked)(int) except? -1
ctypedef object (*Maker)(object)


cdef double square(double x):
    return x * x


cdef double cube(double x):
    return x * x * x


cdef int careful(int x) except? -1:
    if x < 0:
        raise ValueError("careful")
    return x


cdef object listed(x):
    return [x]


cdef object tupled(x):
    return (x,)


cdef double apply(double (*f)(double), double x):
    return f(x)


cdef double integrate(Unary f, double a, double b, int n):
    cdef double s = 0, h = (b - a) / n
    cdef int i
    for i in range(n):
        s += f(a + (i + 0.5) * h)
    return s * h


cdef Unary choose(bint flag):
    return square if flag else cube


def applied(double x):
    """
    >>> applied(3)
    (9.0, 27.0)
    """
    return apply(square, x), apply(&cube, x)


def variable(double x, bint flag):
    """
    >>> variable(2, True), variable(2, False)
    (4.0, 8.0)
    """
    cdef double (*f)(double)
    if flag:
        f = square
    else:
        f = cube
    return f(x)


def integral(int n):
    """
    >>> round(integral(1000), 5)
    0.33333
    """
    return integrate(square, 0, 1, n)


def chosen(double x):
    """
    >>> chosen(2)
    (4.0, 8.0)
    """
    cdef Unary f = choose(True)
    return f(x), choose(False)(x)


def through_pointer(int x):
    """
    >>> through_pointer(3)
    3
    >>> through_pointer(-1)
    Traceback (most recent call last):
    ValueError: careful
    """
    cdef Checked f = careful
    return f(x)


def table(int i, double x):
    """
    >>> table(0, 3), table(1, 3)
    (9.0, 27.0)
    """
    cdef Unary[2] functions
    functions[0] = square
    functions[1] = cube
    return functions[i](x)


def compared():
    """
    >>> compared()
    (True, False, True)
    """
    cdef Unary f = square
    cdef Unary g = NULL
    return f == square, f == cube, g == NULL


def objects(x):
    """
    >>> objects(1)
    ([1], (1,))
    """
    cdef Maker f = listed
    a = f(x)
    f = tupled
    return a, f(x)


cdef struct Operation:
    Unary call
    double scale


cdef double perform(Operation *op, double x):
    return op.call(x) * op.scale


def operation(double x):
    """
    >>> operation(2)
    40.0
    """
    cdef Operation op
    op.call = square
    op.scale = 10
    return perform(&op, x)

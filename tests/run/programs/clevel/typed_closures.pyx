"""Closures over C variables, nested functions with typed parameters, lambda and comprehension over typed locals."""


def counter(int start):
    """
    >>> step = counter(5)
    >>> step(), step(), step(10)
    (6, 7, 17)
    >>> step("x")
    Traceback (most recent call last):
    TypeError: an integer is required (argument 'by')
    """
    def step(int by=1):
        nonlocal start
        start += by
        return start

    return step


def wraps(int n):
    """
    >>> f = wraps(2147483647)
    >>> f()
    -2147483648
    """
    def bump():
        nonlocal n
        n += 1
        return n

    return bump


def typed_local(x):
    """
    >>> f = typed_local(2.5)
    >>> f(2), f(3)
    (5.0, 7.5)
    >>> typed_local("x")
    Traceback (most recent call last):
    TypeError: must be real number, not str
    """
    cdef double factor = x

    def scale(double v):
        return v * factor

    return scale


def two_levels(int a):
    """
    >>> two_levels(1)(2)(3)
    (1, 2, 3, 6)
    """
    def second(int b):
        def third(int c):
            return a, b, c, a + b + c

        return third

    return second


def shared(int n):
    """
    >>> get, put = shared(1)
    >>> get(), put(7), get()
    (1, None, 7)
    >>> put(2**40)
    Traceback (most recent call last):
    OverflowError: value too large to convert to int
    """
    def get():
        return n

    def put(v):
        nonlocal n
        n = v

    return get, put


def lambdas(int a, double b):
    """
    >>> f, g = lambdas(2, 0.5)
    >>> f(3), g(4)
    (6, 4.5)
    """
    return (lambda x: x * a), lambda x: x + b


def comprehension(int n, double f):
    """
    >>> comprehension(3, 1.5)
    ([0.0, 1.5, 3.0], {0: 3, 1: 3, 2: 3}, 3.0)
    """
    cdef int i
    return [i * f for i in range(n)], {i: n for i in range(n)}, sum(i * 1.0 for i in range(n))


def generator_expression(int n):
    """
    >>> list(generator_expression(4))
    [0, 1, 4, 9]
    """
    return (k * k for k in range(n))


def list_variable(list items):
    """
    >>> add = list_variable([])
    >>> add(1), add(2)
    ([1], [1, 2])
    """
    def add(x):
        items.append(x)
        return list(items)

    return add


def loop_capture(int n):
    """
    >>> [f() for f in loop_capture(3)]
    [2, 2, 2]
    """
    cdef int i
    functions = []
    for i in range(n):
        functions.append(lambda: i)
    return functions


def unassigned(bint flag):
    """
    >>> unassigned(True)()
    5
    """
    cdef int x = 0
    if flag:
        x = 5

    def get():
        return x

    return get

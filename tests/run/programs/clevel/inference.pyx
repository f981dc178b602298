# cython: infer_types=True
"""infer_types=True and the inference that is always on."""
cimport cython


def types(int i, double d, float f, long l, unsigned char c):
    """
    >>> for name in types(1, 2, 3, 4, 5):
    ...     print(name)
    double
    int
    double
    long
    double
    int
    list object
    dict object
    bytes object
    """
    a = d
    b = i
    e = d + i
    g = l
    h = d / 2
    j = i
    j = b
    m = [i]
    n = {}
    p = b"x"
    return [cython.typeof(a), cython.typeof(b), cython.typeof(e), cython.typeof(g), cython.typeof(h), cython.typeof(j),
            cython.typeof(m), cython.typeof(n), cython.typeof(p)]


def pointers(int i):
    """
    >>> pointers(4)
    ('int *', 5)
    """
    p = &i
    p[0] += 1
    return cython.typeof(p), p[0]


def constants():
    """
    >>> constants()
    ('long', 'double', 'long')
    """
    a = 1
    b = 1.5
    c = a + 1
    return cython.typeof(a), cython.typeof(b), cython.typeof(c)


def loop_counter(int n):
    """
    >>> loop_counter(4)
    ('int', 6)
    """
    total = 0
    for i in range(n):
        total += i
    return cython.typeof(i), total


def mixed(bint flag):
    """
    >>> mixed(True), mixed(False)
    (('Python object', 1), ('Python object', 'text'))
    """
    x = 1
    if not flag:
        x = "text"
    return cython.typeof(x), x


def spanning(int i, double d):
    """
    >>> spanning(1, 2.5)
    ('double', 2.5)
    """
    x = i
    x = d
    return cython.typeof(x), x


@cython.infer_types(False)
def off(int i, double d):
    """
    >>> off(1, 2.5)
    ('Python object', 'Python object')
    """
    x = i
    y = "a" if d else x
    return cython.typeof(x), cython.typeof(y)


@cython.infer_types(None)
def safe(int i, double d):
    """
    >>> safe(1, 2.5)
    ('double', 'double', 'int *')
    """
    y = d
    z = d * i
    p = &i
    return cython.typeof(y), cython.typeof(z), cython.typeof(p)


@cython.infer_types(None)
def safe_exact(int i):
    """
    >>> safe_exact(2147483647)
    (2147483647, 2147483648)
    """
    x = i
    y = x + 1
    return x, y

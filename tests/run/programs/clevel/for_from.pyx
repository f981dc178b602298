"""The old loop: for i from low <= i < high by step."""


def upward(int a, int b):
    """
    >>> upward(0, 4), upward(3, 1)
    (([0, 1, 2, 3], 4), ([], 3))
    """
    cdef int i
    out = []
    for i from a <= i < b:
        out.append(i)
    return out, i


def inclusive(int a, int b):
    """
    >>> inclusive(1, 3)
    ([1, 2, 3], [2, 3], [2])
    """
    cdef int i
    x, y, z = [], [], []
    for i from a <= i <= b:
        x.append(i)
    for i from a < i <= b:
        y.append(i)
    for i from a < i < b:
        z.append(i)
    return x, y, z


def downward(int a, int b):
    """
    >>> downward(3, 0)
    ([3, 2, 1, 0], [2, 1])
    """
    cdef int i
    x, y = [], []
    for i from a >= i >= b:
        x.append(i)
    for i from a > i > b:
        y.append(i)
    return x, y


def stepped(int n, int step):
    """
    >>> stepped(10, 4)
    ([0, 4, 8], [10, 6, 2])
    """
    cdef int i
    x, y = [], []
    for i from 0 <= i < n by step:
        x.append(i)
    for i from n >= i > 0 by step:
        y.append(i)
    return x, y


def with_else(int n):
    """
    >>> with_else(3), with_else(9)
    ('else', 'broke')
    """
    cdef int i
    for i from 0 <= i < n:
        if i == 5:
            break
    else:
        return "else"
    return "broke"


def floats(double a, double b):
    """
    >>> floats(0.5, 3)
    [0.5, 1.5, 2.5]
    """
    cdef double x
    out = []
    for x from a <= x < b:
        out.append(x)
    return out


def modified(int n):
    """
    >>> modified(6)
    [0, 2, 4]
    """
    cdef int i
    out = []
    for i from 0 <= i < n:
        out.append(i)
        i += 1
    return out


def untyped(n):
    """
    >>> untyped(3)
    ([0, 1, 2], 3)
    """
    cdef int m = n
    cdef int k
    out = []
    for k from 0 <= k < m:
        out.append(k)
    return out, k

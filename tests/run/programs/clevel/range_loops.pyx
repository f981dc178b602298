"""range over C integers: all types, steps of any sign, bounds that change, the variable after the loop."""


def ascending(int n):
    """
    >>> ascending(4), ascending(0), ascending(-3)
    (([0, 1, 2, 3], 3), ([], 77), ([], 77))
    """
    cdef int i = 77
    out = []
    for i in range(n):
        out.append(i)
    return out, i


def bounds(int a, int b):
    """
    >>> bounds(2, 5), bounds(5, 2), bounds(-2, 1)
    ([2, 3, 4], [], [-2, -1, 0])
    """
    cdef int i
    return [i for i in range(a, b)]


def stepped(int a, int b):
    """
    >>> stepped(0, 10), stepped(10, 0), stepped(1, 2)
    (([0, 3, 6, 9], []), ([], [10, 7, 4, 1]), ([1], []))
    """
    cdef int i
    return [i for i in range(a, b, 3)], [i for i in range(a, b, -3)]


def variable_step(int a, int b, int c):
    """
    >>> variable_step(0, 7, 2), variable_step(7, 0, -2), variable_step(0, 5, -1), variable_step(5, 0, 1)
    ([0, 2, 4, 6], [7, 5, 3, 1], [], [])
    >>> variable_step(0, 5, 0)
    Traceback (most recent call last):
    ValueError: range() arg 3 must not be zero
    """
    cdef int i
    out = []
    for i in range(a, b, c):
        out.append(i)
    return out


def bounds_change(int n):
    """
    >>> bounds_change(3)
    ([0, 1, 2], 0)
    """
    cdef int i
    out = []
    for i in range(n):
        n = 0
        out.append(i)
    return out, n


def variable_changes(int n):
    """
    >>> variable_changes(4)
    ([0, 1, 2, 3], [10, 11, 12, 13])
    """
    cdef int i
    out, changed = [], []
    for i in range(n):
        out.append(i)
        i += 10
        changed.append(i)
    return out, changed


def unsigned_down(unsigned int n):
    """
    >>> unsigned_down(3), unsigned_down(0)
    ([3, 2, 1, 0], [0])
    """
    cdef unsigned int i
    out = []
    for i in range(n, -1, -1):
        out.append(i)
    return out


def size_down(size_t n):
    """
    >>> size_down(3), size_down(0)
    ([2, 1, 0], [])
    """
    cdef Py_ssize_t i
    return [i for i in range(<Py_ssize_t> n - 1, -1, -1)]


def unsigned_up(unsigned char n):
    """
    >>> unsigned_up(255)
    (255, 254)
    """
    cdef unsigned char i
    cdef int count = 0
    for i in range(n):
        count += 1
    return count, i


def to_the_top():
    """
    >>> to_the_top()
    ([2147483645, 2147483646], 2147483646)
    """
    cdef int i
    out = []
    for i in range(2147483645, 2147483647):
        out.append(i)
    return out, i


def long_loop(long n):
    """
    >>> long_loop(100000)
    4999950000
    """
    cdef long i, total = 0
    for i in range(n):
        total += i
    return total


def with_else(int n, int stop):
    """
    >>> with_else(5, 3), with_else(3, 5)
    (('broke', 3), ('else', 2))
    """
    cdef int i
    for i in range(n):
        if i == stop:
            break
    else:
        return "else", i
    return "broke", i


def nested(int n):
    """
    >>> nested(4)
    [(1, 0), (2, 0), (2, 1), (3, 0), (3, 1)]
    """
    cdef int i, j
    out = []
    for i in range(n):
        for j in range(i):
            if j == 2:
                break
            out.append((i, j))
        else:
            continue
        break
    return out


def with_continue(int n):
    """
    >>> with_continue(10)
    25
    """
    cdef int i, total = 0
    for i in range(n):
        if i % 2 == 0:
            continue
        total += i
    return total


def from_object(n):
    """
    >>> from_object(3)
    [0, 1, 2]
    >>> from_object("a")
    Traceback (most recent call last):
    TypeError: an integer is required
    >>> from_object(2**40)
    Traceback (most recent call last):
    OverflowError: value too large to convert to int
    """
    cdef int i, m = n
    return [i for i in range(m)]


def float_target(int n):
    """
    >>> float_target(3)
    [0.0, 0.5, 1.0]
    """
    cdef int i
    cdef double x
    out = []
    for i in range(n):
        x = i * 0.5
        out.append(x)
    return out


def calls_once():
    """
    >>> calls_once()
    ['start', 'stop', 'step', 1, 3]
    """
    out = []

    def bound(name, value):
        out.append(name)
        return value

    cdef int i
    for i in range(bound("start", 1), bound("stop", 5), bound("step", 2)):
        out.append(i)
    return out


def mixed_types(long a, unsigned char b):
    """
    >>> mixed_types(-2, 2)
    [-2, -1, 0, 1]
    """
    cdef long i
    return [i for i in range(a, b)]


def while_loop(int n):
    """
    >>> while_loop(5)
    ([5, 4, 2, 1], 0)
    """
    out = []
    while n:
        if n == 3:
            n -= 1
            continue
        out.append(n)
        n -= 1
    return out, n


def enumerated(values):
    """
    >>> enumerated("ab")
    [(0, 'a'), (1, 'b')]
    """
    cdef int i
    out = []
    for i, v in enumerate(values):
        out.append((i, v))
    return out

"""C arrays: one and two dimensions, initial values, in structs, as pointers, copied, sliced."""
from libc.string cimport memset


def fill(int n):
    """
    >>> fill(5)
    [0, 1, 4, 9, 16]
    """
    cdef int values[5]
    cdef int i
    for i in range(n):
        values[i] = i * i
    return [values[i] for i in range(n)]


def other_spelling():
    """
    >>> other_spelling()
    (3.5, 2.0, 24)
    """
    cdef double[3] a
    a[0] = 1
    a[1] = 2
    a[2] = a[0] / 2
    return a[0] + a[1] + a[2], a[1], sizeof(a)


def from_list():
    """
    >>> from_list()
    ([1, 2, 3], [10, 2, 3])
    """
    cdef int[3] a = [1, 2, 3]
    cdef int b[3]
    b[:] = a
    b[0] = 10
    return a, b


def two_dimensions():
    """
    >>> two_dimensions()
    ([[0, 1, 2], [3, 4, 5]], 15, 5)
    """
    cdef int grid[2][3]
    cdef int i, j, total = 0
    for i in range(2):
        for j in range(3):
            grid[i][j] = i * 3 + j
    for i in range(2):
        for j in range(3):
            total += grid[i][j]
    return grid, total, grid[1][2]


def negative_constant():
    """
    >>> negative_constant()
    3
    """
    cdef int a[3]
    a[:] = [1, 2, 3]
    cdef int i = 2
    return a[i]


def iterate():
    """
    >>> iterate()
    (60, [20, 40])
    """
    cdef int a[3]
    cdef int v, total = 0
    a[:] = [10, 20, 30]
    for v in a:
        total += v
    return total, [v * 2 for v in a[:2]]


def pointer_to(int index):
    """
    >>> pointer_to(0), pointer_to(2)
    ((1, 2), (3, 4))
    """
    cdef int a[4]
    cdef int *p
    a[:] = [1, 2, 3, 4]
    p = a
    p += index
    return p[0], p[1]


def cleared():
    """
    >>> cleared()
    [0, 0, 0, 0]
    """
    cdef unsigned char raw[4]
    memset(raw, 0, sizeof(raw))
    return [raw[i] for i in range(4)]


cdef struct Particle:
    double position[3]
    int tags[2]


def in_struct():
    """
    >>> in_struct()
    (6.0, 7)
    """
    cdef Particle p
    cdef int i
    for i in range(3):
        p.position[i] = i + 1
    p.tags[0] = 3
    p.tags[1] = 4
    return p.position[0] + p.position[1] + p.position[2], p.tags[0] + p.tags[1]


cdef double total(double *values, int n):
    cdef double s = 0
    cdef int i
    for i in range(n):
        s += values[i]
    return s


def passed_on():
    """
    >>> passed_on()
    (6.0, 5.0)
    """
    cdef double v[3]
    v[:] = [1.0, 2.0, 3.0]
    return total(v, 3), total(v + 1, 2)


cdef enum:
    SIZE = 4


def sized_by_constant():
    """
    >>> sized_by_constant()
    [3, 3, 3, 3]
    """
    cdef int a[SIZE]
    cdef int i
    for i in range(SIZE):
        a[i] = SIZE - 1
    return a


cdef int[256] table


def global_array(int i, int v):
    """
    >>> global_array(3, 7)
    (7, 0)
    """
    table[i] = v
    return table[i], table[i + 1]


def sieve(int n):
    """
    >>> sieve(30)
    [2, 3, 5, 7, 11, 13, 17, 19, 23, 29]
    """
    cdef bint composite[1000]
    cdef int i, j
    if n > 1000:
        n = 1000
    for i in range(n):
        composite[i] = False
    found = []
    for i in range(2, n):
        if not composite[i]:
            found.append(i)
            for j in range(i * i, n, i):
                composite[j] = True
    return found

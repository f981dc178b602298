"""Pointers: addresses, arithmetic, NULL, casts, malloc and free, pointers to pointers and to objects."""
from libc.stdlib cimport calloc, free, malloc, realloc
from libc.string cimport memcpy
from cpython.ref cimport PyObject


def address(int x):
    """
    >>> address(5)
    (5, 6, 6)
    """
    cdef int *p = &x
    cdef int before = p[0]
    p[0] += 1
    return before, p[0], x


cdef void swap(int *a, int *b) noexcept:
    cdef int t = a[0]
    a[0] = b[0]
    b[0] = t


def swapped(int a, int b):
    """
    >>> swapped(1, 2)
    (2, 1)
    """
    swap(&a, &b)
    return a, b


def allocate(int n):
    """
    >>> allocate(5)
    [0, 1, 4, 9, 16]
    >>> allocate(-1)
    Traceback (most recent call last):
    ValueError: n
    """
    if n < 0:
        raise ValueError("n")
    cdef int *p = <int *> malloc(n * sizeof(int))
    cdef int i
    if p == NULL:
        raise MemoryError()
    try:
        for i in range(n):
            p[i] = i * i
        return [p[i] for i in range(n)]
    finally:
        free(p)


def null_checks():
    """
    >>> null_checks()
    (True, False, True, False, True)
    """
    cdef int *p = NULL
    cdef int x = 1
    a, b, c = p == NULL, p != NULL, p is NULL
    d = True if p else False
    p = &x
    return a, b, c, d, True if p else False


def arithmetic():
    """
    >>> arithmetic()
    (10, 30, 40, 3, True, 20)
    """
    cdef int values[5]
    values[:] = [10, 20, 30, 40, 50]
    cdef int *p = values
    cdef int *q = p + 2
    cdef int *r
    first = p[0]
    p += 3
    r = p - 2
    return first, q[0], p[0], p - values, q < p, r[0]


def pointer_to_pointer(int x):
    """
    >>> pointer_to_pointer(3)
    (3, 99)
    """
    cdef int *p = &x
    cdef int **pp = &p
    before = pp[0][0]
    pp[0][0] = 99
    return before, x


def rows(int n, int m):
    """
    >>> rows(2, 3)
    [[0.0, 1.0, 2.0], [10.0, 11.0, 12.0]]
    """
    cdef double **table = <double **> calloc(n, sizeof(double *))
    cdef int i, j
    try:
        for i in range(n):
            table[i] = <double *> malloc(m * sizeof(double))
            for j in range(m):
                table[i][j] = i * 10 + j
        return [[table[i][j] for j in range(m)] for i in range(n)]
    finally:
        for i in range(n):
            free(table[i])
        free(table)


def grown(values):
    """
    >>> grown([1, 2, 3, 4, 5])
    (15, 8)
    """
    cdef long *p = NULL
    cdef size_t capacity = 0, used = 0, k
    cdef long total = 0
    try:
        for v in values:
            if used == capacity:
                capacity = capacity * 2 if capacity else 1
                p = <long *> realloc(p, capacity * sizeof(long))
            p[used] = v
            used += 1
        for k in range(used):
            total += p[k]
    finally:
        free(p)
    return total, capacity


def void_pointer(double d):
    """
    >>> void_pointer(2.5)
    2.5
    """
    cdef void *p = &d
    return (<double *> p)[0]


def bits_of(float f):
    """
    >>> hex(bits_of(1.0)), hex(bits_of(-2.0))
    ('0x3f800000', '0xc0000000')
    """
    return (<unsigned int *> &f)[0]


def object_pointer(o):
    """
    >>> x = ["object"]
    >>> object_pointer(x) is x
    True
    """
    cdef PyObject *p = <PyObject *> o
    cdef void *v = <void *> o
    assert <void *> p == v
    return <object> p


def pointer_value():
    """
    >>> pointer_value()
    (True, 4)
    """
    cdef int a[2]
    return <size_t> &a[1] > <size_t> &a[0], <size_t> &a[1] - <size_t> &a[0]


def copied(bytes data):
    """
    >>> copied(b"abc")
    b'abcabc'
    """
    cdef char buffer[32]
    cdef size_t n = len(data)
    cdef char *source = data
    if 2 * n > 32:
        raise ValueError
    memcpy(buffer, source, n)
    memcpy(&buffer[n], source, n)
    return buffer[:2 * n]


cdef int *find(int *values, int n, int wanted):
    cdef int i
    for i in range(n):
        if values[i] == wanted:
            return &values[i]
    return NULL


def search(int wanted):
    """
    >>> search(7), search(8)
    (1, None)
    """
    cdef int values[3]
    values[:] = [5, 7, 9]
    cdef int *p = find(values, 3, wanted)
    if p is NULL:
        return None
    return p - values


def walk(bytes text):
    """
    >>> walk(b"hello")
    5
    """
    cdef const char *p = text
    while p[0]:
        p += 1
    return p - <const char *> text

"""What type the result of mixed arithmetic has: shown by its range and by cython.typeof."""
cimport cython


def type_names():
    """
    >>> for line in type_names():
    ...     print(*line)
    char+char int
    short+short int
    uchar+int int
    int+uint unsigned int
    int+long long
    uint+long long
    long+ulong unsigned long
    long+longlong long long
    int+float float
    long+float float
    float+float float
    float+double double
    int+double double
    double+longdouble long double
    ssize+int Py_ssize_t
    size+int size_t
    bint+int int
    double+complex double complex
    object+int Python object
    """
    cdef char c = 1
    cdef unsigned char uc = 1
    cdef short s = 1
    cdef int i = 1
    cdef unsigned int ui = 1
    cdef long l = 1
    cdef unsigned long ul = 1
    cdef long long ll = 1
    cdef float f = 1
    cdef double d = 1
    cdef long double ld = 1
    cdef Py_ssize_t ss = 1
    cdef size_t sz = 1
    cdef bint b = True
    cdef double complex dc = 1
    cdef object o = 1
    return [
        ("char+char", cython.typeof(c + c)), ("short+short", cython.typeof(s + s)), ("uchar+int", cython.typeof(uc + i)),
        ("int+uint", cython.typeof(i + ui)), ("int+long", cython.typeof(i + l)), ("uint+long", cython.typeof(ui + l)),
        ("long+ulong", cython.typeof(l + ul)), ("long+longlong", cython.typeof(l + ll)), ("int+float", cython.typeof(i + f)),
        ("long+float", cython.typeof(l + f)), ("float+float", cython.typeof(f + f)), ("float+double", cython.typeof(f + d)),
        ("int+double", cython.typeof(i + d)), ("double+longdouble", cython.typeof(d + ld)), ("ssize+int", cython.typeof(ss + i)),
        ("size+int", cython.typeof(sz + i)), ("bint+int", cython.typeof(b + i)), ("double+complex", cython.typeof(d + dc)),
        ("object+int", cython.typeof(o + i)),
    ]


def small_sum(unsigned char a, unsigned char b):
    """
    >>> small_sum(200, 100)
    300
    """
    return a + b


def int_sum(int a, int b):
    """
    >>> int_sum(2147483647, 1)
    -2147483648
    """
    return a + b


def int_long(int a, long b):
    """
    >>> int_long(2147483647, 1)
    2147483648
    """
    return a + b


def int_uint(int a, unsigned int b):
    """
    >>> int_uint(-1, 0), int_uint(-2, 1)
    (4294967295, 4294967295)
    """
    return a + b


def float_int(float f, int i):
    """
    >>> float_int(0.5, 16777217)
    16777216.0
    """
    return f + i


def object_int(o, int i):
    """
    >>> object_int(2**70, 1), object_int("a", 3), object_int(1.5, 2)
    (1180591620717411303425, 'aaaa', 3.5)
    >>> object_int(None, 1)
    Traceback (most recent call last):
    TypeError: unsupported operand type(s) for +: 'NoneType' and 'int'
    """
    if isinstance(o, str):
        return o * i + o
    return o + i


def conditional(int a, double b, bint flag):
    """
    >>> conditional(1, 2.5, True), conditional(1, 2.5, False)
    (1, 2.5)
    """
    return a if flag else b


def conditional_stored(int a, double b, bint flag):
    """
    >>> conditional_stored(1, 2.5, True), conditional_stored(1, 2.5, False)
    (1.0, 2.5)
    """
    cdef double x = a if flag else b
    return x


def boolean(int a, int b, double d):
    """
    >>> boolean(0, 5, 2.5), boolean(3, 0, 0.0)
    ((0, 5, 2.5, True), (0, 3, 3, False))
    """
    return a and b, a or b, d or a, not a


def shift_types(unsigned char a, int n):
    """
    >>> shift_types(255, 4)
    (4080, 15)
    """
    return a << n, a >> n


def big_literals(int i):
    """
    >>> big_literals(1)
    (4294967296, 2147483648, 36893488147419103233)
    """
    cdef long big = i + 0xFFFFFFFF
    return big, i * 0x80000000, i + 36893488147419103232


def assignments(double d, int i):
    """
    >>> assignments(2.5, 3)
    (3.0, 2, 3.0)
    """
    cdef double x = i
    cdef int y = <int> d
    cdef float z = i
    return x, y, z

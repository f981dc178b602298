"""Structs and unions: fields, nesting, pointers, conversion to and from dict, passing by value."""


cdef struct Point:
    double x
    double y


cdef struct Segment:
    Point start, end
    int colour


ctypedef struct Named:
    int count
    bint flag
    char letter


cdef union Bits:
    unsigned int word
    unsigned char bytes[4]
    float real


cdef double length2(Point p):
    return p.x * p.x + p.y * p.y


cdef Point add(Point a, Point b):
    cdef Point r
    r.x = a.x + b.x
    r.y = a.y + b.y
    return r


cdef void move(Point *p, double dx) noexcept:
    p.x += dx
    p[0].y -= dx


def fields(double x, double y):
    """
    >>> fields(3, 4)
    (25.0, 6.0, 8.0)
    """
    cdef Point p
    p.x = x
    p.y = y
    cdef Point q = add(p, p)
    return length2(p), q.x, q.y


def by_pointer(double x):
    """
    >>> by_pointer(1)
    (3.0, -2.0)
    """
    cdef Point p = Point(x, 0)
    move(&p, 2)
    return p.x, p.y


def made():
    """
    >>> made()
    ({'x': 1.0, 'y': 2.0}, {'x': 3.0, 'y': 4.0})
    """
    cdef Point a = Point(1, 2)
    cdef Point b = Point(y=4, x=3)
    return a, b


def copied():
    """
    >>> copied()
    (1.0, 9.0)
    """
    cdef Point a = Point(1, 2)
    cdef Point b = a
    b.x = 9
    return a.x, b.x


def nested():
    """
    >>> nested() == {'start': {'x': 1.0, 'y': 2.0}, 'end': {'x': 5.0, 'y': 2.0}, 'colour': 7}
    True
    """
    cdef Segment s
    s.start = Point(1, 2)
    s.end = s.start
    s.end.x = 5
    s.colour = 7
    return s


def from_dict(d):
    """
    >>> from_dict({"x": 1, "y": 2.5})
    3.5
    >>> from_dict({"x": 1})
    Traceback (most recent call last):
    ValueError: No value specified for struct attribute 'y'
    >>> from_dict({"x": 1, "y": "a"})
    Traceback (most recent call last):
    TypeError: must be real number, not str
    """
    cdef Point p = d
    return p.x + p.y


def named(int n):
    """
    >>> named(3) == {'count': 3, 'flag': True, 'letter': 65}
    True
    """
    cdef Named v
    v.count = n
    v.flag = n > 2
    v.letter = c'A'
    return v


def union_bits(float f):
    """
    >>> union_bits(1.0)
    (1065353216, 63)
    """
    cdef Bits b
    b.real = f
    return b.word, b.bytes[3]


def array_of_structs(int n):
    """
    >>> array_of_structs(4)
    14.0
    """
    cdef Point points[10]
    cdef int i
    cdef double total = 0
    for i in range(n):
        points[i].x = i
        points[i].y = 0
    for i in range(n):
        total += length2(points[i])
    return total


cdef struct Node:
    int value
    Node *next


def linked(int n):
    """
    >>> linked(3)
    [2, 1, 0]
    """
    cdef Node nodes[10]
    cdef Node *head = NULL
    cdef int i
    for i in range(n):
        nodes[i].value = i
        nodes[i].next = head
        head = &nodes[i]
    out = []
    while head is not NULL:
        out.append(head.value)
        head = head.next
    return out


cdef struct Handler:
    int (*call)(int)
    int extra


cdef int double_it(int v):
    return v * 2


def function_field(int v):
    """
    >>> function_field(4)
    9
    """
    cdef Handler h
    h.call = double_it
    h.extra = 1
    return h.call(v) + h.extra


cdef Point origin
origin.x = 10
origin.y = 20


def module_struct():
    """
    >>> module_struct()
    (11.0, 20.0)
    >>> module_struct()
    (12.0, 20.0)
    """
    origin.x += 1
    return origin.x, origin.y

# distutils: language = c++
from libcpp.vector cimport vector
from libcpp.string cimport string
from libcpp.map cimport map
cdef extern from *:
    """
    static int alive = 0;
    struct Counted {
        int value;
        Counted() : value(0) { alive++; }
        Counted(int v) : value(v) { alive++; }
        Counted(const Counted &o) : value(o.value) { alive++; }
        ~Counted() { alive--; }
        Counted &operator=(const Counted &o) = default;
    };
    struct Needs { int v; Needs(int v) : v(v) { alive++; } Needs(const Needs &o) : v(o.v) { alive++; } ~Needs() { alive--; } };
    static inline Needs need(int v) { return Needs(v); }
    struct Throws { Throws() { throw 1; } };
    """
    int alive
    cdef cppclass Counted:
        int value
        Counted()
        Counted(int)
    cdef cppclass Needs:
        int v
        Needs(int)
    Needs need(int)
    cdef cppclass Throws:
        Throws() except +

def numbers(vector[int] given):
    """
    >>> list(numbers([1, 2, 3]))
    [1, 2, 3, (5, [1, 2, 3, 4])]
    >>> g = numbers([1, 2])
    >>> next(g)
    1
    >>> count()
    1
    >>> del g
    >>> count()
    0
    """
    cdef Counted c = Counted(5)
    for x in given:
        yield x
    given.push_back(4)
    yield c.value, given

def needs():
    """
    >>> list(needs())
    [3, 4]
    >>> count()
    0
    """
    n = need(3)
    yield n.v
    yield n.v + 1

def count():
    return alive

def closure(int n):
    """
    >>> f = closure(2)
    >>> f(1), f(3)
    ([2, 1], [2, 1, 3])
    >>> count()
    1
    >>> del f
    >>> count()
    0
    """
    cdef vector[int] v
    cdef map[int, Counted] m
    m[1] = Counted(3)
    v.push_back(n)
    def add(int k):
        v.push_back(k)
        m[1].value += 1
        return v
    return add

cdef struct Pair:
    string name
    vector[int] items

cdef class Bag:
    """
    >>> b = Bag([1, 2])
    >>> b.add(3)
    >>> b.total(), b.items, b.name
    (6, [1, 2, 3], b'')
    >>> b.items = [7]
    >>> b.total()
    7
    >>> b.name = b'x'
    >>> b.name
    b'x'
    >>> count()
    4
    >>> b.info()
    (b'n', [1])
    >>> del b
    >>> count()
    0
    """
    cdef public vector[int] items
    cdef public string name
    cdef Counted one
    cdef Counted many[3]
    cdef Pair pair
    def __init__(self, items):
        self.items = items
        self.one.value = 4
    def add(self, int x):
        self.items.push_back(x)
    def total(self):
        cdef int t = 0
        cdef size_t i
        for i in range(self.items.size()):
            t += self.items[i]
        return t
    def info(self):
        self.pair.name = b"n"
        self.pair.items.push_back(1)
        return self.pair.name, self.pair.items

cdef class Sub(Bag):
    """
    >>> s = Sub([1])
    >>> s.more, s.items
    ([], [1])
    >>> del s
    >>> count()
    0
    """
    cdef public vector[double] more

cdef class Bad:
    """
    >>> Bad()
    Traceback (most recent call last):
    RuntimeError: Unknown exception
    >>> count()
    0
    """
    cdef Counted a
    cdef Throws t
    cdef Counted b

def early(int n):
    """
    >>> early(0), early(1), count()
    (None, 1, 0)
    >>> early(2)
    Traceback (most recent call last):
    ValueError
    >>> count()
    0
    """
    cdef Counted c
    if n == 0:
        return
    if n == 2:
        raise ValueError
    for i in range(3):
        try:
            c = Counted(n)
            return c.value
        finally:
            pass

def lambdas(vector[string] names):
    """
    >>> lambdas([b'b', b'a'])
    [b'b!', b'a!']
    """
    return [s + b"!" for s in names]


def throwing_local(int n):
    """
    >>> throwing_local(1)
    Traceback (most recent call last):
    RuntimeError: Unknown exception
    >>> count()
    0
    """
    cdef Counted before
    cdef Throws t
    before.value = n
    return before.value


cdef extern from *:
    """
    struct Careful {
        int v;
        Careful() : v(1) { alive++; }
        Careful(const Careful &o) : v(o.v) { alive++; }
        ~Careful() { alive--; }
        Careful &operator=(const Careful &o) = default;
    };
    static inline Careful careful() { Careful c; c.v = 8; return c; }
    """
    cdef cppclass Careful:
        int v
        Careful() except +
    Careful careful() except +


cdef Careful bigger(Careful c, int by) except *:
    cdef Careful result
    result.v = c.v + by
    if by > 10:
        raise ValueError("too much")
    return result


def careful_ones(int by):
    """
    >>> careful_ones(2)
    (3, 10, [1, 8])
    >>> careful_ones(11)
    Traceback (most recent call last):
    ValueError: too much
    >>> count()
    0
    >>> list(carefully())
    [1, 8]
    >>> count()
    0
    """
    cdef Careful one
    two = careful()
    cdef vector[Careful] both
    both.push_back(one)
    both.push_back(two)
    return bigger(one, by).v, bigger(two, by).v, [c.v for c in both]


def carefully():
    cdef Careful one
    yield one.v
    one = careful()
    yield one.v

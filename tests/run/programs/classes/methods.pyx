"""C methods, cpdef methods and what overrides them.

>>> Base().both(), Derived().both(), Python().both()
(('cdef', 'cpdef 1'), ('derived cdef', 'derived cpdef 1'), ('cdef', 'python 1'))
>>> call(Base()), call(Derived()), call(Python()), call(PythonDerived())
('cpdef 5', 'derived cpdef 5', 'python 5', "derived again ['derived cpdef 5']")
>>> Derived().up()
('cdef', 'cpdef 3')
>>> more(Base()), more(More()), More().shift(1, 2, 3)
(11, 1116, 1006)
>>> Derived.made(4), static_total(3)
(8, 12)
>>> nogil_sum(Base()), nogil_sum(Derived())
(10.0, 20.0)
>>> Fails().run(0)
1
>>> Fails().run(1)
Traceback (most recent call last):
ValueError: no
>>> call(None)
Traceback (most recent call last):
AttributeError: 'NoneType' object has no attribute 'p'
>>> counter = Counted()
>>> [counter.step() for _ in range(3)], counter.later()(), list(counter.upto(3))
([1, 2, 3], 3, [0, 1, 2])
>>> one, two = Pair(1), Pair(2)
>>> one.other = two
>>> one.swap(), one.through(), two.through()
(2, 2, None)
>>> one.other = 3
Traceback (most recent call last):
TypeError: Cannot convert int to methods.Pair
>>> checked(one) is one, unchecked(one)
(True, 2)
>>> checked(3)
Traceback (most recent call last):
TypeError: Expected methods.Pair, got int
>>> is_pair(one), is_pair(3), is_pair(None)
(True, False, False)
>>> Linked().build(5)
[4, 3, 2, 1, 0]
>>> shared_view().tolist()
[0.0, 1.0, 7.0]
>>> final_total(Final(3))
9
>>> Mixed(1, 2.5, b"x", "obj").parts()
(1, 2.5, b'x', 'obj', [0, 10, 20], {'x': 1.0, 'y': 2.0}, 7)
>>> Made(1, b=2).given, Below(3, c=4).given, Below(3, c=4).below
(((1,), {'b': 2}), ((3,), {'c': 4}), (3, 4))
>>> wide()
'ok'
"""
cimport cython
from libc.stdlib cimport free, malloc


cdef class Base:
    cdef str c(self):
        return "cdef"

    cpdef p(self, x=1):
        return f"cpdef {x}"

    cdef double weight(self, int i) noexcept nogil:
        return 1

    def both(self):
        return self.c(), self.p()

    @staticmethod
    cdef int twice(int x):
        return 2 * x

    @classmethod
    def made(cls, x):
        return Base.twice(x)


cdef class Derived(Base):
    cdef str c(self):
        return "derived " + Base.c(self)

    cpdef p(self, x=1):
        return f"derived cpdef {x}"

    cdef double weight(self, int i) noexcept nogil:
        return 2

    def up(self):
        return Base.c(self), Base.p(self, 3)


class Python(Base):
    def p(self, x=1):
        return f"python {x}"


class PythonDerived(Derived):
    def p(self, x=1):
        return f"derived again {[super().p(x)]}"


def call(Base b):
    return b.p(5)


def static_total(int x):
    return Base.twice(x) + Derived.twice(x)


def nogil_sum(Base b not None):
    cdef double total = 0
    cdef int i
    with nogil:
        for i in range(10):
            total += b.weight(i)
    return total


cdef class More(Base):
    cpdef int shift(self, int a, int b=10, int c=100):
        return 1000 + a + b + c


def more(Base b):
    if isinstance(b, More):
        return (<More>b).shift(6)
    return 11


cdef class Fails:
    cdef int check(self, int x) except -1:
        if x:
            raise ValueError("no")
        return 1

    def run(self, x):
        return self.check(x)


cdef class Counted:
    cdef long n

    def step(self):
        self.n += 1
        return self.n

    def later(self):
        def inner():
            return self.n
        return inner

    def upto(self, int stop):
        cdef int i
        for i in range(stop):
            yield i * self.n // self.n


cdef class Pair:
    cdef public object value
    cdef public Pair other

    def __init__(self, value):
        self.value = value

    def swap(self):
        self.value, self.other.value = self.other.value, self.value
        return self.value

    def through(self):
        return self.other.other.value if self.other is not None and self.other.other is not None else (
            self.value if self.other is not None else None)


def checked(x):
    return <Pair?>x


def unchecked(x):
    return (<Pair>x).value


def is_pair(x):
    return isinstance(x, Pair)


cdef class Linked:
    cdef int value
    cdef Linked next

    def build(self, int n):
        cdef Linked first = None, made
        cdef int i
        for i in range(n):
            made = Linked.__new__(Linked)
            made.value = i
            made.next = first
            first = made
        result = []
        while first is not None:
            result.append(first.value)
            first = first.next
        return result


cdef class Viewed:
    cdef double[:] data
    cdef double memory[3]

    def __cinit__(self):
        self.data = self.memory
        for i in range(3):
            self.data[i] = i
        self.data[-1] += 5

    cdef double[:] tail(self, int start):
        return self.data[start:]


def shared_view():
    import numpy as np
    cdef Viewed v = Viewed()
    return np.array([v.data[0], v.tail(1)[0], v.tail(2)[0]])


@cython.final
cdef class Final:
    cdef int n

    def __cinit__(self, int n):
        self.n = n

    cdef inline int square(self):
        return self.n * self.n


def final_total(Final f):
    return f.square()


cdef struct Point:
    double x
    double y


cdef class Mixed:
    cdef int a
    cdef double b
    cdef bytes c
    cdef object d
    cdef int *memory
    cdef Point point
    cdef int (*function)(int)

    def __cinit__(self, a, b, c, d):
        cdef int i
        self.a, self.b, self.c, self.d = a, b, c, d
        self.memory = <int *>malloc(3 * sizeof(int))
        for i in range(3):
            self.memory[i] = 10 * i
        self.point = Point(1, 2)
        self.function = add_four

    def __dealloc__(self):
        free(self.memory)

    def parts(self):
        return self.a, self.b, self.c, self.d, [self.memory[i] for i in range(3)], self.point, self.function(3)


cdef int add_four(int x):
    return x + 4


cdef class Made:
    cdef readonly tuple given

    def __cinit__(self, *args, **kwargs):
        self.given = (args, kwargs)


cdef class Below(Made):
    cdef readonly tuple below

    def __cinit__(self, x, c):
        self.below = (x, c)


cdef class Wide:
    cdef object o0, o1, o2
    cdef dict __dict__
    cdef object __weakref__


def wide():
    import weakref
    w = Wide()
    w.anything = 3
    r = weakref.ref(w)
    assert r() is w and w.__dict__ == {"anything": 3}
    del w
    assert r() is None
    return "ok"


cdef class Callback:
    """Attributes that are called.

    >>> Callback(lambda x: x + 1).run(3)
    4
    >>> Callback(None).run(3)
    Traceback (most recent call last):
    TypeError: 'NoneType' object is not callable
    """
    cdef object code

    def __init__(self, code):
        self.code = code

    def run(self, x):
        return self.code(x)

"""Special methods.

>>> a, b = Number(2), Number(3)
>>> a + b, a + 1, 1 + a, a - b, 10 - a
(Number(5), Number(3), Number(3), Number(-1), Number(8))
>>> a += 5; a
Number(7)
>>> a + "x"
Traceback (most recent call last):
TypeError: unsupported operand type(s) for +: 'specials.Number' and 'str'
>>> -a, +a, abs(Number(-2)), ~Number(0)
(Number(-7), Number(7), Number(2), Number(-1))
>>> a ** 2, pow(a, 2, 5)
(Number(49), Number(4))
>>> bool(Number(0)), int(a), float(a), [0, 1, 2][Number(1)], hash(a)
(False, 7, 7.0, 1, 7)
>>> a == Number(7), a != Number(7), a < b, a >= b, a == "x"
(True, False, False, True, False)
>>> divmod(a, 2), a // 2, a % 2, a / 2, a @ 2, a << 1, a >> 1, a & 3, a | 8, a ^ 1
((3, 1), 3, 1, 3.5, 'matmul', 14, 3, 3, 15, 6)
>>> class Half(Number):
...     def __add__(self, other): return "half"
...     def __len__(self): return 5
>>> Half(1) + 1, 1 + Half(1), len(Half(1)), repr(Half(2))
('half', Number(2), 5, 'Number(2)')

>>> s = Seq()
>>> s[1] = 5; s[2] = 6; s[1], len(s), 5 in s, 7 in s, list(s)
(5, 2, True, False, [5, 6])
>>> del s[1]; s[1]
Traceback (most recent call last):
KeyError: 1
>>> s[1:2]
slice(1, 2, None)
>>> s(1, k=2)
((1,), {'k': 2})
>>> str(s), f"{s:>5}"
('a Seq', 'format >5')

>>> it = Count(3)
>>> next(it), list(it), iter(it) is it
(0, [1, 2], True)

>>> d = Dynamic()
>>> d.x, d.real
('got x', 1)
>>> d.x = 3
set x 3
>>> del d.x
del x

>>> class Owner: field = Descriptor()
>>> Owner().field, Owner.field.__class__.__name__
('of an Owner', 'Descriptor')
>>> o = Owner(); o.field = 3
set to 3
>>> del o.field
deleted

>>> p = Props(4)
>>> p.doubled, p.old, p.width
(8, 4, 4)
>>> p.doubled = 20; p.width
10
>>> p.old = 1; p.width
1
>>> del p.old
Traceback (most recent call last):
ValueError: kept
>>> p.only = 3
Traceback (most recent call last):
AttributeError: property ...of 'Props' object has no setter
>>> Props.old.__doc__, Props.made(3).width, Props.plain(3), Props.kind(), Props.CONSTANT
('the old way', 3, 4, 'Props', 42)

>>> with Context() as c: print(c)
entered
left None
>>> Hashed() == Hashed(), {Hashed()}
Traceback (most recent call last):
TypeError: unhashable type: 'specials.Hashed'
>>> Rich(1) < Rich(2), Rich(1) == Rich(1), Rich(1) != Rich(1), Rich(2) > Rich(1)
(True, True, False, True)
>>> hash(Rich(3))
3
>>> f = Final()
>>> del f
finalized
gone
>>> copied = copy.copy(Number(3))
Traceback (most recent call last):
TypeError: cannot pickle 'specials.Number' object
>>> pickle.loads(pickle.dumps(Pickled(3))).x
3
"""
import copy
import pickle


cdef class Number:
    cdef long n

    def __init__(self, n):
        self.n = n

    def __repr__(self):
        return f"Number({self.n})"

    def __add__(self, other):
        if isinstance(other, Number):
            return Number(self.n + (<Number>other).n)
        if isinstance(other, int):
            return Number(self.n + other)
        return NotImplemented

    def __radd__(self, other):
        return Number(self.n + other)

    def __iadd__(self, other):
        self.n += other
        return self

    def __sub__(self, Number other):
        return Number(self.n - other.n)

    def __rsub__(self, other):
        return Number(other - self.n)

    def __neg__(self):
        return Number(-self.n)

    def __pos__(self):
        return self

    def __abs__(self):
        return Number(abs(self.n))

    def __invert__(self):
        return Number(~self.n)

    def __pow__(self, other, modulo):
        return Number(pow(self.n, other, modulo))

    def __bool__(self):
        return self.n != 0

    def __int__(self):
        return self.n

    def __float__(self):
        return float(self.n)

    def __index__(self):
        return self.n

    def __hash__(self):
        return self.n

    def __eq__(self, other):
        if not isinstance(other, Number):
            return NotImplemented
        return self.n == (<Number>other).n

    def __lt__(self, Number other):
        return self.n < other.n

    def __ge__(self, Number other not None):
        return self.n >= other.n

    def __divmod__(self, other):
        return divmod(self.n, other)

    def __floordiv__(self, long other):
        return self.n // other

    def __mod__(self, long other):
        return self.n % other

    def __truediv__(self, double other):
        return self.n / other

    def __matmul__(self, other):
        return "matmul"

    def __lshift__(self, int other):
        return self.n << other

    def __rshift__(self, int other):
        return self.n >> other

    def __and__(self, long other):
        return self.n & other

    def __or__(self, long other):
        return self.n | other

    def __xor__(self, long other):
        return self.n ^ other


cdef class Seq:
    cdef dict items

    def __cinit__(self):
        self.items = {}

    def __getitem__(self, key):
        if isinstance(key, slice):
            return key
        return self.items[key]

    def __setitem__(self, key, value):
        self.items[key] = value

    def __delitem__(self, key):
        del self.items[key]

    def __len__(self):
        return len(self.items)

    def __contains__(self, value):
        return value in self.items.values()

    def __iter__(self):
        for value in self.items.values():
            yield value

    def __call__(self, *args, **kwargs):
        return args, kwargs

    def __str__(self):
        return "a Seq"

    def __format__(self, spec):
        return f"format {spec}"


cdef class Count:
    cdef int at, stop

    def __init__(self, int stop):
        self.stop = stop

    def __iter__(self):
        return self

    def __next__(self):
        if self.at >= self.stop:
            raise StopIteration
        self.at += 1
        return self.at - 1


cdef class Dynamic:
    cdef readonly int real

    def __cinit__(self):
        self.real = 1

    def __getattr__(self, name):
        return f"got {name}"

    def __setattr__(self, name, value):
        print("set", name, value)

    def __delattr__(self, name):
        print("del", name)


cdef class Descriptor:
    def __get__(self, instance, owner):
        return self if instance is None else f"of an {owner.__name__}"

    def __set__(self, instance, value):
        print("set to", value)

    def __delete__(self, instance):
        print("deleted")


cdef class Props:
    CONSTANT = 6 * 7
    cdef readonly int width

    def __init__(self, width):
        self.width = width

    @property
    def doubled(self):
        return 2 * self.width

    @doubled.setter
    def doubled(self, int value):
        self.width = value // 2

    @property
    def only(self):
        return 1

    property old:
        "the old way"

        def __get__(self):
            return self.width

        def __set__(self, value):
            self.width = value

        def __del__(self):
            raise ValueError("kept")

    @classmethod
    def made(cls, width):
        return cls(width)

    @staticmethod
    def plain(x):
        return x + 1

    @classmethod
    def kind(cls):
        return cls.__name__


cdef class Context:
    def __enter__(self):
        return "entered"

    def __exit__(self, kind, value, traceback):
        print("left", kind)


cdef class Hashed:
    def __eq__(self, other):
        return True


cdef class Rich:
    cdef int n

    def __init__(self, n):
        self.n = n

    def __richcmp__(Rich self, Rich other, int op):
        if op == 0:
            return self.n < other.n
        if op == 2:
            return self.n == other.n
        if op == 3:
            return self.n != other.n
        return self.n > other.n

    def __hash__(self):
        return self.n


cdef class Final:
    def __del__(self):
        print("finalized")

    def __dealloc__(self):
        print("gone")


cdef class Pickled:
    cdef readonly int x

    def __init__(self, x):
        self.x = x

    def __reduce__(self):
        return Pickled, (self.x,)

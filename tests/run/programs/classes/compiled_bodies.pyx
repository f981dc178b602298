"""
Classes that use C names are compiled, and are the classes that Python would make.

>>> A.size, A().get(3), A.__doc__, A.__module__, A.__qualname__, A.get.__qualname__
(4, 7, 'Doc.', 'compiled_bodies', 'A', 'A.get')
>>> A().half, A.make(2), A.build(), A.B().v
(2.0, 6, 'A', 4)
>>> A.__annotations__, sorted(k for k in A.__dict__ if not k.startswith("__"))
({'x': <class 'int'>, 'y': <class 'str'>}, ['B', 'build', 'get', 'half', 'make', 'size', 'x'])
>>> Sub.made, Sub().get(1), issubclass(Sub, A), Sub.kw
(['Sub'], 5, True, 5)
>>> N(1).v
1
>>> wrapped
('deco', 'W', 4)
>>> a = ArrayLike(shape=(2,), itemsize=4, format="i"); a[0] = 3; a[0], a.double()
(3, 6)
>>> Meta.__name__, type(M).__name__, M.z
('Meta', 'Meta', 8)
"""
from cython cimport view as v
cdef int four(int x):
    return x + 4

class A(object):
    """Doc."""
    size = sizeof(int)
    x: int = 3
    y: str
    if size > 2:
        temp = list(range(size))
        del temp
    def get(self, int x):
        return four(x)
    @property
    def half(self):
        return self.size / 2
    @staticmethod
    def make(x):
        cdef int y = x
        return four(y)
    @classmethod
    def build(cls):
        return cls.__name__
    class B:
        v = sizeof(int)

class Base0(A):
    def __init_subclass__(cls, kw=None):
        cls.kw = kw + sizeof(int) - 4
        cls.made = [cls.__name__]

class Sub(Base0, kw=5):
    cdef_size = sizeof(int)

class N:
    def __new__(cls, int v):
        self = object.__new__(cls)
        self.v = v
        return self

def deco(cls):
    return "deco", cls.__name__, cls.n

@deco
class W:
    n = sizeof(int)
wrapped = W

class ArrayLike(v.array):
    def double(self):
        return self[0] * 2

class Meta(type):
    pass
class M(metaclass=Meta):
    z = sizeof(double)

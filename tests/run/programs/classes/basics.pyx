"""C attributes, C methods and views of extension types.

>>> p = Point(3, 4)
>>> p.norm(), p.x, p.y, p.get()
(5.0, 3.0, 4.0, None)
>>> p.x = 0
>>> p.norm()
4.0
>>> p.y = 2
Traceback (most recent call last):
AttributeError: attribute 'y' of 'basics.Point' objects is not writable
>>> del p.x
Traceback (most recent call last):
TypeError: the attribute 'x' of 'Point' objects cannot be deleted
>>> p.x = 'a'
Traceback (most recent call last):
TypeError: must be real number, not str
>>> q = P3(3, 4)
>>> f(q)
50.0
>>> f(None)
Traceback (most recent call last):
AttributeError: 'NoneType' object has no attribute 'norm2'
>>> f(3)
Traceback (most recent call last):
TypeError: Argument 'p' has incorrect type (expected basics.Point, got int)
>>> class Py(Point):
...    def norm(self): return 'py', super().norm()
>>> Py(1, 0).norm()
('py', 1.0)
>>> f(Py(1,0))
1.0
>>> Point.norm(3)
Traceback (most recent call last):
TypeError: descriptor 'norm' for 'basics.Point' objects doesn't apply to a 'int' object
>>> import numpy as np
>>> v = Views(np.ones((3,4)))
>>> v.total()
12.0
>>> v.px()
Traceback (most recent call last):
AttributeError: 'NoneType' object has no attribute 'x'
>>> v.setp(p)
0.0
>>> v.px()
0.0
>>> v.add(1), v.add(3)
((1, 1), (2, 2))
>>> v.arr
[2, 0, 0, 0]
>>> Point.__doc__
'A point'
>>> Point.z = 3
Traceback (most recent call last):
TypeError: cannot set 'z' attribute of immutable type 'basics.Point'
"""

cdef class Point:
    """A point"""
    cdef public double x
    cdef readonly double y
    cdef object label
    def __init__(self, double x, double y=2, label=None):
        self.x = x
        self.y = y
        self.label = label
    cdef double norm2(self):
        return self.x * self.x + self.y * self.y
    def norm(self):
        return self.norm2() ** 0.5
    def get(self):
        return self.label
cdef class P3(Point):
    cdef double z
    def __cinit__(self, *args, **kw):
        self.z = 5
    cdef double norm2(self):
        return Point.norm2(self) + self.z * self.z
def f(Point p):
    return p.norm2()
cdef class Views:
    cdef double[:, ::1] v
    cdef public int[4] arr
    cdef list items
    cdef Point p
    def __init__(self, v):
        self.v = v
        self.items = []
    def total(self):
        cdef double s = 0
        cdef Py_ssize_t i, j
        with nogil:
            for i in range(self.v.shape[0]):
                for j in range(self.v.shape[1]):
                    s += self.v[i, j]
        return s
    def setp(self, Point p):
        self.p = p
        return self.p.x
    def px(self):
        return self.p.x
    def add(self, x):
        self.items.append(x)
        self.arr[0] += 1
        return len(self.items), self.arr[0]

"""Methods of fused types: of C, of Python and of both, with what derived classes have in their place."""
cimport cython

ctypedef fused number:
    int
    long long
    double


cdef class Scale:
    """
    >>> s = Scale(3)
    >>> s.scaled(2), s.scaled(1.5), s.scaled(x=2)
    (('long long', 6), ('double', 4.5), ('long long', 6))
    >>> s.scaled["int"](2), Scale.scaled["double"](s, 2), Scale.scaled(s, 1.5)
    (('int', 6), ('double', 6.0), ('double', 4.5))
    >>> sorted(Scale.scaled.__signatures__)
    ['double', 'int', 'long long']
    >>> s.both(2), s.both(2.5, 3), s.both["int"](2), s.both(by=1, x=0.5)
    (6, 9.5, 6, 1.5)
    >>> Scale.static(2), s.static(2.5), Scale.static["int"](7)
    ('long long', 'double', 'int')
    >>> Scale.of(2), s.of(0.5).factor
    (Scale(2.0), 0.5)
    >>> Scale.both("no object", 2)
    Traceback (most recent call last):
    TypeError: descriptor 'both' for 'fused_methods.Scale' objects doesn't apply to a 'str' object
    >>> s.both("x")
    Traceback (most recent call last):
    TypeError: No matching signature found
    >>> import array
    >>> s.totals(array.array("d", [1, 2])), s.totals(array.array("i", [1, 2]))
    (9.0, 9)
    """
    cdef readonly double factor

    def __init__(self, factor):
        self.factor = factor

    def __repr__(self):
        return f"{type(self).__name__}({self.factor})"

    def scaled(self, number x):
        return cython.typeof(x), <number> (x * self.factor)

    cdef number hidden(self, number x, int by=1):
        if number is double:
            return x * self.factor + by - 1
        return <number> (x * self.factor) + by - 1

    cpdef number both(self, number x, by=1):
        return self.hidden(x, by)

    @staticmethod
    def static(number x):
        return cython.typeof(x)

    @classmethod
    def of(cls, number x):
        return cls(x)

    cdef total(self, const number[:] values):
        cdef number result = 0, value
        for value in values:
            result += self.hidden(value)
        return result

    def totals(self, const number[:] values):
        return self.total(values)


cdef class Twice(Scale):
    """
    >>> t = Twice(3)
    >>> t.both(2), t.both(2.5), t.scaled(2)
    (12, 15.0, ('long long', 6))
    """
    cdef number hidden(self, number x, int by=1):
        return 2 * Scale.hidden(self, x, by)


def overriding():
    """
    >>> p = overriding()(3)
    >>> p.both(2), called(p, 2, 0.5)
    ('here', ('here', 'here', 6, 1.5))
    """
    return type("Python", (Scale,), {"both": lambda self, x, by=1: "here" if type(x) in (int, float) else by})


def called(Scale s, int i, double d):
    """A C method of an object's class, and the one that its class has.

    >>> called(Scale(3), 2, 0.5), called(Twice(3), 2, 0.5)
    ((6, 1.5, 6, 1.5), (12, 3.0, 12, 3.0))
    >>> called(None, 2, 0.5)
    Traceback (most recent call last):
    AttributeError: 'NoneType' object has no attribute 'both'
    """
    try:
        a, b = s.both(i), s.both(d)
    except TypeError:
        a = b = "here"
    return a, b, s.hidden(i), s.hidden(d)


def explicit(Twice t, o):
    """
    >>> explicit(Twice(3), 2)
    (12, 12.0, 6, 15, 12)
    """
    return t.hidden[int](o), t.hidden[double](o), Scale.hidden[int](t, o), t.hidden[int](o, by=2) + 1, t.both(<int> o)


ctypedef fused scale:
    Twice
    Scale
    object

def kind(scale x):
    """Of classes the nearest one is chosen.

    >>> kind(Scale(1)), kind(Twice(1)), kind(overriding()(1)), kind(1)
    ('Scale', 'Twice', 'Scale', 'Python object')
    """
    return cython.typeof(x)


cdef factor_of(scale x):
    return cython.typeof(x)

def kind_in_c(Scale s, Twice t, o):
    """
    >>> kind_in_c(Twice(1), Twice(1), Twice(1))
    ('Scale', 'Twice', 'Python object')
    """
    return factor_of(s), factor_of(t), factor_of(o)

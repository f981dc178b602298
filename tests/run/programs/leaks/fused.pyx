"""Fused functions: chosen by arguments, by index, as methods; refused; failing in their specialisation."""
cimport cython
import array

ctypedef fused number:
    int
    double

ctypedef fused text:
    str
    bytes
    list


cdef number half(number x) except? -1:
    if x < 0:
        raise ValueError("negative")
    return <number> (x / 2)


def plain(number x, y=None):
    return half(x), y


cpdef both(number x, text y, kept=[]):
    return x, y, kept


def viewed(cython.floating[:] v, text name="a"):
    return v[0], name


def counted(number n, held):
    for i in range(3):
        yield n, held


cdef class Methods:
    cdef object held

    def __init__(self, held):
        self.held = held

    def method(self, number x, y):
        return self.held, x, y

    cpdef both(self, number x, y):
        return self.held, half(x), y


def outer(held):
    def inner(number x):
        return held, x
    return inner


doubles, floats, ints = array.array("d", [1]), array.array("f", [1]), array.array("i", [1])


def leak_calls(s):
    return plain(1, s), plain(1.5, y=s), plain["int"](2, s), plain[float](2.5, s) if False else None


def leak_no_match(s):
    return plain(s)


def leak_ambiguous(s):
    return both(1, s)


def leak_missing(s):
    return plain(y=s)


def leak_wrong_key(s):
    return plain[s]


def leak_error_inside(s):
    return plain(-1, s)


def leak_both(s):
    return both(1, "a", s), both(2.5, [s], kept=s), both["int", "list"](1, [s])


def leak_views(s):
    return viewed(doubles), viewed(floats, [s])


def leak_views_refused(s):
    return viewed(ints, [s])


def leak_methods(s):
    m = Methods(s)
    bound = m.method
    return m.method(1, s), bound(2.5, s), bound["double"](1, s), m.both(2.5, s), m.both["int"](2, s), bound.__name__


def leak_method_refused(s):
    return Methods(s).method(s, s)


def leak_generator(s):
    return list(counted(1, s)), next(counted(2.5, s))


def leak_closure(s):
    f = outer(s)
    return f(1), f(2.5), f.__signatures__


def leak_cycle(s):
    f = outer(s)
    f.itself = f, s

# cython: language_level=3
"""Views as parameters, results, globals, defaults, in closures and generators; None; conditional expressions."""

cimport cython
import gc
import sys
import weakref

import numpy as np

x = np.arange(6.0)
cdef double[:] shared = x
cdef double[:, ::1] never
cdef int[:] of_none = None


class Made(np.ndarray):
    pass


def made(n=4):
    return np.arange(float(n)).view(Made)


cdef double[:] tail(double[:] v):
    return v[1:]


cdef double[:] tail_nogil(double[:] v, bint fail) nogil:
    if fail:
        with gil:
            raise KeyError("failed")
    return v[1:]


cdef const double[::1] nothing(bint none):
    if none:
        return None
    return x


cpdef double[:] both(double[:] v=None, Py_ssize_t n=0):
    return v if v is None else v[n:]


def results(double[:] v, bint fail):
    """
    >>> results(x, False)
    (5, 4, 3, 2.0, 6, True)
    >>> results(x, True)
    Traceback (most recent call last):
    KeyError: 'failed'
    """
    cdef double[:] w = tail(v)
    cdef Py_ssize_t n
    with nogil:
        n = tail_nogil(w, fail).shape[0]
    return w.shape[0], n, len(tail(tail(w))), tail(v)[1], nothing(False).shape[0], nothing(True) is None


def of_cpdef():
    """
    >>> of_cpdef()
    (None, 6, 4, [4.0, 5.0])
    >>> both() is None, both(x, 2)[0], len(both(v=x, n=5))
    (True, 2.0, 1)
    """
    return both(), len(both(x)), len(both(x, 2)), list(both(x, 4))


def defaults(double[:] a=None, double[:] b not None=x, *, double[:] c=x):
    """
    >>> defaults(), defaults(x), defaults(x, x[:2]), defaults(c=x[:1])
    ((True, 6, 6), (False, 6, 6), (False, 2, 6), (True, 6, 1))
    >>> defaults(x, None)
    Traceback (most recent call last):
    TypeError: Argument 'b' must not be None
    >>> defaults(b=None)
    Traceback (most recent call last):
    TypeError: Argument 'b' must not be None
    """
    return a is None, len(b), len(c)


def globals_(bint change):
    """
    >>> globals_(False), globals_(True), globals_(False)
    (6, 2, 2)
    >>> never_bound()
    Traceback (most recent call last):
    UnboundLocalError: local variable 'never' referenced before assignment
    """
    global shared
    if change:
        shared = x[:2]
    return shared.shape[0]


def never_bound():
    return never[0, 0]


def global_none():
    """
    >>> global_none()
    (True, 3)
    """
    global of_none
    was = of_none is None
    of_none = np.arange(3, dtype="i")
    n = len(of_none)
    of_none = None
    return was, n


def closure(double[:] v):
    """
    >>> inner, change = closure(x)
    >>> inner(), change(2), inner(), change(1)
    (15.0, 4, 14.0, 3)
    """
    def total():
        cdef double s = 0
        for i in range(v.shape[0]):
            s += v[i]
        return s

    def cut(Py_ssize_t n):
        nonlocal v
        v = v[n:]
        return v.shape[0]

    return total, cut


def generator(double[:] v):
    """
    >>> list(generator(x[:3]))
    [3, 0.0, 1.0, 2.0, 2]
    """
    yield v.shape[0]
    for item in v:
        yield item
    v = v[1:]
    yield len(v)


def rows(double[:, :] m):
    """
    >>> [row.shape for row in rows(x.reshape(3, 2))]
    [(2,), (2,), (2,)]
    """
    for row in m:
        yield row


def lifetimes():
    """
    >>> lifetimes()
    [True, True, False]
    """
    a = made()
    seen = weakref.ref(a)
    cdef double[:] v = a, w
    del a
    alive = [seen() is not None]
    w = v[::2]
    v = None
    gc.collect()
    alive.append(seen() is not None)
    w = None
    gc.collect()
    alive.append(seen() is not None)
    return alive


def chosen(double[:] a, double[:] b, which):
    """
    >>> chosen(x, x[:2], True), chosen(x, x[:2], False), chosen(None, x, 1), chosen(None, x[:3], 0)
    (6, 2, None, 3)
    """
    cdef double[:] c = a if which else b
    return None if c is None else len(c)


def made_in_nogil(double[:, ::1] m):
    """
    >>> made_in_nogil(x.reshape(2, 3)), x.tolist()
    (22.0, [0.0, 1.0, 2.0, 3.0, 4.0, 5.0])
    """
    cdef double s = 0
    cdef double[:] line
    with nogil:
        for i in range(m.shape[0]):
            line = m[i]
            s += weight(line) + weight(m[i]) + weight(m[i, ::-1]) - weight(m[:, i])
    return s


cdef double weight(double[:] v) noexcept nogil:
    return v[0] + v[v.shape[0] - 1] if v.shape[0] else 0.0


def some_of_all(tuple views):
    """
    >>> some_of_all((x, x[::2], x[:0]))
    [6, 3, 0]
    """
    cdef double[:] v
    held = []
    for v in views:
        held.append(v)
    return [len(one) for one in held]


def truth(double[:] v):
    """
    >>> truth(x), truth(x[:0]), truth(None)
    ((True, 1, False), (False, 2, True), (False, 2, True))
    """
    return bool(v), 1 if v else 2, not v


def membership(double[:] v, double value):
    """
    >>> membership(x, 3), membership(x, 7)
    ((True, False), (False, True))
    """
    return value in v, value not in v


def through_objects(double[:] v):
    """
    >>> through_objects(x[:3])
    ([(0, 0.0), (1, 1.0), (2, 2.0)], [2.0, 1.0, 0.0], [(0.0, 0.0), (1.0, 1.0), (2.0, 2.0)], 3.0, [0.0, 1.0, 2.0], True)
    """
    return (list(enumerate(v)), list(reversed(v)), list(zip(v, v)), sum(v), sorted(v),
            any(item > 1 for item in v))


def cascaded(a):
    """
    >>> cascaded(x)
    (6, 6, True)
    """
    cdef double[:] v, w
    v = w = a
    return len(v), len(w), v is w


def objects_of(object[:] v):
    """
    >>> objects_of(np.array([1, "a", None], object))
    [2, 'aa', None]
    """
    v[0] += 1
    v[1] *= 2
    return [item for item in v]


@cython.boundscheck(False)
@cython.boundscheck(True)
def outer_counts(double[:] v, int i):
    """
    >>> outer_counts(x[:3], 3)
    3.0
    """
    return v[i]

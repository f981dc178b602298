"""
>>> from array import array
>>> from math import fsum, isclose
>>> import random
>>> random.seed(3)
>>> values = array("d", [random.uniform(-1, 1) * 10.0 ** random.randrange(-6, 7) for _ in range(1003)])
>>> exact, python = fsum(values), 0.0
>>> for value in values:
...     python += value
>>> strict(values) == python
True
>>> isclose(fast(values), exact, rel_tol=1e-6), isclose(some(values), exact, rel_tol=1e-6)
(True, True)
>>> isclose(squares(values), fsum(x * x for x in values))
True
>>> isclose(ratios(values, 3.0), fsum(x / 3.0 for x in values), rel_tol=1e-6)
True
>>> list(steps(array("d", [1.0, 2.0, 3.5])))
[1.0, 3.0, 6.5]
>>> Sum(values).of() == python, isclose(Sum(values).fast_of(), exact, rel_tol=1e-6)
(True, True)
>>> fast.__name__, some.__name__
('fast', 'some')
>>> off(values) == python
True
>>> copied(values)[1002] == values[1002]
True
"""
cimport cython


def strict(double[:] values):
    cdef double total = 0
    cdef Py_ssize_t i
    for i in range(values.shape[0]):
        total += values[i]
    return total


@cython.fastmath(True)
def fast(double[:] values):
    cdef double total = 0
    cdef Py_ssize_t i
    for i in range(values.shape[0]):
        total += values[i]
    return total


@cython.fastmath({"reassoc", "nsz"})
def some(double[:] values):
    cdef double total = 0
    cdef Py_ssize_t i
    for i in range(values.shape[0]):
        total += values[i]
    return total


@cython.fastmath("contract")
cdef double add(double total, double x) nogil:
    return total + x * x


@cython.fastmath(["reassoc", "contract"])
def squares(double[:] values):
    cdef double total = 0
    cdef Py_ssize_t i
    for i in range(values.shape[0]):
        total = add(total, values[i])
    return total


@cython.fastmath(("recip", "reassoc", "nnan", "ninf"))
def ratios(double[:] values, double by):
    cdef double total = 0
    for x in values:
        total += x / by
    return total


@cython.fastmath
def steps(double[:] values):
    cdef double total = 0
    for i in range(values.shape[0]):
        total += values[i]
        yield total


@cython.fastmath(True)
@cython.fastmath(False)
def both(double[:] values):
    return values[0]


@cython.fastmath(False)
def off(double[:] values):
    cdef double total = 0
    for i in range(values.shape[0]):
        total += values[i]
    return total


@cython.fastmath(True)
def copied(double[:] values):
    made = values.copy()
    made[:] = values
    made[:10] = 0.5
    return made


cdef class Sum:
    cdef double[:] values

    def __init__(self, values):
        self.values = values

    def of(self):
        cdef double total = 0
        for i in range(self.values.shape[0]):
            total += self.values[i]
        return total

    @cython.fastmath(True)
    def fast_of(self):
        cdef double total = 0
        for i in range(self.values.shape[0]):
            total += self.values[i]
        return total

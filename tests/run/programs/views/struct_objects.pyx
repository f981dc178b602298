"""Views of structs as Python objects, and what copies of views own."""

import numpy

cdef struct Pair:
    int a
    double[2] b

cdef packed struct Nested:
    char c
    Pair pair

cdef packed struct Table:
    int[2][2] cells
    signed char[3] codes
    char[6] name


def of_structs(Pair[:] v):
    """A struct is a dict of its fields; it is set from any mapping of them.

    >>> dtype = numpy.dtype([("a", "i4"), ("b", "f8", 2)], align=True)
    >>> a = numpy.array([(1, (2, 3)), (4, (5, 6))], dtype)
    >>> v = of_structs(a)
    >>> v[1], memoryview(v).format, numpy.asarray(v)[0]["b"].tolist()
    ({'a': 4, 'b': [5.0, 6.0]}, 'T{i:a:(2)d:b:}', [2.0, 3.0])
    >>> v[0] = {"a": 7, "b": (8, 9)}
    >>> v[1] = a[0]
    >>> a["a"].tolist(), a["b"].tolist()
    ([7, 7], [[8.0, 9.0], [8.0, 9.0]])
    >>> v[:] = {"a": 0, "b": [1, 2]}
    >>> v.copy()[1], v.copy().base is v.base
    ({'a': 0, 'b': [1.0, 2.0]}, False)
    >>> v[:1] = v[1:]
    >>> v[:] = a[::-1]
    >>> v[0] = {"a": 1}
    Traceback (most recent call last):
    ValueError: No value specified for struct attribute 'b'
    >>> v[0] = {"a": 1, "b": [1]}
    Traceback (most recent call last):
    IndexError: not enough values found during array assignment, expected 2, got 1
    >>> v[0] = 3
    Traceback (most recent call last):
    TypeError: 'int' object is not subscriptable
    >>> v[:] = numpy.zeros(2, "i4,i4")
    Traceback (most recent call last):
    ValueError: Buffer dtype mismatch, expected 'Pair' but got 'T{i:f0:i:f1:}'
    """
    return v


def packed():
    """Formats of packed structs say where the padding is.

    >>> packed()
    ('^T{c:c:T{i:a:4x(2)d:b:}:pair:}', 25, {'c': 7, 'pair': {'a': 1, 'b': [0.5, 1.5]}}, [0.5, 1.5])
    """
    cdef Nested nested
    nested.c = 7
    nested.pair.a = 1
    nested.pair.b = [0.5, 1.5]
    cdef Nested[:] v = <Nested[:1]>&nested
    shown = numpy.asarray(v)
    return memoryview(v).format, memoryview(v).itemsize, (<object>v)[0], shown[0]["pair"]["b"].tolist()


def arrays_in_structs():
    """
    >>> arrays_in_structs()
    ('^T{(2,2)i:cells:(3)b:codes:(6)c:name:}', {'cells': [[1, 2], [3, 4]], 'codes': [5, 6, 7], 'name': b'hi'}, b'short')
    """
    cdef Table table
    table.cells[0] = [1, 2]
    table.cells[1] = [3, 4]
    table.codes = [5, 6, 7]
    table.name = [104, 105, 0, 0, 0, 0]
    cdef Table[:] v = <Table[:1]>&table
    o = <object>v
    first = o[0]
    o[0] = {**first, "name": b"short"}
    assert numpy.asarray(v)[0]["cells"].tolist() == [[1, 2], [3, 4]]
    o[0] = numpy.asarray(v)[0]
    return memoryview(v).format, first, o[0]["name"]


def copies_own_their_memory(double[:] v):
    """
    >>> copies_own_their_memory(numpy.arange(3.0))
    ('array', [0.0, 9.0, 2.0], [0.0, 1.0, 2.0], [0.0, 1.0, 2.0])
    """
    cdef double[:] loose = v.copy()
    cdef double[::1] tight = loose.copy_fortran()
    loose[1] = 9
    made = v.copy()
    return type(loose.base).__name__, list(loose), list(tight), list(made)


def copies_of_objects(object[:, :] v):
    """
    >>> a = numpy.array([[1, "a"], [None, 2.5]], object)
    >>> copies_of_objects(a)
    ([[1, 'a'], [None, 2.5]], 'array', [[None, None], [None, None]])
    """
    cdef object[:, :] made = v.copy()
    kept = numpy.asarray(made).tolist()
    v[...] = None
    again = v.copy_fortran()
    del v
    return kept, type(made.base).__name__, numpy.asarray(again).tolist()

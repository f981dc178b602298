"""Views as Python objects.

>>> a = numpy.arange(6.0).reshape(2, 3)
>>> v = same(a)
>>> v
<MemoryView of 'ndarray' at 0x...>
>>> print(v)
<MemoryView of 'ndarray' object>
>>> v.base is a, v.shape, v.strides, v.suboffsets, v.ndim, v.size, v.itemsize, v.nbytes
(True, (2, 3), (24, 8), (-1, -1), 2, 6, 8, 48)
>>> numpy.shares_memory(numpy.asarray(v), a), memoryview(v).format, memoryview(v).readonly
(True, 'd', False)

Indexing gives elements, and views where axes are left:

>>> v[1, 2], v[-1, -3], v[1][0], v[numpy.int64(1), True]
(5.0, 3.0, 3.0, 4.0)
>>> [numpy.asarray(v[key]).tolist() for key in (0, slice(None, None, -1), (slice(None), 1), (..., 2), (None, 0))]
[[0.0, 1.0, 2.0], [[3.0, 4.0, 5.0], [0.0, 1.0, 2.0]], [1.0, 4.0], [2.0, 5.0], [[0.0, 1.0, 2.0]]]
>>> v[None, :, None, 1:].shape, v[...].shape, v[()].shape, v[0, ..., 0].shape, v[5:].shape
((1, 2, 1, 2), (2, 3), (2, 3), (), (0, 3))
>>> v[0, ..., 2][()], v[0, ..., 2]
(2.0, <MemoryView of 'ndarray' at 0x...>)
>>> numpy.asarray(v.T).tolist(), numpy.asarray(v[::-1, ::2].T).tolist(), v.T.base is a
([[0.0, 3.0], [1.0, 4.0], [2.0, 5.0]], [[3.0, 0.0], [5.0, 2.0]], True)
>>> len(v), [row[0] for row in v], list(v[0]), 1.0 in v[0], v[0].index(2.0), v[0].count(2.0)
(2, [0.0, 3.0], [0.0, 1.0, 2.0], True, 2, 1)

What is wrong is told:

>>> v[2, 0]
Traceback (most recent call last):
IndexError: Out of bounds on buffer access (axis 0)
>>> v[:, 3]
Traceback (most recent call last):
IndexError: Index out of bounds (axis 1)
>>> v[0, 0, 0]
Traceback (most recent call last):
IndexError: too many indices: the view has 2 dimensions, found 3
>>> v["a"]
Traceback (most recent call last):
TypeError: Cannot index with type '<class 'str'>'
>>> v[..., ...]
Traceback (most recent call last):
IndexError: an index can only have a single ellipsis ('...')
>>> v[::0]
Traceback (most recent call last):
ValueError: Step may not be zero (axis 0)
>>> v[(None,) * 9]
Traceback (most recent call last):
IndexError: views have at most 8 dimensions
>>> pickle.dumps(v)
Traceback (most recent call last):
TypeError: cannot pickle 'cython.view.memoryview' object: it is a view of memory
>>> v.shape = 3
Traceback (most recent call last):
AttributeError: attribute 'shape' of 'cython.view.memoryview' objects is not writable

They are compared and hashed by identity, can be referred to weakly, and take part in garbage collection:

>>> v == v, v == same(a), hash(v) == hash(v), weakref.ref(v)() is v
(True, False, True, True)
>>> isinstance(v, Sequence), gc.is_tracked(v)
(True, True)

A view of a view object is one of the memory, and not of the object:

>>> same(same(same(a)))[1].base is a, numpy.asarray(same(v[:, 1:])).tolist()
(True, [[1.0, 2.0], [4.0, 5.0]])
>>> packed(v)
>>> packed(v[:, ::2])
Traceback (most recent call last):
ValueError: ndarray is not C-contiguous
>>> same(None) is None
True
"""

import gc
import pickle
import weakref
from collections.abc import Sequence

import numpy

from cython cimport view


def same(double[:, :] v):
    return v


def packed(double[:, ::1] v):
    return v if v is None else None


def assigned(key, value):
    """Assignment to elements, of one value to many, and of other memory.

    >>> assigned((0, 1), 7)
    [[0.0, 7.0, 2.0], [3.0, 4.0, 5.0]]
    >>> assigned(1, 7)
    [[0.0, 1.0, 2.0], [7.0, 7.0, 7.0]]
    >>> assigned((..., slice(None, None, 2)), -1.5)
    [[-1.5, 1.0, -1.5], [-1.5, 4.0, -1.5]]
    >>> assigned(slice(None), numpy.array([7.0, 8.0, 9.0]))
    [[7.0, 8.0, 9.0], [7.0, 8.0, 9.0]]
    >>> assigned((slice(None), slice(1, None)), same(numpy.array([[1.0], [2.0]])))
    [[0.0, 1.0, 1.0], [3.0, 2.0, 2.0]]
    >>> assigned((slice(None), 0), memoryview(numpy.array([8.0, 9.0])))
    [[8.0, 1.0, 2.0], [9.0, 4.0, 5.0]]
    >>> assigned(0, numpy.array([[[7.0, 8.0, 9.0]]]))
    [[7.0, 8.0, 9.0], [3.0, 4.0, 5.0]]
    >>> assigned(slice(None), numpy.array([7.0, 8.0]))
    Traceback (most recent call last):
    ValueError: got differing extents in dimension 1 (got 3 and 2)
    >>> assigned(slice(None), numpy.array([7, 8, 9]))
    Traceback (most recent call last):
    ValueError: Buffer dtype mismatch, expected 'double' but got 'long'
    >>> assigned(0, "x")
    Traceback (most recent call last):
    TypeError: must be real number, not str
    >>> assigned(0, [1, 2, 3])
    Traceback (most recent call last):
    TypeError: must be real number, not list
    >>> del same(numpy.zeros((2, 2)))[0]
    Traceback (most recent call last):
    TypeError: elements of a view cannot be deleted
    """
    cdef double[:, :] memory = numpy.arange(6.0).reshape(2, 3)
    cdef object v = memory
    v[key] = value
    return numpy.asarray(v).tolist()


def overlapping():
    """
    >>> overlapping()
    ([4, 3, 2, 1, 0], [0, 0, 1, 2, 3], [1, 2, 3, 4, 4], ['b', 'a', 'c'])
    """
    cdef long[:] v
    found = []
    for target, source in [(slice(None), slice(None, None, -1)), (slice(1, None), slice(None, -1)),
                           (slice(None, -1), slice(1, None))]:
        v = numpy.arange(5)
        o = <object>v
        o[target] = o[source]
        found.append(numpy.asarray(v).tolist())
    cdef object[:] objects = numpy.array(["a", "b", "c"], object)
    o = <object>objects
    o[:2] = o[1::-1]
    return *found, list(o)


def copies(fortran):
    """
    >>> copies(False)
    ([[0, 2], [4, 6], [8, 10]], (16, 8), 'array', True, 12)
    >>> copies(True)
    ([[0, 2], [4, 6], [8, 10]], (8, 24), 'array', True, 12)
    """
    cdef long[:, :] v = numpy.arange(12).reshape(3, 4)[:, ::2]
    o = <object>v
    made = o.copy_fortran() if fortran else o.copy()
    shown = numpy.asarray(made).tolist()
    made[...] = 12
    return shown, made.strides, type(made.base).__name__, o[0, 0] == 0, made[2, 1]


def elements(signed char[:] a, unsigned short[:] b, unsigned long long[:] c, bint[:] d, float[:] e,
             double complex[:] f, object[:] g, char[:] h, long double[:] i):
    """Every kind of number is what C makes of it.

    >>> memory = [numpy.array([-1], "b"), numpy.array([65535], "H"), numpy.array([2**64 - 1], "Q"),
    ...     numpy.array([2], "i"), numpy.array([1.5], "f"), numpy.array([1 + 2j]), numpy.array([None]),
    ...     bytearray(b"A"), numpy.array([2.5], "g")]
    >>> objects = elements(*memory)
    >>> [o[0] for o in objects]
    [-1, 65535, 18446744073709551615, True, 1.5, (1+2j), None, 65, 2.5]
    >>> for o, value in zip(objects, [-128, 0, 2**63, [], 0.25, 3j, "text", 66, -1]): o[0] = value
    >>> [o[0] for o in objects]
    [-128, 0, 9223372036854775808, False, 0.25, 3j, 'text', 66, -1.0]
    >>> [memoryview(o).format for o in objects]
    ['b', 'H', 'Q', 'i', 'f', 'Zd', 'O', 'c', 'g']
    >>> objects[0][0] = 128
    Traceback (most recent call last):
    OverflowError: value too large to convert to signed char
    >>> objects[1][0] = -1
    Traceback (most recent call last):
    OverflowError: can't convert negative value to unsigned short
    >>> objects[2][0] = 2**64
    Traceback (most recent call last):
    OverflowError: Python int too large to convert to C unsigned long
    >>> objects[4][0] = "x"
    Traceback (most recent call last):
    TypeError: must be real number, not str
    >>> objects[5][0] = "x"
    Traceback (most recent call last):
    TypeError: must be real number, not str
    """
    return [a, b, c, d, e, f, g, h, i]


def read_only(const int[:] v):
    """
    >>> a = numpy.arange(3, dtype="i")
    >>> v = read_only(a)
    >>> v[1], memoryview(v).readonly, numpy.asarray(v).flags.writeable
    (1, True, False)
    >>> v[0] = 3
    Traceback (most recent call last):
    TypeError: Cannot assign to read-only memoryview
    >>> v[:][:1] = 3
    Traceback (most recent call last):
    TypeError: Cannot assign to read-only memoryview
    >>> writable(v)
    Traceback (most recent call last):
    ValueError: buffer source array is read-only
    >>> read_only(b"abcd" * 3)
    Traceback (most recent call last):
    ValueError: Buffer dtype mismatch, expected 'const int' but got 'unsigned char'
    """
    return v


def writable(int[:] v):
    return v


def unbound():
    """
    >>> unbound()
    Traceback (most recent call last):
    UnboundLocalError: local variable 'v' referenced before assignment
    """
    cdef int[:] v
    return [v]


def uses(int[::1] v):
    """Wherever an object is needed, a view is one.

    >>> uses(numpy.arange(3, dtype="i"))
    (['ndarray'], {'v': 3}, True, 'ndarray', '<MemoryView', 2, [0, 1, 2], 1, (-1,), False)
    """
    cdef object held = v
    found = [v]
    names = {"v": len(held)}
    return (
        [type(o.base).__name__ for o in found], names, bool(v), type(v.base).__name__, f"{v}"[:11], max(v), list(v),
        v.index(1), v.suboffsets, isinstance(v, view.array),
    )


def raw(exporter, int flags=284):
    """``cython.view.memoryview`` shows whatever exports a buffer.

    >>> v = raw(b"abc")
    >>> v, v[0], bytes(v), isinstance(v, view_type()), v.base
    (<MemoryView of 'bytes' at 0x...>, 97, b'abc', True, b'abc')
    >>> v[0] = 1
    Traceback (most recent call last):
    TypeError: Cannot assign to read-only memoryview
    >>> raw(numpy.array(2.5))[()], raw(array.array("h", [1, -2]))[1], raw(numpy.array([1j]))[0]
    (2.5, -2, 1j)
    >>> raw(memoryview(b"ab").cast("c"))[1]
    b'b'
    >>> raw(numpy.array([(1, 2.0)], "i,d"))[0]
    Traceback (most recent call last):
    ValueError: an element of the format 'T{i:f0:=d:f1:}' cannot be converted to an object
    >>> raw(3)
    Traceback (most recent call last):
    TypeError: a bytes-like object is required, not 'int'
    >>> raw(b"abc", 1)
    Traceback (most recent call last):
    BufferError: Object is not writable.
    >>> view_type()(b"abc")
    Traceback (most recent call last):
    TypeError: memoryview() missing required argument 'flags' (pos 2)
    """
    cdef view.memoryview made = view.memoryview(exporter, flags)
    return made


def view_type():
    return view.memoryview


def requests(int[:, :] v):
    """The flags of a request are honoured.

    >>> a = numpy.arange(6, dtype="i").reshape(2, 3)
    >>> simple = ctypes.c_char * 24
    >>> bytes(simple.from_buffer(requests(a)))[4]
    1
    >>> bytes(requests(a[:, ::-1]))[:4] == a[0, 2].tobytes()
    True
    >>> hashlib.sha1(requests(a[:, ::-1])).hexdigest()
    Traceback (most recent call last):
    BufferError: memoryview: the view is not C-contiguous, and strides were not asked for
    >>> io.BytesIO(b"x" * 24).readinto(requests(a)), hex(a[0, 0])
    (24, '0x78787878')
    >>> memoryview(requests(a.T)).f_contiguous, memoryview(requests(a)).c_contiguous
    (True, True)
    """
    return v


import array
import ctypes
import hashlib
import io

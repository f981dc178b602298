"""``cython.view.array``, casts of pointers, and views of C arrays."""

import gc
import io
import pickle
import weakref

import numpy

cimport cython as cy
from cython cimport view
from cython.view cimport array as cvarray
from cython.view cimport array
from libc.stdlib cimport free, malloc


def make(*args, **kwargs):
    """Arguments are checked.

    >>> a = make((2, 3), 4, "i")
    >>> a
    <cython.view.array object at 0x...>
    >>> a.shape, a.strides, a.ndim, a.size, a.itemsize, a.nbytes, a.suboffsets, a.mode, len(a)
    ((2, 3), (12, 4), 2, 6, 4, 24, (-1, -1), 'c', 2)
    >>> make(shape=(2, 3), itemsize=4, format=b"i", mode="fortran", allocate_buffer=True).strides
    (4, 8)
    >>> make((), 4, "i")
    Traceback (most recent call last):
    ValueError: Empty shape tuple for cython.array
    >>> make((2, 0), 4, "i")
    Traceback (most recent call last):
    ValueError: Invalid shape in axis 1: 0.
    >>> make((2,), 0, "i")
    Traceback (most recent call last):
    ValueError: itemsize <= 0 for cython.array
    >>> make((2,), 4, "i", "d")
    Traceback (most recent call last):
    ValueError: Invalid mode, expected 'c' or 'fortran', got d
    >>> make([2], 4, "i")
    Traceback (most recent call last):
    TypeError: Argument 'shape' has incorrect type (expected tuple, got list)
    >>> make((2,), 4, None)
    Traceback (most recent call last):
    TypeError: Argument 'format' must not be None
    >>> make((2,), 4, 4)
    Traceback (most recent call last):
    TypeError: Argument 'format' must be str or bytes, not int
    >>> make((2,), 4, "O")
    Traceback (most recent call last):
    ValueError: objects take 8 bytes each, the item size is 4
    >>> make((2.5,), 4, "i")
    Traceback (most recent call last):
    TypeError: 'float' object cannot be interpreted as an integer
    >>> make((2**40, 2**40), 4, "i")
    Traceback (most recent call last):
    MemoryError
    >>> make((2,))
    Traceback (most recent call last):
    TypeError: array() missing required argument 'itemsize' (pos 2)
    >>> pickle.dumps(a)
    Traceback (most recent call last):
    TypeError: cannot pickle 'cython.view.array' object: it is a view of memory
    >>> a.nothing
    Traceback (most recent call last):
    AttributeError: 'cython.view.memoryview' object has no attribute 'nothing'

    The memory is reached as that of a view object:

    >>> a[:] = 3
    >>> a[0] = 4
    >>> a[1, 2], [row[0] for row in a], a[0], a.memview, a.T.shape, a.base is a
    (3, [4, 3], <MemoryView of 'array' at 0x...>, <MemoryView of 'array' at 0x...>, (3, 2), True)
    >>> shared = numpy.asarray(a)
    >>> shared[1] = 9
    >>> shared.tolist(), a[1, 1], weakref.ref(a)() is a
    ([[4, 4, 4], [9, 9, 9]], 9, True)
    >>> a["x"]
    Traceback (most recent call last):
    TypeError: Cannot index with type '<class 'str'>'
    """
    return cvarray(*args, **kwargs)


def formats():
    """
    >>> formats()
    [b'x', 1, -1.5, (1+2j), True, 0.5, 5, 2.0]
    """
    found = []
    for letter, size, value in [("c", 1, b"x"), ("h", 2, 1), ("d", 8, -1.5), ("Zd", 16, 1 + 2j), ("?", 1, 3),
                                ("e", 2, 0.5), ("<i", 4, 5), ("=f", 4, 2)]:
        a = array(shape=(2,), itemsize=size, format=letter)
        a[:1] = value if letter != "c" else b"y"
        a[0] = value
        found.append(a[0])
    return found


class Held(set):
    pass


def objects():
    """Objects begin as None; what is in the array lives as long, and cycles are found.

    >>> objects()
    ([None, None, None], True, 3, False)
    """
    a = array((3,), sizeof(void *), "O")
    empty = list(a)
    held = Held()
    seen = weakref.ref(held)
    a[:2] = held
    b = a.copy()
    del held
    kept = seen() is not None
    b[2] = [a, b.base]
    a[2] = [b]
    del a, b
    count = gc.collect()
    return empty, kept, 3 if count else 0, seen() is not None


def buffers(a):
    """
    >>> for mode in ("c", "fortran"):
    ...     a = make((2, 3), 1, "B", mode=mode)
    ...     a[:] = numpy.arange(6, dtype="B").reshape(2, 3)
    ...     buffers(a)
    ([[0, 1, 2], [3, 4, 5]], True, False, b'\\x00\\x01\\x02\\x03\\x04\\x05')
    ([[0, 1, 2], [3, 4, 5]], False, True, b'\\x00\\x01\\x02\\x03\\x04\\x05')
    >>> io.BytesIO(make((2, 2), 1, "c")[1]) is None
    False
    """
    shown = memoryview(a)
    return numpy.asarray(a).tolist(), shown.c_contiguous, shown.f_contiguous, bytes(shown)


def views(mode):
    """
    >>> views("c")
    (5, 4, [[0, 0], [0, 5]], True)
    >>> views("fortran")
    Traceback (most recent call last):
    ValueError: ndarray is not C-contiguous
    """
    a = array(shape=(2, 2), itemsize=sizeof(int), format="i", mode=mode)
    a[:] = 0
    cdef int[:, :] loose = a
    cdef int[:, ::1] tight
    loose[1, 1] = 5
    tight = a
    return tight[1, 1], sizeof(int), numpy.asarray(loose).tolist(), (<object>tight).base is a


def wrong_elements():
    """
    >>> wrong_elements()
    Traceback (most recent call last):
    ValueError: Buffer dtype mismatch, expected 'double' but got 'int'
    """
    cdef double[:] v = array(shape=(2,), itemsize=sizeof(int), format="i")
    return v


def of_c_arrays():
    """
    >>> of_c_arrays()
    ([[0, 1, 2], [10, 11, 12]], 'array', 11, 6, [0, 7, 20], 'array')
    """
    cdef int[2][3] carr
    cdef int i, j
    for i in range(2):
        for j in range(3):
            carr[i][j] = 10 * i + j
    cdef int[:, :] v = carr
    cdef int[:, ::1] packed = carr
    shown = numpy.asarray(v).tolist()
    middle = packed[1, 1]
    (<object>v)[...] = 1
    total = total_of(carr)
    cdef int[3] line = [0, 10, 20]
    row = <int[:]>line
    row[1] = 7
    return shown, type(v.base).__name__, middle, total, numpy.asarray(row).tolist(), cy.typeof(row)


cdef int total_of(int[:, :] v):
    cdef int total = 0
    for i in range(v.shape[0]):
        for j in range(v.shape[1]):
            total += v[i, j]
    return total


cdef double[4] shared = [1, 2, 3, 4]
cdef double[:] shared_view = shared


def of_globals():
    """
    >>> of_globals()
    (1.0, 8.0, 8.0)
    """
    shared_view[3] = 8
    return shared_view[0], shared[3], shared_view[-1]


cdef struct Holder:
    double[3] values
    int n


def of_fields():
    """
    >>> of_fields()
    ([1.0, 2.0, 5.0], 5.0)
    """
    cdef Holder holder
    holder.values = [1, 2, 3]
    cdef double[:] v = holder.values
    v[2] = 5
    return list(v), holder.values[2]


cdef int *counted(int n) except NULL:
    cdef int *p = <int *>malloc(n * sizeof(int))
    if p == NULL:
        raise MemoryError
    for i in range(n):
        p[i] = i
    return p


def of_pointers(int n, int m):
    """
    >>> of_pointers(2, 3)
    ([[0, 1, 2], [3, 4, 5]], 'c', [[0, 2, 4], [1, 3, 5]], 'fortran', 'c', 5, [0, 1], [2, 3, 4])
    >>> of_pointers(2, -3)
    Traceback (most recent call last):
    ValueError: Invalid shape in axis 1: -3.
    """
    cdef int *p = counted(100)
    cdef double *nothing = NULL
    try:
        c_order = <int[:n, :m]>p
        f_order = <int[:n:1, :m]>p
        c_too = <int[:n, :m:1]>p
        last = (<int[:n, :m]>p)[n - 1, m - 1]
        raw = <int[:n]><void *>p
        offset = <int[:m]>(p + 2)
        return (numpy.asarray(c_order).tolist(), c_order.mode, numpy.asarray(f_order).tolist(), f_order.mode,
                c_too.mode, last, list(raw), list(offset))
    finally:
        free(p)


def null():
    """
    >>> null()
    Traceback (most recent call last):
    ValueError: Cannot create cython.array from NULL pointer
    """
    cdef double *p = NULL
    return <double[:3]>p


def assigned_to_views():
    """A cast goes into a view without a view object between.

    >>> assigned_to_views()
    (45, 6, 1, 12)
    """
    cdef int *p = counted(12)
    cdef int[:] line = <int[:10]>p
    cdef int[:, ::1] table = <int[:3, :4]>p
    cdef int[::1, :] turned = <int[:3:1, :4]>p
    cdef int total = 0
    for i in range(line.shape[0]):
        total += line[i]
    found = total, table[1, 2], turned[1, 0], turned.shape[0] * turned.shape[1]
    free(p)
    return found


def chosen(bint left):
    """
    >>> chosen(True), chosen(False)
    (1.0, 3.0)
    """
    cdef double[2] a = [1, 2]
    cdef double[2] b = [3, 4]
    cdef double[:] v
    if left:
        v = a
    else:
        v = b
    return v[0]


def in_loops(int n):
    """Each round has a view of its own.

    >>> in_loops(3)
    [0, 1, 2]
    """
    cdef int[1] cell
    cdef int[:] v
    found = []
    for i in range(n):
        cell[0] = i
        v = cell
        found.append(v[0])
    return found


cdef void noted(void *data) noexcept:
    released.append(<long>(<int *>data)[0] if data != NULL else None)
    free(data)


released = []


def fields():
    """
    >>> fields()
    (24, 4, 2, 12, 4, 2, 3, 'c', b'i', True, 7, 4, 5)
    """
    cdef cvarray a = cvarray(shape=(2, 3), itemsize=sizeof(int), format="i")
    cdef int *memory = <int *>a.data
    memory[0] = 7
    cdef view.array f = view.array((4, 5), 4, "i", mode="fortran")
    return (a.len, a.itemsize, a.ndim, a.strides[0], a.strides[1], a.shape[0], a.shape[1], a.mode, <bytes>a.format,
            a.free_data, a[0, 0], f._shape[0], f._shape[1])


def own_memory():
    """Memory of the program's own, and a function that frees it.

    >>> own_memory(), released
    ((True, [0, 1, 2], 1, 3), [5, None])
    """
    released.clear()
    cdef cvarray a = cvarray(shape=(3,), itemsize=sizeof(int), format="i", allocate_buffer=False)
    empty = a.data == NULL
    a.data = <char *>counted(3)
    a.callback_free_data = noted
    shown = list(a)
    held = numpy.asarray(a)
    cdef int[:] v = a
    v[0] = 5
    a = None
    before = len(released)
    del held, v
    after = len(released)
    a = cvarray((1,), 1, "c", allocate_buffer=False)
    a.callback_free_data = noted
    a = None
    a = <int[:3]>counted(3)
    a.callback_free_data = free
    return empty, shown, after, len(a)


def passed(cvarray a, view.array b=None):
    """
    >>> passed(make((2,), 1, "b")), passed(make((2,), 1, "b"), make((3,), 1, "b"))
    ((2, True), (3, False))
    >>> passed(b"ab")
    Traceback (most recent call last):
    TypeError: Argument 'a' has incorrect type (expected cython.view.array, got bytes)
    >>> passed(None)
    Traceback (most recent call last):
    AttributeError: 'NoneType' object has no attribute 'ndim'
    """
    assert a.ndim == 1
    return len(a if b is None else b), b is None

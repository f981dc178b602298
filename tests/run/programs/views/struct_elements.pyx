"""Views of structs: against record dtypes of NumPy and ctypes structures, packed, aligned, nested, with arrays."""
import ctypes

import numpy as np
cimport cython

cdef struct Vector:
    double x
    double y

cdef packed struct Packed:
    signed char tag
    int number
    double complex value

cdef struct Body:
    int id
    Vector place
    Vector[2] path
    float[2][3] matrix
    char[4] name
    double complex z

ctypedef struct Pixel:
    unsigned char r, g, b

ctypedef int[4] Four

cdef extern from *:
    """
    typedef struct { short first; long long second; int rest[2]; } acq_foreign;
    """
    ctypedef struct Foreign "acq_foreign":
        short first
        long long second
        int[2] rest


vector = np.dtype([("x", "f8"), ("y", "f8")], align=True)
body = np.dtype([
    ("id", "i4"), ("place", vector), ("path", vector, 2), ("matrix", "f4", (2, 3)), ("name", "S4"), ("z", "c16"),
], align=True)
packed = np.dtype([("tag", "i1"), ("number", "i4"), ("value", "c16")])


def lengths(Vector[:] v):
    """
    >>> a = np.zeros(3, vector)
    >>> a["x"], a["y"] = [3, 6, 0], [4, 8, 1]
    >>> lengths(a), lengths(a[::-2]), lengths(np.zeros(0, vector))
    ([25.0, 100.0, 1.0], [1.0, 25.0], [])
    >>> lengths(np.zeros(2, "c16"))
    [0.0, 0.0]
    >>> lengths(np.zeros(2))
    Traceback (most recent call last):
    ValueError: Buffer dtype mismatch, expected 'double' but got end in 'Vector.y'
    >>> lengths(np.zeros(2, [("x", "f8"), ("y", "f4")]))
    Traceback (most recent call last):
    ValueError: Buffer dtype mismatch, expected 'double' but got 'float' in 'Vector.y'
    >>> lengths(np.zeros(2, [("x", "f8"), ("gap", "V8"), ("y", "f8")]))
    Traceback (most recent call last):
    ValueError: Buffer dtype mismatch; next field is at offset 16 but 8 expected
    >>> lengths(np.zeros(2, [("x", "f8"), ("y", "f8"), ("z", "f8")]))
    Traceback (most recent call last):
    ValueError: Buffer dtype mismatch, expected end but got 'double'
    >>> lengths(np.zeros(2, {"names": ["x", "y"], "formats": ["f8", "f8"], "itemsize": 24}))
    Traceback (most recent call last):
    ValueError: Item size of buffer (24 bytes) does not match size of 'Vector' (16 bytes)
    >>> lengths(np.zeros(2, vector.newbyteorder()))
    Traceback (most recent call last):
    ValueError: Big-endian buffer not supported on little-endian compiler
    >>> lengths(np.zeros(33, "u1")[1:].view(vector))
    Traceback (most recent call last):
    ValueError: Buffer is not aligned as 'Vector' needs it
    """
    return [v[i].x * v[i].x + v[i].y * v[i].y for i in range(v.shape[0])]


def everything(Body[:, ::1] v, int i, int j):
    """
    >>> a = np.zeros((2, 3), body)
    >>> everything(a, 1, -1)
    >>> a[1, 2].item()[:2], a["path"]["y"][1, 2].tolist(), a["matrix"][1, 2].tolist(), a["name"][1, 2] == b"ab", a["z"][1, 2]
    ((7, (1.5, 2.5)), [0.0, 3.0], [[0.0, 0.0, 0.0], [0.0, 9.0, 0.0]], True, np.complex128(1+2j))
    >>> a[0, 0] == a[1, 2]
    np.True_
    >>> everything(a, 2, 0)
    Traceback (most recent call last):
    IndexError: Out of bounds on buffer access (axis 0)
    >>> everything(np.zeros((2, 2), [("id", "i4")]), 0, 0)
    Traceback (most recent call last):
    ValueError: Buffer dtype mismatch, expected 'double' but got end in 'Vector.x'
    """
    cdef Body *pointer = &v[i, j]
    cdef Vector place
    v[i, j].id = 5
    v[i, j].id += 2
    place.x, place.y = 1.5, 2.5
    v[i, j].place = place
    v[i, j].path[1].y = 3
    pointer.matrix[1][1] = 9
    v[i, j].name[0], v[i, j].name[1] = b"a", b"b"
    v[i, j].z = 1 + 2j
    v[0, 0] = v[i, j]


def unaligned(Packed[:] v, Packed value):
    """
    >>> a = np.zeros(2, packed)
    >>> unaligned(a, {"tag": 1, "number": 1 << 30, "value": 2j})
    {'tag': 1, 'number': 1073741824, 'value': 2j}
    >>> a.itemsize, a[1].item()
    (21, (1, 1073741824, 2j))
    >>> unaligned(np.zeros(2, np.dtype(packed.descr, align=True)), {"tag": 1, "number": 2, "value": 0})
    Traceback (most recent call last):
    ValueError: Buffer dtype mismatch; next field is at offset 4 but 1 expected
    """
    v[1] = value
    return v[1]


def nogil_sum(const Body[:] v):
    """
    >>> a = np.zeros(3, body)
    >>> a["place"]["x"] = [1, 2, 3]
    >>> a.flags.writeable = False
    >>> nogil_sum(a)
    6.0
    """
    cdef double total = 0
    cdef Py_ssize_t i
    with nogil:
        for i in range(v.shape[0]):
            total += v[i].place.x
    return total


def pixels(Pixel[:, :] image):
    """
    >>> rgb = np.dtype([("r", "u1"), ("g", "u1"), ("b", "u1")])
    >>> a = np.zeros((2, 2), rgb)
    >>> pixels(a)
    >>> pixels(a[::-1, 1:])
    >>> a.tolist()
    [[(0, 1, 0), (0, 2, 0)], [(0, 1, 0), (0, 2, 0)]]
    """
    cdef Py_ssize_t i, j
    for i in range(image.shape[0]):
        for j in range(image.shape[1]):
            image[i, j].g += 1


class Structure(ctypes.Structure):
    _fields_ = [("x", ctypes.c_double), ("y", ctypes.c_double)]


class Foreigner(ctypes.Structure):
    _fields_ = [("first", ctypes.c_short), ("second", ctypes.c_longlong), ("rest", ctypes.c_int * 2)]


def of_ctypes(Vector[:] v, Foreign[:] f):
    """
    >>> vectors, foreigners = (Structure * 2)(), (Foreigner * 3)()
    >>> of_ctypes(vectors, foreigners)
    >>> vectors[1].y, foreigners[2].second, foreigners[2].rest[1]
    (8.0, 9, 7)
    """
    v[1].y = 8
    f[2].second = 9
    f[2].rest[1] = 7


def array_elements(Four[:] v):
    """
    >>> array_elements(np.arange(8, dtype="i").view([("f", "4i")]))
    7
    >>> array_elements(np.zeros(2, [("f", "3i")]))
    Traceback (most recent call last):
    ValueError: Expected a dimension of size 4, got 3
    """
    return v[1][3]


def buffers(object[Vector, ndim=1] v, int i):
    """
    >>> a = np.zeros(3, vector)
    >>> buffers(a, 2), a[2]["x"]
    (4.0, np.float64(4.0))
    """
    v[i].x = 4
    return v[i].x


def typed(const Vector[:] v, Vector w):
    """
    >>> a = np.ones(2, vector)
    >>> typed(a, {"x": 3, "y": 0})
    (4.0, {'x': 1.0, 'y': 1.0})
    """
    return v[0].x + w.x, v[1]

# cython: language_level=3
"""Assignment to views as a whole and to parts: copies between layouts, broadcast, overlapping; one value into all."""

import sys

import numpy as np

DTYPES = ["d", "f", "i", "h", "b", "D"]
LAYOUTS = [
    lambda a: a,
    lambda a: np.asfortranarray(a),
    lambda a: a[::2, ::3],
    lambda a: a[::-1, ::-1],
    lambda a: a.T,
    lambda a: a[3:, :7].T[::-1],
]


def every_layout(copy, dtype, shape):
    """Copies between all pairs of layouts; where the result differs from NumPy's."""
    wrong = []
    for i, first in enumerate(LAYOUTS):
        for j, second in enumerate(LAYOUTS):
            to = first(np.zeros(shape, dtype))
            source = second((np.arange(np.prod(shape)) % 120).reshape(shape).astype(dtype))
            rows, columns = (min(a, b) for a, b in zip(to.shape, source.shape))
            copy(to[:rows, :columns], source[:rows, :columns])
            if not (to[:rows, :columns] == source[:rows, :columns]).all() or to[rows:].any() or to[:, columns:].any():
                wrong.append((i, j))
    return wrong


def copy_doubles(double[:, :] to, double[:, :] source):
    """
    >>> every_layout(copy_doubles, "d", (20, 30)), every_layout(copy_doubles, "d", (150, 200))
    ([], [])
    """
    with nogil:
        to[...] = source


def copy_floats(float[:, :] to, const float[:, :] source):
    """
    >>> every_layout(copy_floats, "f", (20, 30)), every_layout(copy_floats, "f", (150, 200))
    ([], [])
    """
    to[:] = source


def copy_shorts(short[:, :] to, short[:, :] source):
    """
    >>> every_layout(copy_shorts, "h", (20, 30)), every_layout(copy_shorts, "h", (150, 200))
    ([], [])
    """
    to[:, :] = source


def copy_chars(signed char[:, :] to, signed char[:, :] source):
    """
    >>> every_layout(copy_chars, "b", (20, 30)), every_layout(copy_chars, "b", (150, 200))
    ([], [])
    """
    to[:, ...] = source


def copy_complex(double complex[:, :] to, double complex[:, :] source):
    """
    >>> every_layout(copy_complex, "D", (20, 30)), every_layout(copy_complex, "D", (150, 200))
    ([], [])
    """
    to[...] = source


def copy_long_doubles(long double[:, :] to, long double[:, :] source):
    """
    >>> every_layout(copy_long_doubles, "g", (20, 30))
    []
    """
    to[...] = source


def c_to_fortran(double[::1, :] to, double[:, ::1] source):
    """
    >>> a, f = np.arange(12000.0).reshape(100, 120), np.zeros((100, 120), order="F")
    >>> c_to_fortran(f, a)
    >>> bool((a == f).all())
    True
    >>> c_to_fortran(f[:, :7], a)
    Traceback (most recent call last):
    ValueError: got differing extents in dimension 1 (got 7 and 120)
    """
    to[...] = source


def three_axes(int[:, :, :] to, int[:, :, :] source):
    """
    >>> import itertools
    >>> a = np.arange(24000, dtype="i").reshape(20, 30, 40)
    >>> for order in itertools.permutations(range(3)):
    ...     t = np.zeros([a.shape[k] for k in order], "i")
    ...     three_axes(t, a.transpose(order))
    ...     assert (t == a.transpose(order)).all()
    ...     t = np.zeros_like(t, order="F")
    ...     three_axes(t[::-1], a.transpose(order)[:, ::-1])
    ...     assert (t[::-1] == a.transpose(order)[:, ::-1]).all()
    """
    to[...] = source


cdef show(double[:, :] v):
    print([[v[i, j] for j in range(v.shape[1])] for i in range(v.shape[0])])


def broadcast(double[:, :] to, double[:] line, double[:, :] column, double[:, :, :] one):
    """
    >>> a = np.zeros((3, 4))
    >>> broadcast(a, np.arange(4.0), np.arange(3.0)[:, None], np.full((1, 1, 4), 9.0))
    [[0.0, 1.0, 2.0, 3.0], [0.0, 1.0, 2.0, 3.0], [0.0, 1.0, 2.0, 3.0]]
    [[0.0, 0.0, 0.0, 0.0], [1.0, 1.0, 1.0, 1.0], [2.0, 2.0, 2.0, 2.0]]
    [[9.0, 9.0, 9.0, 9.0], [9.0, 9.0, 9.0, 9.0], [9.0, 9.0, 9.0, 9.0]]
    >>> broadcast(a[:2], np.arange(3.0), np.zeros((2, 1)), np.zeros((1, 1, 1)))
    Traceback (most recent call last):
    ValueError: got differing extents in dimension 1 (got 4 and 3)
    >>> broadcast(a[:2], np.arange(4.0), np.zeros((3, 1)), np.zeros((1, 1, 1)))
    Traceback (most recent call last):
    ValueError: got differing extents in dimension 0 (got 2 and 3)
    >>> a.tolist()[:2]
    [[0.0, 1.0, 2.0, 3.0], [0.0, 1.0, 2.0, 3.0]]
    """
    to[:] = line
    show(to)
    to[...] = column
    show(to)
    to[:, :] = one
    show(to)


def overlapping(int[:] a, int[:, :] m):
    """
    >>> a, m = np.arange(10, dtype="i"), np.arange(16, dtype="i").reshape(4, 4)
    >>> b, n = a.copy(), m.copy()
    >>> overlapping(a, m)
    >>> b[:5] = b[5:]; b[5:] = b[4::-1].copy(); b[1:] = b[:-1].copy(); b[2:8:2] = b[1:4].copy()
    >>> n[:3, 1:] = n[1:, :3].copy(); n[:, ::2] = n[:, 1:3].copy(); n[2] = n[:, 1].copy(); n[1:, :] = n[0].copy()
    >>> a.tolist() == b.tolist(), m.tolist() == n.tolist()
    (True, True)
    """
    a[:5] = a[5:]
    a[5:] = a[4::-1]
    a[1:] = a[:-1]
    a[2:8:2] = a[1:4]
    m[:3, 1:] = m[1:, :3]
    m[:, ::2] = m[:, 1:3]
    m[2] = m[:, 1]
    m[1:, :] = m[0]


def reversed_in_place(int[:] a):
    """
    >>> a = np.arange(10, dtype="i")
    >>> reversed_in_place(a)
    >>> a.tolist()
    [9, 8, 7, 6, 5, 4, 3, 2, 1, 0]
    """
    a[...] = a[::-1]


def moved(double[:] a, Py_ssize_t by):
    """
    >>> for by in range(-9, 10):
    ...     a = np.arange(10.0)
    ...     moved(a, by)
    ...     expected = np.arange(10.0)
    ...     if by >= 0: expected[by:] = expected[:10 - by].copy()
    ...     else: expected[:by] = expected[-by:].copy()
    ...     assert (a == expected).all(), by
    """
    if by >= 0:
        a[by:] = a[:a.shape[0] - by]
    else:
        a[:by] = a[-by:]


def transposed_in_place(double[:, :] m):
    """
    >>> for n in (1, 2, 5, 70, 200):
    ...     m = np.arange(float(n * n)).reshape(n, n)
    ...     expected = m.T.copy()
    ...     transposed_in_place(m)
    ...     assert (m == expected).all()
    """
    m[...] = m.T


def interleaved(short[:] a):
    """
    >>> a = np.arange(8, dtype="h")
    >>> interleaved(a)
    >>> a.tolist()
    [1, 1, 3, 3, 5, 5, 7, 7]
    """
    a[::2] = a[1::2]


def rows_and_columns(double[:, ::1] m, double[:] v, Py_ssize_t i):
    """
    >>> m = np.zeros((3, 3))
    >>> rows_and_columns(m, np.array([1.0, 2, 3]), 0)
    >>> m.tolist()
    [[1.0, 2.0, 3.0], [5.0, 2.0, 5.0], [5.0, 3.0, 5.0]]
    >>> rows_and_columns(m, np.array([1.0, 2, 3]), 3)
    Traceback (most recent call last):
    IndexError: Index out of bounds (axis 0)
    """
    with nogil:
        m[i] = v
        m[:, i + 1] = v
        m[i, ...] = v
        m[1:, ::2] = 5
        m[None, i, :] = v


def new_axis(double[:] v, double[:, :] m):
    """
    >>> v, m = np.arange(3.0), np.zeros((3, 2))
    >>> new_axis(v, m)
    >>> m.tolist(), v.tolist()
    ([[0.0, 0.0], [1.0, 1.0], [2.0, 2.0]], [1.0, 1.0, 1.0])
    """
    m[...] = v[:, None]
    v[None, :] = m[1, 0]


def fill_all(double[:, :] d, float[:] f, unsigned char[::1] c, double complex[:] z, bint[:] t, long long x):
    """
    >>> arrays = np.zeros((2, 3)), np.zeros(3, "f"), np.zeros(4, "B"), np.zeros(2, "D"), np.zeros(2, "i")
    >>> fill_all(*arrays, 7)
    >>> [a.tolist() for a in arrays]
    [[[7.0, 7.0, 7.0], [7.0, 7.0, 7.0]], [1.5, 7.0, 1.5], [255, 255, 65, 255], [(1+2j), (1+2j)], [1, 0]]
    """
    d[...] = x
    f[::2] = 1.5
    f[1:2] = x
    c[:] = 255
    c[2:3] = b"A"
    z[:] = 1 + 2j
    t[:] = x == 7
    t[1:] = False


def from_objects(double[:] v, value):
    """
    >>> v = np.zeros(3)
    >>> import array
    >>> for value in (np.arange(3.0), 4, 1.5, np.float32(2.5), array.array("d", [1, 2, 3]), np.arange(6.0)[::-2],
    ...               np.full((1, 3), 8.0), memoryview(np.ones(1)), True, np.array(6)):
    ...     from_objects(v, value); print(v.tolist())
    [0.0, 1.0, 2.0]
    [4.0, 4.0, 4.0]
    [1.5, 1.5, 1.5]
    [2.5, 2.5, 2.5]
    [1.0, 2.0, 3.0]
    [5.0, 3.0, 1.0]
    [8.0, 8.0, 8.0]
    [1.0, 1.0, 1.0]
    [1.0, 1.0, 1.0]
    [6.0, 6.0, 6.0]
    >>> from_objects(v, None)
    Traceback (most recent call last):
    TypeError: must be real number, not NoneType
    >>> from_objects(v, [1, 2, 3])
    Traceback (most recent call last):
    TypeError: must be real number, not list
    >>> from_objects(v, np.arange(4.0))
    Traceback (most recent call last):
    ValueError: got differing extents in dimension 0 (got 3 and 4)
    >>> from_objects(v, np.arange(3))
    Traceback (most recent call last):
    ValueError: Buffer dtype mismatch, expected 'double' but got 'long'
    >>> from_objects(v, v[::-1]); v.tolist()
    [6.0, 6.0, 6.0]
    >>> v[:] = [1, 2, 3]
    >>> from_objects(v, v[::-1]); v.tolist()
    [3.0, 2.0, 1.0]
    """
    v[:] = value


def bytes_into(unsigned char[:] v):
    """
    >>> v = bytearray(5)
    >>> bytes_into(v); v
    bytearray(b'hello')
    """
    v[:] = b"hello"


class Item:
    pass


def objects(object[:] to, object[:] source, value):
    """
    >>> a, b = np.array([None] * 4), np.array([Item() for _ in range(4)])
    >>> value = Item()
    >>> before = [sys.getrefcount(o) for o in b], sys.getrefcount(value)
    >>> for _ in range(50): objects(a, b, value)
    >>> [x is y for x, y in zip(a, b)], a[0] is value
    ([False, True, False, True], True)
    >>> [now - then for now, then in zip([sys.getrefcount(o) for o in b], before[0])]
    [0, 1, 0, 1]
    >>> sys.getrefcount(value) - before[1]
    2
    >>> objects(a[1:], a[:-1], 5), a.tolist()[1:3]
    (None, [5, <....Item object at ...>])
    >>> del a, b
    >>> sys.getrefcount(value) - before[1]
    0
    """
    to[...] = source
    to[::2] = value


def no_items(double[:, :] to, double[:, :] source):
    """
    >>> no_items(np.zeros((0, 3)), np.zeros((0, 3)))
    >>> no_items(np.zeros((0, 3)), np.zeros((1, 3)))
    >>> no_items(np.zeros((0, 3)), np.zeros((2, 3)))
    Traceback (most recent call last):
    ValueError: got differing extents in dimension 0 (got 0 and 2)
    >>> no_items(np.zeros((2, 3)), None)
    Traceback (most recent call last):
    TypeError: Cannot copy None memoryview slice
    >>> no_items(None, np.zeros((2, 3)))
    Traceback (most recent call last):
    TypeError: Cannot assign to None memoryview slice
    """
    with nogil:
        to[...] = source


def unbound(double[:] source, bint bind):
    """
    >>> unbound(np.arange(3.0), True)
    2.0
    >>> unbound(np.arange(3.0), False)
    Traceback (most recent call last):
    UnboundLocalError: local variable 'v' referenced before assignment
    """
    cdef double[:] v
    if bind:
        v = np.zeros(3)
    v[:] = source
    return v[2]

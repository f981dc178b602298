# module: held_extents
"""Extents in variables without a type are C integers, as long as Python could not tell."""

cimport cython


def borders(double[:, :] a):
    """
    >>> import numpy as np
    >>> a = np.zeros((3, 4))
    >>> borders(a)
    (3, 4, 2, 5)
    >>> a.tolist()
    [[0.0, 0.0, 0.0, 0.0], [0.0, 4.0, 4.0, 0.0], [0.0, 0.0, 0.0, 0.0]]
    """
    rows, columns = a.shape[0], a.shape[1]
    last = rows - 1
    with nogil:
        for i in range(1, last):
            for j in range(1, columns - 1):
                a[i, j] = columns
    return rows, columns, last, columns + 1


def types(double[:] a, int n, unsigned char byte, bint flag):
    """
    >>> import numpy as np
    >>> types(np.zeros(3), 5, 6, True)
    ('Py_ssize_t', 'Py_ssize_t', 'Python object', 'bint', 'Python object', 'Python object')
    """
    extent = a.shape[0]
    copied = n
    counted = a.shape[0]
    counted += 1
    told = flag
    letter = 1
    powered = n
    powered = powered ** 3
    return (
        cython.typeof(extent), cython.typeof(copied), cython.typeof(counted), cython.typeof(told),
        cython.typeof(letter), cython.typeof(powered),
    )


def lengths(list values, n):
    """
    >>> lengths([1, 2, 3], 5)
    ('Py_ssize_t', 'Python object', [0, 1], 3, 9223372036854775810)
    """
    length = len(values)
    told = len(n) if isinstance(n, str) else n
    seen = []
    for i in range(length - 1):
        seen.append(i)
    return cython.typeof(length), cython.typeof(told), seen, length, length + 9223372036854775807


def large(double[:] a, long long n):
    """
    Results are Python's, however large.

    >>> import numpy as np
    >>> large(np.zeros(3), 2**62)
    (9223372036854775808, 55340232221128654848, -4611686018427387904, 85070591730234615865843651857942052864)
    """
    m = n
    size = a.shape[0]
    return m + m, size * m * 4, -m, m ** (size - 1) * size ** 1 * 4 // 3

"""``cython.view.array``, casts and view objects in pure Python mode; the program also runs uncompiled."""

import cython
from cython.cimports.cython import view
from cython.cimports.cython.view import array as cvarray
from cython.cimports.libc.stdlib import free, malloc


def made():
    """
    >>> made()
    ((10, 2), 'c', (2, 10), 'fortran', 6, 4, 2)
    """
    a: view.array = view.array(shape=(10, 2), itemsize=cython.sizeof(cython.int), format="i")
    b = cython.view.array(shape=(2, 10), itemsize=4, format="i", mode="fortran")
    c = cvarray((3,), itemsize=4, format="i")
    v: cython.int[:, :] = a
    w: cython.int[:] = c
    a[...] = 0
    v[9, 1] = 4
    w[0], w[1], w[2] = 1, 2, 3
    total: cython.int = 0
    for i in range(3):
        total += w[i]
    return tuple(a.shape), a.mode, tuple(b.shape), b.mode, total, a[9, 1], len(b)


@cython.cfunc
def total_of(v: cython.int[:, :]) -> cython.int:
    total: cython.int = 0
    for i in range(v.shape[0]):
        for j in range(v.shape[1]):
            total += v[i, j]
    return total


def pointers(n: cython.int, m: cython.int):
    """
    >>> pointers(2, 3)
    (15, (2, 3), 'c', 5, 4)
    """
    p: cython.p_int = cython.cast(cython.p_int, malloc(n * m * cython.sizeof(cython.int)))
    for i in range(n * m):
        p[i] = i
    v: cython.int[:, :] = cython.cast(cython.int[:n, :m], p)
    a: view.array = cython.cast(cython.int[:n, :m], p)
    line: cython.int[:] = cython.cast(cython.int[: n * m], p)
    found = total_of(v), tuple(a.shape), a.mode, a[1, 2], line[4]
    free(p)
    return found


def c_arrays():
    """
    >>> c_arrays()
    (6, 21, 21)
    """
    carr = cython.declare(cython.int[3][2])
    for i in range(2):
        for j in range(3):
            carr[i][j] = 1
    v: cython.int[:, :] = carr
    before = total_of(v)
    v[1, 2] = 16
    return before, total_of(carr), total_of(v)


def objects(given):
    """
    >>> import array
    >>> objects(array.array("d", [1, 2, 3]))
    ('array', 2.0, (2,), [3.0, 2.0, 1.0])
    """
    values = cython.declare(cython.double[:], given)
    o = values[1:]
    shown = [values]
    return type(values.base).__name__, o[0], tuple(o.shape), list(shown[0][::-1])

"""Operations on views in pure Python mode: const, optional, assignment, copies, iteration, addresses.

>>> x = np.arange(12.0).reshape(3, 4)
>>> total(np.arange(3.0)), total(read_only)
(3.0, 6.0)
>>> optional(None), optional(), optional(x)
(True, True, False)
>>> union(None), union(x)
(True, False)
>>> required(None)
Traceback (most recent call last):
TypeError: Argument 'v' must not be None
>>> moved(x.copy(), np.arange(4.0)).tolist()
[[0.0, 1.0, 2.0, 3.0], [7.0, 7.0, 7.0, 7.0], [0.0, 0.0, 1.0, 2.0]]
>>> moved(x.copy(), np.arange(5.0))
Traceback (most recent call last):
ValueError: got differing extents in dimension 0 (got 4 and 5)
>>> orders(x)
((32, 8), (8, 24), True, True, False)
>>> row_sums(x)
[6.0, 22.0, 38.0]
>>> swapped(np.arange(2.0))
[1.0, 0.0]
>>> stricter(x), stricter(x[:, :2])
(True, False)
>>> next(items(x[0])), sum(items(x[0]))
(0.0, 6.0)
"""

import typing

import cython
import numpy as np

read_only = np.arange(4.0)
read_only.setflags(write=False)


def total(v: cython.const[cython.double][:]):
    s: cython.double = 0
    for item in v:
        s += item
    return s


def optional(v: typing.Optional[cython.double[:, :]] = None):
    return v is None


def union(v: cython.double[:, :] | None):
    return v is None


def required(v: cython.double[:, :]):
    return v is None


def moved(m: cython.double[:, :], line: cython.double[:]):
    with cython.nogil:
        m[0] = line
        m[1, :] = 7
        m[2] = m[0]
        m[2, 1:] = m[2, :-1]
    return np.asarray(m)


def orders(m: cython.double[:, :]):
    c: cython.double[:, ::1] = m.copy()
    f: cython.double[::1, :] = m.copy_fortran()
    return c.strides, f.strides, c.is_c_contig(), f.is_f_contig(), c.is_f_contig()


@cython.cfunc
@cython.nogil
@cython.exceptval(check=False)
def row_sum(row: cython.double[:]) -> cython.double:
    s: cython.double = 0
    for item in row:
        s += item
    return s


def row_sums(m: cython.double[:, :]):
    return [row_sum(row) for row in m]


def swapped(v: cython.double[::1]):
    p: cython.p_double = cython.address(v[0])
    p[0], p[1] = p[1], p[0]
    return list(v)


def stricter(m: cython.double[:, :]):
    try:
        c: cython.double[:, ::1] = m
    except ValueError:
        return False
    return c.shape == m.shape


def items(v: cython.double[:]):
    yield from v

"""Ufuncs of C functions in pure Python mode.

>>> import numpy as np
>>> plus_one(np.arange(3)), plus_one.types
(array([1., 2., 3.]), ['d->d'])
>>> [part.tolist() for part in split(np.array([1.5, -2.5]))], split.types
([[1.0, -2.0], [0.5, -0.5]], ['d->dd'])
>>> generic.types, generic(np.array([1.5], "f")).dtype
(['f->f', 'd->d'], dtype('float32'))
"""
import cython
from cython.cimports.libc.math import trunc


@cython.ufunc
@cython.cfunc
def plus_one(x: cython.double) -> cython.double:
    return x + 1


@cython.ufunc
@cython.cfunc
@cython.nogil
def split(x: cython.double) -> tuple[cython.double, cython.double]:
    whole: cython.double = trunc(x)
    return whole, x - whole


@cython.ufunc
@cython.cfunc
def generic(x: cython.floating) -> cython.floating:
    return x * 2

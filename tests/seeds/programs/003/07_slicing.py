# mypy: ignore-errors
"""Rows of a view, passed on without the GIL, without objects."""

import cython
import numpy as np


@cython.nogil
@cython.cfunc
@cython.exceptval(check=False)
def f(x: cython.double[:]) -> cython.void:
    i: cython.Py_ssize_t
    for i in range(x.shape[0]):
        x[i] += i


def call_f(x2D: cython.double[:, :]):
    i: cython.Py_ssize_t
    for i in range(x2D.shape[0]):
        f(x2D[i, :])  # this is fast!


def call_f_nogil(x2D: cython.double[:, :]):
    i: cython.Py_ssize_t
    with cython.nogil:
        for i in range(x2D.shape[0]):
            f(x2D[i, :])


array = np.zeros((3, 4))
call_f(array)
print(array.tolist())
call_f_nogil(array.T)
print(array.tolist())

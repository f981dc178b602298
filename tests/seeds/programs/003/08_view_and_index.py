# mypy: ignore-errors
"""The whole view and an index, in the place of a row."""

import cython
import numpy as np


@cython.nogil
@cython.cfunc
@cython.exceptval(check=False)
def f(x2D: cython.double[:, :], column: cython.Py_ssize_t) -> cython.void:
    i: cython.Py_ssize_t
    # do something, using x2D[i, j] to get individual elements
    for i in range(x2D.shape[0]):
        x2D[i, column] += i


def call_f(x2D: cython.double[:, :]):
    i: cython.Py_ssize_t
    for i in range(x2D.shape[1]):
        f(x2D, i)


array = np.zeros((3, 4))
call_f(array)
print(array.tolist())

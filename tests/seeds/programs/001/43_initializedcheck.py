# mypy: ignore-errors
# cython: initializedcheck=False
"""Without the tests for initialised views the results are the same, and a view that has none is found all the same."""

import cython
import numpy as np


def total(values: cython.double[:]):
    view: cython.double[:] = values
    i: cython.Py_ssize_t
    result: cython.double = 0
    for i in range(view.shape[0]):
        result += view[i]
    return result


def unbound(now):
    view: cython.double[:]
    if now:
        view = np.ones(3)
    return view[0]


print(total(np.arange(5.0)), unbound(True))
unbound(False)

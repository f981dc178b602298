# mypy: ignore-errors
"""Memory that lives as long as it is used, by the quick way into array.array."""

import cython
from cython.cimports.cpython import array

template = cython.declare(array.array, array.array("d"))


def make(N: cython.int):
    memory: array.array = array.clone(template, N, zero=True)
    mview: cython.double[::1] = memory
    mview[N - 1] = 4
    return memory, mview[0]


print(make(3))

# mypy: ignore-errors
"""Views look at memory that exists: that of a NumPy array, of array.array, bytearray and bytes."""

import array

import cython
import numpy as np


def numpy_array():
    x: cython.double[:] = np.zeros((5,), dtype=np.double)
    x[4] = 2
    return x[4], x.shape[0]


def standard_library():
    x: cython.double[:] = array.array("d", [1, 2, 3])
    buffer = bytearray(b"abc")
    characters: cython.uchar[:] = buffer
    characters[0] = ord("x")
    constant: cython.const[cython.uchar][:] = b"bytes"
    return x[2], buffer, constant[0]


def not_const():
    x: cython.uchar[:] = b"bytes"


print(numpy_array())
print(standard_library())
not_const()

# mypy: ignore-errors
"""Structs of pure Python mode are aligned, and so is the dtype that fits them."""

import cython
import numpy as np

CUSTOM_DTYPE = np.dtype([("x", np.uint8), ("y", np.float32)], align=True)

a = np.zeros(100, dtype=CUSTOM_DTYPE)

custom_dtype_struct = cython.struct(x=cython.uchar, y=cython.float)


def sum(a: custom_dtype_struct[:]):
    sum_x: cython.uchar = 0
    sum_y: cython.float = 0.0

    for i in range(a.shape[0]):
        sum_x += a[i].x
        sum_y += a[i].y

    return sum_x, sum_y


def number(a: custom_dtype_struct[:]):
    i: cython.Py_ssize_t
    for i in range(a.shape[0]):
        a[i].x = i
        a[i].y = i / 4


print(sum(a), cython.sizeof(custom_dtype_struct), CUSTOM_DTYPE.itemsize)
number(a[:10])
print(sum(a), sum(a[::-3]))
print(a[9])
a["x"][:] = 3
a["y"][:] = 0.5
print(sum(a))
sum(np.zeros(3, dtype=[("x", np.uint8), ("y", np.float64)]))

# mypy: ignore-errors
"""A parameter typed as np.ndarray: other objects are refused, attributes are quick, the object stays the array."""

import cython
import cython.cimports.numpy as cnp
import numpy as np

DTYPE = np.int_
DTYPE_t = cython.typedef(cnp.int_t)


def shape(f: cnp.ndarray):
    assert f.dtype == DTYPE
    vmax: cython.int = f.shape[0]
    wmax: cython.int = f.shape[1]
    return vmax, wmax, f.ndim, f[1:].tolist(), type(f).__name__


def wraps(f: cnp.ndarray):
    # if "value" overflows its datatype size, it wraps around like in C
    value: DTYPE_t = f[0, 0]
    value += 1
    return value == np.iinfo(DTYPE).min


f = np.arange(6, dtype=np.int_).reshape((2, 3))
print(shape(f))
f[0, 0] = np.iinfo(np.int_).max
print(wraps(f))
try:
    shape(f.astype(np.float64))
except AssertionError:
    print("AssertionError")
shape([[1, 2]])

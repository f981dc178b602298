"""A parameter typed as np.ndarray: other objects are refused, attributes are quick, the object stays the array."""

import numpy as np
cimport numpy as np

DTYPE = np.int_
ctypedef np.int_t DTYPE_t

def shape(np.ndarray f):
    assert f.dtype == DTYPE
    cdef int vmax = f.shape[0]
    cdef int wmax = f.shape[1]
    return vmax, wmax, f.ndim, f[1:].tolist(), type(f).__name__

def wraps(np.ndarray f):
    # if "value" overflows its datatype size, it wraps around like in C
    cdef DTYPE_t value = f[0, 0]
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

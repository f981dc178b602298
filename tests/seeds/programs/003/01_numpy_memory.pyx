"""Views look at memory that exists: that of a NumPy array, of array.array, bytearray and bytes."""

import array
import numpy as np

def numpy_array():
    cdef double[:] x = np.zeros((5,), dtype=np.double)
    x[4] = 2
    return x[4], x.shape[0]

def standard_library():
    cdef double[:] x = array.array("d", [1, 2, 3])
    buffer = bytearray(b"abc")
    cdef unsigned char[:] characters = buffer
    characters[0] = c"x"
    cdef const unsigned char[:] constant = b"bytes"
    return x[2], buffer, constant[0]

def not_const():
    cdef unsigned char[:] x = b"bytes"

print(numpy_array())
print(standard_library())
not_const()

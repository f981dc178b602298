"""Bounds are checked, negative indices count from the end; a decorator or casts turn that off."""

cimport cython
import numpy as np
cimport numpy as np
ctypedef np.int_t DTYPE_t

def checked(np.ndarray[DTYPE_t, ndim=2] f, int v, int w):
    return f[v, w]

@cython.boundscheck(False) # turn of bounds-checking for entire function
def unchecked(np.ndarray[DTYPE_t, ndim=2] f, int v, int w):
    return f[v, w]

def unsigned_index(np.ndarray[DTYPE_t, ndim=2] f, int v, int w):
    return f[<unsigned int>v, <unsigned int>w]

f = np.arange(12, dtype=np.int_).reshape((3, 4))
print(checked(f, 2, 3), checked(f, -1, -4), unchecked(f, 2, 3), unchecked(f, -1, -4), unsigned_index(f, 2, 3))
for function, v, w in ((checked, 3, 0), (checked, 0, -5), (unsigned_index, 0, -1)):
    try:
        function(f, v, w)
    except IndexError as error:
        print(error)

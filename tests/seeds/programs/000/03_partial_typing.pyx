"""Only indices in full, with typed integers, go to the buffer; all others are NumPy's, on the same array."""

import numpy as np
cimport numpy as np
ctypedef np.int_t DTYPE_t

def indices(np.ndarray[DTYPE_t, ndim=2] f):
    cdef int x = 1
    cdef unsigned int y = 2
    w = 2                     # not typed
    key = (1, 2)
    mask = f > 3
    f[x, w] += 100
    f[0] = -1
    f[..., 0] *= 2
    return (f[x, y], int(f[1, w]), int(f[key]), f[1].tolist(), f[:, y].tolist(), f[mask].tolist(), f[[0, 1], [1, 2]].tolist(),
            f[-1, -1], f.T.shape, (f + 1).tolist())

def reassigned(np.ndarray[DTYPE_t, ndim=1] f):
    cdef np.ndarray[DTYPE_t, ndim=1] h = f
    h[0] = 7
    f = np.arange(3, dtype=np.int_)
    f[0] = 8
    h = f[::-1]
    return h[0], h[2], f[0], (<object>h).base is f

def default_ndim(np.ndarray[DTYPE_t] f):
    return f[1]

array = np.arange(6, dtype=np.int_).reshape((2, 3))
print(indices(array))
given = np.zeros(4, dtype=np.int_)
print(reassigned(given), given.tolist())
print(default_ndim(given))
default_ndim(array)

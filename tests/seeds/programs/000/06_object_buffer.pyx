"""`object` in the place of `np.ndarray`: the convolution works with whatever exports a buffer."""

from __future__ import division
import array
import numpy as np
cimport numpy as np

DTYPE = np.int_
ctypedef np.int_t DTYPE_t

def naive_convolve(object[DTYPE_t, ndim=2] f, object[DTYPE_t, ndim=2] g):
    if g.shape[0] % 2 != 1 or g.shape[1] % 2 != 1:
        raise ValueError("Only odd dimensions on filter supported")
    cdef int vmax = f.shape[0]
    cdef int wmax = f.shape[1]
    cdef int smax = g.shape[0]
    cdef int tmax = g.shape[1]
    cdef int smid = smax // 2
    cdef int tmid = tmax // 2
    cdef int xmax = vmax + 2*smid
    cdef int ymax = wmax + 2*tmid
    cdef object[DTYPE_t, ndim=2] h = np.zeros([xmax, ymax], dtype=DTYPE)
    cdef int x, y, s, t, v, w
    cdef int s_from, s_to, t_from, t_to
    cdef DTYPE_t value
    for x in range(xmax):
        for y in range(ymax):
            s_from = max(smid - x, -smid)
            s_to = min((xmax - x) - smid, smid + 1)
            t_from = max(tmid - y, -tmid)
            t_to = min((ymax - y) - tmid, tmid + 1)
            value = 0
            for s in range(s_from, s_to):
                for t in range(t_from, t_to):
                    v = x - smid + s
                    w = y - tmid + t
                    value += g[smid - s, tmid - t] * f[v, w]
            h[x, y] = value
    return h

def total(object[DTYPE_t] values):
    cdef DTYPE_t result = 0
    cdef int i
    for i in range(len(values)):
        result += values[i]
    return result

f, g = np.array([[1, 1, 1]], dtype=np.int_), np.array([[1],[2],[1]], dtype=np.int_)
print(naive_convolve(f, g).tolist())
print(naive_convolve(memoryview(f), memoryview(g)).tolist())
print(total(array.array('l' if np.int_().itemsize == array.array('l').itemsize else 'q', [1, 2, 3])), total(f[0]))
total(bytearray(b"12345678"))

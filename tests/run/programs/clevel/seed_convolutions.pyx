"""Every typed version of the seed's convolution, in the order of its text."""
from __future__ import division
import numpy as np
cimport numpy as np
cimport cython

DTYPE = np.int64
ctypedef np.int64_t DTYPE_t


def image(int n):
    """
    >>> f, g = image(12), image(3)
    >>> all(bool((c(f, g) == convolve_typed(f, g)).all()) for c in (convolve_buffers, convolve_unchecked, convolve_unsigned))
    True
    >>> convolve_unsigned(np.array([[1, 1, 1]], dtype=DTYPE), np.array([[1], [2], [1]], dtype=DTYPE))
    array([[1, 1, 1],
           [2, 2, 2],
           [1, 1, 1]])
    >>> int(convolve_buffers(f, g).sum()), convolve_buffers(f, g).shape
    (370656, (14, 14))
    >>> convolve_typed(f, g[:2])
    Traceback (most recent call last):
    ValueError: Only odd dimensions on filter supported
    >>> convolve_buffers(f / 2, g)
    Traceback (most recent call last):
    ValueError: Buffer dtype mismatch, expected 'DTYPE_t' but got 'double'
    >>> convolve_buffers(f, g[0])
    Traceback (most recent call last):
    ValueError: Buffer has wrong number of dimensions (expected 2, got 1)
    """
    return np.arange(n * n, dtype=DTYPE).reshape((n, n))


def convolve_typed(np.ndarray f, np.ndarray g):
    if g.shape[0] % 2 != 1 or g.shape[1] % 2 != 1:
        raise ValueError("Only odd dimensions on filter supported")
    assert f.dtype == DTYPE and g.dtype == DTYPE
    cdef int vmax = f.shape[0]
    cdef int wmax = f.shape[1]
    cdef int smax = g.shape[0]
    cdef int tmax = g.shape[1]
    cdef int smid = smax // 2
    cdef int tmid = tmax // 2
    cdef int xmax = vmax + 2*smid
    cdef int ymax = wmax + 2*tmid
    cdef np.ndarray h = np.zeros([xmax, ymax], dtype=DTYPE)
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


def convolve_buffers(np.ndarray[DTYPE_t, ndim=2] f, np.ndarray[DTYPE_t, ndim=2] g):
    if g.shape[0] % 2 != 1 or g.shape[1] % 2 != 1:
        raise ValueError("Only odd dimensions on filter supported")
    cdef int vmax = f.shape[0]
    cdef int wmax = f.shape[1]
    cdef int smid = g.shape[0] // 2
    cdef int tmid = g.shape[1] // 2
    cdef int xmax = vmax + 2*smid
    cdef int ymax = wmax + 2*tmid
    cdef np.ndarray[DTYPE_t, ndim=2] h = np.zeros([xmax, ymax], dtype=DTYPE)
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


@cython.boundscheck(False)
def convolve_unchecked(np.ndarray[DTYPE_t, ndim=2] f, np.ndarray[DTYPE_t, ndim=2] g):
    cdef int smid = g.shape[0] // 2
    cdef int tmid = g.shape[1] // 2
    cdef int xmax = f.shape[0] + 2*smid
    cdef int ymax = f.shape[1] + 2*tmid
    cdef np.ndarray[DTYPE_t, ndim=2] h = np.zeros([xmax, ymax], dtype=DTYPE)
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


@cython.boundscheck(False)
def convolve_unsigned(np.ndarray[DTYPE_t, ndim=2] f, np.ndarray[DTYPE_t, ndim=2] g):
    # As the text has it, without <int>, smid - x would be computed unsigned and the maximum would be the wrong one.
    cdef int smid = g.shape[0] // 2
    cdef int tmid = g.shape[1] // 2
    cdef int xmax = f.shape[0] + 2*smid
    cdef int ymax = f.shape[1] + 2*tmid
    cdef np.ndarray[DTYPE_t, ndim=2] h = np.zeros([xmax, ymax], dtype=DTYPE)
    cdef int s, t
    cdef unsigned int x, y, v, w
    cdef int s_from, s_to, t_from, t_to
    cdef DTYPE_t value
    for x in range(xmax):
        for y in range(ymax):
            s_from = max(smid - <int>x, -smid)
            s_to = min((xmax - <int>x) - smid, smid + 1)
            t_from = max(tmid - <int>y, -tmid)
            t_to = min((ymax - <int>y) - tmid, tmid + 1)
            value = 0
            for s in range(s_from, s_to):
                for t in range(t_from, t_to):
                    v = <unsigned int>(x - smid + s)
                    w = <unsigned int>(y - tmid + t)
                    value += g[<unsigned int>(smid - s), <unsigned int>(tmid - t)] * f[v, w]
            h[x, y] = value
    return h

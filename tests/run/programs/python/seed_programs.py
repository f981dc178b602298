"""The untouched Python of the seed texts."""

from __future__ import division

import numpy as np
from numpy import zeros

from show import show

dx = 0.1
dy = 0.1
dx2 = dx * dx
dy2 = dy * dy


def naive_convolve(f, g):
    if g.shape[0] % 2 != 1 or g.shape[1] % 2 != 1:
        raise ValueError("Only odd dimensions on filter supported")
    vmax = f.shape[0]
    wmax = f.shape[1]
    smax = g.shape[0]
    tmax = g.shape[1]
    smid = smax // 2
    tmid = tmax // 2
    xmax = vmax + 2 * smid
    ymax = wmax + 2 * tmid
    h = np.zeros([xmax, ymax], dtype=f.dtype)
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


def py_update(u):
    nx, ny = u.shape
    for i in range(1, nx - 1):
        for j in range(1, ny - 1):
            u[i, j] = ((u[i + 1, j] + u[i - 1, j]) * dy2 +
                       (u[i, j + 1] + u[i, j - 1]) * dx2) / (2 * (dx2 + dy2))


def num_update(u):
    u[1:-1, 1:-1] = ((u[2:, 1:-1] + u[:-2, 1:-1]) * dy2 +
                     (u[1:-1, 2:] + u[1:-1, :-2]) * dx2) / (2 * (dx2 + dy2))


def calc(N, Niter=100, func=py_update, args=()):
    u = zeros([N, N])
    u[0] = 1
    for i in range(Niter):
        func(u, *args)
    return u


show(naive_convolve, np.array([[1, 1, 1]], dtype=np.int_), np.array([[1], [2], [1]], dtype=np.int_))
N = 12
f = np.arange(N * N, dtype=np.int_).reshape((N, N))
g = np.arange(81, dtype=np.int_).reshape((9, 9))
show(naive_convolve, f, g)
show(naive_convolve, f / 7.0, g[:3, :5] / 3.0)
show(naive_convolve, f, g[:2])
show(naive_convolve, f, None)
show(naive_convolve, f[0], g)
show(calc, 8, 20)
show(calc, 8, 20, num_update)
show(calc, 8, 5, func=lambda u, k: u.__imul__(k), args=(2,))
show(calc, 2)
show(calc, "x")

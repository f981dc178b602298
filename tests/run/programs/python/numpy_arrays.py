"""Untyped NumPy code: indexing, slicing, broadcasting, in-place operators, dtypes, errors."""

import numpy as np

from show import show


def create():
    a = np.arange(12).reshape(3, 4)
    b = np.zeros((2, 3), dtype=np.float32)
    b[0, 1] = 1.5
    b[1] = [1, 2, 3]
    b[:, 2] += 10
    return a, b, a.T.shape, a[1:, ::2], a[-1, -1], a[a % 2 == 0], a[[0, 2]], a[..., 0], a[:, None].shape


def arithmetic(a, b):
    return a + b, a - b, a * b, a / b, a // b, a % b, a ** 2, -a, abs(a), a @ b.T, a < b, (a > 1) & (b < 3), ~(a == b)


def in_place():
    a = np.ones((3, 3))
    b = a
    a += 1
    a *= [1, 2, 3]
    a[1:, 1:] -= 5
    a[0, :] /= 2
    a[a < 0] = 0
    a[::2, 0] **= 3
    return a, b is a


def loops(a):
    total = 0
    for i in range(a.shape[0]):
        for j in range(a.shape[1]):
            total += a[i, j] * (i + 1)
            a[i, j] = a[i, j] * 2
    for row in a:
        total += row.sum()
    return total, type(total).__name__, a


def stencil(u, sweeps):
    for _ in range(sweeps):
        u[1:-1, 1:-1] = (u[2:, 1:-1] + u[:-2, 1:-1] + u[1:-1, 2:] + u[1:-1, :-2]) / 4
    return u.round(6)


def scalars(a):
    x = a[0, 0]
    y = x + 1
    z = x * 2.5
    w = x
    w += 3
    return type(x).__name__, type(y).__name__, type(z).__name__, w, x == 0, bool(x), int(y), f"{z:.2f}", [0, 1, 2][y], x is a[0, 0]


def wraps():
    a = np.array([250], dtype=np.uint8)
    a += 10
    with np.errstate(all="ignore"):
        s = np.int8(100) + np.int8(100)
        d = np.float64(1) / np.float64(0)
    return a, s, d


show(create)
show(arithmetic, np.array([[1, 2], [3, 4]]), np.array([[4, 3], [2, 1]]))
show(in_place)
show(loops, np.arange(6).reshape(2, 3))
show(loops, np.arange(6).reshape(2, 3) / 2)
u = np.zeros((5, 5))
u[0] = 1
show(stencil, u, 5)
show(scalars, np.arange(4).reshape(2, 2))
show(wraps)
a = np.arange(5)
show(lambda: a[10])
show(lambda: a["x"])
show(lambda: a[1, 2])
show(lambda: a.nothing)
show(lambda: np.ones(3) + np.ones(4))
show(lambda: bool(a))
show(lambda: a and True)
show(lambda: 1 if a > 2 else 0)
show(lambda: int(a))
show(lambda: 1 < a < 3)
show(lambda: np.zeros("x"))


def assign_errors(k):
    b = np.zeros(3)
    if k == 0:
        b[5] = 1
    if k == 1:
        b[0] = "text"
    if k == 2:
        b[:] = [1, 2]
    if k == 3:
        b.flags.writeable = False
        b[0] = 1
    if k == 4:
        b.shape = (2, 2)


for k in range(5):
    show(assign_errors, k)
print(np.sum(a), a.mean(), a.max(), np.dot(a, a), np.where(a > 2, a, -1), np.linspace(0, 1, 3), a.tolist(), a.astype(float), a.dtype == np.int64, len(a), 3 in a)
structured = np.array([(1, 2.5)], dtype=[("x", "i4"), ("y", "f8")])
structured["x"] += 1
print(structured["x"], structured[0]["y"], structured.dtype.names, np.array(["a", "bc"])[1], np.array([None, 1], dtype=object)[0])


def masks(v):
    m = (v > 1) & (v < 4) | (v == 0)
    v[m] = -v[m]
    return m, v, v[~m], np.nonzero(m)[0]


show(masks, np.arange(6.0))
rows, columns = np.zeros((2, 3)).shape
print(rows, columns, [*np.arange(3)], np.r_[1:4, 0], np.arange(27).reshape(3, 3, 3)[1, ..., ::-1][0])

"""The kernels as somebody writes them with NumPy, and with numexpr, where that is natural.

A function has the name and the parameters of its kernel. What `@` and sums do in other orders of addition is as right.
`laplace` computes other numbers than its kernel: a statement on arrays reads old values only, as `laplace_arrays` does.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Function = Callable[..., Any]
NUMPY: dict[str, Function] = {}
NUMEXPR: dict[str, Function] = {}


def _numpy(function: Function) -> Function:
    NUMPY[function.__name__] = function
    return function


def _numexpr(function: Function) -> Function:
    NUMEXPR[function.__name__.removeprefix("ne_")] = function
    return function


@_numpy
def atax(a: Any, x: Any, y: Any, t: Any) -> None:
    t[:] = a @ x
    y[:] = t @ a


@_numpy
def column_sums(a: Any, out: Any) -> None:
    a.sum(axis=0, out=out)


@_numpy
def convolve(f: Any, g: Any, h: Any) -> None:
    for s in range(g.shape[0]):
        for t in range(g.shape[1]):
            h[s : s + f.shape[0], t : t + f.shape[1]] += g[s, t] * f


@_numpy
def csr(data: Any, indices: Any, indptr: Any, x: Any, y: Any) -> None:
    import numpy as np

    np.add.reduceat(data * x[indices], indptr[:-1], out=y)


@_numpy
def fdtd2d(ex: Any, ey: Any, hz: Any) -> None:
    ey[1:] -= 0.5 * (hz[1:] - hz[:-1])
    ex[:, 1:] -= 0.5 * (hz[:, 1:] - hz[:, :-1])
    hz[:-1, :-1] -= 0.7 * (ex[:-1, 1:] - ex[:-1, :-1] + ey[1:, :-1] - ey[:-1, :-1])


@_numpy
def fft_step(re: Any, im: Any, wr: Any, wi: Any) -> None:
    half = 1
    while half < re.size:
        step = re.size // (2 * half)
        x, y = re.reshape(-1, 2, half), im.reshape(-1, 2, half)
        c, s = wr[: half * step : step], wi[: half * step : step]
        tr = c * x[:, 1] - s * y[:, 1]
        ti = c * y[:, 1] + s * x[:, 1]
        x[:, 1] = x[:, 0] - tr
        y[:, 1] = y[:, 0] - ti
        x[:, 0] += tr
        y[:, 0] += ti
        half *= 2


@_numpy
def floyd(p: Any) -> None:
    import numpy as np

    for k in range(p.shape[0]):
        np.minimum(p, p[:, k, None] + p[k], out=p)


@_numpy
def gemm(a: Any, b: Any, c: Any, alpha: float, beta: float) -> None:
    c *= beta
    c += alpha * a @ b


@_numpy
def heat3d(a: Any, b: Any) -> None:
    middle = a[1:-1, 1:-1, 1:-1]
    b[1:-1, 1:-1, 1:-1] = (
        0.125 * (a[2:, 1:-1, 1:-1] - 2.0 * middle + a[:-2, 1:-1, 1:-1])
        + 0.125 * (a[1:-1, 2:, 1:-1] - 2.0 * middle + a[1:-1, :-2, 1:-1])
        + 0.125 * (a[1:-1, 1:-1, 2:] - 2.0 * middle + a[1:-1, 1:-1, :-2])
        + middle
    )


@_numpy
def histogram(x: Any, h: Any) -> None:
    import numpy as np

    h += np.bincount(x, minlength=h.size)


@_numpy
def insertion_sort(a: Any, b: Any) -> None:
    b[:] = a
    b.sort()


@_numpy
def jacobi(a: Any, b: Any) -> None:
    b[1:-1, 1:-1] = 0.2 * (a[1:-1, 1:-1] + a[1:-1, :-2] + a[1:-1, 2:] + a[2:, 1:-1] + a[:-2, 1:-1])
    a[1:-1, 1:-1] = 0.2 * (b[1:-1, 1:-1] + b[1:-1, :-2] + b[1:-1, 2:] + b[2:, 1:-1] + b[:-2, 1:-1])


@_numpy
def kmeans(x: Any, c: Any, nearest: Any) -> None:
    nearest[:] = ((x[:, None] - c) ** 2).sum(axis=2).argmin(axis=1)


@_numpy
def laplace(u: Any, dx2: float, dy2: float, sweeps: int) -> None:
    for _ in range(sweeps):
        u[1:-1, 1:-1] = ((u[2:, 1:-1] + u[:-2, 1:-1]) * dy2 + (u[1:-1, 2:] + u[1:-1, :-2]) * dx2) / (2 * (dx2 + dy2))


@_numpy
def laplace_arrays(u: Any, v: Any, dx2: float, dy2: float, sweeps: int) -> None:
    for _ in range(sweeps):
        for a, b in ((u, v), (v, u)):
            b[1:-1, 1:-1] = ((a[2:, 1:-1] + a[:-2, 1:-1]) * dy2 + (a[1:-1, 2:] + a[1:-1, :-2]) * dx2) / (
                2 * (dx2 + dy2)
            )


@_numpy
def life(a: Any, b: Any) -> None:
    n = a[:-2, :-2] + a[:-2, 1:-1] + a[:-2, 2:] + a[1:-1, :-2] + a[1:-1, 2:] + a[2:, :-2] + a[2:, 1:-1] + a[2:, 2:]
    b[1:-1, 1:-1] = (n == 3) | ((n == 2) & (a[1:-1, 1:-1] == 1))


@_numpy
def lu(a: Any) -> None:
    for k in range(a.shape[0] - 1):
        a[k + 1 :, k] /= a[k, k]
        a[k + 1 :, k + 1 :] -= a[k + 1 :, k, None] * a[k, k + 1 :]


@_numpy
def mandelbrot(out: Any, x0: float, x1: float, y0: float, y1: float, most: int) -> None:
    import numpy as np

    rows, columns = out.shape
    cr = x0 + (x1 - x0) * np.arange(columns) / columns + np.zeros((rows, 1))
    ci = (y0 + (y1 - y0) * np.arange(rows) / rows)[:, None] + np.zeros(columns)
    zr, zi = np.zeros_like(cr), np.zeros_like(ci)
    out[:] = 0
    inside = np.ones(out.shape, bool)
    for _ in range(most):
        r, i = zr[inside], zi[inside]
        zr[inside], zi[inside] = r * r - i * i + cr[inside], 2 * r * i + ci[inside]
        out += inside
        inside &= zr * zr + zi * zi < 4


@_numpy
def matmul(a: Any, b: Any, c: Any) -> None:
    import numpy as np

    np.matmul(a, b, out=c)


@_numpy
def matvec(a: Any, x: Any, y: Any) -> None:
    import numpy as np

    np.matmul(a, x, out=y)


@_numpy
def nbody(x: Any, v: Any, m: Any, dt: float) -> None:
    import numpy as np

    d = x - x[:, None]
    d2 = (d * d).sum(axis=2) + 0.01
    f = m / (d2 * np.sqrt(d2))
    v += dt * (f[:, :, None] * d).sum(axis=1)


@_numpy
def pairwise(x: Any, d: Any) -> None:
    ((x[:, None] - x) ** 2).sum(axis=2, out=d)


@_numpy
def row_sums(a: Any, mean: Any, var: Any) -> None:
    a.mean(axis=1, out=mean)
    a.var(axis=1, out=var)


@_numpy
def scale_columns(a: Any, by: Any) -> None:
    a *= by


@_numpy
def sobel(a: Any, b: Any) -> None:
    gx = a[:-2, 2:] + 2 * a[1:-1, 2:] + a[2:, 2:] - a[:-2, :-2] - 2 * a[1:-1, :-2] - a[2:, :-2]
    gy = a[2:, :-2] + 2 * a[2:, 1:-1] + a[2:, 2:] - a[:-2, :-2] - 2 * a[:-2, 1:-1] - a[:-2, 2:]
    b[1:-1, 1:-1] = gx * gx + gy * gy


@_numpy
def sum3d(arr: Any) -> int:
    return int(arr.sum())


@_numpy
def syrk(c: Any, a: Any, alpha: float, beta: float) -> None:
    for i in range(c.shape[0]):
        c[i, : i + 1] *= beta
        c[i, : i + 1] += alpha * a[: i + 1] @ a[i]


@_numpy
def transpose(a: Any, b: Any) -> None:
    b[:] = a.T


@_numpy
def trisolv(l: Any, x: Any, b: Any) -> None:  # noqa: E741
    for i in range(x.size):
        x[i] = (b[i] - l[i, :i] @ x[:i]) / l[i, i]


@_numexpr
def ne_fdtd2d(ex: Any, ey: Any, hz: Any) -> None:
    from numexpr import evaluate

    evaluate("a - 0.5 * (b - c)", {"a": ey[1:], "b": hz[1:], "c": hz[:-1]}, out=ey[1:])
    evaluate("a - 0.5 * (b - c)", {"a": ex[:, 1:], "b": hz[:, 1:], "c": hz[:, :-1]}, out=ex[:, 1:])
    parts = {"a": hz[:-1, :-1], "b": ex[:-1, 1:], "c": ex[:-1, :-1], "d": ey[1:, :-1], "e": ey[:-1, :-1]}
    evaluate("a - 0.7 * (b - c + d - e)", parts, out=hz[:-1, :-1])


@_numexpr
def ne_heat3d(a: Any, b: Any) -> None:
    from numexpr import evaluate

    m, out = a[1:-1, 1:-1, 1:-1], b[1:-1, 1:-1, 1:-1]
    i0, i1, j0, j1 = a[:-2, 1:-1, 1:-1], a[2:, 1:-1, 1:-1], a[1:-1, :-2, 1:-1], a[1:-1, 2:, 1:-1]
    k0, k1 = a[1:-1, 1:-1, :-2], a[1:-1, 1:-1, 2:]
    evaluate(
        "0.125 * (i1 - 2.0 * m + i0) + 0.125 * (j1 - 2.0 * m + j0) + 0.125 * (k1 - 2.0 * m + k0) + m",
        {"m": m, "i0": i0, "i1": i1, "j0": j0, "j1": j1, "k0": k0, "k1": k1},
        out=out,
    )


@_numexpr
def ne_jacobi(a: Any, b: Any) -> None:
    from numexpr import evaluate

    for x, y in ((a, b), (b, a)):
        parts = {"m": x[1:-1, 1:-1], "w": x[1:-1, :-2], "e": x[1:-1, 2:], "s": x[2:, 1:-1], "n": x[:-2, 1:-1]}
        evaluate("0.2 * (m + w + e + s + n)", parts, out=y[1:-1, 1:-1])


def _sweep(a: Any, b: Any, dx2: float, dy2: float) -> None:
    from numexpr import evaluate

    # Not with ``out``: numexpr works in blocks, which would read what earlier ones wrote where `a` is `b`.

    parts = {"s": a[2:, 1:-1], "n": a[:-2, 1:-1], "e": a[1:-1, 2:], "w": a[1:-1, :-2], "dx2": dx2, "dy2": dy2}
    b[1:-1, 1:-1] = evaluate("((s + n) * dy2 + (e + w) * dx2) / (2 * (dx2 + dy2))", parts)


@_numexpr
def ne_laplace(u: Any, dx2: float, dy2: float, sweeps: int) -> None:
    for _ in range(sweeps):
        _sweep(u, u, dx2, dy2)


@_numexpr
def ne_laplace_arrays(u: Any, v: Any, dx2: float, dy2: float, sweeps: int) -> None:
    for _ in range(sweeps):
        _sweep(u, v, dx2, dy2)
        _sweep(v, u, dx2, dy2)


@_numexpr
def ne_nbody(x: Any, v: Any, m: Any, dt: float) -> None:
    from numexpr import evaluate

    rows, columns = [x[:, None, axis] for axis in range(3)], [x[None, :, axis] for axis in range(3)]
    parts = {f"{name}{axis}": part[axis] for name, part in (("a", rows), ("b", columns)) for axis in range(3)}
    d2 = evaluate("(b0 - a0) ** 2 + (b1 - a1) ** 2 + (b2 - a2) ** 2 + 0.01", parts)
    f = evaluate("m / (d2 * sqrt(d2))", {"m": m, "d2": d2})
    for axis in range(3):
        v[:, axis] += dt * evaluate("sum(f * (b - a), axis=1)", {"f": f, "a": rows[axis], "b": columns[axis]})


@_numexpr
def ne_scale_columns(a: Any, by: Any) -> None:
    from numexpr import evaluate

    evaluate("a * by", {"a": a, "by": by}, out=a)


@_numexpr
def ne_sobel(a: Any, b: Any) -> None:
    from numexpr import evaluate

    parts = {"nw": a[:-2, :-2], "n": a[:-2, 1:-1], "ne": a[:-2, 2:], "w": a[1:-1, :-2], "e": a[1:-1, 2:]}
    parts |= {"sw": a[2:, :-2], "s": a[2:, 1:-1], "se": a[2:, 2:]}
    x, y = "(ne + 2 * e + se - nw - 2 * w - sw)", "(sw + 2 * s + se - nw - 2 * n - ne)"
    evaluate(f"{x} * {x} + {y} * {y}", parts, out=b[1:-1, 1:-1])

"""The kernels and their inputs.

The sources lie in ``kernels/``: plain, with safe defaults, for Smelt, Cython and (types taken out) Numba and Pythran;
the same loop by hand in C and Fortran. `arrays` has the forms on whole arrays.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from smelt.bench.signature import Parameter, parameters
from smelt.records import record

KERNELS = Path(__file__).parent / "kernels"


@record()
class Kernel:
    """A kernel of the suite.

    Attributes
    ----------
    inputs
        Makes the arguments anew; calls may change them.
    result
        C's type of what it returns.
    quick
        It is one of ``--quick``.
    exact
        Small differences of floats make others of what it computes, so that no compiler may contract them.
    arrays_like
        Its form on whole arrays computes what this other kernel does, in the first of its arguments.
    """

    name: str
    inputs: Callable[[Any], list[Any]]
    result: str = "void"
    quick: bool = False
    exact: bool = False
    arrays_like: str = ""

    @property
    def pyx(self) -> str:
        return self._text("pyx")

    @property
    def c(self) -> str:
        return self._text("c")

    @property
    def fortran(self) -> str:
        return self._text("f90")

    @property
    def parameters(self) -> list[Parameter]:
        return parameters(self.pyx)

    def _text(self, suffix: str) -> str:
        return (KERNELS / f"{self.name}.{suffix}").read_text(encoding="utf-8")


def _images(np: Any) -> list[Any]:
    f = np.arange(1000 * 1000, dtype=np.int_).reshape(1000, 1000)
    g = np.arange(81, dtype=np.int_).reshape(9, 9)
    return [f, g, np.zeros((1008, 1008), dtype=np.int_)]


def _random(np: Any) -> Any:
    return np.random.default_rng(12345)


def _matrix(np: Any, n: int, m: int | None = None) -> Any:
    return _random(np).random((n, m or n))


def _letters(np: Any, n: int) -> list[Any]:
    r = _random(np)
    return [r.integers(0, 4, n), r.integers(0, 4, n), np.zeros((n + 1, n + 1), dtype=np.int_)]


def _sparse(np: Any) -> list[Any]:
    r = _random(np)
    n, each = 100_000, 10
    indptr = np.arange(0, n * each + 1, each).astype(np.intc)
    return [r.random(n * each), r.integers(0, n, n * each).astype(np.intc), indptr, r.random(n), np.zeros(n)]


def _transform(np: Any) -> list[Any]:
    r, n = _random(np), 1 << 14
    turn = np.exp(-2j * np.pi * np.arange(n // 2) / n)
    return [r.random(n), r.random(n), turn.real.copy(), turn.imag.copy()]


def _regular(np: Any, n: int) -> Any:
    return _matrix(np, n) + n * np.eye(n)


SUITE: tuple[Kernel, ...] = (
    Kernel("convolve", _images, quick=True),
    Kernel("laplace", lambda np: [_matrix(np, 100), 0.01, 0.04, 200], arrays_like="laplace_arrays", quick=True),
    Kernel("laplace_arrays", lambda np: [_matrix(np, 100), _matrix(np, 100), 0.01, 0.04, 100]),
    Kernel("sum3d", lambda np: [np.ones((40, 40, 40), dtype=np.intc)], "int", quick=True),
    Kernel("matmul", lambda np: [_matrix(np, 300), _matrix(np, 300), np.zeros((300, 300))], quick=True),
    Kernel("gemm", lambda np: [_matrix(np, 300), _matrix(np, 300), np.zeros((300, 300)), 1.5, 1.2]),
    Kernel("syrk", lambda np: [np.zeros((300, 300)), _matrix(np, 300, 200), 1.5, 1.2]),
    Kernel("matvec", lambda np: [_matrix(np, 600), _matrix(np, 600)[0].copy(), np.zeros(600)]),
    Kernel("atax", lambda np: [_matrix(np, 600), _matrix(np, 600)[0].copy(), np.zeros(600), np.zeros(600)]),
    Kernel("seidel", lambda np: [_matrix(np, 400)]),
    Kernel("jacobi", lambda np: [_matrix(np, 400), _matrix(np, 400)], quick=True),
    Kernel("heat3d", lambda np: [_random(np).random((60, 60, 60)), np.zeros((60, 60, 60))]),
    Kernel("fdtd2d", lambda np: [_matrix(np, 400), _matrix(np, 400), _matrix(np, 400)]),
    Kernel("edit_distance", lambda np: _letters(np, 800), "long"),
    Kernel("lcs", lambda np: _letters(np, 800), "long"),
    Kernel("histogram", lambda np: [_random(np).integers(0, 256, 500_000), np.zeros(256, dtype=np.int_)], quick=True),
    Kernel("pairwise", lambda np: [_matrix(np, 500, 16), np.zeros((500, 500))]),
    Kernel("mandelbrot", lambda np: [np.zeros((120, 160), dtype=np.int_), -2.0, 1.0, -1.2, 1.2, 100], exact=True),
    Kernel("nbody", lambda np: [_matrix(np, 500, 3), np.zeros((500, 3)), _matrix(np, 500)[0].copy(), 0.01]),
    Kernel("insertion_sort", lambda np: [_random(np).integers(0, 10**6, 2000), np.zeros(2000, dtype=np.int_)]),
    Kernel("csr", _sparse, quick=True),
    Kernel("sobel", lambda np: [_matrix(np, 500).astype(np.float32), np.zeros((500, 500), "float32")]),
    Kernel("box_blur", lambda np: [_matrix(np, 300), np.zeros((300, 300)), 4]),
    Kernel("lu", lambda np: [_regular(np, 200)], quick=True),
    Kernel("trisolv", lambda np: [_regular(np, 600), np.zeros(600), _matrix(np, 600)[0].copy()]),
    Kernel("floyd", lambda np: [_matrix(np, 150)]),
    Kernel("fft_step", _transform),
    Kernel("kmeans", lambda np: [_matrix(np, 3000, 8), _matrix(np, 16, 8), np.zeros(3000, dtype=np.int_)]),
    Kernel("row_sums", lambda np: [_matrix(np, 600), np.zeros(600), np.zeros(600)]),
    Kernel("column_sums", lambda np: [_matrix(np, 600), np.zeros(600)]),
    Kernel("transpose", lambda np: [_matrix(np, 800), np.zeros((800, 800))]),
    Kernel("scale_columns", lambda np: [_matrix(np, 800), np.ones(800)]),
    Kernel("life", lambda np: [_random(np).integers(0, 2, (400, 400)).astype(np.intc), np.zeros((400, 400), np.intc)]),
    Kernel("prefix_sums", lambda np: [_matrix(np, 500)]),
)


def named(name: str) -> Kernel:
    return next(kernel for kernel in SUITE if kernel.name == name)

"""Nests that passes over loops must not take, or only with care: each against the same statements in Python."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.lib.stride_tricks import as_strided

Array = np.ndarray[Any, Any]
DECLARED = "    cdef Py_ssize_t i, j, k, h\n    cdef double s = 0, t = 0\n"
WIDTHS = (0, 1, 2, 3, 4, 7, 8, 9, 15, 16, 17, 31, 32, 33, 40, 63, 64, 65, 100)
FAR, NEAR = 2**63 - 1, -(2**63) + 20


def grid(rows: int, columns: int) -> Callable[[], Array]:
    return lambda: np.random.default_rng(1).integers(0, 8, (rows, columns)) / 4.0


def line(size: int) -> Callable[[], Array]:
    return lambda: np.arange(size) % 5 / 2.0


def peak() -> Array:
    """One large element in the middle."""
    return np.where(np.arange(900).reshape(30, 30) == 400, 9.0, 1.0)


def windows() -> Array:
    """Rows that begin one item apart, so that all but the first share items."""
    return as_strided(np.arange(200.0) % 7, (20, 30), (8, 8))


def repeated() -> Array:
    """Rows that are all the same memory."""
    return as_strided(np.arange(30.0) % 7, (20, 30), (0, 8))


def part() -> Array:
    """Rows with something between them."""
    return grid(30, 40)()[5:25, 3:33]


def backwards() -> Array:
    """Rows that follow each other downwards."""
    return grid(20, 30)()[::-1, ::-1]


def columns() -> Array:
    """Columns that follow each other."""
    return np.asfortranarray(grid(20, 30)())


def pixels(rows: int, columns: int, channels: int) -> Callable[[], Array]:
    return lambda: np.arange(float(rows * columns * channels)).reshape(rows, columns, channels)


TABLES = (grid(20, 30), part, backwards, columns)
# parameters, statements, and calls
CASES: dict[str, tuple[str, str, list[tuple[Any, ...]]]] = {
    "a break in a sum of a row": (
        "double[:, :] a, double[:] v",
        """
        for i in range(v.shape[0]):
            s = 0
            for j in range(a.shape[1]):
                if a[i, j] > 1.5:
                    break
                s += a[i, j]
            v[i] = s
        """,
        [(grid(30, 100), line(30))],
    ),
    "a break in a sum of a column": (
        "double[:, :] a, double[:] v",
        """
        for i in range(v.shape[0]):
            s = 0
            for j in range(a.shape[0]):
                if a[j, i] > 1.5:
                    break
                s += a[j, i]
            v[i] = s
        """,
        [(grid(40, 300), line(300))],
    ),
    "a return behind a sum": (
        "double[:, :] a, double[:] v",
        """
        for i in range(v.shape[0]):
            s = 0
            for j in range(a.shape[1]):
                if j == 3:
                    continue
                s += a[i, j]
            v[i] = s
            if i == 9:
                return i
        """,
        [(grid(30, 30), line(30))],
    ),
    "a return in an update": (
        "double[:] v, Py_ssize_t n",
        """
        for j in range(n):
            v[0] += 1.0
            return v[0]
        """,
        [(line(3), 5), (line(3), 0)],
    ),
    "a step that only the run knows": (
        "double[:, :] a, double[:] v, Py_ssize_t n",
        """
        for i in range(v.shape[0]):
            for j in range(0, a.shape[1], n):
                v[i] += a[i, 0]
        """,
        [(grid(30, 30), line(30), 7), (grid(30, 30), line(30), -1), (grid(30, 30), line(30), 0)],
    ),
    "columns that begin with what they write": (
        "double[:, :] a",
        """
        for j in range(a.shape[1]):
            t = a[0, j]
            for i in range(a.shape[0]):
                a[i, j] = a[i, j] + t
        """,
        [(grid(30, 30),), (grid(300, 300),)],
    ),
    "rows that begin with an element of the row above": (
        "double[:, :] a",
        """
        for i in range(1, a.shape[0]):
            t = a[i - 1, 5] * 0.125
            for j in range(1, a.shape[1]):
                a[i, j] = a[i, j - 1] * 0.5 + t
        """,
        [(grid(30, 30),)],
    ),
    "rows that begin with an element of their own": (
        "double[:, :] a",
        """
        for i in range(1, a.shape[0]):
            t = a[i, 1] * 0.125
            for j in range(1, a.shape[1]):
                a[i, j] = a[i, j - 1] * 0.5 + t * a[i - 1, j]
        """,
        [(grid(30, 30),)],
    ),
    "a variable that some rounds of a table set": (
        "double[:, :] a, double[:, :] b",
        """
        for i in range(1, a.shape[0]):
            for j in range(1, a.shape[1]):
                if b[i, j] > 5:
                    t = b[i, j] + i
                a[i, j] = (a[i - 1, j] + a[i, j - 1]) * 0.25
        """,
        [(grid(30, 30), peak)],
    ),
    "sums of rows, from far above to far below": (
        "double[:, :] a, double[:] v, Py_ssize_t n, Py_ssize_t m",
        """
        for i in range(n, m):
            s = 0
            for j in range(a.shape[1]):
                s += a[i, j]
            v[i] = s
        """,
        [(grid(30, 30), line(30), FAR, NEAR), (grid(30, 30), line(30), 3, 29)],
    ),
    "sums of columns, from far above to far below": (
        "double[:, :] a, double[:] v, Py_ssize_t n, Py_ssize_t m",
        """
        for i in range(n, m):
            s = 0
            for j in range(a.shape[0]):
                s += a[j, i]
            v[i] = s
        """,
        [(grid(30, 400), line(400), FAR, NEAR + 300), (grid(30, 400), line(400), 3, 399)],
    ),
    "a table, from far above to far below": (
        "double[:, :] a, Py_ssize_t n, Py_ssize_t m, Py_ssize_t k0, Py_ssize_t k1",
        """
        for i in range(n, m):
            for j in range(k0, k1):
                a[i, j] = a[i, j - 1] * 0.5 + a[i - 1, j]
        """,
        [(grid(30, 30), FAR, NEAR, 1, 30), (grid(30, 30), 1, 20, FAR, NEAR), (grid(30, 30), 1, 30, 1, 30)],
    ),
    "a table that ends below what counts down to": (
        "double[:, :] a, Py_ssize_t n, Py_ssize_t m",
        """
        for i in range(1, n):
            for j in range(1, m):
                a[i, j] = a[i, j - 1] * 0.5 + a[i - 1, j]
        """,
        [(grid(30, 30), -FAR - 1, 30), (grid(30, 30), 30, -FAR - 1), (grid(30, 30), 30, 30)],
    ),
    "rounds up to what no index reaches": (
        "double[:] v, size_t n",
        """
        for i in range(n):
            v[i] = 1
        """,
        [(line(10), 2**64 - 1), (line(10), 10)],
    ),
    "items that share memory with each other, by columns": (
        "double[:, :] a",
        """
        for j in range(a.shape[1]):
            for i in range(a.shape[0]):
                a[i, j] = a[i, j] * 0.5 + i
        """,
        [(windows,), (repeated,), (grid(30, 30),)],
    ),
    "items that share memory with each other, in a table": (
        "double[:, :] a",
        """
        for i in range(1, a.shape[0]):
            for j in range(2, a.shape[1]):
                a[i, j] = a[i, j - 1] * 0.5 + a[i - 1, j - 2] * 0.25
        """,
        [(windows,), (repeated,), (grid(30, 30),)],
    ),
    "items that share memory with each other, by sums": (
        "double[:, :] a, double[:] v",
        """
        for i in range(a.shape[0]):
            for j in range(1, a.shape[1]):
                a[i, 0] += a[i, j] * v[j]
        """,
        [(windows, line(30)), (repeated, line(30)), (grid(30, 30), line(30))],
    ),
    "bounds with one value in the first rounds and another one behind them": (
        "double[:, :] a, double[:] v, Py_ssize_t n",
        """
        for j in range(a.shape[1]):
            k = 3 if j < n else 7
            s = 0
            for i in range(k):
                s += a[i, j]
            v[j] = s
        s = 0
        """,
        [(grid(8, 100), line(100), n) for n in (-1, 0, 5, 32, 99, 200)],
    ),
    "columns in whole vectors, and those left over": (
        "double[:, :] a, double[:] v",
        """
        for j in range(a.shape[1]):
            s = 0
            for i in range(a.shape[0]):
                s += a[i, j] * 1.1
            v[j] = s
        s = 0
        """,
        [(grid(3, size), line(size)) for size in WIDTHS],
    ),
    "columns that are added to what is there": (
        "double[:, :] a, double[:] v",
        """
        for j in range(a.shape[1]):
            s = v[j]
            for i in range(a.shape[0]):
                s += a[i, j] * 1.1
            v[j] = s
        s = 0
        """,
        [(grid(3, size), line(size)) for size in WIDTHS],
    ),
    "columns with a sum that is used behind them": (
        "double[:, :] a, double[:] v",
        """
        for j in range(a.shape[1]):
            s = 0
            for i in range(a.shape[0]):
                s += a[i, j] * 1.1
            v[j] = s
        """,
        [(grid(3, size), line(size)) for size in WIDTHS],
    ),
    "windows that end at both edges": (
        "double[:] v, double[:] w, double[:] r, Py_ssize_t n",
        """
        for i in range(v.shape[0]):
            s = 0
            for j in range(max(-n, -i), min(n + 1, v.shape[0] - i)):
                s += v[i + j] * w[n + j]
            r[i] = s
        s = 0
        """,
        [(line(size), line(2 * n + 1), line(size), n) for size in WIDTHS for n in (0, 1, 4)],
    ),
    "rows that follow each other, and rows that do not": (
        "double[:, :] a, double[:, :] b",
        """
        for i in range(a.shape[0]):
            for j in range(a.shape[1]):
                if a[i, j] > 0.5:
                    b[i, j] = a[i, j] * 0.5 + b[i, j]
                s += b[i, j]
        """,
        [(one, other) for one in TABLES for other in TABLES],
    ),
    "rows of which some are used": (
        "double[:, :] a, Py_ssize_t n, Py_ssize_t m",
        """
        for i in range(n):
            for j in range(m):
                a[i, j] += 1
        """,
        [(grid(20, 30), n, m) for n in (-2, 0, 1, 20, 21) for m in (-3, 0, 29, 30, 31)],
    ),
    "sums over windows": (
        "double[:] v, double[:] w, Py_ssize_t n",
        """
        for i in range(w.shape[0]):
            s = 0
            for k in range(max(0, i - n), min(v.shape[0], i + n + 1)):
                s += v[k] * w[i]
            w[i] = s / (2 * n + 1)
            t += s
        """,
        [(line(size), line(min(size, 50)), n) for size in WIDTHS for n in (-3, 0, 1, 4, 20, 100)],
    ),
    "sums over windows of rows and columns": (
        "double[:, :] a, double[:, :] b, Py_ssize_t n, Py_ssize_t m",
        """
        for i in range(b.shape[0]):
            for j in range(b.shape[1]):
                s = 0
                for h in range(max(0, i - n), min(a.shape[0], i + m)):
                    for k in range(max(0, j - m), min(a.shape[1], j + n + 1)):
                        s -= a[h, k]
                b[i, j] = s
        """,
        [(one, other, n, m) for one in TABLES for other in TABLES for n, m in ((0, 1), (2, 2), (4, 1), (30, 9))],
    ),
    "pixels of three channels": (
        "double[:, :, :] a, double[:, :, :] b",
        """
        for i in range(a.shape[0]):
            for j in range(a.shape[1]):
                for k in range(3):
                    a[i, j, k] = 255 - b[i, j, k]
        """,
        [(pixels(n, m, c), pixels(n, m, c)) for n, m, c in ((5, 7, 3), (5, 7, 4), (0, 3, 3), (3, 0, 3), (4, 4, 2))],
    ),
}


def functions(form: str) -> str:
    text = []
    for number, (parameters, body, _) in enumerate(CASES.values()):
        names = ", ".join(part.split()[-1] for part in parameters.split(", ") if part[-1] not in ":]")
        lines = "\n".join(line[4:] for line in body.splitlines() if line.strip())
        if form == "pyx":
            text.append(f"def f{number}({parameters}):\n{DECLARED}{lines}\n    return s, t\n")
        else:
            text.append(f"def f{number}({names}):\n    s = t = 0.0\n{lines}\n    return s, t\n")
    return "\n".join(text)


def test_vectors_without_a_number_in_all_lanes() -> None:
    from smelt.build import compile_and_import

    text = """
def f(double[:, :] a, double[:, :] b):
    cdef Py_ssize_t i, j
    cdef double t
    for j in range(a.shape[1]):
        t = a[0, j]
        for i in range(a.shape[0]):
            t = t + a[i, j]
        b[0, j] = t
"""
    one, other = np.arange(900.0).reshape(3, 300), np.zeros((1, 300))
    compile_and_import(text, "loop_corners_vectors", suffix=".pyx").f(one, other)
    assert other.tolist() == [(one[0] + one[0] + one[1] + one[2]).tolist()]


@pytest.fixture(scope="module")
def compiled() -> Any:
    from smelt.build import compile_and_import

    return compile_and_import(functions("pyx"), "loop_corners", suffix=".pyx")


@pytest.fixture(scope="module")
def python() -> dict[str, Any]:
    found: dict[str, Any] = {}
    exec(functions("py"), found)
    return found


def outcome(function: Any, makers: tuple[Any, ...], wrap: Callable[[Array], Any]) -> tuple[Any, list[Any]]:
    memory = [maker() if callable(maker) else maker for maker in makers]
    try:
        result = function(*[wrap(part) if isinstance(part, np.ndarray) else part for part in memory])
    except Exception as error:
        result = type(error)
    return result, [part.tolist() if isinstance(part, np.ndarray) else part for part in memory]


@pytest.mark.parametrize("case", CASES)
def test_as_in_python(case: str, compiled: Any, python: dict[str, Any]) -> None:
    name = f"f{list(CASES).index(case)}"
    for makers in CASES[case][2]:
        assert outcome(getattr(compiled, name), makers, lambda part: part) == outcome(python[name], makers, memoryview)


def test_a_view_that_only_an_inner_loop_without_rounds_tests() -> None:
    from smelt.build import compile_and_import

    text = """
def f(double[:] v, double[:] w, int n, int m):
    cdef int i, j
    cdef double s = 0
    for i in range(n):
        for j in range(m):
            s += v[j]
        w[i] = v[i]
    return s
"""
    module = compile_and_import(text, "loop_corners_none", suffix=".pyx")
    with pytest.raises(TypeError, match="None"):
        module.f(None, np.zeros(3), 3, 0)
    assert module.f(None, np.zeros(3), 0, 3) == 0


SAME = """
def add({0}a, {0}b, {0}c):
{1}    for i in range(a.shape[0]):
        for j in range(a.shape[1]):
            c[i, j] = a[i, j] * 0.5 + b[i, j]

def columns({0}a, {0}b, {0}c):
{1}    for j in range(a.shape[1]):
        for i in range(a.shape[0]):
            c[i, j] = a[i, j] * 0.5 + b[i, j]

def twice({0}a, {0}b, {0}c):
{1}    for k in range(2):
        for i in range(a.shape[0]):
            for j in range(a.shape[1]):
                c[i, j] = a[i, j] * 0.5 + b[i, j]

def turned({0}a, {0}b, {0}c):
{1}    for i in range(a.shape[0]):
        for j in range(a.shape[0]):
            c[i, j] = a[j, i] * 0.5 + b[i, j]

def shifted({0}a, {0}b, {0}c):
{1}    for i in range(a.shape[0]):
        for j in range(1, a.shape[1]):
            c[i, j] = a[i, j - 1] * 0.5 + b[i, j]

def sums({0}a, {0}b, {0}c):
{1}    for i in range(a.shape[0]):
        for j in range(a.shape[1]):
            s = 0
            for k in range(b.shape[0]):
                s += b[k, j] * 0.25
            c[i, j] = a[i, j] + s
"""


def test_views_of_the_same_memory() -> None:
    from smelt.build import compile_and_import

    compiled = compile_and_import(SAME.format("double[:, :] ", DECLARED), "loop_corners_same", suffix=".pyx")
    python: dict[str, Any] = {}
    exec(SAME.format("", ""), python)
    parts: list[Callable[[Array], Array]] = [
        lambda t: t[:20, :20],
        lambda t: t[1:21, :20],
        lambda t: t[:20, 1:21],
        lambda t: t[20:, 20:],
        lambda t: t[:20, :20].T,
        lambda t: t[19::-1, :20],
    ]
    for name in ("add", "columns", "twice", "turned", "shifted", "sums"):
        for one in parts:
            for other in parts:
                for third in parts:
                    tables = [np.arange(1600.0).reshape(40, 40) % 13 for _ in range(2)]
                    getattr(compiled, name)(one(tables[0]), other(tables[0]), third(tables[0]))
                    python[name](*(_Rows(part(tables[1])) for part in (one, other, third)))
                    assert (tables[0] == tables[1]).all(), name


class _Rows:
    """A table whose elements are read and written one by one, without NumPy's numbers, which are slow."""

    def __init__(self, table: Array) -> None:
        self.table = table
        self.shape = table.shape

    def __getitem__(self, at: tuple[int, int]) -> float:
        return self.table.item(at)  # type: ignore[no-any-return]

    def __setitem__(self, at: tuple[int, int], value: float) -> None:
        self.table[at] = value

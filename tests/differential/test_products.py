"""Products of matrices in many forms, whose rounds passes compute side by side: each number as if one by one.

NumPy computes the same by adding one outer product after the other: every element's own sum has the order of the loop.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

Array = np.ndarray[Any, Any]
TYPES = {"double": "f8", "float": "f4", "int": "i4", "long long": "i8", "unsigned int": "u4", "double complex": "c16"}
# Rows, columns, and terms of each sum; 24, 32 and 48 are blocks of vectors.
SIZES = [
    (0, 5, 5), (5, 0, 5), (5, 5, 0), (1, 1, 1), (3, 7, 2), (4, 8, 1), (5, 9, 3), (7, 16, 7), (8, 23, 5), (9, 24, 4),
    (11, 25, 11), (13, 31, 2), (16, 33, 17), (17, 48, 9), (19, 49, 3), (22, 65, 5), (35, 70, 67), (70, 67, 35),
]  # fmt: skip
RANGES = {"i": "c.shape[0]", "j": "c.shape[1]", "k": "a.shape[1]"}
ORDERS = ("ijk", "ikj", "jik", "jki", "kij", "kji")


def nest(order: str, body: str, start: int = 1) -> str:
    text = ""
    for depth, name in enumerate(order, start):
        text += f"{'    ' * depth}for {name} in range({RANGES[name]}):\n"
    return text + "    " * (start + len(order)) + body + "\n"


SUM = """
{0}for {1} in range({2}):
{0}    for {3} in range({4}):
{0}        s = 0
{0}        for k in range(a.shape[1]):
{0}            s += {5}
{0}        c[i, j] = s
"""


def forms() -> dict[str, str]:
    """The statements of each form, by its name."""
    found = {f"add_{order}": nest(order, "c[i, j] += a[i, k] * b[k, j]") for order in ORDERS}
    found["sum_ij"] = SUM.format("    ", "i", RANGES["i"], "j", RANGES["j"], "a[i, k] * b[k, j]")
    found["sum_ji"] = SUM.format("    ", "j", RANGES["j"], "i", RANGES["i"], "a[i, k] * b[k, j]")
    found["turned"] = SUM.format("    ", "i", RANGES["i"], "j", RANGES["j"], "a[i, k] * d[j, k]")
    found["scaled"] = f"    for i in range({RANGES['i']}):\n" + nest("j", "c[i, j] *= y", 2)
    found["scaled"] += nest("kj", "c[i, j] += x * a[i, k] * b[k, j]", 2)
    found["less"] = nest("kij", "c[i, j] = c[i, j] - b[k, j] * a[i, k]")
    found["last"] = found["sum_ij"] + "    return i\n"
    return found


def source(type_: str) -> str:
    text = ""
    for name, body in forms().items():
        text += f"def {name}({', '.join(f'{type_}[:, :] {view}' for view in 'abdc')}, {type_} x, {type_} y):\n"
        text += f"    cdef Py_ssize_t i = -1, j, k\n    cdef {type_} s\n" + body + "\n"
    return text


def expected(form: str, a: Array, b: Array, c: Array, x: Any, y: Any) -> Array:
    """What a form leaves in `c`."""
    added = form.startswith("add") or form in ("scaled", "less")
    total = c.copy() if added else np.zeros_like(c)
    if form == "scaled":
        total = total * y
    for k in range(a.shape[1]):
        column = a[:, k : k + 1]
        row = b[k : k + 1, :]
        if form == "less":
            total = total - row * column
        else:
            total = total + (x * column if form == "scaled" else column) * row
    return total


def plain(array: Array) -> Array:
    return array.copy()


def rows_apart(array: Array) -> Array:
    wide = np.zeros((array.shape[0] * 2, array.shape[1] + 5), array.dtype)
    wide[::2, 3 : 3 + array.shape[1]] = array
    return wide[::2, 3 : 3 + array.shape[1]]


def upwards(array: Array) -> Array:
    return array[::-1].copy()[::-1]


def leftwards(array: Array) -> Array:
    return array[:, ::-1].copy()[:, ::-1]


def by_columns(array: Array) -> Array:
    return np.asfortranarray(array)


def shifted(array: Array) -> Array:
    """Items that lie across cache lines."""
    size = array.dtype.itemsize
    raw = np.zeros(array.size * size + 64 + 4, np.uint8)
    start = -raw.ctypes.data % 64 + (4 if size % 8 else 8)
    start = min(start, len(raw) - array.size * size)
    found = raw[start : start + array.size * size].view(array.dtype).reshape(array.shape)
    found[...] = array
    return found


LAYOUTS: tuple[Callable[[Array], Array], ...] = (plain, rows_apart, upwards, leftwards, by_columns, shifted)


def numbers(shape: tuple[int, int], type_: str, random: np.random.Generator) -> Array:
    """Numbers whose sums depend on their order; of real ones some that are none, or zeros with a sign.

    Complex ones are whole: NumPy may round once where Smelt rounds twice.
    """
    if type_[0] in "iu":
        return random.integers(-(1 << 31) if type_[0] == "i" else 0, 1 << 31, shape).astype(type_)
    if type_[0] == "c":
        return (random.integers(-99, 99, shape) + 1j * random.integers(-99, 99, shape)).astype(type_)
    found = (random.standard_normal(shape) * 10.0 ** random.integers(-8, 8, shape)).astype(type_)
    for value in (np.nan, np.inf, -np.inf, -0.0, 0.0):
        found[random.random(shape) < 0.01] = value
    return found


def bits(array: Array) -> bytes:
    """The numbers' bits; one is as good as another that is no number."""
    numbers = array.copy()
    numbers[array != array] = np.nan if array.dtype.kind in "fc" else 0
    return numbers.tobytes()


@pytest.fixture(scope="module", params=TYPES)
def module(request: pytest.FixtureRequest) -> Any:
    from smelt.build import compile_and_import

    type_ = TYPES[request.param]
    return type_, compile_and_import(source(request.param), f"products_{type_}", suffix=".pyx")


@pytest.mark.parametrize("form", forms())
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_each_sum_in_its_order(form: str, module: Any) -> None:
    type_, compiled = module
    random = np.random.default_rng(7)
    for number, (rows, columns, terms) in enumerate(SIZES):
        a, b, c = (numbers(shape, type_, random) for shape in ((rows, terms), (terms, columns), (rows, columns)))
        x, y = (c.dtype.type(3), c.dtype.type(5)) if type_[0] in "iuc" else (c.dtype.type(0.3), c.dtype.type(1.7))
        for turn in range(3):
            layouts = [LAYOUTS[(number + turn * way) % len(LAYOUTS)] for way in (1, 2, 3)]
            args = [layout(array) for layout, array in zip(layouts, (a, b, c), strict=True)]
            left = getattr(compiled, form)(args[0], args[1], np.ascontiguousarray(b.T), args[2], x, y)
            assert bits(args[2]) == bits(expected(form, a, b, c, x, y)), (rows, columns, terms, turn)
            if form == "last":
                assert left == (rows - 1 if rows else -1)


@pytest.fixture(scope="module")
def python() -> dict[str, Any]:
    found: dict[str, Any] = {}
    exec("".join(f"def {name}(a, b, d, c, x, y):\n{body}\n" for name, body in forms().items()), found)
    return found


@pytest.mark.parametrize("form", ["add_ikj", "add_jki", "add_kij", "sum_ij", "sum_ji", "turned", "scaled"])
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_a_result_among_the_operands(form: str, module: Any, python: dict[str, Any]) -> None:
    """Where memory is shared the loop runs as it is written: what it has stored is read again."""
    type_, compiled = module
    for first, second in ((0, 0), (0, 1), (1, 0), (0, 30)):
        tables = [(np.arange(64 * 64).reshape(64, 64) % 7).astype(type_) for _ in range(2)]
        for table, function in zip(tables, (getattr(compiled, form), python[form]), strict=True):
            one, other, result = table[:30, :30], table[first : first + 30, second : second + 30], table[1:31, 2:32]
            function(one, other, other, result, one[0, 0], one[1, 1])
        assert bits(tables[0]) == bits(tables[1])

"""The seeds' programs, as the demonstration ships them, give what the texts print and what Python computes."""

from __future__ import annotations

import importlib.util
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from smelt.build import load
from smelt.demo.run import PROGRAMS, VERSIONS, identical

FILES = [file for _, file in VERSIONS]


def interpreted(file: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location("interpreted", PROGRAMS / file)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def compiled(file: str) -> Any:
    return load(PROGRAMS / file, name=file.partition(".")[0])


@pytest.mark.parametrize("file", FILES)
def test_convolution_prints_what_the_text_prints(file: str) -> None:
    image, kernel = np.array([[1, 1, 1]], dtype=np.int_), np.array([[1], [2], [1]], dtype=np.int_)
    shown = repr(compiled(file).naive_convolve(image, kernel))
    assert shown.split() == ["array([[1,", "1,", "1],", "[2,", "2,", "2],", "[1,", "1,", "1]])"]


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("shape", [(1, 1), (3, 9), (9, 3), (20, 20), (0, 4)])
def test_convolution_is_that_of_python(file: str, shape: tuple[int, int]) -> None:
    plain, fast = interpreted("convolve_py.py").naive_convolve, compiled(file).naive_convolve
    image = np.random.default_rng(1).integers(-1000, 1000, shape, dtype=np.int_)
    for size in ((1, 1), (3, 5), (9, 9)):
        kernel = np.random.default_rng(2).integers(-9, 9, size, dtype=np.int_)
        assert identical(fast(image, kernel), plain(image, kernel))
        assert identical(fast(image.T, kernel[::-1]), plain(image.T, kernel[::-1]))


@pytest.mark.parametrize("file", FILES)
def test_convolution_refuses_even_filters(file: str) -> None:
    ones = np.ones((4, 4), dtype=np.int_)
    with pytest.raises(ValueError, match="Only odd dimensions on filter supported"):
        compiled(file).naive_convolve(ones, ones)


@pytest.mark.parametrize("file", ["convolve3.pyx", "convolve_nocheck.pyx", "convolve4.pyx"])
def test_convolution_refuses_other_elements(file: str) -> None:
    image = np.ones((4, 4))
    with pytest.raises(ValueError, match="Buffer dtype mismatch"):
        compiled(file).naive_convolve(image, image)


@pytest.mark.parametrize("file", ["laplace.pyx", "_laplace.pyx"])
@pytest.mark.parametrize("size", [3, 4, 17, 40])
def test_laplace_is_that_of_python(file: str, size: int) -> None:
    plain = interpreted("laplace_py.py")
    result = plain.calc(size, 7, compiled(file).cy_update, (plain.dx2, plain.dy2))
    assert identical(result, plain.calc(size, 7))
    assert result[1, 1] > 0


def test_laplace_in_untouched_python() -> None:
    plain, fast = interpreted("laplace_py.py"), compiled("laplace_py.py")
    assert identical(fast.calc(12, 9), plain.calc(12, 9))
    assert identical(fast.calc(12, 9, fast.num_update), plain.calc(12, 9, plain.py_update_jacobi))

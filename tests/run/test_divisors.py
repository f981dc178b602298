"""Quotients whose divisor is known not to be zero, next to such as raise."""

from __future__ import annotations

import math

import pytest

from smelt.build import compile_and_import

SOURCE = """
from libc.math cimport exp, sqrt

def distance(double x, double y):
    cdef double d = x * x + y * y + 0.01
    return 1.0 / (d * sqrt(d))

def sigmoid(double x):
    return 1.0 / (1.0 + exp(-x))

def small(double x):
    cdef double d = x * x + 1e-200
    return 1.0 / (d * d)

def steps(double[:] v, double[:] w):
    cdef Py_ssize_t i
    for i in range(v.shape[0]):
        w[i] = 1.0 / (v[i] * v[i] + 0.5)
"""
VALUES = [0.0, -0.0, 1.5, -1e-200, 1e200, math.inf, -math.inf, math.nan]


def test_as_in_python() -> None:
    import numpy as np

    module = compile_and_import(SOURCE, "divisors", suffix=".pyx")
    for x in VALUES:
        d = x * x + 0.01
        assert str(module.distance(x, 0.0)) == str(1.0 / (d * math.sqrt(d)))
    assert module.sigmoid(-1000.0) == 0.0
    assert module.sigmoid(0.0) == 0.5
    with pytest.raises(ZeroDivisionError):
        module.small(0.0)
    there, made = np.array(VALUES), np.zeros(len(VALUES))
    module.steps(there, made)
    with np.errstate(over="ignore"):
        expected = 1.0 / (there * there + 0.5)
    np.testing.assert_array_equal(made, expected)

# mypy: ignore-errors
"""Mixtures of layouts that cannot be."""

import cython
from cython.cimports.cython import view


def main():
    # INVALID
    d: cython.int[:: view.contiguous, :: view.indirect, :]  # error: contiguous
    e: cython.int[::1, :: view.indirect, :]  # error: ndirect

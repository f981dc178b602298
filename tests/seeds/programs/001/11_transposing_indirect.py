# mypy: ignore-errors
"""Transposing requires that all dimensions have direct access."""

import cython
from cython.cimports.cython import view


def main():
    rows: cython.int[::view.indirect_contiguous, ::1] = None
    rows.T  # error: indirect

"""Transposing requires that all dimensions have direct access."""

from cython cimport view


def main():
    cdef int[::view.indirect_contiguous, ::1] rows = None
    rows.T  # error: indirect

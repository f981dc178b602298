"""Mixtures of layouts that cannot be."""

from cython cimport view


def main():
    # INVALID
    cdef int[::view.contiguous, ::view.indirect, :] d  # error: contiguous
    cdef int[::1, ::view.indirect, :] e  # error: ndirect

# mypy: ignore-errors
"""The copy methods need the GIL, and so do elements that are objects."""

import cython


@cython.nogil
@cython.cfunc
def copies(view: cython.double[:]) -> cython.void:
    view.copy()  # error: GIL
    view.copy_fortran()  # error: GIL


@cython.nogil
@cython.cfunc
def objects(view: object[:]) -> cython.void:
    view[0] = view[1]  # error: GIL


@cython.nogil
@cython.cfunc
def fine(view: cython.double[:]) -> cython.double:
    view[0] = view[1:].T[0]
    return view[::-1][0]

# mypy: ignore-errors
"""Only the first, the last, or the dimension behind an indirect one may be contiguous."""

import cython
from cython.cimports.cython import view


def main():
    # VALID
    a: cython.int[:: view.indirect, ::1, :] = None
    b: cython.int[:: view.indirect, :, ::1] = None
    c: cython.int[:: view.indirect_contiguous, ::1, :] = None
    return a is None and b is None and c is None


print(main())

# mypy: ignore-errors
"""A view of const characters reads a byte string."""

import cython


@cython.cfunc
def is_y_in(string_view: cython.const[cython.uchar][:]) -> cython.bint:
    i: cython.int
    for i in range(string_view.shape[0]):
        if string_view[i] == b"y":
            return True
    return False


print(is_y_in(b"hello world"))  # False
print(is_y_in(b"hello Cython"))  # True

# mypy: ignore-errors
"""Cython arrays: memory for views, allocated by hand or by a copy."""

import cython
import numpy as np
from cython.cimports.cython import view


def main():
    my_array = view.array(shape=(10, 2), itemsize=cython.sizeof(cython.int), format="i")
    my_slice: cython.int[:, :] = my_array

    my_slice[:] = 5
    my_slice[3, 1] = 8
    print(type(my_array).__name__, my_array.shape, my_array[3, 1], my_array[-1, 0])
    my_array[0, 0] = 12
    print(my_slice[0, 0], my_slice.base is my_array)

    # contiguous, of either order
    c_slice: cython.int[:, ::1] = my_array
    f_slice: cython.int[::1, :] = view.array(
        shape=(10, 2), itemsize=cython.sizeof(cython.int), format="i", mode="fortran"
    )
    print(c_slice.strides[0], c_slice.strides[1], f_slice.strides[0], f_slice.strides[1])
    try:
        f_slice = my_array
    except ValueError as error:
        print(error)

    # indexable and sliceable from Python like a view's object, with the same attributes
    print(my_array.memview.shape, my_array[2:4].shape, np.asarray(my_array).sum())
    print(
        my_array.shape, my_array.strides, my_array.ndim, my_array.size, my_array.itemsize, my_array.nbytes,
        len(my_array),
    )  # fmt: skip

    # what a copy is kept in
    print(type(my_slice[::3].copy().base).__name__, my_slice[::3].copy_fortran().strides[1])
    view.array(shape=(10, 0, 2), itemsize=cython.sizeof(cython.int), format="i")


main()

# mypy: ignore-errors
"""None in an index is a new axis."""

import cython
import numpy as np


def main():
    array = np.linspace(0, 10, num=50)
    myslice: cython.double[:] = array

    # 2D array with shape (1, 50)
    print(myslice[None].shape)  # or
    print(myslice[None, :].shape)

    # 2D array with shape (50, 1)
    print(myslice[:, None].shape)

    # 3D array with shape (1, 10, 1)
    print(myslice[None, 10:-20:2, None].shape)
    print(np.array_equal(myslice[None, 10:-20:2, None], array[None, 10:-20:2, None]))

    column: cython.double[:, :] = myslice[::-1, None]
    print(column[0, 0], column[-1, 0])


main()

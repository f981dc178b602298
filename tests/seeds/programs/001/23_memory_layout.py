# mypy: ignore-errors
"""Layouts by name, alone and in every dimension."""

import cython
import numpy as np
from cython.cimports.cython import view


def main():
    # direct access in both dimensions, strided in the first dimension, contiguous in the last
    a: cython.int[:, :: view.contiguous]

    # contiguous list of pointers to contiguous lists of ints
    b: cython.int[:: view.indirect_contiguous, ::1]

    # direct or indirect in the first dimension, direct in the second dimension
    # strided in both dimensions
    c: cython.int[:: view.generic, :]

    array = np.arange(12, dtype=np.intc).reshape((3, 4))
    a = array[::2]
    print(a[1, 3])
    c = array[:, ::-1]
    print(c[1, 3], c[2, 0])
    try:
        a = array[:, ::2]
    except ValueError as error:
        print("refused:", error)
    try:
        b = array
    except ValueError as error:
        print("refused:", error)


main()

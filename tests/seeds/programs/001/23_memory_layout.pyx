"""Layouts by name, alone and in every dimension."""

from cython cimport view
import numpy as np


def main():
    # direct access in both dimensions, strided in the first dimension, contiguous in the last
    cdef int[:, ::view.contiguous] a

    # contiguous list of pointers to contiguous lists of ints
    cdef int[::view.indirect_contiguous, ::1] b

    # direct or indirect in the first dimension, direct in the second dimension
    # strided in both dimensions
    cdef int[::view.generic, :] c

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

# mypy: ignore-errors
"""A transposed view of the data."""

import cython
import numpy as np


def main():
    array = np.arange(20, dtype=np.intc).reshape((2, 10))

    c_contig: cython.int[:, ::1] = array
    f_contig: cython.int[::1, :] = c_contig.T

    print(f_contig.shape[0], f_contig.shape[1], f_contig[9, 1])
    f_contig[3, 0] = 100
    print(array[0, 3], np.asarray(f_contig).tolist() == array.T.tolist())
    strided: cython.int[:, :] = array[:, ::3]
    strided = strided.T
    print(np.asarray(strided).tolist())


main()

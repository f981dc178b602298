# mypy: ignore-errors
"""A sliced view is no longer C contiguous as a whole."""

import cython
import numpy as np


def main():
    c_contig: cython.int[:, ::1] = np.arange(12, dtype=np.intc).reshape((4, 3))

    # INVALID
    myslice: cython.int[:, ::1] = c_contig[::2]  # error: 'int[:, ::1]'


main()

# mypy: ignore-errors
"""The flag `contiguous` is about one dimension, `::1` about all: the first survives slicing."""

import cython
import numpy as np
from cython.cimports.cython import view


def main():
    c_contig: cython.int[:, ::1] = np.arange(12, dtype=np.intc).reshape((4, 3))

    # VALID
    myslice: cython.int[:, :: view.contiguous] = c_contig[::2]
    print(myslice[1, 2], myslice.strides[0], myslice.strides[1])


main()

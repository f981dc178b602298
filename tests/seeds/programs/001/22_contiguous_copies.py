# mypy: ignore-errors
"""copy() and copy_fortran() give contiguous views of new memory."""

import cython
import numpy as np


def main():
    array = np.arange(24, dtype=np.intc).reshape((2, 3, 4))
    myview3: cython.int[:, :, :] = array[::-1]
    myview: cython.int[:, :] = array[:, 1, ::2]

    # This view is C contiguous
    c_contiguous: cython.int[:, :, ::1] = myview3.copy()

    # This view is Fortran contiguous
    f_contiguous_slice: cython.int[::1, :] = myview.copy_fortran()

    print(np.asarray(c_contiguous).tolist() == array[::-1].tolist(), c_contiguous.is_c_contig())
    print(np.asarray(f_contiguous_slice).tolist() == array[:, 1, ::2].tolist(), f_contiguous_slice.is_f_contig())
    c_contiguous[0, 0, 0] = f_contiguous_slice[0, 0] = -1
    print(array.min(), c_contiguous[0, 0, 0], f_contiguous_slice[0, 0])
    print(type(c_contiguous.base).__name__)


main()

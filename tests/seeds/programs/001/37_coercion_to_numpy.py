# mypy: ignore-errors
"""A NumPy array over memory that a pointer points to, without a copy."""

import cython
import numpy as np
from cython.cimports.libc.stdlib import free, malloc
from cython.cimports.numpy import int32_t


def main():
    my_pointer: cython.pointer[int32_t] = cython.cast(
        cython.pointer[int32_t], malloc(100 * cython.sizeof(int32_t))
    )
    i: cython.int
    try:
        for i in range(100):
            my_pointer[i] = i
        numpy_array = np.asarray(cython.cast(int32_t[:10, :10], my_pointer))
        my_pointer[11] = -5
        print(numpy_array.shape, numpy_array.dtype, numpy_array[1, :3].tolist())
        numpy_array[9, 9] = 1
        print(my_pointer[99], numpy_array.sum(), numpy_array.flags.writeable, numpy_array.flags.owndata)
        del numpy_array
    finally:
        free(my_pointer)


main()

"""A NumPy array over memory that a pointer points to, without a copy."""

import numpy as np
from numpy cimport int32_t
from libc.stdlib cimport malloc, free

def main():
    cdef int32_t *my_pointer = <int32_t *>malloc(100 * sizeof(int32_t))
    cdef int i
    try:
        for i in range(100):
            my_pointer[i] = i
        numpy_array = np.asarray(<int32_t[:10, :10]> my_pointer)
        my_pointer[11] = -5
        print(numpy_array.shape, numpy_array.dtype, numpy_array[1, :3].tolist())
        numpy_array[9, 9] = 1
        print(my_pointer[99], numpy_array.sum(), numpy_array.flags.writeable, numpy_array.flags.owndata)
        del numpy_array
    finally:
        free(my_pointer)

main()

# mypy: ignore-errors
"""A Cython array over memory of one's own, with a function that frees it."""

import cython
import numpy as np
from cython.cimports.cython import view
from cython.cimports.libc.stdlib import free, malloc

freed = cython.declare(cython.int, 0)


@cython.cfunc
@cython.exceptval(check=False)
def count_and_free(data: cython.p_void) -> cython.void:
    global freed
    freed += 1
    free(data)


def make(counted):
    my_data_pointer: cython.p_int = cython.cast(cython.p_int, malloc(20 * cython.sizeof(cython.int)))
    if my_data_pointer == cython.NULL:
        raise MemoryError()
    i: cython.int
    for i in range(20):
        my_data_pointer[i] = i
    my_array: view.array = view.array(
        (10, 2), cython.sizeof(cython.int), "i", mode="fortran", allocate_buffer=False
    )
    my_array.data = cython.cast(cython.p_char, my_data_pointer)

    # define a function that can deallocate the data (if needed)
    if counted:
        my_array.callback_free_data = count_and_free
    else:
        my_array.callback_free_data = free
    return my_array


def main():
    seen: cython.int[::1, :]
    array = make(True)
    print(array.shape, array.strides, array[3, 0], array[3, 1], freed)
    seen = array
    del array
    print(seen[9, 1], np.asarray(seen).sum(), freed)
    seen = make(False)
    print(seen[9, 1], freed)
    make(True)
    print(freed)


main()

"""A Cython array over memory of one's own, with a function that frees it."""

from cython cimport view
from libc.stdlib cimport malloc, free
import numpy as np

cdef int freed = 0

cdef void count_and_free(void *data) noexcept:
    global freed
    freed += 1
    free(data)

def make(counted):
    cdef int *my_data_pointer = <int *>malloc(20 * sizeof(int))
    if my_data_pointer == NULL:
        raise MemoryError()
    cdef int i
    for i in range(20):
        my_data_pointer[i] = i
    cdef view.array my_array = view.array((10, 2), sizeof(int), "i", mode="fortran", allocate_buffer=False)
    my_array.data = <char *>my_data_pointer

    # define a function that can deallocate the data (if needed)
    if counted:
        my_array.callback_free_data = count_and_free
    else:
        my_array.callback_free_data = free
    return my_array

def main():
    cdef int[::1, :] seen
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

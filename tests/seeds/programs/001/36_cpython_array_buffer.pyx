"""The old buffer syntax for the standard library's arrays."""

from cpython cimport array
import array

def sum_array(array.array[int] arr):  # using old buffer syntax
    cdef int total = 0
    cdef Py_ssize_t i
    for i in range(len(arr)):
        total += arr[i]
    return total

print(sum_array(array.array('i', [1, 2, 3])))
try:
    sum_array(array.array('d', [1, 2, 3]))
except ValueError as error:
    print(error)
sum_array([1, 2, 3])

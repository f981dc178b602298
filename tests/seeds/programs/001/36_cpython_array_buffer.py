# mypy: ignore-errors
"""The old buffer syntax for the standard library's arrays."""

import cython
from cython.cimports.cpython import array


def sum_array(arr: array.array[cython.int]):  # using old buffer syntax
    total: cython.int = 0
    i: cython.Py_ssize_t
    for i in range(len(arr)):
        total += arr[i]
    return total


print(sum_array(array.array("i", [1, 2, 3])))
try:
    sum_array(array.array("d", [1, 2, 3]))
except ValueError as error:
    print(error)
sum_array([1, 2, 3])

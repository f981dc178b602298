# mypy: ignore-errors
"""The standard library's arrays under views."""

from array import array

import cython


def sum_array(view: cython.int[:]):
    """
    >>> from array import array
    >>> sum_array( array('i', [1,2,3]) )
    6
    """
    total: cython.int = 0
    for i in range(view.shape[0]):
        total += view[i]
    return total


print(sum_array(array("i", [1, 2, 3])))
print(sum_array(array("i")))
sum_array(array("d", [1, 2, 3]))

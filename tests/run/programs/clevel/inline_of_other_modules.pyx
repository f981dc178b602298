# module: inline_of_other_modules
"""Functions with a body in the .pxd of another module are compiled into each module that calls them."""

cimport shapes_inline
from shapes_inline cimport Corner, checked, length as distance, squares, total
from cpython cimport array


def corners(double x, double y):
    """
    >>> corners(3, 4)
    (5.0, 50.0, 15.0, 2)
    """
    cdef Corner corner
    corner.x, corner.y = x, y
    before = shapes_inline.calls()
    big = distance(shapes_inline.scaled(corner))
    return distance(corner), big, distance(shapes_inline.scaled(corner, 3)), shapes_inline.calls() - before


def errors(int n):
    """
    >>> errors(3)
    3
    >>> errors(-3)
    Traceback (most recent call last):
    ValueError: -3 is negative
    """
    return checked(n)


def _square(x):
    return "not the one that length means"


def own_names(double x):
    """
    >>> own_names(3)
    ('not the one that length means', 24, [0, 1, 4])
    """
    return _square(x), shapes_inline.factorial(4), squares(3)


def views(values):
    """
    >>> import numpy as np
    >>> views(np.arange(4.0))
    (6.0, 16.0)
    >>> views(np.arange(4))
    Traceback (most recent call last):
    ValueError: Buffer dtype mismatch, expected 'double' but got 'long'
    """
    return total(values), total(values, 10)


def arrays():
    """
    >>> arrays()
    (array('i', [0, 0]), array('i', [1, 2, 3, 4, 5]), array('i', [1, 2, 3]))
    """
    import array as python
    cdef array.array first = python.array("i", [1, 2, 3])
    cdef array.array second = python.array("i", [4, 5])
    made = array.clone(first, 2, zero=True)
    array.extend(first, second)
    whole = array.copy(first)
    array.resize(first, 3)
    return made, whole, first

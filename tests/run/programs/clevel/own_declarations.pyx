"""A module with a .pxd beside it: its types, its declared functions and its inline ones are the module's."""

def both():
    """
    >>> both()
    (4, 7, 5)
    """
    cdef pair p
    p.left, p.right = 2, 3
    return added(3), added(3, 4), sum_of(&p)

cdef double halved(double x):
    return x / 2

def half(x):
    """
    >>> half(5)
    2.5
    """
    return halved(x)

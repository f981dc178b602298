"""Views of objects by annotations; a module that imports its own names."""

import cython


@cython.cclass
class Cell:
    value: cython.int

    def __init__(self, value):
        self.value = value


from annotated_objects import Cell  # noqa: E402


def total(row: Cell[:]):
    """
    >>> import numpy
    >>> total(numpy.array([Cell(1), Cell(2)], dtype=object))
    (3, 'Cell[:]')
    """
    result = 0
    for cell in row:
        result += cell.value
    return result, cython.typeof(row)


def kinds(a: object[:, ::1], b: object[:]):
    """
    >>> import numpy
    >>> kinds(numpy.ones((2, 2), dtype=object), numpy.ones(3, dtype=object))
    ('object[:, ::1]', 'object[:]', 1)
    """
    return cython.typeof(a), cython.typeof(b), b[0]

"""Views of objects of an extension type: each element is tested when it is read."""


cdef class Cell:
    cdef int value

    def __init__(self, value):
        self.value = value


def cells(*values):
    import numpy
    return numpy.array([Cell(v) if isinstance(v, int) else v for v in values], dtype=object)


def read(Cell[:] row, int i):
    """
    >>> read(cells(1, 5), 1)
    5
    >>> read(cells(1, "text"), 1)
    Traceback (most recent call last):
    TypeError: Cannot convert str to elements_of_classes.Cell
    >>> read(cells(1, None), 1)
    Traceback (most recent call last):
    AttributeError: 'NoneType' object has no attribute 'value'
    """
    return row[i].value


def total(Cell[:] row):
    """
    >>> total(cells(1, 2, 3))
    6
    >>> total(cells(1, "text"))
    Traceback (most recent call last):
    TypeError: Cannot convert str to elements_of_classes.Cell
    """
    cdef int result = 0
    for cell in row:
        result += cell.value
    return result


def write(Cell[:] row, int i, new):
    """
    >>> row = cells(1, 2)
    >>> write(row, 0, Cell(7))
    7
    >>> write(row, 0, 7)
    Traceback (most recent call last):
    TypeError: Cannot convert int to elements_of_classes.Cell
    """
    row[i] = new
    return row[i].value

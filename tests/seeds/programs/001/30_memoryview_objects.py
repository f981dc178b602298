# mypy: ignore-errors
"""A view as a Python object: the object that it views, and the part that is seen."""

import numpy
from cython.cimports.numpy import int32_t


def main():
    a: int32_t[:] = numpy.arange(10, dtype=numpy.int32)
    a = a[::2]

    print(a)
    print(numpy.asarray(a))
    print(a.base)


main()

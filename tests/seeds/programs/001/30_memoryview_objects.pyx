"""A view as a Python object: the object that it views, and the part that is seen."""

import numpy
cimport numpy as cnp


cdef cnp.int32_t[:] a = numpy.arange(10, dtype=numpy.int32)
a = a[::2]

print(a)
print(numpy.asarray(a))
print(a.base)

# The iterator protocol.

from cpython.object cimport PyObject

cdef extern from "Python.h":
    bint PyIter_Check(object o)
    # NULL without an exception means that there is nothing more.
    PyObject *PyIter_Next(object o) except? NULL

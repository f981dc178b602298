# Bound methods.

from cpython.object cimport PyObject

cdef extern from "Python.h":
    bint PyMethod_Check(object o)
    object PyMethod_New(object function, object self)
    PyObject *PyMethod_Function(object o) except NULL
    PyObject *PyMethod_GET_FUNCTION(object o)
    PyObject *PyMethod_Self(object o) except NULL
    PyObject *PyMethod_GET_SELF(object o)

# Python functions.

from cpython.object cimport PyObject

cdef extern from "Python.h":
    bint PyFunction_Check(object o)
    object PyFunction_New(object code, object globals)
    PyObject *PyFunction_GetCode(object o) except? NULL
    PyObject *PyFunction_GetGlobals(object o) except? NULL
    PyObject *PyFunction_GetModule(object o) except? NULL
    PyObject *PyFunction_GetDefaults(object o) except? NULL
    int PyFunction_SetDefaults(object o, object defaults) except -1

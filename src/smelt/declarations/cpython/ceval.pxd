# Evaluation.

from cpython.object cimport PyObject

cdef extern from "Python.h":
    PyObject *PyEval_GetBuiltins()
    PyObject *PyEval_GetGlobals()
    PyObject *PyEval_GetLocals()
    object PyEval_EvalCode(object code, object globals, object locals)
    int Py_MakePendingCalls() except -1

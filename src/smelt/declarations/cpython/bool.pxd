# bool objects. `bool` names the type, which a .pyx file otherwise has no word for.

from cpython.object cimport PyObject

cdef extern from "Python.h":
    ctypedef class __builtin__.bool [object PyLongObject]:
        pass

    bint PyBool_Check(object o)
    object PyBool_FromLong(long value)
    PyObject *Py_False
    PyObject *Py_True

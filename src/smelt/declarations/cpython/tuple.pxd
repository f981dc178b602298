# tuple objects.

from cpython.object cimport PyObject

cdef extern from "Python.h":
    bint PyTuple_Check(object o)
    bint PyTuple_CheckExact(object o)
    tuple PyTuple_New(Py_ssize_t length)
    tuple PyTuple_Pack(Py_ssize_t length, ...)
    Py_ssize_t PyTuple_Size(object o) except -1
    Py_ssize_t PyTuple_GET_SIZE(object o)
    PyObject *PyTuple_GetItem(object o, Py_ssize_t index) except NULL
    PyObject *PyTuple_GET_ITEM(object o, Py_ssize_t index)
    tuple PyTuple_GetSlice(object o, Py_ssize_t low, Py_ssize_t high)
    # These two take over a reference to the item: Py_INCREF it first.
    int PyTuple_SetItem(object o, Py_ssize_t index, object item) except -1
    void PyTuple_SET_ITEM(object o, Py_ssize_t index, object item)
    int _PyTuple_Resize(PyObject **target, Py_ssize_t length) except -1

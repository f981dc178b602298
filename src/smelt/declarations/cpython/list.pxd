# list objects.

from cpython.object cimport PyObject

cdef extern from "Python.h":
    bint PyList_Check(object o)
    bint PyList_CheckExact(object o)
    list PyList_New(Py_ssize_t length)
    Py_ssize_t PyList_Size(object o) except -1
    Py_ssize_t PyList_GET_SIZE(object o)
    PyObject *PyList_GetItem(object o, Py_ssize_t index) except NULL
    PyObject *PyList_GET_ITEM(object o, Py_ssize_t index)
    # These two take over a reference to the item: Py_INCREF it first.
    int PyList_SetItem(object o, Py_ssize_t index, object item) except -1
    void PyList_SET_ITEM(object o, Py_ssize_t index, object item)
    int PyList_Insert(object o, Py_ssize_t index, object item) except -1
    int PyList_Append(object o, object item) except -1
    list PyList_GetSlice(object o, Py_ssize_t low, Py_ssize_t high)
    int PyList_SetSlice(object o, Py_ssize_t low, Py_ssize_t high, object items) except -1
    int PyList_Sort(object o) except -1
    int PyList_Reverse(object o) except -1
    tuple PyList_AsTuple(object o)

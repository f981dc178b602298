# Reference counts.

from cpython.object cimport PyObject, PyTypeObject

cdef extern from "Python.h":
    void Py_INCREF(object o)
    void Py_DECREF(object o)
    void Py_XINCREF(PyObject *o)
    void Py_XDECREF(PyObject *o)
    void Py_CLEAR(PyObject *o)
    Py_ssize_t Py_REFCNT(object o)
    PyTypeObject *Py_TYPE(object o)
    PyObject *Py_NewRef(object o)
    PyObject *Py_XNewRef(PyObject *o)

cdef extern from *:
    """
    #ifndef _Py_REFCNT
    #define _Py_REFCNT(o) Py_REFCNT(o)
    #endif
    """
    Py_ssize_t _Py_REFCNT(PyObject *o)

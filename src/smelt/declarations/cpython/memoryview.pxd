# memoryview objects.

from cpython.object cimport PyObject

cdef extern from "Python.h":
    bint PyMemoryView_Check(object o)
    object PyMemoryView_FromObject(object o)
    object PyMemoryView_FromMemory(char *memory, Py_ssize_t size, int flags)
    object PyMemoryView_GetContiguous(object o, int kind, char order)
    object PyMemoryView_FromBuffer(const Py_buffer *view)
    Py_buffer *PyMemoryView_GET_BUFFER(object view)
    PyObject *PyMemoryView_GET_BASE(object view)

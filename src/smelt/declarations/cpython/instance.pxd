# Objects in general, under their old name.

cdef extern from "Python.h":
    bint PyObject_IsInstance(object o, object cls) except -1

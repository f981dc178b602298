# Type objects.

cdef extern from "Python.h":
    bint PyType_Check(object o)
    bint PyType_CheckExact(object o)
    bint PyType_HasFeature(type o, unsigned long feature)
    bint PyType_IS_GC(type o)
    bint PyType_IsSubtype(type a, type b)
    unsigned int PyType_ClearCache()
    void PyType_Modified(type o)
    object PyType_GenericAlloc(type o, Py_ssize_t count)
    object PyType_GenericNew(type o, object args, object kwargs)
    int PyType_Ready(type o) except -1

# memoryview objects.

cdef extern from "Python.h":
    bint PyMemoryView_Check(object o)
    object PyMemoryView_FromObject(object o)
    object PyMemoryView_FromMemory(char *memory, Py_ssize_t size, int flags)
    object PyMemoryView_GetContiguous(object o, int kind, char order)

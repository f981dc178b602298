# set and frozenset objects.

cdef extern from "Python.h":
    bint PySet_Check(object o)
    bint PySet_CheckExact(object o)
    bint PyFrozenSet_Check(object o)
    bint PyFrozenSet_CheckExact(object o)
    bint PyAnySet_Check(object o)
    bint PyAnySet_CheckExact(object o)
    set PySet_New(object iterable)
    frozenset PyFrozenSet_New(object iterable)
    Py_ssize_t PySet_Size(object o) except -1
    Py_ssize_t PySet_GET_SIZE(object o)
    bint PySet_Contains(object o, object key) except -1
    int PySet_Add(object o, object key) except -1
    bint PySet_Discard(object o, object key) except -1
    object PySet_Pop(object o)
    int PySet_Clear(object o) except -1

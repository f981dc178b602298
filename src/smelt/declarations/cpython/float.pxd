# float objects.

cdef extern from "Python.h":
    bint PyFloat_Check(object o)
    bint PyFloat_CheckExact(object o)
    object PyFloat_FromString(object text)
    object PyFloat_FromDouble(double value)
    double PyFloat_AsDouble(object o) except? -1
    double PyFloat_AS_DOUBLE(object o)
    double PyFloat_GetMax()
    double PyFloat_GetMin()

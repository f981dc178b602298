# int objects.

cdef extern from "Python.h":
    bint PyLong_Check(object o)
    bint PyLong_CheckExact(object o)
    int PyLong_AsInt(object o) except? -1
    long PyLong_AsLong(object o) except? -1
    long PyLong_AsLongAndOverflow(object o, int *overflow) except? -1
    long long PyLong_AsLongLong(object o) except? -1
    long long PyLong_AsLongLongAndOverflow(object o, int *overflow) except? -1
    Py_ssize_t PyLong_AsSsize_t(object o) except? -1
    size_t PyLong_AsSize_t(object o) except? <size_t>-1
    unsigned long PyLong_AsUnsignedLong(object o) except? <unsigned long>-1
    unsigned long long PyLong_AsUnsignedLongLong(object o) except? <unsigned long long>-1
    unsigned long PyLong_AsUnsignedLongMask(object o) except? <unsigned long>-1
    unsigned long long PyLong_AsUnsignedLongLongMask(object o) except? <unsigned long long>-1
    double PyLong_AsDouble(object o) except? -1.0
    void *PyLong_AsVoidPtr(object o) except? NULL
    object PyLong_FromLong(long value)
    object PyLong_FromLongLong(long long value)
    object PyLong_FromSsize_t(Py_ssize_t value)
    object PyLong_FromSize_t(size_t value)
    object PyLong_FromUnsignedLong(unsigned long value)
    object PyLong_FromUnsignedLongLong(unsigned long long value)
    object PyLong_FromDouble(double value)
    object PyLong_FromString(const char *text, char **end, int base)
    object PyLong_FromUnicodeObject(object text, int base)
    object PyLong_FromVoidPtr(void *pointer)

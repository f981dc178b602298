/* needs: core.h inflight.h integers_as.h floats.h */
/* Conversions of arguments: as the others, but what fails names the parameter. */
static SMELT_COLD void smelt_name_argument(PyObject *name)
{
    PyObject *exc = smelt_fetch(), *traceback = PyException_GetTraceback(exc), *args = NULL;
    /* An exception with a traceback is not ours: it comes from an __index__ or __float__ written in Python. */
    if (traceback == NULL && (Py_TYPE(exc) == (PyTypeObject *)PyExc_TypeError
                              || Py_TYPE(exc) == (PyTypeObject *)PyExc_OverflowError))
        args = Py_BuildValue("(N)", PyUnicode_FromFormat("%S (argument '%U')", exc, name));
    if (args != NULL && PyObject_SetAttrString(exc, "args", args) < 0)
        PyErr_Clear();
    Py_XDECREF(args);
    Py_XDECREF(traceback);
    smelt_restore(exc);
}

#define SMELT_ARGUMENT(T, kind) \
    static inline SMELT_UNUSED T smelt_arg_##kind(PyObject *o, PyObject *name) \
    { \
        T value = smelt_as_##kind(o); \
        if (smelt_unlikely(value == (T)-1 && PyErr_Occurred())) \
            smelt_name_argument(name); \
        return value; \
    }
SMELT_ARGUMENT(char, char)
SMELT_ARGUMENT(signed char, schar)
SMELT_ARGUMENT(unsigned char, uchar)
SMELT_ARGUMENT(short, short)
SMELT_ARGUMENT(unsigned short, ushort)
SMELT_ARGUMENT(int, int)
SMELT_ARGUMENT(unsigned int, uint)
SMELT_ARGUMENT(long, long)
SMELT_ARGUMENT(unsigned long, ulong)
SMELT_ARGUMENT(long long, longlong)
SMELT_ARGUMENT(unsigned long long, ulonglong)
SMELT_ARGUMENT(Py_ssize_t, ssize)
SMELT_ARGUMENT(size_t, size)
SMELT_ARGUMENT(int8_t, int8)
SMELT_ARGUMENT(int16_t, int16)
SMELT_ARGUMENT(int32_t, int32)
SMELT_ARGUMENT(int64_t, int64)
SMELT_ARGUMENT(uint8_t, uint8)
SMELT_ARGUMENT(uint16_t, uint16)
SMELT_ARGUMENT(uint32_t, uint32)
SMELT_ARGUMENT(uint64_t, uint64)
SMELT_ARGUMENT(float, float)
SMELT_ARGUMENT(double, double)

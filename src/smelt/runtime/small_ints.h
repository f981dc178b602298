/* needs: core.h */
/* Python ints of one digit, whose value is at hand. */
static inline SMELT_UNUSED int smelt_small(PyObject *o, long *value)
{
#if PY_VERSION_HEX >= 0x030C0000
    if (!PyUnstable_Long_IsCompact((PyLongObject *)o))
        return 0;
    *value = (long)PyUnstable_Long_CompactValue((PyLongObject *)o);
    return 1;
#else
    Py_ssize_t size = Py_SIZE(o);
    *value = (long)size * (long)((PyLongObject *)o)->ob_digit[0];
    return size >= -1 && size <= 1;
#endif
}

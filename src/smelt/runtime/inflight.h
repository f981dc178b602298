/* needs: core.h */
/* The exception in flight as one object, with its traceback in it. */
#if PY_VERSION_HEX >= 0x030C0000
#define smelt_fetch PyErr_GetRaisedException
#define smelt_restore PyErr_SetRaisedException
#else
static SMELT_UNUSED PyObject *smelt_fetch(void)
{
    PyObject *type, *value, *traceback;
    PyErr_Fetch(&type, &value, &traceback);
    if (type == NULL)
        return NULL;
    PyErr_NormalizeException(&type, &value, &traceback);
    if (traceback != NULL)
        PyException_SetTraceback(value, traceback);
    Py_XDECREF(traceback);
    Py_DECREF(type);
    return value;
}

static SMELT_UNUSED void smelt_restore(PyObject *exc)
{
    if (exc == NULL)
        PyErr_Clear();
    else
        PyErr_Restore(Py_NewRef((PyObject *)Py_TYPE(exc)), exc, PyException_GetTraceback(exc));
}
#endif

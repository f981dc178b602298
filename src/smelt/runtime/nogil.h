/* needs: core.h traceback.h */
/* Errors in code without the GIL: it is taken for as long as the error is made. */
static SMELT_COLD void smelt_raise_nogil(PyObject *type, const char *message)
{
    PyGILState_STATE state = PyGILState_Ensure();
    PyErr_SetString(type, message);
    PyGILState_Release(state);
}

static SMELT_COLD void smelt_add_traceback_nogil(const char *function, int line)
{
    PyGILState_STATE state = PyGILState_Ensure();
    smelt_add_traceback(function, line);
    PyGILState_Release(state);
}

/* Whether an exception is in flight. */
static SMELT_COLD int smelt_occurred_nogil(void)
{
    PyGILState_STATE state = PyGILState_Ensure();
    int occurred = PyErr_Occurred() != NULL;
    PyGILState_Release(state);
    return occurred;
}

static SMELT_COLD void smelt_write_unraisable_nogil(PyObject *where)
{
    PyGILState_STATE state = PyGILState_Ensure();
    PyErr_WriteUnraisable(where);
    PyGILState_Release(state);
}

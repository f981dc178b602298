/* needs: core.h */
/* The with statement: its methods are looked up on the type, as the interpreter does. */
static SMELT_UNUSED PyObject *smelt_lookup_special(PyObject *o, const char *name, const char *hint)
{
    PyTypeObject *type = Py_TYPE(o);
    PyObject *key = PyUnicode_InternFromString(name);
    PyObject *found = key == NULL ? NULL : Py_XNewRef(_PyType_Lookup(type, key));
    Py_XDECREF(key);
    if (found == NULL) {
        if (!PyErr_Occurred())
            PyErr_Format(PyExc_TypeError, "'%.200s' object does not support the context manager protocol%s",
                         type->tp_name, hint);
        return NULL;
    }
    descrgetfunc bind = Py_TYPE(found)->tp_descr_get;
    if (bind != NULL)
        SMELT_SET(found, bind(found, o, (PyObject *)type));
    return found;
}

static SMELT_UNUSED PyObject *smelt_lookup_enter(PyObject *o)
{
    return smelt_lookup_special(o, "__enter__", "");
}

static SMELT_UNUSED PyObject *smelt_lookup_exit(PyObject *o)
{
    return smelt_lookup_special(o, "__exit__", " (missed __exit__ method)");
}

/* Calls the bound __exit__, with the exception or, if it is NULL, three times None; whether it is to be suppressed. */
static SMELT_UNUSED int smelt_call_exit(PyObject *exit, PyObject *exc)
{
    PyObject *traceback = exc != NULL ? PyException_GetTraceback(exc) : NULL;
    PyObject *args[4] = {NULL, Py_None, Py_None, Py_None};
    if (exc != NULL) {
        args[1] = (PyObject *)Py_TYPE(exc);
        args[2] = exc;
        args[3] = traceback != NULL ? traceback : Py_None;
    }
    PyObject *result = PyObject_Vectorcall(exit, args + 1, 3 | PY_VECTORCALL_ARGUMENTS_OFFSET, NULL);
    int suppress = result == NULL ? -1 : exc == NULL ? 0 : PyObject_IsTrue(result);
    Py_XDECREF(traceback);
    Py_XDECREF(result);
    return suppress;
}

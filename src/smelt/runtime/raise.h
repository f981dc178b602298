/* needs: core.h inflight.h */
/* raise, and the matching of exceptions. */
static SMELT_COLD PyObject *smelt_exception_instance(PyObject *o, const char *refusal)
{
    if (PyExceptionInstance_Check(o))
        return Py_NewRef(o);
    if (!PyExceptionClass_Check(o)) {
        PyErr_SetString(PyExc_TypeError, refusal);
        return NULL;
    }
    PyObject *value = PyObject_CallNoArgs(o);
    if (value != NULL && !PyExceptionInstance_Check(value)) {
        PyErr_Format(PyExc_TypeError, "calling %R should have returned an instance of BaseException, not %R", o,
                     (PyObject *)Py_TYPE(value));
        Py_CLEAR(value);
    }
    return value;
}

/* `raise exc from cause`; the cause is NULL without `from`. */
static SMELT_COLD void smelt_raise_object(PyObject *exc, PyObject *cause)
{
    PyObject *value = smelt_exception_instance(exc, "exceptions must derive from BaseException");
    if (value != NULL && cause != NULL) {
        const char *refusal = "exception causes must derive from BaseException";
        PyObject *fixed = cause == Py_None ? NULL : smelt_exception_instance(cause, refusal);
        if (fixed == NULL && cause != Py_None)
            Py_CLEAR(value);
        else
            PyException_SetCause(value, fixed);
    }
    if (value != NULL)
        PyErr_SetObject((PyObject *)Py_TYPE(value), value);
    Py_XDECREF(value);
}

/* A bare `raise` outside of the function's own handlers. */
static SMELT_COLD void smelt_reraise_current(void)
{
    PyObject *exc = PyErr_GetHandledException();
    if (exc == NULL || exc == Py_None) {
        Py_XDECREF(exc);
        PyErr_SetString(PyExc_RuntimeError, "No active exception to reraise");
    } else
        smelt_restore(exc);
}

static SMELT_COLD void smelt_assertion_failed(PyObject *message)
{
    if (message == NULL) {
        PyErr_SetNone(PyExc_AssertionError);
        return;
    }
    /* As a call: a tuple must not become several arguments. */
    PyObject *value = PyObject_CallOneArg(PyExc_AssertionError, message);
    if (value != NULL)
        PyErr_SetObject(PyExc_AssertionError, value);
    Py_XDECREF(value);
}

static SMELT_COLD void smelt_raise_unbound_local(PyObject *name)
{
    PyErr_Format(PyExc_UnboundLocalError,
                 "cannot access local variable '%U' where it is not associated with a value", name);
}

static SMELT_COLD void smelt_raise_unbound_free(PyObject *name)
{
    PyErr_Format(PyExc_NameError,
                 "cannot access free variable '%U' where it is not associated with a value in enclosing scope", name);
}

static SMELT_COLD void smelt_raise_name_error(PyObject *name)
{
    PyErr_Format(PyExc_NameError, "name '%U' is not defined", name);
}

/* Whether a handler for `types`, a class or a tuple of classes, takes the exception. */
static SMELT_UNUSED int smelt_matches(PyObject *exc, PyObject *types)
{
    int wrong = !PyTuple_Check(types) && !PyExceptionClass_Check(types);
    for (Py_ssize_t i = 0; PyTuple_Check(types) && i < PyTuple_GET_SIZE(types); i++)
        wrong |= !PyExceptionClass_Check(PyTuple_GET_ITEM(types, i));
    if (smelt_unlikely(wrong)) {
        PyErr_SetString(PyExc_TypeError, "catching classes that do not inherit from BaseException is not allowed");
        return -1;
    }
    return PyErr_GivenExceptionMatches(exc, types);
}

/* needs: core.h recursion.h */
/* Calls by vectorcall. The element before the first argument may be used by the callee. Compiled code that calls itself
   without end must meet the interpreter's limit before that of the C stack. */
static SMELT_UNUSED PyObject *smelt_call_kw(PyObject *f, PyObject *kwnames, PyObject *const *args, Py_ssize_t count)
{
    if (smelt_unlikely(smelt_enter_call()))
        return NULL;
    size_t positional = (size_t)(count - (kwnames != NULL ? PyTuple_GET_SIZE(kwnames) : 0));
    PyObject *result = PyObject_Vectorcall(f, args, positional | PY_VECTORCALL_ARGUMENTS_OFFSET, kwnames);
    smelt_leave_call();
    return result;
}

static inline SMELT_UNUSED PyObject *smelt_call(PyObject *f, PyObject *const *args, Py_ssize_t count)
{
    return smelt_call_kw(f, NULL, args, count);
}

/* The receiver is the first argument. */
static SMELT_UNUSED PyObject *smelt_call_method_kw(PyObject *name, PyObject *kwnames, PyObject *const *args,
                                                   Py_ssize_t count)
{
    if (smelt_unlikely(smelt_enter_call()))
        return NULL;
    size_t positional = (size_t)(count - (kwnames != NULL ? PyTuple_GET_SIZE(kwnames) : 0));
    PyObject *result = PyObject_VectorcallMethod(name, args, positional | PY_VECTORCALL_ARGUMENTS_OFFSET, kwnames);
    smelt_leave_call();
    return result;
}

static inline SMELT_UNUSED PyObject *smelt_call_method(PyObject *name, PyObject *const *args, Py_ssize_t count)
{
    return smelt_call_method_kw(name, NULL, args, count);
}

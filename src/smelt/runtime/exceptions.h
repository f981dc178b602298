/* needs: core.h inflight.h */
/* The exception that is being handled: what sys.exc_info() gives, and the context of what is raised meanwhile.
   A handler is entered by smelt_catch and left, whichever way, by smelt_restore_handled. The function's line belongs
   into the traceback before the exception is caught; one that goes on by smelt_reraise has it already. */
#define smelt_handled() (PyThreadState_Get()->exc_info->exc_value)

/* Takes the exception in flight, makes it the handled one and gives it, owned. `saved` gets what was, owned. */
static SMELT_UNUSED PyObject *smelt_catch(PyObject **saved)
{
    PyObject *exc = smelt_fetch();
    _PyErr_StackItem *item = PyThreadState_Get()->exc_info;
    *saved = item->exc_value != NULL ? item->exc_value : Py_NewRef(Py_None);
    item->exc_value = Py_XNewRef(exc);
    return exc;
}

/* Ends a handler; an exception in flight stays so. Nothing happens where `saved` is NULL: it was left before. */
static SMELT_UNUSED void smelt_restore_handled(PyObject **saved)
{
    if (*saved != NULL) {
        PyObject *value = *saved;
        *saved = NULL;
        if (value == Py_None) /* it would hide what the callers of a generator handle */
            Py_CLEAR(value);
        SMELT_SET(smelt_handled(), value);
    }
}

/* Makes `exc` the handled exception in a handler that was entered. */
static SMELT_UNUSED void smelt_set_handled(PyObject *exc)
{
    SMELT_SET(smelt_handled(), Py_XNewRef(exc));
}

/* Takes the reference. No new context, the traceback as it is. */
static SMELT_UNUSED void smelt_reraise(PyObject *exc)
{
    smelt_restore(exc);
}

static SMELT_COLD void smelt_write_unraisable(PyObject *where)
{
    PyErr_WriteUnraisable(where);
}

/* needs: core.h view_errors.h */
static SMELT_COLD void smelt_view_error_nogil(PyObject *owner, const char *name, const char *what)
{
    PyGILState_STATE state = PyGILState_Ensure();
    smelt_view_error(owner, name, what);
    PyGILState_Release(state);
}

static SMELT_COLD void smelt_index_error_nogil(PyObject *owner, const char *name, int axis)
{
    PyGILState_STATE state = PyGILState_Ensure();
    smelt_index_error(owner, name, axis);
    PyGILState_Release(state);
}

/* needs: core.h */
/* o[start:stop]; a bound that is NULL is None. */
static SMELT_UNUSED PyObject *smelt_get_slice(PyObject *o, PyObject *start, PyObject *stop)
{
    PyObject *slice = PySlice_New(start, stop, NULL), *result = slice == NULL ? NULL : PyObject_GetItem(o, slice);
    Py_XDECREF(slice);
    return result;
}

static SMELT_UNUSED int smelt_set_slice(PyObject *o, PyObject *start, PyObject *stop, PyObject *value)
{
    PyObject *slice = PySlice_New(start, stop, NULL);
    int status = slice == NULL ? -1 : PyObject_SetItem(o, slice, value);
    Py_XDECREF(slice);
    return status;
}

static SMELT_UNUSED int smelt_del_slice(PyObject *o, PyObject *start, PyObject *stop)
{
    PyObject *slice = PySlice_New(start, stop, NULL);
    int status = slice == NULL ? -1 : PyObject_DelItem(o, slice);
    Py_XDECREF(slice);
    return status;
}

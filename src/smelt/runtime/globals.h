/* needs: core.h */
/* Names of the module and of builtins. */
static SMELT_UNUSED PyObject *smelt_dict_find(PyObject *dict, PyObject *key)
{
#if PY_VERSION_HEX >= 0x030D0000
    PyObject *found;
    return PyDict_GetItemRef(dict, key, &found) < 0 ? NULL : found;
#else
    return Py_XNewRef(PyDict_GetItemWithError(dict, key));
#endif
}

static SMELT_UNUSED PyObject *smelt_get_builtin(PyObject *name)
{
    PyObject *found = smelt_dict_find(smelt_builtins, name);
    if (found == NULL && !PyErr_Occurred())
        PyErr_Format(PyExc_NameError, "name '%U' is not defined", name);
    return found;
}

static SMELT_UNUSED PyObject *smelt_get_global(PyObject *name)
{
    PyObject *found = smelt_dict_find(smelt_dict, name);
    return found != NULL || PyErr_Occurred() ? found : smelt_get_builtin(name);
}

static SMELT_UNUSED int smelt_del_global(PyObject *name)
{
    int status = PyDict_DelItem(smelt_dict, name);
    if (status < 0 && PyErr_ExceptionMatches(PyExc_KeyError))
        PyErr_Format(PyExc_NameError, "name '%U' is not defined", name);
    return status;
}

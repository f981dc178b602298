/* needs: core.h */
/* getattr(o, name, value) and hasattr(o, name) */
/* 1 found, 0 not there, -1 error */
static SMELT_UNUSED int smelt_optional_attr(PyObject *o, PyObject *name, PyObject **found)
{
    *found = NULL;
    if (!PyUnicode_Check(name)) {
        PyErr_Format(PyExc_TypeError, "attribute name must be string, not '%.200s'", Py_TYPE(name)->tp_name);
        return -1;
    }
#if PY_VERSION_HEX >= 0x030D0000
    return PyObject_GetOptionalAttr(o, name, found);
#else
    if ((*found = PyObject_GetAttr(o, name)) != NULL)
        return 1;
    if (!PyErr_ExceptionMatches(PyExc_AttributeError))
        return -1;
    PyErr_Clear();
    return 0;
#endif
}

static SMELT_UNUSED PyObject *smelt_getattr_default(PyObject *o, PyObject *name, PyObject *value)
{
    PyObject *found;
    return smelt_optional_attr(o, name, &found) == 0 ? Py_NewRef(value) : found;
}

static SMELT_UNUSED int smelt_hasattr(PyObject *o, PyObject *name)
{
    PyObject *found;
    int has = smelt_optional_attr(o, name, &found);
    Py_XDECREF(found);
    return has;
}

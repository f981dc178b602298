/* needs: core.h */
/* A mapping that becomes a struct has to have an item for each field. */
static SMELT_UNUSED PyObject *smelt_get_struct_item(PyObject *mapping, PyObject *name)
{
    PyObject *found = PyObject_GetItem(mapping, name);
    if (found == NULL && PyErr_ExceptionMatches(PyExc_KeyError))
        PyErr_Format(PyExc_ValueError, "No value specified for struct attribute '%U'", name);
    return found;
}

/* The place in `names` of the one field of a union that a mapping has an item for. */
static SMELT_UNUSED Py_ssize_t smelt_union_field(PyObject *mapping, PyObject *names)
{
    Py_ssize_t found = -1;
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(names); i++) {
        PyObject *item = PyObject_GetItem(mapping, PyTuple_GET_ITEM(names, i));
        if (item == NULL && !PyErr_ExceptionMatches(PyExc_KeyError))
            return -1;
        PyErr_Clear();
        if (item != NULL && found >= 0) {
            PyErr_Format(PyExc_ValueError, "More than one union attribute passed: '%U' and '%U'",
                         PyTuple_GET_ITEM(names, found), PyTuple_GET_ITEM(names, i));
            Py_DECREF(item);
            return -1;
        }
        found = item != NULL ? i : found;
        Py_XDECREF(item);
    }
    if (found < 0)
        PyErr_Format(PyExc_ValueError, "No value specified for any of the union attributes %R", names);
    return found;
}

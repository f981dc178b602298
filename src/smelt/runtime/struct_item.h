/* needs: core.h */
/* A mapping that becomes a struct has to have an item for each field. */
static SMELT_UNUSED PyObject *smelt_get_struct_item(PyObject *mapping, PyObject *name)
{
    PyObject *found = PyObject_GetItem(mapping, name);
    if (found == NULL && PyErr_ExceptionMatches(PyExc_KeyError))
        PyErr_Format(PyExc_ValueError, "No value specified for struct attribute '%U'", name);
    return found;
}

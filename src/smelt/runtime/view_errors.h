/* needs: core.h */
/* A view that cannot be used: unbound (no owner), None, or indexed out of its range. */
static SMELT_COLD void smelt_view_error(PyObject *owner, const char *name, const char *what)
{
    if (owner == NULL)
        PyErr_Format(PyExc_UnboundLocalError,
                     "cannot access local variable '%s' where it is not associated with a value", name);
    else if (strncmp(what, "attribute", 9) == 0)
        PyErr_Format(PyExc_AttributeError, "'NoneType' object has no %s", what);
    else
        PyErr_Format(PyExc_TypeError, "Cannot %s None memoryview '%s'", what, name);
}

static SMELT_COLD void smelt_index_error(PyObject *owner, const char *name, int axis)
{
    if (owner == NULL || owner == Py_None)
        smelt_view_error(owner, name, "index");
    else
        PyErr_Format(PyExc_IndexError, "Out of bounds on buffer access (axis %d)", axis);
}

/* needs: core.h */
/* A view that cannot be used: unbound (no owner), None, or indexed out of its range. */
static SMELT_COLD void smelt_view_error(PyObject *owner, const char *name, const char *what)
{
    const int attribute = strncmp(what, "access", 6) == 0 || strcmp(what, "transpose") == 0;
    PyErr_Format(owner == NULL ? PyExc_UnboundLocalError : attribute ? PyExc_AttributeError : PyExc_TypeError,
                 owner == NULL ? "local variable '%s' referenced before assignment" : "Cannot %s None memoryview slice",
                 owner == NULL ? name : what);
}

/* An index out of range; that of a part, not of an element, comes with the complement of its axis. */
static SMELT_COLD void smelt_index_error(PyObject *owner, const char *name, int axis)
{
    if (owner == NULL || owner == Py_None)
        smelt_view_error(owner, name, "index");
    else
        PyErr_Format(PyExc_IndexError, axis < 0 ? "Index out of bounds (axis %d)"
                     : "Out of bounds on buffer access (axis %d)", axis < 0 ? ~axis : axis);
}

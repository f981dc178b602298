/* needs: core.h */
/* Vtables of classes that other modules inherit from: a capsule in the type's dict leads to them. */
static SMELT_COLD int smelt_show_vtable(PyObject *type, void *vtable)
{
    PyObject *capsule = PyCapsule_New(vtable, "smelt.vtable", NULL);
    int status = capsule == NULL ? -1 : PyObject_SetAttrString(type, "__smelt_vtable__", capsule);
    Py_XDECREF(capsule);
    return status;
}

static SMELT_COLD int smelt_take_vtable(PyObject *type, void *vtable, size_t size)
{
    PyObject *capsule = PyObject_GetAttrString(type, "__smelt_vtable__");
    void *found = capsule != NULL ? PyCapsule_GetPointer(capsule, "smelt.vtable") : NULL;
    if (found != NULL)
        memcpy(vtable, found, size);
    Py_XDECREF(capsule);
    return found != NULL ? 0 : -1;
}

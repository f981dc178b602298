/* needs: core.h */
/* The buffer protocol of extension types: `code` is __getbuffer__, which reports errors by an exception. */
static SMELT_UNUSED int smelt_get_buffer(PyObject *self, Py_buffer *view, int flags,
                                         void (*code)(PyObject *, Py_buffer *, int))
{
    if (view == NULL) {
        PyErr_SetString(PyExc_BufferError, "PyObject_GetBuffer: view==NULL argument is obsolete");
        return -1;
    }
    view->obj = Py_NewRef(Py_None);
    code(self, view, flags);
    if (PyErr_Occurred()) {
        Py_CLEAR(view->obj);
        return -1;
    }
    if (view->obj == Py_None)
        Py_CLEAR(view->obj);
    return 0;
}

/* A buffer may be released while an exception is in flight. */
static SMELT_UNUSED void smelt_release_buffer(PyObject *self, Py_buffer *view, void (*code)(PyObject *, Py_buffer *))
{
    PyObject *type, *value, *traceback;
    PyErr_Fetch(&type, &value, &traceback);
    code(self, view);
    PyErr_Restore(type, value, traceback);
}

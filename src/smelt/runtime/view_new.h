/* needs: core.h dtypes.h */
/* New memory for a view: gives the object that owns it, NULL with an exception, and where the memory begins. */
static SMELT_UNUSED PyObject *smelt_view_new(const smelt_dtype *dtype, int ndim, const Py_ssize_t *shape, int fortran,
                                             char **data)
{
    Py_ssize_t size = (Py_ssize_t)dtype->size;
    (void)fortran;
    for (int i = 0; i < ndim; i++) {
        if (shape[i] > 0 && size > PY_SSIZE_T_MAX / shape[i])
            return PyErr_NoMemory();
        size *= shape[i];
    }
    PyObject *owner = PyByteArray_FromStringAndSize(NULL, size);
    if (owner != NULL) {
        *data = PyByteArray_AS_STRING(owner);
        if (dtype->kind == 'O')
            memset(*data, 0, (size_t)size);
    }
    return owner;
}

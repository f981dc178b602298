/* needs: core.h dtypes.h dtype_format.h memoryview_type.h */
/* New memory for a view: gives the array that owns it, NULL with an exception, and where the memory begins. */
static SMELT_UNUSED PyObject *smelt_view_new(const smelt_dtype *dtype, int ndim, const Py_ssize_t *shape, int fortran,
                                             char **data)
{
    const char *format = smelt_dtype_format(dtype);
    smelt_cyarray *owner = format == NULL ? NULL
        : smelt_cyarray_make(NULL, ndim, shape, dtype, format, dtype->size, fortran ? 'F' : 'C');
    if (owner != NULL)
        *data = owner->data;
    return (PyObject *)owner;
}

/* needs: core.h dtypes.h cyarray.h memoryview_type.h */
/* New memory for a view, in an array of its own: gives that, NULL with an exception, and where the memory begins. */
static SMELT_UNUSED PyObject *smelt_view_new(const smelt_dtype *dtype, int ndim, const Py_ssize_t *shape, int fortran,
                                             char **data)
{
    smelt_cyarray *a = smelt_cyarray_make(NULL, ndim, shape, dtype, dtype->format, (Py_ssize_t)dtype->size,
                                          fortran ? 'F' : 'C');
    if (a != NULL)
        *data = a->data;
    return (PyObject *)a;
}

/* needs: core.h */
/* Tests of the layout of views. They need no GIL. */

/* Whether the items lie side by side, the last axis (or with `fortran` the first) being the fastest. Strides of views
   without items do not matter, nor, unless `strict`, those of axes of one item. */
static SMELT_UNUSED int smelt_is_packed(int ndim, Py_ssize_t size, const Py_ssize_t *shape, const Py_ssize_t *strides,
                                        const Py_ssize_t *suboffsets, int fortran, int strict)
{
    int packed = 1;
    for (int k = 0; k < ndim; k++) {
        const int axis = fortran ? k : ndim - 1 - k;
        if (suboffsets != NULL && suboffsets[axis] >= 0)
            return 0;
        packed &= (shape[axis] == 1 && !strict) || strides[axis] == size;
        size *= shape[axis];
    }
    return packed || size == 0;
}

static SMELT_COLD int smelt_layout_error(const char *format, int axis)
{
    PyGILState_STATE state = PyGILState_Ensure();
    PyErr_Format(PyExc_ValueError, format, axis);
    PyGILState_Release(state);
    return -1;
}

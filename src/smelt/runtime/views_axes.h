/* needs: core.h dtypes.h views.h */
/* Views whose axes are of different kinds. `axes` has a letter for each: s strided and c contiguous ones, f those whose
   stride follows from the extents of the contiguous one; i and j go through pointers (j: they lie side by side), g and
   h may. */
static SMELT_COLD int smelt_check_axis(const Py_buffer *b, int axis, char kind, Py_ssize_t extent, Py_ssize_t stride,
                                       Py_ssize_t suboffset, Py_ssize_t needed, int last)
{
    const int pointers = kind == 'i' || kind == 'j', packed = strchr("cjh", kind) != NULL;
    const char *wrong = NULL;
    if (b != NULL && b->strides == NULL)
        wrong = packed && !last ? "C-contiguous buffer is not contiguous in dimension %d"
            : pointers ? "C-contiguous buffer is not indirect in dimension %d" : NULL;
    else if (extent > 1 && strchr("cfjh", kind) != NULL && stride != needed)
        wrong = pointers ? "Buffer is not indirectly contiguous in dimension %d."
            : "Buffer and memoryview are not contiguous in the same dimension.";
    if (wrong == NULL && suboffset >= 0 && strchr("scf", kind) != NULL)
        wrong = "Buffer not compatible with direct access in dimension %d.";
    else if (wrong == NULL && suboffset < 0 && pointers)
        wrong = "Buffer is not indirectly accessible in dimension %d.";
    return wrong == NULL ? 0 : (PyErr_Format(PyExc_ValueError, wrong, axis), -1);
}

/* As `smelt_view`; fills in the suboffsets as well if there is room for them. */
static SMELT_UNUSED PyObject *smelt_view_axes(PyObject *o, const char *what, const smelt_dtype *dtype, int ndim,
                                              int flags, const char *axes, char **data, Py_ssize_t *shape,
                                              Py_ssize_t *strides, Py_ssize_t *suboffsets)
{
    PyObject *owner = smelt_view(o, what, dtype, ndim, flags, data, shape, strides);
    if (owner == NULL)
        return NULL;
    const Py_buffer *b = Py_TYPE(owner) == smelt_exporter_type ? &((smelt_exporter *)owner)->buffer : NULL;
    const char *contiguous = strrchr(axes, 'c');
    const int from = contiguous != NULL ? (int)(contiguous - axes) : 0;
    for (int i = 0; i < ndim; i++) {
        const Py_ssize_t suboffset = b != NULL && b->suboffsets != NULL ? b->suboffsets[i] : -1;
        Py_ssize_t needed = suboffset < 0 ? dtype->size : (Py_ssize_t)sizeof(char *);
        if (axes[i] == 'f') { /* the block of memory is Fortran contiguous behind its contiguous axis, C before it */
            for (int k = i < from ? i + 1 : from; k < (i < from ? ndim : i); k++)
                needed *= shape[k];
        }
        if (suboffsets != NULL)
            suboffsets[i] = suboffset;
        const int empty = *data == NULL && owner == Py_None;
        if (!empty && smelt_check_axis(b, i, axes[i], shape[i], strides[i], suboffset, needed, i == ndim - 1) < 0) {
            Py_DECREF(owner);
            return NULL;
        }
    }
    return owner;
}

/* needs: core.h views.h view_base.h view_errors.h memoryview.h cyarray.h dtype_format.h */
/* View objects of views, of arrays, and of whatever exports a buffer. */

/* A view without memory: of an attribute (no name) or of a variable. */
static SMELT_COLD PyObject *smelt_unbound_view(const char *name)
{
    if (name == NULL)
        PyErr_SetString(PyExc_AttributeError, "Memoryview is not initialized");
    else
        smelt_view_error(NULL, name, "");
    return NULL;
}

/* The object of a view; `strides` and `suboffsets` may be NULL. Of a None view it is None. */
static SMELT_COLD PyObject *smelt_memoryview_of(PyObject *owner, char *data, const Py_ssize_t *shape,
                                                const Py_ssize_t *strides, const Py_ssize_t *suboffsets,
                                                const smelt_dtype *dtype, int ndim, char order, int readonly)
{
    Py_ssize_t filled[SMELT_VIEW_DIMS];
    const char *format = owner == Py_None ? "" : smelt_dtype_format(dtype);
    if (owner == Py_None)
        return Py_NewRef(owner);
    if (strides == NULL)
        smelt_fill_strides(ndim, shape, filled, dtype->size, order);
    smelt_memoryview *v = format == NULL ? NULL
        : smelt_memoryview_new(owner, data, dtype, format, dtype->size, readonly);
    for (int i = 0; v != NULL && i < ndim; i++)
        smelt_memoryview_axis(v, shape[i], strides != NULL ? strides[i] : filled[i],
                              suboffsets != NULL ? suboffsets[i] : -1);
    return (PyObject *)v;
}

static SMELT_COLD smelt_memoryview *smelt_memoryview_of_array(smelt_cyarray *a)
{
    smelt_memoryview *v;
    const smelt_dtype *dtype = a->dtype != NULL && strcmp(a->format, "c") != 0 ? a->dtype
        : smelt_dtype_of(a->format, a->itemsize);
    if (a->ndim > SMELT_VIEW_DIMS) {
        PyErr_Format(PyExc_ValueError, "views have at most %d dimensions, the array has %d", (int)SMELT_VIEW_DIMS,
                     a->ndim);
        return NULL;
    }
    v = smelt_memoryview_new((PyObject *)a, a->data, dtype, a->format, a->itemsize, 0);
    for (int i = 0; v != NULL && i < a->ndim; i++)
        smelt_memoryview_axis(v, a->_shape[i], a->_strides[i], -1);
    return v;
}

/* The part of memory that an object exports, with the flags of PyObject_GetBuffer; of a view object the same again. */
static SMELT_COLD PyObject *smelt_memoryview_from(PyObject *o, int flags)
{
    smelt_memoryview *v = NULL;
    if (smelt_memoryview_ready() < 0)
        return NULL;
    if (PyObject_TypeCheck(o, smelt_memoryview_type) && flags == PyBUF_FULL_RO)
        return Py_NewRef(o);
    if (PyObject_TypeCheck(o, smelt_cyarray_type) && flags == PyBUF_FULL_RO)
        return (PyObject *)smelt_memoryview_of_array((smelt_cyarray *)o);
    smelt_exporter *e = smelt_export(o, ((flags & PyBUF_C_CONTIGUOUS) == PyBUF_C_CONTIGUOUS ? SMELT_C_ORDER : 0)
        | ((flags & PyBUF_F_CONTIGUOUS) == PyBUF_F_CONTIGUOUS ? SMELT_F_ORDER : 0)
        | (flags & PyBUF_WRITABLE ? SMELT_WRITABLE : 0)
        | ((flags & PyBUF_INDIRECT) == PyBUF_INDIRECT ? SMELT_INDIRECT : 0));
    if (e == NULL)
        return NULL;
    const Py_buffer *b = &e->buffer;
    const char *format = b->format != NULL ? b->format : "B";
    const int ndim = b->shape != NULL || b->ndim == 0 ? b->ndim : 1;
    if (ndim > SMELT_VIEW_DIMS)
        PyErr_Format(PyExc_ValueError, "views have at most %d dimensions, the buffer has %d", (int)SMELT_VIEW_DIMS,
                     ndim);
    else
        v = smelt_memoryview_new((PyObject *)e, (char *)b->buf, smelt_dtype_of(format, b->itemsize), format,
                                 b->itemsize, b->readonly);
    if (v != NULL) {
        const Py_ssize_t items = b->itemsize > 0 ? b->len / b->itemsize : 0;
        Py_ssize_t filled[SMELT_VIEW_DIMS];
        smelt_fill_strides(ndim, b->shape != NULL ? b->shape : &items, filled, b->itemsize, 'C');
        for (int i = 0; i < ndim; i++)
            smelt_memoryview_axis(v, b->shape != NULL ? b->shape[i] : items,
                                  b->strides != NULL ? b->strides[i] : filled[i],
                                  b->suboffsets != NULL ? b->suboffsets[i] : -1);
    }
    Py_DECREF(e);
    return (PyObject *)v;
}

/* As `smelt_view`, of view objects and arrays of this module: the owner of the memory is theirs, so that no chain of
   owners grows. */
static SMELT_COLD PyObject *smelt_view_of_object(PyObject *o, const smelt_dtype *dtype, int ndim, int flags,
                                                 char **data, Py_ssize_t *shape, Py_ssize_t *strides)
{
    const int array = PyObject_TypeCheck(o, smelt_cyarray_type);
    PyObject *owner = array ? o : ((smelt_memoryview *)o)->owner;
    Py_buffer b;
    if ((array ? smelt_cyarray_getbuffer(o, &b, PyBUF_FULL_RO) : smelt_memoryview_getbuffer(o, &b, PyBUF_FULL_RO)) < 0)
        return NULL;
    Py_INCREF(owner);
    if (smelt_check_buffer(&b, dtype, ndim, flags) < 0)
        Py_CLEAR(owner);
    for (int i = 0; owner != NULL && i < ndim; i++) {
        shape[i] = b.shape[i];
        if (strides != NULL)
            strides[i] = b.strides[i];
    }
    *data = (char *)b.buf;
    PyBuffer_Release(&b);
    return owner;
}

/* As `smelt_view`, of any object but plain arrays. A view object over a buffer with suboffsets is not seen through:
   that buffer's are those of the whole. Its exporter is then called the base all the same. */
static SMELT_COLD PyObject *smelt_view_other(PyObject *o, const char *what, const smelt_dtype *dtype, int ndim,
                                             int flags, char **data, Py_ssize_t *shape, Py_ssize_t *strides)
{
    PyObject *owner;
    const int object = smelt_memoryview_type != NULL && PyObject_TypeCheck(o, smelt_memoryview_type);
    if (object) {
        const smelt_exporter *e = (const smelt_exporter *)((smelt_memoryview *)o)->owner;
        if (Py_TYPE(e) != smelt_exporter_type || (e->buffer.suboffsets == NULL && e->buffer.strides != NULL))
            return smelt_view_of_object(o, dtype, ndim, flags, data, shape, strides);
        owner = smelt_view_of_object(o, dtype, ndim, flags, data, shape, strides);
        if (owner == NULL)
            return NULL; /* it says best what does not fit */
        Py_DECREF(owner);
    }
    else if (smelt_cyarray_type != NULL && PyObject_TypeCheck(o, smelt_cyarray_type)) {
        return smelt_view_of_object(o, dtype, ndim, flags, data, shape, strides);
    }
    owner = smelt_view(o, what, dtype, ndim, flags, data, shape, strides);
    if (object && owner != NULL && Py_TYPE(owner) == smelt_exporter_type)
        SMELT_SET(((smelt_exporter *)owner)->base, Py_NewRef(smelt_memoryview_origin(o)));
    return owner;
}

static inline SMELT_UNUSED PyObject *smelt_view_any(PyObject *o, const char *what, const smelt_dtype *dtype, int ndim,
                                                    int flags, char **data, Py_ssize_t *shape, Py_ssize_t *strides)
{
    if (smelt_unlikely(Py_TYPE(o) != smelt_ndarray_type))
        return smelt_view_other(o, what, dtype, ndim, flags, data, shape, strides);
    return smelt_view(o, what, dtype, ndim, flags, data, shape, strides);
}
#define smelt_view smelt_view_any

/* needs: core.h dtypes.h */
/* Typed memoryviews over any exporter. A NumPy array is taken apart through its struct, which NumPy promises to keep;
   everything else, and every refusal, goes through the buffer protocol, so that the exporter words the error. */
/* Flags: what a NumPy array has to have, and what other exporters are asked for; that None makes a view without extent,
   and that any elements of the right size will do. */
enum {
    SMELT_C_ORDER = 1 | PyBUF_C_CONTIGUOUS << 20, SMELT_F_ORDER = 2 | PyBUF_F_CONTIGUOUS << 20, SMELT_ALIGNED = 0x100,
    SMELT_WRITABLE = 0x400 | PyBUF_WRITABLE << 20, SMELT_INDIRECT = PyBUF_INDIRECT << 20, SMELT_NONE_OK = 0x10000,
    SMELT_CAST = 0x20000
};
typedef struct { PyObject_HEAD PyTypeObject *scalar; char kind, letter, byteorder, flags; int number; } smelt_descr;
typedef struct { PyObject_HEAD char *data; int ndim; Py_ssize_t *shape, *strides; PyObject *base; smelt_descr *dtype;
                 int flags; } smelt_ndarray;
/* Owner of the memory of a view: the array itself, or a buffer that is given back when its last view dies. */
typedef struct { PyObject_HEAD PyObject *base; Py_buffer buffer; } smelt_exporter;
static PyTypeObject *smelt_ndarray_type, *smelt_exporter_type; /* numpy.ndarray, once numpy was there */

static int smelt_check_dtype(const Py_buffer *b, const smelt_dtype *dtype); /* in dtype_check.h or dtype_match.h */

static SMELT_COLD int smelt_is_ndarray(PyObject *o)
{
    PyObject *numpy = smelt_ndarray_type == NULL ? PyDict_GetItemString(PyImport_GetModuleDict(), "numpy") : NULL;
    PyObject *type = numpy != NULL ? PyObject_GetAttrString(numpy, "ndarray") : NULL;
    if (type != NULL && PyType_Check(type) && ((PyTypeObject *)type)->tp_basicsize >= (Py_ssize_t)sizeof(smelt_ndarray))
        smelt_ndarray_type = (PyTypeObject *)Py_NewRef(type);
    Py_XDECREF(type);
    PyErr_Clear();
    return smelt_ndarray_type != NULL && PyObject_TypeCheck(o, smelt_ndarray_type);
}

/* CPython's memoryviews do not survive that they are cleared while their buffer is in use: those are not shown. */
static int smelt_exporter_traverse(PyObject *self, visitproc visit, void *arg)
{
    const smelt_exporter *e = (const smelt_exporter *)self;
    Py_VISIT(Py_TYPE(self));
    Py_VISIT(e->buffer.obj != NULL && PyMemoryView_Check(e->buffer.obj) ? NULL : e->buffer.obj);
    Py_VISIT(PyMemoryView_Check(e->base) ? NULL : e->base);
    return 0;
}

static void smelt_exporter_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    PyObject_GC_UnTrack(self);
    PyBuffer_Release(&((smelt_exporter *)self)->buffer);
    Py_DECREF(((smelt_exporter *)self)->base);
    type->tp_free(self);
    Py_DECREF(type);
}

/* An exporter of the buffer of `o`, as the flags ask for it. Its Py_buffer stays where it is: others point into it. */
static SMELT_COLD smelt_exporter *smelt_export(PyObject *o, int flags)
{
    static PyType_Slot slots[] = {{Py_tp_traverse, (void *)smelt_exporter_traverse},
                                  {Py_tp_dealloc, (void *)smelt_exporter_dealloc}, {0, NULL}};
    static PyType_Spec spec = {"smelt.exporter", sizeof(smelt_exporter), 0,
                               Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_DISALLOW_INSTANTIATION, slots};
    smelt_exporter *e;
    if ((smelt_exporter_type == NULL && (smelt_exporter_type = (PyTypeObject *)PyType_FromSpec(&spec)) == NULL)
        || (e = PyObject_GC_New(smelt_exporter, smelt_exporter_type)) == NULL)
        return NULL;
    memset(&e->buffer, 0, sizeof e->buffer);
    e->base = Py_NewRef(o);
    if (PyObject_GetBuffer(o, &e->buffer, PyBUF_FORMAT | PyBUF_STRIDES | flags >> 20) == 0) {
        PyObject_GC_Track(e);
        return e;
    }
    e->buffer.obj = NULL;
    Py_DECREF(e);
    return NULL;
}

/* Whether a buffer is what the view needs: an exporter may not care for what it was asked. */
static SMELT_COLD int smelt_check_buffer(const Py_buffer *b, const smelt_dtype *dtype, int ndim, int flags)
{
    size_t offsets = (size_t)b->buf;
    if (b->ndim != ndim)
        return PyErr_Format(PyExc_ValueError, "Buffer has wrong number of dimensions (expected %d, got %d)", ndim,
                            b->ndim), -1;
    if (!(flags & SMELT_CAST) && smelt_check_dtype(b, dtype) < 0)
        return -1;
    if (b->itemsize != dtype->size)
        return PyErr_Format(PyExc_ValueError,
            "Item size of buffer (%zd byte%s) does not match size of '%s' (%zd byte%s)",
            b->itemsize, &"s"[b->itemsize == 1], dtype->name, dtype->size, &"s"[dtype->size == 1]), -1;
    for (int i = 0; i < ndim; i++) {
        offsets |= b->shape[i] > 1 && b->strides != NULL ? (size_t)b->strides[i] : 0;
        if ((flags & SMELT_INDIRECT) != SMELT_INDIRECT && b->suboffsets != NULL && b->suboffsets[i] >= 0)
            return PyErr_Format(PyExc_ValueError, "Buffer not compatible with direct access in dimension %d.", i), -1;
    }
    const char *wrong = flags & 0x400 && b->readonly ? "buffer source array is read-only"
        : flags & 1 && !PyBuffer_IsContiguous(b, 'C') ? "ndarray is not C-contiguous"
        : b->strides == NULL && b->suboffsets != NULL ? "Buffer exposes suboffsets but no strides"
        : flags & 2 && !PyBuffer_IsContiguous(b, 'F') ? b->strides != NULL ? "ndarray is not Fortran contiguous"
        : "C-contiguous buffer is not contiguous in dimension 0"
        : b->len != 0 && offsets & (size_t)(dtype->align - 1) ? "Buffer is not aligned as '%s' needs it" : NULL;
    return wrong == NULL ? 0 : (PyErr_Format(PyExc_ValueError, wrong, dtype->name), -1);
}

/* Gives the exception a cause, which says what the view needs, what came, and how NumPy converts it: the message itself
   stays as everybody knows it. */
static SMELT_COLD PyObject *smelt_explain(PyObject *o, const char *what, const smelt_dtype *dtype, int ndim, int flags)
{
    PyObject *type, *error, *traceback;
    PyErr_Fetch(&type, &error, &traceback);
    PyErr_NormalizeException(&type, &error, &traceback);
    const int array = smelt_is_ndarray(o), fits = array && dtype->kind != 'S' && ((smelt_ndarray *)o)->ndim == ndim;
    PyObject *text = PyUnicode_FromFormat("%s%s%s",
        "'{0}' has to be a {1}{2}buffer of {3} dimension(s) and elements of the type '{4}'; it is of the type "
        "'{5.__class__.__name__}'", array ? ", with dtype {5.dtype}, shape {5.shape} and strides {5.strides}" : "",
        fits ? ": numpy.require({0}, '{6}{7}', '{8}AW') converts it" : "");
    PyObject *said = PyObject_CallMethod(text, "format", "sssisOCns", what, flags & 0x400 ? "writable " : "",
        flags & 1 ? "C contiguous " : flags & 2 ? "Fortran contiguous " : "", ndim, dtype->name, o,
        dtype->kind == 'H' ? 'i' : dtype->kind, dtype->size, flags & 2 ? "F" : flags & 1 ? "C" : "");
    PyObject *cause = said != NULL && (type == PyExc_ValueError || type == PyExc_TypeError
                                       || type == PyExc_BufferError) ? PyObject_CallOneArg(type, said) : NULL;
    if (cause != NULL)
        PyException_SetCause(error, cause);
    Py_XDECREF(said);
    Py_XDECREF(text);
    PyErr_Restore(type, error, traceback);
    return NULL;
}

/* As `smelt_view`, for everything but plain arrays that fit. The owner is then an exporter, or None. */
static SMELT_COLD PyObject *smelt_view_slow(PyObject *o, const char *what, const smelt_dtype *dtype, int ndim,
                                            int flags, char **data, Py_ssize_t *shape, Py_ssize_t *strides)
{
    if (o == Py_None && !(flags & SMELT_NONE_OK))
        return PyErr_Format(PyExc_TypeError, "Argument '%s' must not be None", what);
    smelt_exporter *e = o != Py_None ? smelt_export(o, flags) : NULL;
    if (o != Py_None && (e == NULL || smelt_check_buffer(&e->buffer, dtype, ndim, flags) < 0)) {
        Py_XDECREF(e);
        return smelt_explain(o, what, dtype, ndim, flags);
    }
    *data = e != NULL ? (char *)e->buffer.buf : NULL;
    for (int i = 0; i < ndim; i++)
        shape[i] = e != NULL ? e->buffer.shape[i] : 0;
    if (strides != NULL && e != NULL && e->buffer.strides != NULL)
        memcpy(strides, e->buffer.strides, (size_t)ndim * sizeof *strides);
    else if (strides != NULL)
        PyBuffer_FillContiguousStrides(ndim, shape, strides, (int)dtype->size, 'C');
    return e != NULL ? (PyObject *)e : Py_NewRef(o);
}

/* Fills in data, shape and (unless NULL) strides of a view of `o`; gives a new reference to what keeps the memory, or
   NULL. */
static inline SMELT_UNUSED PyObject *smelt_view(PyObject *o, const char *what, const smelt_dtype *dtype, int ndim,
                                                int flags, char **data, Py_ssize_t *shape, Py_ssize_t *strides)
{
    const smelt_ndarray *a = (const smelt_ndarray *)o;
    const int wanted = (flags & 0x403) | SMELT_ALIGNED;
    if (smelt_unlikely((Py_TYPE(o) != smelt_ndarray_type && !smelt_is_ndarray(o)) || a->ndim != ndim
                       || (a->flags & wanted) != wanted || (unsigned)a->dtype->number >= 32
                       || !(dtype->numpy >> a->dtype->number & 1)
                       || a->dtype->byteorder == (PY_LITTLE_ENDIAN ? '>' : '<')))
        return smelt_view_slow(o, what, dtype, ndim, flags, data, shape, strides);
    for (int i = 0; i < ndim; i++) {
        shape[i] = a->shape[i];
        if (strides != NULL)
            strides[i] = a->strides[i];
    }
    *data = a->data;
    return Py_NewRef(o);
}

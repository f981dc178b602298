/* needs: core.h dtypes.h */
/* Typed memoryviews over any exporter. A NumPy array is taken apart through its struct, which NumPy promises to keep;
   everything else, and every refusal, goes through the buffer protocol, so that the exporter words the error. */
/* Flags: those of NumPy's arrays, and one to let None make a view without extent. */
enum { SMELT_C_ORDER = 1, SMELT_F_ORDER = 2, SMELT_ALIGNED = 0x100, SMELT_WRITABLE = 0x400, SMELT_NONE_OK = 0x10000 };

typedef struct { PyObject_HEAD PyTypeObject *scalar; char kind, letter, byteorder, flags; int number; } smelt_descr;
typedef struct {
    PyObject_HEAD
    char *data; int ndim; Py_ssize_t *shape, *strides; PyObject *base; smelt_descr *dtype; int flags;
} smelt_ndarray;

static PyTypeObject *smelt_ndarray_type; /* numpy.ndarray, once numpy was there */

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

/* Raises what the exporter itself says to a request that it cannot meet. */
static SMELT_COLD int smelt_refuse(PyObject *o, int flags, const char *otherwise)
{
    Py_buffer b;
    if (PyObject_GetBuffer(o, &b, flags | PyBUF_FORMAT) == 0) {
        PyBuffer_Release(&b);
        PyErr_SetString(PyExc_ValueError, otherwise);
    }
    return -1;
}

static SMELT_COLD int smelt_check_dtype(const Py_buffer *b, const smelt_dtype *dtype)
{
    static const char *const names[] = { /* of the letters of the struct module */
        "?bool", "cchar", "bsigned char", "Bunsigned char", "hshort", "Hunsigned short", "iint", "Iunsigned int",
        "llong", "Lunsigned long", "qlong long", "Qunsigned long long", "nPy_ssize_t", "Nsize_t", "ehalf", "ffloat",
        "ddouble", "glong double", "Oobject", "Tstruct", "sstring", "Ppointer", " unknown format"};
    const char *format = b->format != NULL ? b->format : "B";
    const char order = *format && strchr("@=<>!^", *format) != NULL ? *format++ : '@';
    int complex_ = *format == 'Z', i = 0;
    char letter = format[complex_], kind = letter == 0 || format[complex_ + 1] != 0 ? 0 : complex_ ? 'c'
        : strchr("bhilqn", letter) ? 'i' : strchr("BHILQN?", letter) ? 'u' : strchr("efdg", letter) ? 'f' : letter;
    if (dtype->size > 1 && (order == '<' ? !PY_LITTLE_ENDIAN : (order == '>' || order == '!') && PY_LITTLE_ENDIAN))
        return PyErr_Format(PyExc_ValueError, PY_LITTLE_ENDIAN
            ? "Big-endian buffer not supported on little-endian compiler"
            : "Little-endian buffer not supported on big-endian compiler"), -1;
    if (b->itemsize == dtype->size && (kind == dtype->kind || (letter == 'c' && dtype->size == 1)))
        return 0;
    while (i < 22 && *names[i] != letter)
        i++;
    return PyErr_Format(PyExc_ValueError, "Buffer dtype mismatch, expected '%s' but got '%s%s'", dtype->name,
                        complex_ ? "complex " : "", names[i] + 1), -1;
}

static SMELT_COLD int smelt_check_buffer(PyObject *o, const Py_buffer *b, const smelt_dtype *dtype, int ndim, int flags)
{
    size_t offsets = (size_t)b->buf;
    if (flags & SMELT_WRITABLE && b->readonly)
        return smelt_refuse(o, PyBUF_STRIDES | PyBUF_WRITABLE, "buffer source array is read-only");
    if (flags & SMELT_C_ORDER && !PyBuffer_IsContiguous(b, 'C'))
        return smelt_refuse(o, PyBUF_C_CONTIGUOUS, "buffer is not C-contiguous");
    if (flags & SMELT_F_ORDER && !PyBuffer_IsContiguous(b, 'F'))
        return smelt_refuse(o, PyBUF_F_CONTIGUOUS, "buffer is not Fortran contiguous");
    if (b->ndim != ndim)
        return PyErr_Format(PyExc_ValueError, "Buffer has wrong number of dimensions (expected %d, got %d)", ndim,
                            b->ndim), -1;
    if (smelt_check_dtype(b, dtype) < 0)
        return -1;
    if (b->suboffsets != NULL)
        return PyErr_Format(PyExc_ValueError, "Buffer not compatible with direct access"), -1;
    for (int i = 0; i < ndim; i++)
        offsets |= b->shape[i] > 1 ? (size_t)b->strides[i] : 0;
    if (b->len != 0 && offsets & (size_t)(dtype->align - 1))
        return PyErr_Format(PyExc_ValueError, "Buffer is not aligned as '%s' needs it", dtype->name), -1;
    return 0;
}

/* As `smelt_view`, for everything but plain arrays that fit. The owner is then a memoryview, or None. */
static SMELT_COLD PyObject *smelt_view_slow(PyObject *o, const char *what, const smelt_dtype *dtype, int ndim,
                                            int flags, char **data, Py_ssize_t *shape, Py_ssize_t *strides)
{
    if (o == Py_None && !(flags & SMELT_NONE_OK))
        return PyErr_Format(PyExc_TypeError, "Argument '%s' must not be None", what);
    if (o != Py_None && !PyObject_CheckBuffer(o) && smelt_refuse(o, PyBUF_STRIDES, "") < 0)
        return NULL;
    PyObject *owner = o == Py_None ? Py_NewRef(o) : PyMemoryView_FromObject(o);
    const Py_buffer *b = o != Py_None && owner != NULL ? PyMemoryView_GET_BUFFER(owner) : NULL;
    if (b != NULL && smelt_check_buffer(o, b, dtype, ndim, flags) < 0)
        Py_CLEAR(owner);
    if (owner == NULL)
        return NULL;
    *data = b != NULL ? (char *)b->buf : NULL;
    for (int i = 0; i < ndim; i++) {
        shape[i] = b != NULL ? b->shape[i] : 0;
        if (strides != NULL)
            strides[i] = b != NULL ? b->strides[i] : 0;
    }
    return owner;
}

/* Fills in data, shape and (unless NULL) strides of a view of `o`; gives a new reference to what keeps the memory, or
   NULL. */
static inline SMELT_UNUSED PyObject *smelt_view(PyObject *o, const char *what, const smelt_dtype *dtype, int ndim,
                                                int flags, char **data, Py_ssize_t *shape, Py_ssize_t *strides)
{
    const smelt_ndarray *a = (const smelt_ndarray *)o;
    const int wanted = (flags & 0xffff) | SMELT_ALIGNED;
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

/* needs: core.h memoryview.h dtype_format.h */
#include <stdlib.h>
/* cython.view.array: an object that owns memory in C's or Fortran's order, or shows memory of somebody else. Programs
   see the members that a declaration of the type lists, by these names. */
typedef struct {
    PyObject_HEAD
    PyObject *weak;
    char *data;
    Py_ssize_t len;
    char *format;
    int ndim;
    Py_ssize_t *_shape, *_strides; /* one block */
    Py_ssize_t itemsize;
    PyObject *mode, *_format;
    void (*callback_free_data)(void *data);
    int free_data, dtype_is_object;
    const smelt_dtype *dtype; /* of arrays that a cast or a copy made */
} smelt_cyarray;

static SMELT_UNUSED PyTypeObject *smelt_cyarray_type;

/* The extents come from `shape`; the memory is taken if `data` is NULL and `allocate` is set. Objects begin as None. */
static SMELT_COLD int smelt_cyarray_fill(smelt_cyarray *a, int ndim, const Py_ssize_t *shape, Py_ssize_t itemsize,
                                         PyObject *format, char order, int allocate)
{
    size_t total = (size_t)itemsize;
    a->ndim = ndim;
    a->itemsize = itemsize;
    a->_format = Py_NewRef(format);
    a->format = PyBytes_AS_STRING(format);
    a->dtype_is_object = strcmp(a->format, "O") == 0;
    if (a->dtype_is_object && itemsize != (Py_ssize_t)sizeof(PyObject *)) {
        PyErr_Format(PyExc_ValueError, "objects take %zd bytes each, the item size is %zd",
                     (Py_ssize_t)sizeof(PyObject *), itemsize);
        return -1;
    }
    a->mode = PyUnicode_InternFromString(order == 'F' ? "fortran" : "c");
    a->_shape = (Py_ssize_t *)PyMem_Malloc(2 * (size_t)ndim * sizeof(Py_ssize_t));
    if (a->_shape == NULL || a->mode == NULL)
        return PyErr_Occurred() ? -1 : (PyErr_NoMemory(), -1);
    a->_strides = a->_shape + ndim;
    for (int i = 0; i < ndim; i++) {
        a->_shape[i] = shape[i];
        if (shape[i] > 0 && total > (size_t)PY_SSIZE_T_MAX / (size_t)shape[i])
            return PyErr_NoMemory(), -1;
        total *= (size_t)shape[i];
    }
    a->len = smelt_fill_strides(ndim, a->_shape, a->_strides, itemsize, order);
    a->free_data = allocate;
    if (!allocate)
        return 0;
    /* malloc, since programs may put memory of theirs here or take this */
    a->data = (char *)malloc(a->len > 0 ? (size_t)a->len : 1);
    if (a->data == NULL)
        return PyErr_SetString(PyExc_MemoryError, "unable to allocate array data."), -1;
    for (Py_ssize_t i = 0; a->dtype_is_object && i < a->len / itemsize; i++)
        ((PyObject **)a->data)[i] = Py_NewRef(Py_None);
    return 0;
}

/* How many objects an array owns. */
static SMELT_COLD Py_ssize_t smelt_cyarray_objects(const smelt_cyarray *a)
{
    return a->dtype_is_object && a->free_data && a->data != NULL && a->callback_free_data == NULL
        ? a->len / a->itemsize : 0;
}

static SMELT_COLD int smelt_cyarray_clear(PyObject *self)
{
    smelt_cyarray *a = (smelt_cyarray *)self;
    const Py_ssize_t count = smelt_cyarray_objects(a);
    for (Py_ssize_t i = 0; i < count; i++)
        SMELT_SET(((PyObject **)a->data)[i], Py_NewRef(Py_None));
    return 0;
}

static SMELT_COLD int smelt_cyarray_traverse(PyObject *self, visitproc visit, void *arg)
{
    smelt_cyarray *a = (smelt_cyarray *)self;
    const Py_ssize_t count = smelt_cyarray_objects(a);
    Py_VISIT(Py_TYPE(self));
    for (Py_ssize_t i = 0; i < count; i++)
        Py_VISIT(((PyObject **)a->data)[i]);
    return 0;
}

static SMELT_COLD void smelt_cyarray_dealloc(PyObject *self)
{
    smelt_cyarray *a = (smelt_cyarray *)self;
    PyTypeObject *type = Py_TYPE(self);
    PyObject *error, *value, *trace;
    PyObject_GC_UnTrack(self);
    if (a->weak != NULL)
        PyObject_ClearWeakRefs(self);
    PyErr_Fetch(&error, &value, &trace);
    if (a->callback_free_data != NULL) {
        a->callback_free_data(a->data);
    } else if (a->free_data && a->data != NULL) {
        const Py_ssize_t count = smelt_cyarray_objects(a);
        for (Py_ssize_t i = 0; i < count; i++)
            Py_XDECREF(((PyObject **)a->data)[i]);
        free(a->data);
    }
    PyErr_Restore(error, value, trace);
    PyMem_Free(a->_shape);
    Py_XDECREF(a->mode);
    Py_XDECREF(a->_format);
    type->tp_free(self);
    Py_DECREF(type);
}

static SMELT_COLD int smelt_cyarray_getbuffer(PyObject *self, Py_buffer *b, int flags)
{
    smelt_cyarray *a = (smelt_cyarray *)self;
    const int fortran = *PyUnicode_AsUTF8(a->mode) == 'f', plain = a->ndim > 1 && a->len > a->itemsize;
    b->obj = NULL;
    if (plain && (flags & (fortran ? PyBUF_C_CONTIGUOUS : PyBUF_F_CONTIGUOUS))
                     == (fortran ? PyBUF_C_CONTIGUOUS : PyBUF_F_CONTIGUOUS)) {
        PyErr_Format(PyExc_BufferError, "Can only create a buffer that is contiguous in memory, which is in %s order",
                     fortran ? "Fortran" : "C");
        return -1;
    }
    b->buf = a->data;
    b->len = a->len;
    b->itemsize = a->itemsize;
    b->readonly = 0;
    b->format = flags & PyBUF_FORMAT ? a->format : NULL;
    /* Without strides the elements are one row, in the order of the memory. */
    const int strided = (flags & PyBUF_STRIDES) == PyBUF_STRIDES;
    b->ndim = strided || (!fortran && flags & PyBUF_ND) ? a->ndim : 1;
    b->shape = strided || (!fortran && flags & PyBUF_ND) ? a->_shape : NULL;
    b->strides = strided ? a->_strides : NULL;
    b->suboffsets = NULL;
    b->internal = NULL;
    if (fortran && !strided && plain && flags & PyBUF_ND)
        return PyErr_SetString(PyExc_BufferError, "the array is in Fortran order, and strides were not asked for"), -1;
    if (b->shape == NULL && flags & PyBUF_ND)
        b->shape = a->_shape;
    b->obj = Py_NewRef(self);
    return 0;
}

/* An array of known elements; `data` NULL takes memory. */
static SMELT_COLD smelt_cyarray *smelt_cyarray_make(char *data, int ndim, const Py_ssize_t *shape,
                                                    const smelt_dtype *dtype, const char *format, Py_ssize_t itemsize,
                                                    char order)
{
    if (smelt_memoryview_ready() < 0)
        return NULL;
    PyObject *bytes = PyBytes_FromString(format);
    smelt_cyarray *a = bytes == NULL ? NULL : (smelt_cyarray *)smelt_cyarray_type->tp_alloc(smelt_cyarray_type, 0);
    if (a != NULL && smelt_cyarray_fill(a, ndim, shape, itemsize, bytes, order, data == NULL) < 0)
        Py_CLEAR(a);
    Py_XDECREF(bytes);
    if (a == NULL)
        return NULL;
    a->dtype = dtype;
    if (data != NULL)
        a->data = data;
    return a;
}

/* What `<T[:n, :m]> pointer` gives: an array that does not own its memory. */
static SMELT_COLD PyObject *smelt_cyarray_cast(void *data, int ndim, const Py_ssize_t *shape, const smelt_dtype *dtype,
                                               char order)
{
    if (data == NULL)
        return PyErr_Format(PyExc_ValueError, "Cannot create cython.array from NULL pointer");
    for (int i = 0; i < ndim; i++)
        if (shape[i] <= 0)
            return PyErr_Format(PyExc_ValueError, "Invalid shape in axis %d: %zd.", i, shape[i]);
    const char *format = smelt_dtype_format(dtype);
    return format == NULL ? NULL
        : (PyObject *)smelt_cyarray_make((char *)data, ndim, shape, dtype, format, dtype->size, order);
}

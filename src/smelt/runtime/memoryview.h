/* needs: core.h views.h view_base.h element.h */
/* Views as Python objects: the part of memory that they show, and how they give it to others. The type itself is put
   together in memoryview_type.h. */
enum { SMELT_VIEW_DIMS = 8 };
typedef struct {
    PyObject_HEAD
    PyObject *weak;
    PyObject *owner; /* what keeps the memory, as in the struct of a view */
    char *data;
    const smelt_dtype *dtype; /* NULL where only the format tells what the elements are */
    const char *format;       /* lives as long as the owner */
    Py_ssize_t itemsize;
    int ndim, readonly;
    Py_ssize_t shape[SMELT_VIEW_DIMS], strides[SMELT_VIEW_DIMS], suboffsets[SMELT_VIEW_DIMS];
} smelt_memoryview;

static SMELT_UNUSED PyTypeObject *smelt_memoryview_type;
static SMELT_COLD int smelt_memoryview_ready(void);

/* A new object without axes. */
static SMELT_COLD smelt_memoryview *smelt_memoryview_new(PyObject *owner, char *data, const smelt_dtype *dtype,
                                                         const char *format, Py_ssize_t itemsize, int readonly)
{
    if (smelt_memoryview_ready() < 0)
        return NULL;
    smelt_memoryview *v = (smelt_memoryview *)smelt_memoryview_type->tp_alloc(smelt_memoryview_type, 0);
    if (v == NULL)
        return NULL;
    v->owner = Py_NewRef(owner);
    v->data = data;
    v->dtype = dtype;
    v->format = format;
    v->itemsize = itemsize;
    v->readonly = readonly;
    return v;
}

static SMELT_COLD void smelt_memoryview_axis(smelt_memoryview *v, Py_ssize_t extent, Py_ssize_t stride,
                                             Py_ssize_t suboffset)
{
    v->shape[v->ndim] = extent;
    v->strides[v->ndim] = stride;
    v->suboffsets[v->ndim++] = suboffset;
}

static SMELT_COLD int smelt_memoryview_indirect(const smelt_memoryview *v)
{
    for (int i = 0; i < v->ndim; i++)
        if (v->suboffsets[i] >= 0)
            return 1;
    return 0;
}

static SMELT_COLD Py_ssize_t smelt_memoryview_count(const smelt_memoryview *v)
{
    Py_ssize_t count = 1;
    for (int i = 0; i < v->ndim; i++)
        count *= v->shape[i];
    return count;
}

static SMELT_COLD int smelt_memoryview_contiguous(const smelt_memoryview *v, char order)
{
    Py_ssize_t stride = v->itemsize;
    if (smelt_memoryview_indirect(v))
        return 0;
    if (smelt_memoryview_count(v) == 0)
        return 1;
    for (int i = 0; i < v->ndim; i++) {
        const int axis = order == 'F' ? i : v->ndim - 1 - i;
        if (v->shape[axis] > 1 && v->strides[axis] != stride)
            return 0;
        stride *= v->shape[axis];
    }
    return 1;
}

/* The strides of memory that is filled in C's or Fortran's order; gives the size of all. */
static SMELT_COLD Py_ssize_t smelt_fill_strides(int ndim, const Py_ssize_t *shape, Py_ssize_t *strides,
                                                Py_ssize_t itemsize, char order)
{
    Py_ssize_t stride = itemsize;
    for (int i = 0; i < ndim; i++) {
        const int axis = order == 'F' ? i : ndim - 1 - i;
        strides[axis] = stride;
        stride *= shape[axis];
    }
    return stride;
}

/* --- the buffer protocol --- */

static SMELT_COLD int smelt_memoryview_refuse(Py_buffer *b, const char *why)
{
    b->obj = NULL;
    PyErr_Format(PyExc_BufferError, "memoryview: %s", why);
    return -1;
}

static SMELT_COLD int smelt_memoryview_getbuffer(PyObject *self, Py_buffer *b, int flags)
{
    smelt_memoryview *v = (smelt_memoryview *)self;
    const int c = smelt_memoryview_contiguous(v, 'C'), fortran = smelt_memoryview_contiguous(v, 'F');
    if (flags & PyBUF_WRITABLE && v->readonly)
        return smelt_memoryview_refuse(b, "the view is read-only");
    if ((flags & PyBUF_C_CONTIGUOUS) == PyBUF_C_CONTIGUOUS && !c)
        return smelt_memoryview_refuse(b, "the view is not C-contiguous");
    if ((flags & PyBUF_F_CONTIGUOUS) == PyBUF_F_CONTIGUOUS && !fortran)
        return smelt_memoryview_refuse(b, "the view is not Fortran contiguous");
    if ((flags & PyBUF_ANY_CONTIGUOUS) == PyBUF_ANY_CONTIGUOUS && !c && !fortran)
        return smelt_memoryview_refuse(b, "the view is not contiguous");
    if ((flags & PyBUF_STRIDES) != PyBUF_STRIDES && !c)
        return smelt_memoryview_refuse(b, "the view is not C-contiguous, and strides were not asked for");
    if ((flags & PyBUF_INDIRECT) != PyBUF_INDIRECT && smelt_memoryview_indirect(v))
        return smelt_memoryview_refuse(b, "the view goes through pointers, and suboffsets were not asked for");
    b->buf = v->data;
    b->len = smelt_memoryview_count(v) * v->itemsize;
    b->itemsize = v->itemsize;
    b->readonly = v->readonly;
    b->ndim = flags & PyBUF_ND ? v->ndim : 1;
    b->format = flags & PyBUF_FORMAT ? (char *)v->format : NULL;
    b->shape = flags & PyBUF_ND ? v->shape : NULL;
    b->strides = (flags & PyBUF_STRIDES) == PyBUF_STRIDES ? v->strides : NULL;
    b->suboffsets = smelt_memoryview_indirect(v) ? v->suboffsets : NULL;
    b->internal = NULL;
    b->obj = Py_NewRef(self);
    return 0;
}

/* --- attributes --- */

static SMELT_COLD PyObject *smelt_extents(const Py_ssize_t *values, int ndim)
{
    PyObject *tuple = PyTuple_New(ndim);
    for (int i = 0; tuple != NULL && i < ndim; i++) {
        PyObject *item = PyLong_FromSsize_t(values[i]);
        if (item == NULL)
            Py_CLEAR(tuple);
        else
            PyTuple_SET_ITEM(tuple, i, item);
    }
    return tuple;
}

static SMELT_COLD PyObject *smelt_memoryview_extent(PyObject *self, void *which)
{
    smelt_memoryview *v = (smelt_memoryview *)self;
    const char *name = (const char *)which;
    return smelt_extents(name[1] == 'h' ? v->shape : name[1] == 't' ? v->strides : v->suboffsets, v->ndim);
}

static SMELT_COLD PyObject *smelt_memoryview_number(PyObject *self, void *which)
{
    smelt_memoryview *v = (smelt_memoryview *)self;
    const char *name = (const char *)which;
    Py_ssize_t value = strcmp(name, "ndim") == 0 ? v->ndim : *name == 'i' ? v->itemsize
        : smelt_memoryview_count(v) * (*name == 'n' ? v->itemsize : 1);
    return PyLong_FromSsize_t(value);
}

/* The object that a view was made of: other view objects in between do not count. Borrowed. */
static SMELT_COLD PyObject *smelt_memoryview_origin(PyObject *self)
{
    while (PyObject_TypeCheck(self, smelt_memoryview_type))
        self = smelt_view_base(((smelt_memoryview *)self)->owner);
    return self;
}

static SMELT_COLD PyObject *smelt_memoryview_base(PyObject *self, void *Py_UNUSED(unused))
{
    return Py_NewRef(smelt_memoryview_origin(self));
}

static SMELT_COLD PyObject *smelt_memoryview_transposed(PyObject *self, void *Py_UNUSED(unused))
{
    smelt_memoryview *v = (smelt_memoryview *)self, *turned;
    if (smelt_memoryview_indirect(v))
        return PyErr_Format(PyExc_ValueError, "Cannot transpose memoryview with indirect dimensions");
    turned = smelt_memoryview_new(v->owner, v->data, v->dtype, v->format, v->itemsize, v->readonly);
    for (int i = v->ndim - 1; turned != NULL && i >= 0; i--)
        smelt_memoryview_axis(turned, v->shape[i], v->strides[i], -1);
    return (PyObject *)turned;
}

static SMELT_COLD PyObject *smelt_memoryview_is_c_contig(PyObject *self, PyObject *Py_UNUSED(none))
{
    return PyBool_FromLong(smelt_memoryview_contiguous((smelt_memoryview *)self, 'C'));
}

static SMELT_COLD PyObject *smelt_memoryview_is_f_contig(PyObject *self, PyObject *Py_UNUSED(none))
{
    return PyBool_FromLong(smelt_memoryview_contiguous((smelt_memoryview *)self, 'F'));
}

/* The name of the exporter's class, as `str` and `repr` show it. */
static SMELT_COLD PyObject *smelt_memoryview_exporter(PyObject *self)
{
    return PyType_GetName(Py_TYPE(smelt_memoryview_origin(self)));
}

static SMELT_COLD PyObject *smelt_memoryview_str(PyObject *self)
{
    PyObject *name = smelt_memoryview_exporter(self);
    PyObject *text = name == NULL ? NULL : PyUnicode_FromFormat("<MemoryView of %R object>", name);
    Py_XDECREF(name);
    return text;
}

static SMELT_COLD PyObject *smelt_memoryview_repr(PyObject *self)
{
    PyObject *name = smelt_memoryview_exporter(self);
    PyObject *text = name == NULL ? NULL : PyUnicode_FromFormat("<MemoryView of %R at %p>", name, (void *)self);
    Py_XDECREF(name);
    return text;
}

static SMELT_COLD PyObject *smelt_unpicklable(PyObject *self, PyObject *Py_UNUSED(none))
{
    return PyErr_Format(PyExc_TypeError, "cannot pickle '%s' object: it is a view of memory", Py_TYPE(self)->tp_name);
}

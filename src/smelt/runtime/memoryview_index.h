/* needs: core.h memoryview.h */
/* Subscripts of view objects: what a key leaves of a view, and elements. */
typedef struct {
    smelt_memoryview *part; /* the part that is left, or NULL: */
    char *at;               /* where the element is */
    int through;            /* the last axis of the part that goes through pointers, or -1 */
} smelt_selection;

static SMELT_COLD void smelt_select_move(smelt_selection *s, Py_ssize_t bytes)
{
    if (s->through < 0)
        s->at += bytes;
    else
        s->part->suboffsets[s->through] += bytes;
}

static SMELT_COLD int smelt_select_index(smelt_selection *s, const smelt_memoryview *v, int axis, PyObject *item,
                                         int whole)
{
    Py_ssize_t index = PyNumber_AsSsize_t(item, PyExc_IndexError);
    if (index == -1 && PyErr_Occurred())
        return -1;
    index += index < 0 ? v->shape[axis] : 0;
    if (index < 0 || index >= v->shape[axis]) {
        PyErr_Format(PyExc_IndexError, whole ? "Out of bounds on buffer access (axis %d)"
                     : "Index out of bounds (axis %d)", axis);
        return -1;
    }
    smelt_select_move(s, index * v->strides[axis]);
    if (v->suboffsets[axis] < 0)
        return 0;
    if (s->part->ndim > 0) {
        PyErr_Format(PyExc_IndexError, "All dimensions preceding dimension %d must be indexed and not sliced", axis);
        return -1;
    }
    s->at = *(char **)s->at + v->suboffsets[axis];
    return 0;
}

static SMELT_COLD int smelt_select_slice(smelt_selection *s, const smelt_memoryview *v, int axis, PyObject *item)
{
    Py_ssize_t start = 0, stop = v->shape[axis], step = 1, extent = v->shape[axis];
    if (item != NULL) {
        if (PySlice_Unpack(item, &start, &stop, &step) < 0) {
            if (PyErr_ExceptionMatches(PyExc_ValueError))
                PyErr_Format(PyExc_ValueError, "Step may not be zero (axis %d)", axis);
            return -1;
        }
        extent = PySlice_AdjustIndices(v->shape[axis], &start, &stop, step);
        start = extent > 0 ? start : 0; /* nothing is in front of the memory */
    }
    smelt_select_move(s, start * v->strides[axis]);
    smelt_memoryview_axis(s->part, extent, v->strides[axis] * step, v->suboffsets[axis]);
    if (v->suboffsets[axis] >= 0)
        s->through = s->part->ndim - 1;
    return 0;
}

/* One item of a key; gives how many axes of the view it is about, or -1. */
static SMELT_COLD int smelt_select_item(smelt_selection *s, const smelt_memoryview *v, int axis, PyObject *item,
                                        int skipped, int whole)
{
    if (s->part->ndim + (item == Py_Ellipsis ? skipped : 1) > SMELT_VIEW_DIMS && !PyIndex_Check(item)) {
        PyErr_Format(PyExc_IndexError, "views have at most %d dimensions", (int)SMELT_VIEW_DIMS);
        return -1;
    }
    if (item == Py_None) {
        smelt_memoryview_axis(s->part, 1, 0, -1);
        return 0;
    }
    if (item == Py_Ellipsis) {
        for (int i = 0; i < skipped; i++)
            if (smelt_select_slice(s, v, axis + i, NULL) < 0)
                return -1;
        return skipped;
    }
    if (PySlice_Check(item))
        return smelt_select_slice(s, v, axis, item) < 0 ? -1 : 1;
    return smelt_select_index(s, v, axis, item, whole) < 0 ? -1 : 1;
}

/* Counts the axes that the items of a key are about; -1 with an exception for what cannot be a key. */
static SMELT_COLD int smelt_select_count(const smelt_memoryview *v, PyObject *const *items, Py_ssize_t count,
                                         int *dots, int *whole)
{
    int used = 0;
    for (Py_ssize_t i = 0; i < count; i++) {
        PyObject *item = items[i];
        const int index = PyIndex_Check(item);
        *whole = *whole && index;
        if (item == Py_Ellipsis) {
            ++*dots;
        } else if (index || PySlice_Check(item)) {
            used++;
        } else if (item != Py_None) {
            PyErr_Format(PyExc_TypeError, "Cannot index with type '%R'", (PyObject *)Py_TYPE(item));
            return -1;
        }
    }
    if (*dots > 1)
        return PyErr_Format(PyExc_IndexError, "an index can only have a single ellipsis ('...')"), -1;
    if (used > v->ndim)
        return PyErr_Format(PyExc_IndexError, "too many indices: the view has %d dimensions, found %d", v->ndim, used),
            -1;
    return used;
}

/* What `key` selects of a view; the part is a new reference, NULL for a single element. */
static SMELT_COLD int smelt_select(smelt_memoryview *v, PyObject *key, smelt_selection *s)
{
    PyObject *const *items = PyTuple_Check(key) ? PySequence_Fast_ITEMS(key) : &key;
    const Py_ssize_t count = PyTuple_Check(key) ? PyTuple_GET_SIZE(key) : 1;
    int dots = 0, whole = 1, axis = 0, used = smelt_select_count(v, items, count, &dots, &whole);
    if (used < 0)
        return -1;
    whole = whole && used == v->ndim;
    s->at = v->data;
    s->through = -1;
    s->part = smelt_memoryview_new(v->owner, v->data, v->dtype, v->format, v->itemsize, v->readonly);
    for (Py_ssize_t i = 0; s->part != NULL && i <= count; i++) {
        int taken = 0;
        if (i < count)
            taken = smelt_select_item(s, v, axis, items[i], v->ndim - used, whole);
        else if (!dots)
            taken = smelt_select_item(s, v, axis, Py_Ellipsis, v->ndim - used, whole);
        axis += taken;
        if (taken < 0)
            Py_CLEAR(s->part);
    }
    if (s->part == NULL)
        return -1;
    s->part->data = s->at;
    if (whole)
        Py_CLEAR(s->part);
    return 0;
}

static SMELT_COLD PyObject *smelt_memoryview_element(const smelt_memoryview *v, const char *at)
{
    return v->dtype != NULL ? smelt_element_get(v->dtype, at) : smelt_element_unpack(v->format, at, v->itemsize);
}

static SMELT_COLD PyObject *smelt_memoryview_subscript(PyObject *self, PyObject *key)
{
    smelt_selection s;
    if (smelt_select((smelt_memoryview *)self, key, &s) < 0)
        return NULL;
    return s.part != NULL ? (PyObject *)s.part : smelt_memoryview_element((smelt_memoryview *)self, s.at);
}

static SMELT_COLD Py_ssize_t smelt_memoryview_length(PyObject *self)
{
    smelt_memoryview *v = (smelt_memoryview *)self;
    if (v->ndim > 0)
        return v->shape[0];
    PyErr_SetString(PyExc_TypeError, "a view without dimensions has no length");
    return -1;
}

static SMELT_COLD PyObject *smelt_memoryview_item(PyObject *self, Py_ssize_t index)
{
    /* Negative indices were made positive before: what is negative still is out of range. */
    PyObject *number = PyLong_FromSsize_t(index < 0 ? PY_SSIZE_T_MAX : index);
    PyObject *item = number == NULL ? NULL : smelt_memoryview_subscript(self, number);
    Py_XDECREF(number);
    return item;
}

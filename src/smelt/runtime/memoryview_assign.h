/* needs: core.h memoryview.h memoryview_index.h memoryview_make.h cyarray.h */
/* Assigning to view objects, and copies of them. The views may be of any layout, of objects too, and overlap. */
static SMELT_COLD void smelt_walk_element(char *to, const char *from, const smelt_memoryview *v, int objects)
{
    PyObject *old, *item;
    if (!objects) {
        memmove(to, from, (size_t)v->itemsize);
        return;
    }
    memcpy(&old, to, sizeof old);
    memcpy(&item, from, sizeof item);
    Py_XINCREF(item);
    memcpy(to, &item, sizeof item);
    Py_XDECREF(old);
}

/* From axis `axis` on; both views have the same extents. */
static SMELT_COLD void smelt_walk_axes(char *to, const smelt_memoryview *target, char *from,
                                       const smelt_memoryview *source, int axis, int objects)
{
    if (axis == target->ndim) {
        smelt_walk_element(to, from, target, objects);
        return;
    }
    const Py_ssize_t extent = target->shape[axis], step = target->strides[axis], pace = source->strides[axis];
    if (axis == target->ndim - 1 && !objects && step == target->itemsize && pace == step
        && target->suboffsets[axis] < 0 && source->suboffsets[axis] < 0) {
        memmove(to, from, (size_t)(extent * step));
        return;
    }
    for (Py_ssize_t i = 0; i < extent; i++, to += step, from += pace)
        smelt_walk_axes(target->suboffsets[axis] < 0 ? to : *(char **)to + target->suboffsets[axis], target,
                        source->suboffsets[axis] < 0 ? from : *(char **)from + source->suboffsets[axis], source,
                        axis + 1, objects);
}

static SMELT_COLD int smelt_has_objects(const smelt_memoryview *v)
{
    return v->dtype != NULL ? v->dtype->kind == 'O' : strcmp(v->format, "O") == 0;
}

/* Leading axes of extent 1, as many as are missing. */
static SMELT_COLD void smelt_lead(smelt_memoryview *v, int ndim)
{
    const int more = ndim - v->ndim;
    for (int i = ndim - 1; i >= 0; i--) {
        v->shape[i] = i < more ? 1 : v->shape[i - more];
        v->strides[i] = i < more ? 0 : v->strides[i - more];
        v->suboffsets[i] = i < more ? -1 : v->suboffsets[i - more];
    }
    v->ndim = ndim;
}

/* Gives the source the extents of the target. */
static SMELT_COLD int smelt_broadcast(smelt_memoryview *target, smelt_memoryview *source)
{
    const int ndim = target->ndim > source->ndim ? target->ndim : source->ndim;
    smelt_lead(target, ndim);
    smelt_lead(source, ndim);
    for (int i = 0; i < ndim; i++) {
        if (source->shape[i] == target->shape[i])
            continue;
        if (source->shape[i] != 1) {
            PyErr_Format(PyExc_ValueError, "got differing extents in dimension %d (got %zd and %zd)", i,
                         target->shape[i], source->shape[i]);
            return -1;
        }
        source->shape[i] = target->shape[i];
        source->strides[i] = 0;
    }
    return 0;
}

static SMELT_COLD int smelt_may_overlap(const smelt_memoryview *a, const smelt_memoryview *b)
{
    const char *low[2], *high[2];
    if (smelt_memoryview_indirect(a) || smelt_memoryview_indirect(b))
        return 1;
    for (int side = 0; side < 2; side++) {
        const smelt_memoryview *v = side ? b : a;
        low[side] = v->data;
        high[side] = v->data + v->itemsize;
        for (int i = 0; i < v->ndim; i++) {
            const Py_ssize_t span = (v->shape[i] - 1) * v->strides[i];
            low[side] += span < 0 ? span : 0;
            high[side] += span > 0 ? span : 0;
        }
    }
    return low[0] < high[1] && low[1] < high[0];
}

/* The elements of `source` into `target`, which may both be changed: they are copies of the caller's. */
static SMELT_COLD int smelt_copy_views(smelt_memoryview *target, smelt_memoryview *source)
{
    const int objects = smelt_has_objects(target);
    char *spare = NULL;
    Py_ssize_t count;
    if (smelt_broadcast(target, source) < 0)
        return -1;
    count = smelt_memoryview_count(target);
    if (count == 0)
        return 0;
    if (smelt_may_overlap(target, source)) {
        spare = (char *)PyMem_Calloc((size_t)count, (size_t)target->itemsize);
        if (spare == NULL)
            return PyErr_NoMemory(), -1;
        smelt_memoryview kept = *source;
        kept.data = spare;
        smelt_fill_strides(kept.ndim, kept.shape, kept.strides, kept.itemsize, 'C');
        for (int i = 0; i < kept.ndim; i++)
            kept.suboffsets[i] = -1;
        smelt_walk_axes(spare, &kept, source->data, source, 0, objects);
        *source = kept;
    }
    smelt_walk_axes(target->data, target, source->data, source, 0, objects);
    for (Py_ssize_t i = 0; spare != NULL && objects && i < count; i++)
        Py_XDECREF(((PyObject **)spare)[i]);
    PyMem_Free(spare);
    return 0;
}

static SMELT_COLD int smelt_same_elements(const smelt_memoryview *a, const smelt_memoryview *b)
{
    const smelt_dtype *s = a->dtype, *t = b->dtype;
    if (a->itemsize != b->itemsize)
        return 0;
    if (s == t && s != NULL)
        return 1;
    if (a->itemsize == 1 && (strcmp(a->format, "c") == 0 || strcmp(b->format, "c") == 0))
        return 1;
    if (s != NULL && t != NULL && s->kind == t->kind && strchr("iufcObH", s->kind) != NULL)
        return 1;
    return strcmp(a->format + (*a->format == '@'), b->format + (*b->format == '@')) == 0;
}

static SMELT_COLD int smelt_assign_view(smelt_memoryview *part, smelt_memoryview *value)
{
    Py_buffer shown;
    memset(&shown, 0, sizeof shown);
    shown.format = (char *)value->format;
    shown.itemsize = value->itemsize;
    if (part->dtype != NULL && part->dtype->fields != NULL && part->itemsize == value->itemsize) {
        if (smelt_check_dtype(&shown, part->dtype) < 0)
            return -1;
    }
    else if (!smelt_same_elements(part, value)) {
        PyErr_Format(PyExc_ValueError, "Buffer dtype mismatch, expected '%s' but got '%s'",
                     part->dtype != NULL ? part->dtype->name : part->format,
                     value->dtype != NULL ? value->dtype->name : value->format);
        return -1;
    }
    smelt_memoryview target = *part, source = *value;
    return smelt_copy_views(&target, &source);
}

static SMELT_COLD int smelt_assign_element(const smelt_memoryview *v, char *at, PyObject *value)
{
    return v->dtype != NULL ? smelt_element_set(v->dtype, at, value)
        : smelt_element_pack(v->format, at, v->itemsize, value);
}

/* One value into all elements. */
static SMELT_COLD int smelt_assign_scalar(smelt_memoryview *part, PyObject *value)
{
    char *item = (char *)PyMem_Calloc(1, (size_t)part->itemsize);
    int status = item == NULL ? (PyErr_NoMemory(), -1) : smelt_assign_element(part, item, value);
    if (status == 0) {
        smelt_memoryview target = *part, source = *part;
        source.data = item;
        for (int i = 0; i < source.ndim; i++) {
            source.strides[i] = 0;
            source.suboffsets[i] = -1;
        }
        smelt_walk_axes(target.data, &target, item, &source, 0, smelt_has_objects(part));
    }
    if (item != NULL && smelt_has_objects(part))
        Py_XDECREF(*(PyObject **)item);
    PyMem_Free(item);
    return status;
}

static SMELT_COLD int smelt_memoryview_assign(PyObject *self, PyObject *key, PyObject *value)
{
    smelt_memoryview *v = (smelt_memoryview *)self;
    smelt_selection s;
    PyObject *source = NULL;
    int status;
    if (value == NULL)
        return PyErr_SetString(PyExc_TypeError, "elements of a view cannot be deleted"), -1;
    if (v->readonly)
        return PyErr_SetString(PyExc_TypeError, "Cannot assign to read-only memoryview"), -1;
    if (smelt_select(v, key, &s) < 0)
        return -1;
    if (s.part == NULL)
        return smelt_assign_element(v, s.at, value);
    if (PyObject_CheckBuffer(value)
        && (source = smelt_memoryview_from(value, PyBUF_FULL_RO)) == NULL) {
        status = -1;
    } else if (source != NULL) {
        status = smelt_assign_view(s.part, (smelt_memoryview *)source);
    } else {
        status = smelt_assign_scalar(s.part, value);
    }
    Py_XDECREF(source);
    Py_DECREF(s.part);
    return status;
}

static SMELT_COLD PyObject *smelt_memoryview_copied(PyObject *self, char order)
{
    smelt_memoryview *v = (smelt_memoryview *)self, *made = NULL;
    smelt_cyarray *a = smelt_cyarray_make(NULL, v->ndim, v->shape, v->dtype, v->format, v->itemsize, order);
    if (a != NULL && (made = smelt_memoryview_of_array(a)) != NULL) {
        smelt_memoryview target = *made, source = *v;
        made->dtype = v->dtype;
        if (smelt_copy_views(&target, &source) < 0)
            Py_CLEAR(made);
    }
    Py_XDECREF(a);
    return (PyObject *)made;
}

static SMELT_COLD PyObject *smelt_memoryview_copy(PyObject *self, PyObject *Py_UNUSED(none))
{
    return smelt_memoryview_copied(self, 'C');
}

static SMELT_COLD PyObject *smelt_memoryview_copy_fortran(PyObject *self, PyObject *Py_UNUSED(none))
{
    return smelt_memoryview_copied(self, 'F');
}

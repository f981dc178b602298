/* needs: core.h view_copy.h */
/* Copies between views of Python objects, and one object into all items. What is replaced is released when its item is
   new already: code that this runs sees no dead object. NULL stands for None, as buffers have it. */
static PyObject **smelt_take_objects(const char *from, const smelt_axis *axes, const Py_ssize_t *suboffsets, int ndim,
                                     PyObject **kept)
{
    if (ndim == 0) {
        PyObject *item;
        memcpy(&item, from, sizeof item);
        *kept = Py_XNewRef(item);
        return kept + 1;
    }
    for (Py_ssize_t i = 0; i < axes->n; i++, from += axes->from)
        kept = smelt_take_objects(*suboffsets < 0 ? from : *(char *const *)from + *suboffsets, axes + 1,
                                  suboffsets + 1, ndim - 1, kept);
    return kept;
}

/* Puts objects with references of their own into the items: one after the other, or with `step` 0 one into all, which
   takes a new reference each time. */
static PyObject **smelt_put_objects(char *to, const smelt_axis *axes, const Py_ssize_t *suboffsets, int ndim,
                                    PyObject **kept, int step)
{
    if (ndim == 0) {
        PyObject *old, *item = step ? *kept : Py_XNewRef(*kept);
        memcpy(&old, to, sizeof old);
        memcpy(to, &item, sizeof item);
        Py_XDECREF(old);
        return kept + step;
    }
    for (Py_ssize_t i = 0; i < axes->n; i++, to += axes->to)
        kept = smelt_put_objects(*suboffsets < 0 ? to : *(char **)to + *suboffsets, axes + 1, suboffsets + 1, ndim - 1,
                                 kept, step);
    return kept;
}

static void smelt_object_suboffsets(Py_ssize_t *all, const smelt_side *side, const Py_ssize_t *suboffsets, int ndim)
{
    for (int i = 0; i < ndim; i++) {
        const int axis = i - (ndim - side->ndim);
        all[i] = suboffsets == NULL || axis < 0 ? -1 : suboffsets[axis];
    }
}

static SMELT_UNUSED int smelt_move_objects(const smelt_side *to, const Py_ssize_t *to_suboffsets,
                                           const smelt_side *from, const Py_ssize_t *from_suboffsets)
{
    smelt_axis axes[SMELT_AXES];
    Py_ssize_t through[SMELT_AXES], back[SMELT_AXES], count = 1;
    const int ndim = smelt_pair_axes(axes, to, from);
    if (ndim < 0)
        return -1;
    for (int i = 0; i < ndim; i++)
        count *= axes[i].n;
    if (count == 0)
        return 0;
    PyObject **kept = PyMem_New(PyObject *, count);
    if (kept == NULL)
        return smelt_move_no_memory();
    smelt_object_suboffsets(through, to, to_suboffsets, ndim);
    smelt_object_suboffsets(back, from, from_suboffsets, ndim);
    smelt_take_objects(from->data, axes, back, ndim, kept);
    smelt_put_objects(to->data, axes, through, ndim, kept, 1);
    PyMem_Free(kept);
    return 0;
}

static SMELT_UNUSED void smelt_fill_objects(const smelt_side *to, const Py_ssize_t *suboffsets, PyObject *value)
{
    const smelt_side from = {NULL, 0, NULL, NULL};
    smelt_axis axes[SMELT_AXES];
    Py_ssize_t through[SMELT_AXES];
    const int ndim = smelt_pair_axes(axes, to, &from);
    smelt_object_suboffsets(through, to, suboffsets, ndim);
    smelt_put_objects(to->data, axes, through, ndim, &value, 0);
}

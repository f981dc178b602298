/* needs: core.h iterate.h */
/* a, b = o and a, *b, c = o: as a tuple with an item for each target. */
static SMELT_UNUSED PyObject *smelt_unpack_iterator(PyObject *o)
{
    PyObject *it = PyObject_GetIter(o);
    if (it == NULL && PyErr_ExceptionMatches(PyExc_TypeError) && Py_TYPE(o)->tp_iter == NULL && !PySequence_Check(o))
        PyErr_Format(PyExc_TypeError, "cannot unpack non-iterable %.200s object", Py_TYPE(o)->tp_name);
    return it;
}

/* Takes `count` items out of `it` into the tuple; their number, less if it ended before, or -1. */
static SMELT_UNUSED Py_ssize_t smelt_unpack_items(PyObject *it, PyObject *items, Py_ssize_t count)
{
    for (Py_ssize_t i = 0; i < count; i++) {
        PyObject *item = smelt_iter_next(it);
        if (item == NULL)
            return PyErr_Occurred() ? -1 : i;
        PyTuple_SET_ITEM(items, i, item);
    }
    return count;
}

static SMELT_COLD PyObject *smelt_unpack_as(PyObject *o, Py_ssize_t count, PyObject *error, const char *many,
                                            const char *few)
{
    PyObject *it = smelt_unpack_iterator(o), *items = it == NULL ? NULL : PyTuple_New(count), *more = NULL;
    Py_ssize_t got = items == NULL ? -1 : smelt_unpack_items(it, items, count);
    if (got == count && (more = smelt_iter_next(it)) != NULL)
        PyErr_Format(error, many, count);
    else if (got >= 0 && got < count)
        PyErr_Format(error, few, count, got);
    if (PyErr_Occurred())
        Py_CLEAR(items);
    Py_XDECREF(more);
    Py_XDECREF(it);
    return items;
}

static inline SMELT_UNUSED PyObject *smelt_unpack(PyObject *o, Py_ssize_t count)
{
    if (PyTuple_CheckExact(o) && PyTuple_GET_SIZE(o) == count)
        return Py_NewRef(o);
    return smelt_unpack_as(o, count, PyExc_ValueError, "too many values to unpack (expected %zd)",
                           "not enough values to unpack (expected %zd, got %zd)");
}

/* The items for a C array of so many. */
static SMELT_UNUSED PyObject *smelt_array_items(PyObject *o, Py_ssize_t count)
{
    return smelt_unpack_as(o, count, PyExc_IndexError, "too many values found during array assignment, expected %zd",
                           "not enough values found during array assignment, expected %zd, got %zd");
}

/* `before` items, the list of those between, `after` items */
static SMELT_UNUSED PyObject *smelt_unpack_star(PyObject *o, Py_ssize_t before, Py_ssize_t after)
{
    PyObject *it = smelt_unpack_iterator(o), *items = it == NULL ? NULL : PyTuple_New(before + 1 + after), *rest = NULL;
    Py_ssize_t got = items == NULL ? -1 : smelt_unpack_items(it, items, before);
    if (got == before && (rest = PySequence_List(it)) != NULL && PyList_GET_SIZE(rest) < after)
        got += PyList_GET_SIZE(rest);
    else if (rest != NULL) {
        Py_ssize_t size = PyList_GET_SIZE(rest) - after;
        for (Py_ssize_t i = 0; i < after; i++)
            PyTuple_SET_ITEM(items, before + 1 + i, Py_NewRef(PyList_GET_ITEM(rest, size + i)));
        if (PyList_SetSlice(rest, size, PY_SSIZE_T_MAX, NULL) == 0)
            PyTuple_SET_ITEM(items, before, Py_NewRef(rest));
        got = before + after;
    }
    if (got >= 0 && got < before + after && !PyErr_Occurred())
        PyErr_Format(PyExc_ValueError, "not enough values to unpack (expected at least %zd, got %zd)", before + after,
                     got);
    if (PyErr_Occurred())
        Py_CLEAR(items);
    Py_XDECREF(rest);
    Py_XDECREF(it);
    return items;
}

/* needs: core.h */
/* Displays and comprehensions. */
static SMELT_UNUSED PyObject *smelt_build_tuple(PyObject *const *items, Py_ssize_t count)
{
    PyObject *tuple = PyTuple_New(count);
    for (Py_ssize_t i = 0; tuple != NULL && i < count; i++)
        PyTuple_SET_ITEM(tuple, i, Py_NewRef(items[i]));
    return tuple;
}

static SMELT_UNUSED PyObject *smelt_build_list(PyObject *const *items, Py_ssize_t count)
{
    PyObject *list = PyList_New(count);
    for (Py_ssize_t i = 0; list != NULL && i < count; i++)
        PyList_SET_ITEM(list, i, Py_NewRef(items[i]));
    return list;
}

static SMELT_UNUSED PyObject *smelt_build_set(PyObject *const *items, Py_ssize_t count)
{
    PyObject *set = PySet_New(NULL);
    for (Py_ssize_t i = 0; set != NULL && i < count; i++)
        if (PySet_Add(set, items[i]) < 0)
            Py_CLEAR(set);
    return set;
}

/* An empty list. Room for `expected` items is not taken ahead: the number may be wrong, and lists grow well. */
#define smelt_list_new(expected) ((void)(expected), PyList_New(0))
#define smelt_set_new() PySet_New(NULL)

static inline SMELT_UNUSED int smelt_list_append(PyObject *list, PyObject *item)
{
#ifndef Py_GIL_DISABLED
    PyListObject *l = (PyListObject *)list;
    Py_ssize_t size = Py_SIZE(l);
    if (smelt_likely(size < l->allocated)) {
        l->ob_item[size] = Py_NewRef(item);
        Py_SET_SIZE(l, size + 1);
        return 0;
    }
#endif
    return PyList_Append(list, item);
}

/* sorted(o) */
static SMELT_UNUSED PyObject *smelt_sorted(PyObject *o)
{
    PyObject *list = PySequence_List(o);
    if (list != NULL && PyList_Sort(list) < 0)
        Py_CLEAR(list);
    return list;
}

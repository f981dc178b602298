/* needs: core.h */
/* o[k], with short ways into exact lists, tuples and dicts. */
static SMELT_UNUSED PyObject *smelt_get_item_int(PyObject *o, Py_ssize_t i)
{
    if (PyList_CheckExact(o)) {
#if defined(Py_GIL_DISABLED) && PY_VERSION_HEX >= 0x030D0000
        return PyList_GetItemRef(o, i < 0 ? i + PyList_GET_SIZE(o) : i);
#else
        Py_ssize_t at = i < 0 ? i + PyList_GET_SIZE(o) : i;
        if (smelt_likely((size_t)at < (size_t)PyList_GET_SIZE(o)))
            return Py_NewRef(PyList_GET_ITEM(o, at));
#endif
    } else if (PyTuple_CheckExact(o)) {
        Py_ssize_t at = i < 0 ? i + PyTuple_GET_SIZE(o) : i;
        if (smelt_likely((size_t)at < (size_t)PyTuple_GET_SIZE(o)))
            return Py_NewRef(PyTuple_GET_ITEM(o, at));
    }
    PyObject *key = PyLong_FromSsize_t(i), *item = key == NULL ? NULL : PyObject_GetItem(o, key);
    Py_XDECREF(key);
    return item;
}

/* A negative index is passed on as it is: only sequences count it from the end. */
static SMELT_UNUSED int smelt_set_item_int(PyObject *o, Py_ssize_t i, PyObject *value)
{
#ifndef Py_GIL_DISABLED
    if (PyList_CheckExact(o)) {
        Py_ssize_t at = i < 0 ? i + PyList_GET_SIZE(o) : i;
        if (smelt_likely((size_t)at < (size_t)PyList_GET_SIZE(o))) {
            SMELT_SET(((PyListObject *)o)->ob_item[at], Py_NewRef(value));
            return 0;
        }
    }
#endif
    PyObject *key = PyLong_FromSsize_t(i);
    int status = key == NULL ? -1 : PyObject_SetItem(o, key, value);
    Py_XDECREF(key);
    return status;
}

static SMELT_UNUSED int smelt_del_item_int(PyObject *o, Py_ssize_t i)
{
    PyObject *key = PyLong_FromSsize_t(i);
    int status = key == NULL ? -1 : PyObject_DelItem(o, key);
    Py_XDECREF(key);
    return status;
}

static SMELT_UNUSED PyObject *smelt_get_item(PyObject *o, PyObject *key)
{
    if (PyDict_CheckExact(o)) {
#if PY_VERSION_HEX >= 0x030D0000
        PyObject *found;
        if (PyDict_GetItemRef(o, key, &found) != 0)
            return found;
#else
        PyObject *found = PyDict_GetItemWithError(o, key);
        if (smelt_likely(found != NULL))
            return Py_NewRef(found);
        if (PyErr_Occurred())
            return NULL;
#endif
        PyObject *args = PyTuple_Pack(1, key); /* a tuple as key must not become several arguments */
        if (args != NULL)
            PyErr_SetObject(PyExc_KeyError, args);
        Py_XDECREF(args);
        return NULL;
    }
    return PyObject_GetItem(o, key);
}

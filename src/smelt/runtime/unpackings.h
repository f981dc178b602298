/* needs: core.h */
/* * and ** in displays and calls. */
static SMELT_UNUSED int smelt_is_iterable(PyObject *o)
{
    return Py_TYPE(o)->tp_iter != NULL || PySequence_Check(o);
}

/* [*o], also f(a, *o) */
static SMELT_UNUSED int smelt_list_extend(PyObject *list, PyObject *o)
{
#if PY_VERSION_HEX >= 0x030D0000
    if (PyList_Extend(list, o) == 0)
        return 0;
#else
    PyObject *done = _PyList_Extend((PyListObject *)list, o);
    Py_XDECREF(done);
    if (done != NULL)
        return 0;
#endif
    if (PyErr_ExceptionMatches(PyExc_TypeError) && !smelt_is_iterable(o))
        PyErr_Format(PyExc_TypeError, "Value after * must be an iterable, not %.200s", Py_TYPE(o)->tp_name);
    return -1;
}

/* {*o} */
static SMELT_UNUSED int smelt_set_update(PyObject *set, PyObject *o)
{
    PyObject *it = PyObject_GetIter(o), *item = NULL;
    int status = it == NULL ? -1 : 0;
    while (status == 0 && (item = PyIter_Next(it)) != NULL) {
        status = PySet_Add(set, item);
        Py_DECREF(item);
    }
    Py_XDECREF(it);
    return status < 0 || PyErr_Occurred() ? -1 : 0;
}

/* {**o} */
static SMELT_UNUSED int smelt_dict_update(PyObject *dict, PyObject *o)
{
    if (PyDict_Update(dict, o) == 0)
        return 0;
    if (PyErr_ExceptionMatches(PyExc_AttributeError))
        PyErr_Format(PyExc_TypeError, "'%.200s' object is not a mapping", Py_TYPE(o)->tp_name);
    return -1;
}

/* How messages name a function: module.qualname(), and without the module if it is builtins. */
static SMELT_COLD PyObject *smelt_function_text(PyObject *function)
{
    PyObject *qualname = PyObject_GetAttrString(function, "__qualname__"), *module, *text;
    if (qualname == NULL) {
        PyErr_Clear();
        return PyObject_Str(function);
    }
    if ((module = PyObject_GetAttrString(function, "__module__")) == NULL)
        PyErr_Clear();
    if (module == NULL || module == Py_None || PyUnicode_CompareWithASCIIString(module, "builtins") == 0)
        text = PyUnicode_FromFormat("%S()", qualname);
    else
        text = PyUnicode_FromFormat("%S.%S()", module, qualname);
    Py_DECREF(qualname);
    Py_XDECREF(module);
    return text;
}

/* f(**o): into the dict of keywords, which must not have the names yet. */
static SMELT_UNUSED int smelt_dict_merge_kwargs(PyObject *dict, PyObject *o, PyObject *function)
{
    PyObject *keys = NULL, *it = NULL, *key = NULL, *value = NULL, *text = NULL;
    int status = -1;
    if (PyDict_CheckExact(o) && PyDict_GET_SIZE(dict) == 0)
        return PyDict_Update(dict, o);
    keys = PyMapping_Keys(o);
    if (keys == NULL && PyErr_ExceptionMatches(PyExc_AttributeError)) {
        PyErr_Clear();
        if ((text = smelt_function_text(function)) != NULL)
            PyErr_Format(PyExc_TypeError, "%U argument after ** must be a mapping, not %.200s", text,
                         Py_TYPE(o)->tp_name);
    }
    if (keys == NULL || (it = PyObject_GetIter(keys)) == NULL)
        goto done;
    while ((key = PyIter_Next(it)) != NULL) {
        int known = PyDict_Contains(dict, key);
        if (known < 0)
            goto done;
        if (known) {
            if ((text = smelt_function_text(function)) != NULL)
                PyErr_Format(PyExc_TypeError, "%U got multiple values for keyword argument '%S'", text, key);
            goto done;
        }
        if ((value = PyObject_GetItem(o, key)) == NULL || PyDict_SetItem(dict, key, value) < 0)
            goto done;
        Py_CLEAR(value);
        Py_CLEAR(key);
    }
    status = PyErr_Occurred() ? -1 : 0;
done:
    Py_XDECREF(keys);
    Py_XDECREF(it);
    Py_XDECREF(key);
    Py_XDECREF(value);
    Py_XDECREF(text);
    return status;
}

/* f(*o) */
static SMELT_UNUSED PyObject *smelt_star_to_tuple(PyObject *o, PyObject *function)
{
    if (PyTuple_CheckExact(o))
        return Py_NewRef(o);
    if (!smelt_is_iterable(o)) {
        PyObject *text = smelt_function_text(function);
        if (text != NULL)
            PyErr_Format(PyExc_TypeError, "%U argument after * must be an iterable, not %.200s", text,
                         Py_TYPE(o)->tp_name);
        Py_XDECREF(text);
        return NULL;
    }
    return PySequence_Tuple(o);
}

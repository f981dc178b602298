/* needs: core.h globals.h */
/* Python classes whose bodies are compiled: what comes before the body, and what makes the class of it. */
static SMELT_COLD int smelt_class_entry(PyObject *space, const char *name, PyObject *value)
{
    PyObject *key = value == NULL ? NULL : PyUnicode_InternFromString(name);
    const int status = key == NULL ? -1 : PyObject_SetItem(space, key, value);
    Py_XDECREF(key);
    return status;
}

/* The metaclass, the namespace, the keywords that are left, and the bases, as a tuple. `keywords` may be NULL. */
static SMELT_COLD PyObject *smelt_class_begin(PyObject *name, PyObject *qualname, PyObject *bases, PyObject *keywords)
{
    PyObject *types = PyImport_ImportModule("types"), *found = NULL, *space = NULL;
    PyObject *resolved = types == NULL ? NULL : PyObject_CallMethod(types, "resolve_bases", "(O)", bases);
    PyObject *prepared = resolved == NULL ? NULL
        : PyObject_CallMethod(types, "prepare_class", "OOO", name, resolved, keywords != NULL ? keywords : Py_None);
    if (prepared != NULL && PyArg_ParseTuple(prepared, "OOO", &found, &space, &keywords)
        && smelt_class_entry(space, "__module__", PyDict_GetItemString(smelt_dict, "__name__")) == 0
        && smelt_class_entry(space, "__qualname__", qualname) == 0
        && (resolved == bases || smelt_class_entry(space, "__orig_bases__", bases) == 0))
        found = PyTuple_Pack(4, found, space, keywords, resolved);
    else
        found = NULL;
    Py_XDECREF(types);
    Py_XDECREF(resolved);
    Py_XDECREF(prepared);
    return found;
}

static SMELT_COLD PyObject *smelt_class_end(PyObject *prepared, PyObject *name)
{
    PyObject *args = PyTuple_Pack(3, name, PyTuple_GET_ITEM(prepared, 3), PyTuple_GET_ITEM(prepared, 1));
    PyObject *made = args == NULL ? NULL
        : PyObject_Call(PyTuple_GET_ITEM(prepared, 0), args, PyTuple_GET_ITEM(prepared, 2));
    Py_XDECREF(args);
    return made;
}

/* A name in a class body: one of the body, else of the module, else a builtin. */
static SMELT_COLD PyObject *smelt_class_name(PyObject *space, PyObject *name)
{
    PyObject *found = PyObject_GetItem(space, name);
    if (found != NULL || !PyErr_ExceptionMatches(PyExc_KeyError))
        return found;
    PyErr_Clear();
    return smelt_get_global(name);
}

/* needs: core.h attributes.h globals.h */
/* The import statements. */
static SMELT_UNUSED PyObject *smelt_import_name(PyObject *name, PyObject *fromlist, int level)
{
    PyObject *key = PyUnicode_InternFromString("__import__"), *import = NULL, *module = NULL;
    if (key != NULL && (import = smelt_dict_find(smelt_builtins, key)) == NULL && !PyErr_Occurred())
        PyErr_SetString(PyExc_ImportError, "__import__ not found");
    if (import != NULL && PyCFunction_CheckExact(import)) /* the interpreter's own */
        module = PyImport_ImportModuleLevelObject(name, smelt_dict, smelt_dict, fromlist, level);
    else if (import != NULL)
        module = PyObject_CallFunction(import, "OOOOi", name, smelt_dict, smelt_dict, fromlist, level);
    Py_XDECREF(key);
    Py_XDECREF(import);
    return module;
}

static SMELT_COLD void smelt_cannot_import(PyObject *module, PyObject *name, PyObject *package)
{
    PyObject *path = PyObject_GetAttrString(module, "__file__"), *spec, *busy, *text;
    if (path == NULL)
        PyErr_Clear();
    spec = PyObject_GetAttrString(module, "__spec__");
    busy = spec == NULL ? NULL : PyObject_GetAttrString(spec, "_initializing");
    PyErr_Clear();
    if (path == NULL)
        text = PyUnicode_FromFormat("cannot import name %R from %R (unknown location)", name, package);
    else if (busy != NULL && PyObject_IsTrue(busy) == 1)
        text = PyUnicode_FromFormat("cannot import name %R from partially initialized module %R "
                                    "(most likely due to a circular import) (%S)", name, package, path);
    else
        text = PyUnicode_FromFormat("cannot import name %R from %R (%S)", name, package, path);
    if (text != NULL)
        PyErr_SetImportError(text, package, path);
    Py_XDECREF(path);
    Py_XDECREF(spec);
    Py_XDECREF(busy);
    Py_XDECREF(text);
}

static SMELT_UNUSED PyObject *smelt_import_from(PyObject *module, PyObject *name)
{
    PyObject *found, *package, *full;
    if (smelt_optional_attr(module, name, &found) != 0)
        return found;
    /* A submodule that is being imported is not an attribute of its package yet. */
    if ((package = PyObject_GetAttrString(module, "__name__")) != NULL && PyUnicode_Check(package)) {
        if ((full = PyUnicode_FromFormat("%U.%U", package, name)) != NULL)
            found = PyImport_GetModule(full);
        Py_XDECREF(full);
    } else {
        PyErr_Clear();
        Py_XSETREF(package, PyUnicode_FromString("<unknown module name>"));
    }
    if (found == NULL && package != NULL && !PyErr_Occurred())
        smelt_cannot_import(module, name, package);
    Py_XDECREF(package);
    return found;
}

/* import a.b.c as d: what d is */
static SMELT_UNUSED PyObject *smelt_import_dotted(PyObject *name)
{
    PyObject *module = smelt_import_name(name, Py_None, 0), *dot = PyUnicode_FromString(".");
    PyObject *parts = dot == NULL ? NULL : PyUnicode_Split(name, dot, -1);
    if (parts == NULL)
        Py_CLEAR(module);
    for (Py_ssize_t i = 1; module != NULL && i < PyList_GET_SIZE(parts); i++)
        SMELT_SET(module, smelt_import_from(module, PyList_GET_ITEM(parts, i)));
    Py_XDECREF(dot);
    Py_XDECREF(parts);
    return module;
}

/* from module import * */
static SMELT_UNUSED int smelt_import_star(PyObject *module)
{
    PyObject *names = NULL, *list = NULL, *dict = NULL, *all = PyUnicode_InternFromString("__all__");
    int given = all == NULL ? -1 : smelt_optional_attr(module, all, &names), status = -1;
    if (given == 0 && (dict = PyObject_GetAttrString(module, "__dict__")) != NULL)
        names = PyMapping_Keys(dict);
    else if (given == 0 && PyErr_ExceptionMatches(PyExc_AttributeError))
        PyErr_SetString(PyExc_ImportError, "from-import-* object has no __dict__ and no __all__");
    if (names != NULL && (list = PySequence_List(names)) != NULL)
        status = 0;
    for (Py_ssize_t i = 0; status == 0 && i < PyList_GET_SIZE(list); i++) {
        PyObject *name = PyList_GET_ITEM(list, i), *value;
        if (!PyUnicode_Check(name)) {
            PyObject *package = PyObject_GetAttrString(module, "__name__");
            if (package != NULL)
                PyErr_Format(PyExc_TypeError, "%s in %S.%s must be str, not %.100s", given ? "Item" : "Key", package,
                             given ? "__all__" : "__dict__", Py_TYPE(name)->tp_name);
            Py_XDECREF(package);
            status = -1;
        } else if (given || PyUnicode_GET_LENGTH(name) == 0 || PyUnicode_READ_CHAR(name, 0) != '_') {
            value = PyObject_GetAttr(module, name);
            status = value == NULL ? -1 : PyDict_SetItem(smelt_dict, name, value);
            Py_XDECREF(value);
        }
    }
    Py_XDECREF(all);
    Py_XDECREF(dict);
    Py_XDECREF(names);
    Py_XDECREF(list);
    return status;
}

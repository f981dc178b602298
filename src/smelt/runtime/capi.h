/* needs: core.h module_dict.h */
/* C functions and variables of modules for each other: capsules in the dict __pyx_capi__ of the module, named by the
   type. */
typedef void (*smelt_any_function)(void);

/* C has no cast between the two; every platform with dlsym or GetProcAddress has them alike. */
typedef union { smelt_any_function function; void *address; } smelt_any_address;

/* The name of a capsule is its own. */
static SMELT_COLD SMELT_UNUSED void smelt_capsule_ends(PyObject *capsule)
{
    PyMem_RawFree((void *)PyCapsule_GetName(capsule));
}

static SMELT_COLD SMELT_UNUSED int smelt_export_variable(PyObject *name, PyObject *type, void *address)
{
    const char *text = PyUnicode_AsUTF8(type);
    char *kept = text == NULL ? NULL : (char *)PyMem_RawMalloc(strlen(text) + 1);
    PyObject *key = PyUnicode_FromString("__pyx_capi__"), *dict = NULL, *capsule = NULL;
    int status = -1;
    if (text != NULL && kept == NULL)
        PyErr_NoMemory();
    if (kept != NULL && key != NULL) {
        strcpy(kept, text);
        dict = PyDict_GetItemWithError(smelt_dict, key);
        Py_XINCREF(dict);
        if (dict == NULL && !PyErr_Occurred() && (dict = PyDict_New()) != NULL
            && PyDict_SetItem(smelt_dict, key, dict) < 0)
            Py_CLEAR(dict);
    }
    if (dict != NULL)
        capsule = PyCapsule_New(address, kept, smelt_capsule_ends);
    if (capsule != NULL)
        status = PyDict_SetItem(dict, name, capsule);
    else
        PyMem_RawFree(kept);
    Py_XDECREF(capsule);
    Py_XDECREF(dict);
    Py_XDECREF(key);
    return status;
}

static SMELT_COLD SMELT_UNUSED int smelt_export_function(PyObject *name, PyObject *type, smelt_any_function function)
{
    smelt_any_address both;
    both.function = function;
    return smelt_export_variable(name, type, both.address);
}

static SMELT_COLD SMELT_UNUSED void *smelt_import_variable(PyObject *module_name, PyObject *name, PyObject *type)
{
    PyObject *module = PyImport_Import(module_name), *dict = NULL, *capsule;
    void *address = NULL;
    if (module == NULL)
        return NULL;
    dict = PyObject_GetAttrString(module, "__pyx_capi__");
    if (dict == NULL && PyErr_ExceptionMatches(PyExc_AttributeError))
        PyErr_Clear();
    if (dict == NULL && !PyErr_Occurred()) {
        PyErr_Format(PyExc_ImportError, "the module '%U' has no C functions for others: it was not compiled from what "
                     "its .pxd file describes", module_name);
    } else if (dict != NULL) {
        const char *wanted = PyUnicode_AsUTF8(type), *found;
        capsule = PyObject_GetItem(dict, name);
        if (capsule == NULL) {
            PyErr_Format(PyExc_ImportError, "the module '%U' has no '%U' for others: compile it again", module_name,
                         name);
        } else if (wanted != NULL) {
            found = PyCapsule_GetName(capsule);
            if (PyCapsule_IsValid(capsule, wanted))
                address = PyCapsule_GetPointer(capsule, wanted);
            else if (!PyErr_Occurred())
                PyErr_Format(PyExc_TypeError, "'%U' of the module '%U' has the type '%.500s', expected '%.500s': "
                             "compile both modules again", name, module_name, found == NULL ? "?" : found, wanted);
        }
        Py_XDECREF(capsule);
    }
    Py_XDECREF(dict);
    Py_DECREF(module);
    return address;
}

static SMELT_COLD SMELT_UNUSED smelt_any_function smelt_import_function(PyObject *module_name, PyObject *name,
                                                                        PyObject *type)
{
    smelt_any_address both;
    both.address = smelt_import_variable(module_name, name, type);
    return both.function;
}

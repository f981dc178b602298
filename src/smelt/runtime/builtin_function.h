/* needs: core.h function.h */
/* With `binding=False` a function is a builtin one: it never becomes a method. The compiled entry is called as it is,
   with the function object as its self. */
static SMELT_UNUSED PyObject *smelt_as_builtin(PyObject *function)
{
    const smelt_def *def = ((smelt_function *)function)->def;
    PyMethodDef *method = (PyMethodDef *)PyMem_Malloc(sizeof(PyMethodDef)); /* lives as long as the module: for ever */
    PyObject *name, *result;
    if (method == NULL)
        return PyErr_NoMemory();
    method->ml_name = def->name;
    method->ml_meth = (PyCFunction)(void (*)(void))def->wrapper;
    method->ml_flags = METH_FASTCALL | METH_KEYWORDS;
    method->ml_doc = def->doc;
    name = PyDict_GetItemString(smelt_dict, "__name__");
    result = PyCFunction_NewEx(method, function, name);
    return result;
}

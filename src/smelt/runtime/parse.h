/* needs: core.h function.h args.h */
/* The arguments of functions with defaults, keyword-only parameters, *args or **kwargs: `values` gets a borrowed
   reference for each plain parameter, then owned ones: the tuple of *args, the dict of **kwargs. */
static SMELT_UNUSED int smelt_parse_args(PyObject *function, PyObject *const *args, size_t nargsf, PyObject *kwnames,
                                         PyObject **values)
{
    PyObject *stub = smelt_stub(function), *defaults, *kwdefaults, **names;
    PyObject **slots = ((smelt_function *)function)->slots;
    if (stub == NULL)
        return -1;
    const PyCodeObject *code = ((smelt_function *)function)->def->code;
    Py_ssize_t positional = code->co_argcount, plain = positional + code->co_kwonlyargcount;
    Py_ssize_t given = PyVectorcall_NARGS(nargsf);
    Py_ssize_t taken = given < positional ? given : positional, i, required;
    int varargs = (code->co_flags & CO_VARARGS) != 0, kwargs = (code->co_flags & CO_VARKEYWORDS) != 0;
    if (given > positional && !varargs)
        goto unusual;
    for (i = 0; i < plain; i++)
        values[i] = i < taken ? args[i] : NULL;
    names = ((PyTupleObject *)code->co_localsplusnames)->ob_item;
    for (Py_ssize_t k = 0; kwnames != NULL && k < PyTuple_GET_SIZE(kwnames); k++) {
        for (i = code->co_posonlyargcount; i < plain && names[i] != PyTuple_GET_ITEM(kwnames, k);)
            i++;
        if (i == plain || values[i] != NULL)
            goto unusual;
        values[i] = args[given + k];
    }
    defaults = PyFunction_GET_DEFAULTS(stub);
    kwdefaults = PyFunction_GET_KW_DEFAULTS(stub);
    /* A call that is under way may borrow from defaults that are replaced meanwhile: the old ones are never freed. */
    if (defaults != NULL && slots[SMELT_DEFAULTS] != defaults)
        slots[SMELT_DEFAULTS] = Py_NewRef(defaults);
    if (kwdefaults != NULL && slots[SMELT_KWDEFAULTS] != kwdefaults)
        slots[SMELT_KWDEFAULTS] = Py_NewRef(kwdefaults);
    required = positional - (defaults != NULL ? PyTuple_GET_SIZE(defaults) : 0);
    for (i = taken; i < plain; i++)
        if (values[i] == NULL) {
            if (i < positional)
                values[i] = i < required ? NULL : PyTuple_GET_ITEM(defaults, i - required);
            else if (kwdefaults != NULL)
                values[i] = PyDict_GetItemWithError(kwdefaults, names[i]);
            if (values[i] == NULL)
                goto unusual;
        }
    if (varargs && (values[plain] = PyTuple_New(given - taken)) == NULL)
        return -1;
    for (i = taken; i < given; i++)
        PyTuple_SET_ITEM(values[plain], i - taken, Py_NewRef(args[i]));
    if (kwargs && (values[plain + varargs] = PyDict_New()) == NULL) {
        if (varargs)
            Py_DECREF(values[plain]);
        return -1;
    }
    return 0;
unusual:
    return smelt_parse_by_stub(function, args, nargsf, kwnames, values, plain, plain + varargs + kwargs);
}

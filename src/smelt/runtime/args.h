/* needs: core.h function.h */
/* The arguments of functions whose parameters are all plain and required. Calls by keyword, and every error, are left
   to the function's stub: the interpreter itself then matches the arguments and words the message. */

/* `values` gets a borrowed reference for each of the `plain` parameters, then owned ones: the tuple of *args, the dict
   of **kwargs; `all` counts these too. */
static SMELT_COLD int smelt_parse_by_stub(PyObject *function, PyObject *const *args, size_t nargsf, PyObject *kwnames,
                                          PyObject **values, Py_ssize_t plain, Py_ssize_t all)
{
    PyObject *stub = smelt_stub(function);
    PyObject *list = stub == NULL ? NULL : PyObject_Vectorcall(stub, args, PyVectorcall_NARGS(nargsf), kwnames);
    int fits = list != NULL && PyList_CheckExact(list) && PyList_GET_SIZE(list) == all;
    for (Py_ssize_t i = 0; fits && i < all; i++)
        values[i] = i < plain ? PyList_GET_ITEM(list, i) : Py_NewRef(PyList_GET_ITEM(list, i));
    if (list != NULL && !fits)
        PyErr_SetString(PyExc_SystemError, "the code object of a compiled function was changed");
    Py_XDECREF(list);
    return fits ? 0 : -1;
}

/* The values of the parameters: where the call just has as many positional arguments these themselves, else `space`,
   filled. NULL is an error. */
static inline SMELT_UNUSED PyObject *const *smelt_args(PyObject *function, PyObject *const *args, size_t nargsf,
                                                       PyObject *kwnames, Py_ssize_t count, PyObject **space)
{
    if (smelt_likely(kwnames == NULL && PyVectorcall_NARGS(nargsf) == count))
        return args;
    return smelt_parse_by_stub(function, args, nargsf, kwnames, space, count, count) < 0 ? NULL : space;
}

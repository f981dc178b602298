/* needs: core.h */
/* NumPy's ufuncs of C functions. What NumPy's header calls PyUFunc_FromFuncAndData is the second entry of the table in
   the capsule _UFUNC_API, which its ABI keeps there: the headers are not needed. */
typedef void (*smelt_any_loop)(void);
typedef void (*smelt_ufunc_loop)(char **args, const Py_ssize_t *dimensions, const Py_ssize_t *steps, void *data);
typedef PyObject *(*smelt_ufunc_maker)(smelt_ufunc_loop *loops, void **data, char *types, int count, int inputs,
                                       int outputs, int identity, const char *name, const char *doc, int unused);

/* What NumPy goes on reading as long as the ufunc lives, which is for ever. */
typedef struct { int count, most, operands; smelt_ufunc_loop *loops; void **data; char *types; } smelt_ufunc;

static SMELT_COLD smelt_ufunc *smelt_ufunc_begin(int most, int operands)
{
    smelt_ufunc *u = (smelt_ufunc *)PyMem_Calloc(1, sizeof(smelt_ufunc));
    if (u != NULL) {
        u->most = most;
        u->operands = operands;
        u->loops = (smelt_ufunc_loop *)PyMem_Calloc((size_t)most, sizeof(smelt_ufunc_loop));
        u->data = (void **)PyMem_Calloc((size_t)most, sizeof(void *));
        u->types = (char *)PyMem_Calloc((size_t)most, (size_t)operands);
    }
    if (u == NULL || u->loops == NULL || u->data == NULL || u->types == NULL)
        PyErr_NoMemory();
    return u != NULL && u->types != NULL && u->data != NULL && u->loops != NULL ? u : NULL;
}

/* `types` has NumPy's type numbers, those of the arguments first. */
static SMELT_COLD void smelt_ufunc_add(void *to, smelt_any_loop loop, const char *types)
{
    smelt_ufunc *u = (smelt_ufunc *)to;
    u->loops[u->count] = (smelt_ufunc_loop)loop;
    memcpy(u->types + u->count++ * u->operands, types, (size_t)u->operands);
}

static SMELT_COLD PyObject *smelt_ufunc_done(void *made, int outputs, const char *name, const char *doc)
{
    const smelt_ufunc *u = (const smelt_ufunc *)made;
    PyObject *module = PyImport_ImportModule("numpy._core._multiarray_umath"), *capsule, *result = NULL;
    void **table;
    if (module == NULL && PyErr_ExceptionMatches(PyExc_ModuleNotFoundError)) { /* NumPy 1 */
        PyErr_Clear();
        module = PyImport_ImportModule("numpy.core._multiarray_umath");
    }
    capsule = module != NULL ? PyObject_GetAttrString(module, "_UFUNC_API") : NULL;
    table = capsule != NULL ? (void **)PyCapsule_GetPointer(capsule, NULL) : NULL;
    if (table != NULL)
        result = ((smelt_ufunc_maker)table[1])(u->loops, u->data, u->types, u->count, u->operands - outputs, outputs,
                                               -1 /* no identity */, name, doc, 0);
    Py_XDECREF(capsule);
    Py_XDECREF(module);
    return result;
}

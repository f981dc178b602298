/* needs: core.h */
/* Source that is not compiled runs as CPython code in the module's namespace; `line` is that of its first line. */
static SMELT_COLD int smelt_exec_source(const char *text, int line)
{
    size_t before = line > 1 ? (size_t)line - 1 : 0, length = strlen(text);
    char *padded = (char *)PyMem_Malloc(before + length + 1);
    PyObject *code, *result = NULL;
    if (padded == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    memset(padded, '\n', before);
    memcpy(padded + before, text, length + 1);
    code = Py_CompileString(padded, SMELT_SOURCE, Py_file_input);
    PyMem_Free(padded);
    if (code != NULL)
        result = PyEval_EvalCode(code, smelt_dict, smelt_dict);
    Py_XDECREF(code);
    Py_XDECREF(result);
    return result == NULL ? -1 : 0;
}

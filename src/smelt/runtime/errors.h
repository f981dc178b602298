/* needs: core.h */
/* Errors that are raised from C. All are out of line: the code around them stays small. */
static SMELT_COLD void smelt_raise(PyObject *type, const char *message)
{
    PyErr_SetString(type, message);
}

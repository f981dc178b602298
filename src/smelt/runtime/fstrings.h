/* needs: core.h */
/* f-strings. */
static inline SMELT_UNUSED PyObject *smelt_format_simple(PyObject *o)
{
    return PyUnicode_CheckExact(o) ? Py_NewRef(o) : PyObject_Format(o, NULL);
}

static SMELT_UNUSED PyObject *smelt_build_string(PyObject *const *pieces, Py_ssize_t count)
{
    Py_ssize_t length = 0, at = 0;
    Py_UCS4 highest = 0;
    for (Py_ssize_t i = 0; i < count; i++) {
        if (smelt_unlikely(PyUnicode_GET_LENGTH(pieces[i]) > PY_SSIZE_T_MAX - length)) {
            PyErr_SetString(PyExc_OverflowError, "join() result is too long for a Python string");
            return NULL;
        }
        length += PyUnicode_GET_LENGTH(pieces[i]);
        if (PyUnicode_GET_LENGTH(pieces[i]) && PyUnicode_MAX_CHAR_VALUE(pieces[i]) > highest)
            highest = PyUnicode_MAX_CHAR_VALUE(pieces[i]);
    }
    PyObject *text = PyUnicode_New(length, highest);
    for (Py_ssize_t i = 0; text != NULL && i < count; i++) {
        Py_ssize_t copied = PyUnicode_CopyCharacters(text, at, pieces[i], 0, PyUnicode_GET_LENGTH(pieces[i]));
        if (copied < 0)
            Py_CLEAR(text);
        at += copied;
    }
    return text;
}

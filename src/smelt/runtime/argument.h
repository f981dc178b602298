/* needs: core.h */
/* Arguments for parameters of builtin and extension types: of the type, or None. */
static SMELT_COLD int smelt_wrong_argument(PyObject *o, PyObject *type, PyObject *name)
{
    PyErr_Format(PyExc_TypeError, "Argument '%U' has incorrect type (expected %.200s, got %.200s)", name,
                 ((PyTypeObject *)type)->tp_name, Py_TYPE(o)->tp_name);
    return -1;
}

static inline SMELT_UNUSED int smelt_check_argument(PyObject *o, PyObject *type, PyObject *name)
{
    return o == Py_None || PyObject_TypeCheck(o, (PyTypeObject *)type) ? 0 : smelt_wrong_argument(o, type, name);
}

static inline SMELT_UNUSED int smelt_check_argument_exact(PyObject *o, PyObject *type, PyObject *name)
{
    return o == Py_None || Py_TYPE(o) == (PyTypeObject *)type ? 0 : smelt_wrong_argument(o, type, name);
}

static inline SMELT_UNUSED int smelt_check_argument_none(PyObject *o, PyObject *type, PyObject *name)
{
    return o != Py_None ? 0 : smelt_wrong_argument(o, type, name);
}

static SMELT_UNUSED int smelt_check_cast(PyObject *o, PyObject *type)
{
    if (smelt_likely(PyObject_TypeCheck(o, (PyTypeObject *)type)))
        return 0;
    PyErr_Format(PyExc_TypeError, "Expected %.200s, got %.200s", ((PyTypeObject *)type)->tp_name, Py_TYPE(o)->tp_name);
    return -1;
}

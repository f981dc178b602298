/* needs: core.h */
/* Objects for variables of builtin and extension types. */
static SMELT_COLD int smelt_wrong_type(PyObject *o, PyObject *type)
{
    PyErr_Format(PyExc_TypeError, "Expected %.200s, got %.200s", ((PyTypeObject *)type)->tp_name, Py_TYPE(o)->tp_name);
    return -1;
}

static SMELT_COLD int smelt_wrong_instance(PyObject *o, PyObject *type)
{
    PyErr_Format(PyExc_TypeError, "Cannot convert %.200s to %.200s", Py_TYPE(o)->tp_name,
                 ((PyTypeObject *)type)->tp_name);
    return -1;
}

static inline SMELT_UNUSED int smelt_is_instance(PyObject *o, PyObject *type)
{
    return PyObject_TypeCheck(o, (PyTypeObject *)type);
}

static inline SMELT_UNUSED int smelt_check_type(PyObject *o, PyObject *type)
{
    return o == Py_None || PyObject_TypeCheck(o, (PyTypeObject *)type) ? 0 : smelt_wrong_instance(o, type);
}

static inline SMELT_UNUSED int smelt_check_exact_type(PyObject *o, PyObject *type)
{
    return o == Py_None || Py_TYPE(o) == (PyTypeObject *)type ? 0 : smelt_wrong_type(o, type);
}

static inline SMELT_UNUSED int smelt_check_not_none(PyObject *o, PyObject *name)
{
    if (smelt_likely(o != Py_None))
        return 0;
    PyErr_Format(PyExc_TypeError, "Argument '%U' must not be None", name);
    return -1;
}

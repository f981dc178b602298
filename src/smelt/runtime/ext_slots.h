/* needs: core.h function.h ext.h */
/* Special methods, called by the slots of types: `f` is the function object, NULL as long as the class has no body. */
static SMELT_UNUSED PyObject *smelt_call_n(PyObject *f, PyObject *const *args, size_t count)
{
    if (smelt_likely(f != NULL))
        return ((smelt_function *)f)->vectorcall(f, args, count, NULL);
    return PyErr_Format(PyExc_TypeError, "the class '%.200s' is not complete yet", Py_TYPE(args[0])->tp_name);
}

static inline SMELT_UNUSED PyObject *smelt_call_1(PyObject *f, PyObject *self)
{
    return smelt_call_n(f, &self, 1);
}

static inline SMELT_UNUSED PyObject *smelt_call_2(PyObject *f, PyObject *self, PyObject *other)
{
    PyObject *args[] = {self, other};
    return smelt_call_n(f, args, 2);
}

static SMELT_UNUSED PyObject *smelt_call_index(PyObject *f, PyObject *self, Py_ssize_t index)
{
    PyObject *key = PyLong_FromSsize_t(index), *result = key != NULL ? smelt_call_2(f, self, key) : NULL;
    Py_XDECREF(key);
    return result;
}

static SMELT_UNUSED PyObject *smelt_call_compare(PyObject *f, PyObject *self, PyObject *other, int op)
{
    PyObject *args[] = {self, other, PyLong_FromLong(op)};
    PyObject *result = args[2] != NULL ? smelt_call_n(f, args, 3) : NULL;
    Py_XDECREF(args[2]);
    return result;
}

/* These take the reference of their argument, which may be NULL. */
static SMELT_UNUSED int smelt_truth_of(PyObject *value)
{
    int truth = value == NULL ? -1 : value == Py_True ? 1 : value == Py_False ? 0 : PyObject_IsTrue(value);
    Py_XDECREF(value);
    return truth;
}

static SMELT_UNUSED Py_ssize_t smelt_length_of(PyObject *value)
{
    PyObject *index = value != NULL ? PyNumber_Index(value) : NULL;
    Py_ssize_t length = index != NULL ? PyLong_AsSsize_t(index) : -1;
    if (length < 0 && index != NULL && !PyErr_Occurred())
        PyErr_SetString(PyExc_ValueError, "__len__() should return >= 0");
    Py_XDECREF(index);
    Py_XDECREF(value);
    return length < 0 ? -1 : length;
}

/* needs: core.h */
/* Iteration: NULL without an exception is the end. */
#define smelt_get_iter PyObject_GetIter

static inline SMELT_UNUSED PyObject *smelt_iter_next(PyObject *it)
{
    PyObject *item = Py_TYPE(it)->tp_iternext(it);
    if (smelt_unlikely(item == NULL) && PyErr_Occurred() && PyErr_ExceptionMatches(PyExc_StopIteration))
        PyErr_Clear();
    return item;
}

/* next(it) */
static SMELT_UNUSED PyObject *smelt_next(PyObject *it)
{
    if (!PyIter_Check(it)) {
        PyErr_Format(PyExc_TypeError, "'%.200s' object is not an iterator", Py_TYPE(it)->tp_name);
        return NULL;
    }
    PyObject *item = Py_TYPE(it)->tp_iternext(it);
    if (item == NULL && !PyErr_Occurred())
        PyErr_SetNone(PyExc_StopIteration);
    return item;
}

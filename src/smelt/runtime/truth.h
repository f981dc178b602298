/* needs: core.h */
static inline SMELT_UNUSED int smelt_is_true(PyObject *o)
{
    return o == Py_True ? 1 : o == Py_False || o == Py_None ? 0 : PyObject_IsTrue(o);
}

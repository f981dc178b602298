/* needs: core.h function.h */
/* cpdef methods: whether a Python class has put something in the place of `own`, the method's Python side. Types made
   here cannot be changed, so that only objects of other types have to be asked. */
static SMELT_COLD PyObject *smelt_override_slow(PyObject *self, PyObject *name, PyObject *own)
{
    PyObject *found = PyObject_GetAttr(self, name);
    if (found != NULL && PyMethod_Check(found) && PyMethod_GET_FUNCTION(found) == own)
        Py_CLEAR(found);
    return found;
}

/* A new reference to what is to be called instead, or NULL. */
static inline SMELT_UNUSED PyObject *smelt_override(PyObject *self, PyObject *name, PyObject *own)
{
    return smelt_likely(Py_TYPE(self)->tp_flags & Py_TPFLAGS_IMMUTABLETYPE) || own == NULL
        ? NULL : smelt_override_slow(self, name, own);
}

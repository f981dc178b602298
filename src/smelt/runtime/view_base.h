/* needs: core.h views.h */
/* The object that a view was made of. */
static inline SMELT_UNUSED PyObject *smelt_view_base(PyObject *owner)
{
    return Py_TYPE(owner) == smelt_exporter_type ? ((smelt_exporter *)owner)->base : owner;
}

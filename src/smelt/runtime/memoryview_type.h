/* needs: core.h views.h memoryview.h memoryview_index.h memoryview_make.h memoryview_assign.h cyarray_type.h */
#include <stddef.h>
#include <structmember.h>
/* The type of view objects, cython.view.memoryview, with all that they can do. One for each module, made when first
   needed. */
static SMELT_COLD int smelt_memoryview_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(Py_TYPE(self));
    Py_VISIT(((smelt_memoryview *)self)->owner);
    return 0;
}

static SMELT_COLD void smelt_memoryview_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    PyObject_GC_UnTrack(self);
    if (((smelt_memoryview *)self)->weak != NULL)
        PyObject_ClearWeakRefs(self);
    Py_XDECREF(((smelt_memoryview *)self)->owner);
    type->tp_free(self);
    Py_DECREF(type);
}

/* memoryview(obj, flags, dtype_is_object=False) */
static SMELT_COLD PyObject *smelt_memoryview_call(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    static char names[][16] = {"obj", "flags", "dtype_is_object"};
    static char *keywords[] = {names[0], names[1], names[2], NULL};
    PyObject *o;
    int flags, objects = 0;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "Oi|p:memoryview", keywords, &o, &flags, &objects))
        return NULL;
    smelt_memoryview *v = (smelt_memoryview *)smelt_memoryview_from(o, flags);
    if (v == NULL || type == smelt_memoryview_type)
        return (PyObject *)v;
    smelt_memoryview *made = (smelt_memoryview *)type->tp_alloc(type, 0);
    if (made != NULL) {
        const size_t begin = offsetof(smelt_memoryview, owner);
        memcpy((char *)made + begin, (char *)v + begin, sizeof *made - begin);
        Py_INCREF(made->owner);
    }
    Py_DECREF(v);
    return (PyObject *)made;
}

static SMELT_UNUSED PyGetSetDef smelt_memoryview_getset[] = {
    {"shape", smelt_memoryview_extent, NULL, "The extents.", (void *)"shape"},
    {"strides", smelt_memoryview_extent, NULL, "The bytes from one item to the next along each axis.",
     (void *)"strides"},
    {"suboffsets", smelt_memoryview_extent, NULL, "What to add behind the pointers of an axis; -1 without pointers.",
     (void *)"suboffsets"},
    {"ndim", smelt_memoryview_number, NULL, "The number of axes.", (void *)"ndim"},
    {"size", smelt_memoryview_number, NULL, "The number of elements.", (void *)"size"},
    {"itemsize", smelt_memoryview_number, NULL, "The bytes of one element.", (void *)"itemsize"},
    {"nbytes", smelt_memoryview_number, NULL, "The bytes of all elements.", (void *)"nbytes"},
    {"base", smelt_memoryview_base, NULL, "The object that the view was made of.", NULL},
    {"T", smelt_memoryview_transposed, NULL, "The view with its axes in reverse order.", NULL},
    {NULL, NULL, NULL, NULL, NULL}};

static SMELT_UNUSED PyMethodDef smelt_memoryview_methods[] = {
    {"copy", smelt_memoryview_copy, METH_NOARGS, "A copy in C's order."},
    {"copy_fortran", smelt_memoryview_copy_fortran, METH_NOARGS, "A copy in Fortran's order."},
    {"is_c_contig", smelt_memoryview_is_c_contig, METH_NOARGS, "Whether the elements lie in C's order."},
    {"is_f_contig", smelt_memoryview_is_f_contig, METH_NOARGS, "Whether the elements lie in Fortran's order."},
    {"__reduce__", smelt_unpicklable, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL}};

/* `count` and `index` of sequences, and the name of one, without which a type works as well. */
static SMELT_COLD void smelt_make_sequence(PyTypeObject *type)
{
    PyObject *module = PyImport_ImportModule("collections.abc");
    PyObject *sequence = module == NULL ? NULL : PyObject_GetAttrString(module, "Sequence");
    PyObject *known = sequence == NULL ? NULL : PyObject_CallMethod(sequence, "register", "O", (PyObject *)type);
    static const char *const names[] = {"count", "index"};
    for (int i = 0; i < 2; i++) {
        PyObject *method = known == NULL ? NULL : PyObject_GetAttrString(sequence, names[i]);
        if (method != NULL)
            PyObject_SetAttrString((PyObject *)type, names[i], method);
        Py_XDECREF(method);
    }
    Py_XDECREF(known);
    Py_XDECREF(sequence);
    Py_XDECREF(module);
    PyErr_Clear();
}

static SMELT_COLD PyTypeObject *smelt_make_memoryview_type(void)
{
    static PyMemberDef members[] = {
        {"__weaklistoffset__", T_PYSSIZET, offsetof(smelt_memoryview, weak), READONLY, NULL}, {NULL, 0, 0, 0, NULL}};
    static PyType_Slot slots[] = {
        {Py_tp_new, (void *)smelt_memoryview_call}, {Py_tp_dealloc, (void *)smelt_memoryview_dealloc},
        {Py_tp_traverse, (void *)smelt_memoryview_traverse}, {Py_tp_members, (void *)members},
        {Py_tp_getset, (void *)smelt_memoryview_getset}, {Py_tp_methods, (void *)smelt_memoryview_methods},
        {Py_tp_str, (void *)smelt_memoryview_str}, {Py_tp_repr, (void *)smelt_memoryview_repr},
        {Py_tp_iter, (void *)PySeqIter_New}, {Py_mp_length, (void *)smelt_memoryview_length},
        {Py_mp_subscript, (void *)smelt_memoryview_subscript}, {Py_mp_ass_subscript, (void *)smelt_memoryview_assign},
        {Py_sq_item, (void *)smelt_memoryview_item}, {Py_sq_length, (void *)smelt_memoryview_length},
        {Py_bf_getbuffer, (void *)smelt_memoryview_getbuffer}, {0, NULL}};
    static PyType_Spec spec = {"cython.view.memoryview", sizeof(smelt_memoryview), 0,
                               Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE, slots};
    return (PyTypeObject *)PyType_FromSpec(&spec);
}

/* Makes the types of view objects and of arrays. */
static SMELT_COLD int smelt_memoryview_ready(void)
{
    if (smelt_memoryview_type != NULL)
        return 0;
    smelt_cyarray_type = smelt_make_cyarray_type();
    smelt_memoryview_type = smelt_cyarray_type == NULL ? NULL : smelt_make_memoryview_type();
    if (smelt_memoryview_type == NULL) {
        Py_CLEAR(smelt_cyarray_type);
        return -1;
    }
    smelt_make_sequence(smelt_cyarray_type);
    smelt_make_sequence(smelt_memoryview_type);
    return 0;
}

static SMELT_COLD PyObject *smelt_get_memoryview_type(void)
{
    return smelt_memoryview_ready() < 0 ? NULL : Py_NewRef((PyObject *)smelt_memoryview_type);
}

static SMELT_COLD PyObject *smelt_get_cyarray_type(void)
{
    return smelt_memoryview_ready() < 0 ? NULL : Py_NewRef((PyObject *)smelt_cyarray_type);
}

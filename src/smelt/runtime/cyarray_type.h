/* needs: core.h memoryview.h memoryview_index.h memoryview_make.h memoryview_assign.h cyarray.h */
#include <stddef.h>
#include <structmember.h>
/* The type cython.view.array. Whatever is no attribute of its own is one of the view object of its memory. */
static SMELT_COLD int smelt_cyarray_shape(PyObject *shape, Py_ssize_t *extents)
{
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(shape); i++) {
        extents[i] = PyNumber_AsSsize_t(PyTuple_GET_ITEM(shape, i), PyExc_OverflowError);
        if (extents[i] == -1 && PyErr_Occurred())
            return -1;
        if (extents[i] <= 0) {
            PyErr_Format(PyExc_ValueError, "Invalid shape in axis %zd: %zd.", i, extents[i]);
            return -1;
        }
    }
    return 0;
}

/* The format as bytes (a new reference), after a look at all the arguments; `order` gets C or F. */
static SMELT_COLD PyObject *smelt_cyarray_check(PyObject *shape, Py_ssize_t itemsize, PyObject *format, PyObject *mode,
                                                char *order)
{
    if (!PyTuple_Check(shape))
        return PyErr_Format(PyExc_TypeError, "Argument 'shape' has incorrect type (expected tuple, got %.200s)",
                            Py_TYPE(shape)->tp_name);
    if (PyTuple_GET_SIZE(shape) == 0)
        return PyErr_Format(PyExc_ValueError, "Empty shape tuple for cython.array");
    if (itemsize <= 0)
        return PyErr_Format(PyExc_ValueError, "itemsize <= 0 for cython.array");
    if (format == Py_None)
        return PyErr_Format(PyExc_TypeError, "Argument 'format' must not be None");
    if (!PyBytes_Check(format) && !PyUnicode_Check(format))
        return PyErr_Format(PyExc_TypeError, "Argument 'format' must be str or bytes, not %.200s",
                            Py_TYPE(format)->tp_name);
    *order = mode == NULL ? 'C' : 0;
    if (mode != NULL && PyUnicode_Check(mode))
        *order = PyUnicode_CompareWithASCIIString(mode, "c") == 0 ? 'C'
            : PyUnicode_CompareWithASCIIString(mode, "fortran") == 0 ? 'F' : 0;
    if (*order == 0)
        return PyErr_Format(PyExc_ValueError, "Invalid mode, expected 'c' or 'fortran', got %S", mode);
    return PyBytes_Check(format) ? Py_NewRef(format) : PyUnicode_AsASCIIString(format);
}

/* array(shape, itemsize, format, mode="c", allocate_buffer=True) */
static SMELT_COLD PyObject *smelt_cyarray_call(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    static char names[][16] = {"shape", "itemsize", "format", "mode", "allocate_buffer"};
    static char *keywords[] = {names[0], names[1], names[2], names[3], names[4], NULL};
    PyObject *shape, *format, *mode = NULL;
    Py_ssize_t itemsize, *extents = NULL;
    int allocate = 1;
    char order;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "OnO|Op:array", keywords, &shape, &itemsize, &format, &mode,
                                     &allocate))
        return NULL;
    PyObject *bytes = smelt_cyarray_check(shape, itemsize, format, mode, &order);
    smelt_cyarray *a = NULL;
    if (bytes != NULL)
        extents = (Py_ssize_t *)PyMem_Calloc((size_t)PyTuple_GET_SIZE(shape), sizeof *extents);
    if (bytes != NULL && extents == NULL)
        PyErr_NoMemory();
    if (extents != NULL && smelt_cyarray_shape(shape, extents) == 0)
        a = (smelt_cyarray *)type->tp_alloc(type, 0);
    if (a != NULL && smelt_cyarray_fill(a, (int)PyTuple_GET_SIZE(shape), extents, itemsize, bytes, order, allocate) < 0)
        Py_CLEAR(a);
    PyMem_Free(extents);
    Py_XDECREF(bytes);
    return (PyObject *)a;
}

static SMELT_COLD PyObject *smelt_cyarray_memview(PyObject *self, void *Py_UNUSED(unused))
{
    return (PyObject *)smelt_memoryview_of_array((smelt_cyarray *)self);
}

static SMELT_COLD PyObject *smelt_cyarray_mode(PyObject *self, void *Py_UNUSED(unused))
{
    return Py_NewRef(((smelt_cyarray *)self)->mode);
}

static SMELT_COLD PyObject *smelt_cyarray_getattr(PyObject *self, PyObject *name)
{
    PyObject *found = PyObject_GenericGetAttr(self, name), *view;
    if (found != NULL || !PyErr_ExceptionMatches(PyExc_AttributeError))
        return found;
    PyErr_Clear();
    if ((view = smelt_cyarray_memview(self, NULL)) == NULL)
        return NULL;
    found = PyObject_GetAttr(view, name);
    Py_DECREF(view);
    return found;
}

static SMELT_COLD PyObject *smelt_cyarray_subscript(PyObject *self, PyObject *key)
{
    PyObject *view = smelt_cyarray_memview(self, NULL);
    PyObject *found = view == NULL ? NULL : smelt_memoryview_subscript(view, key);
    Py_XDECREF(view);
    return found;
}

static SMELT_COLD int smelt_cyarray_assign(PyObject *self, PyObject *key, PyObject *value)
{
    PyObject *view = smelt_cyarray_memview(self, NULL);
    int status = view == NULL ? -1 : smelt_memoryview_assign(view, key, value);
    Py_XDECREF(view);
    return status;
}

static SMELT_COLD Py_ssize_t smelt_cyarray_length(PyObject *self)
{
    return ((smelt_cyarray *)self)->_shape[0];
}

static SMELT_COLD PyObject *smelt_cyarray_item(PyObject *self, Py_ssize_t index)
{
    PyObject *view = smelt_cyarray_memview(self, NULL);
    PyObject *found = view == NULL ? NULL : smelt_memoryview_item(view, index);
    Py_XDECREF(view);
    return found;
}

static SMELT_COLD PyTypeObject *smelt_make_cyarray_type(void)
{
    static PyMemberDef members[] = {
        {"__weaklistoffset__", T_PYSSIZET, offsetof(smelt_cyarray, weak), READONLY, NULL}, {NULL, 0, 0, 0, NULL}};
    static PyGetSetDef getset[] = {
        {"memview", smelt_cyarray_memview, NULL, "The memory as a view.", NULL},
        {"mode", smelt_cyarray_mode, NULL, "The order of the memory: 'c' or 'fortran'.", NULL},
        {NULL, NULL, NULL, NULL, NULL}};
    static PyMethodDef methods[] = {{"__reduce__", smelt_unpicklable, METH_NOARGS, NULL}, {NULL, NULL, 0, NULL}};
    static PyType_Slot slots[] = {
        {Py_tp_new, (void *)smelt_cyarray_call}, {Py_tp_dealloc, (void *)smelt_cyarray_dealloc},
        {Py_tp_traverse, (void *)smelt_cyarray_traverse}, {Py_tp_clear, (void *)smelt_cyarray_clear},
        {Py_tp_members, (void *)members}, {Py_tp_getset, (void *)getset}, {Py_tp_methods, (void *)methods},
        {Py_tp_getattro, (void *)smelt_cyarray_getattr}, {Py_tp_iter, (void *)PySeqIter_New},
        {Py_mp_length, (void *)smelt_cyarray_length}, {Py_mp_subscript, (void *)smelt_cyarray_subscript},
        {Py_mp_ass_subscript, (void *)smelt_cyarray_assign}, {Py_sq_length, (void *)smelt_cyarray_length},
        {Py_sq_item, (void *)smelt_cyarray_item}, {Py_bf_getbuffer, (void *)smelt_cyarray_getbuffer}, {0, NULL}};
    static PyType_Spec spec = {"cython.view.array", sizeof(smelt_cyarray), 0,
                               Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE, slots};
    return (PyTypeObject *)PyType_FromSpec(&spec);
}

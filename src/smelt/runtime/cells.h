/* needs: core.h */
/* Variables that several functions share. Objects live in CPython's cells; C values in boxes, zero at first. */
#include <stddef.h>
#define SMELT_CELL(cell) (((PyCellObject *)(cell))->ob_ref)
#define SMELT_BOX(T, box) (*(T *)((smelt_box *)(box))->data)

typedef struct {
    PyObject_VAR_HEAD
    int owns; /* the data begin with an object pointer that the box owns: a view's owner */
#ifdef __cplusplus
    alignas(16) char data[1];
#else
    _Alignas(16) char data[1];
#endif
} smelt_box;

static int smelt_box_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(Py_TYPE(self));
    if (((smelt_box *)self)->owns)
        Py_VISIT(SMELT_BOX(PyObject *, self));
    return 0;
}

static int smelt_box_clear(PyObject *self)
{
    if (((smelt_box *)self)->owns)
        Py_CLEAR(SMELT_BOX(PyObject *, self));
    return 0;
}

static void smelt_box_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    PyObject_GC_UnTrack(self);
    smelt_box_clear(self);
    type->tp_free(self);
    Py_DECREF(type);
}

static SMELT_UNUSED PyObject *smelt_make_box(size_t size, int owns)
{
    static PyTypeObject *type;
    static PyType_Slot slots[] = {
        {Py_tp_traverse, (void *)smelt_box_traverse}, {Py_tp_clear, (void *)smelt_box_clear},
        {Py_tp_dealloc, (void *)smelt_box_dealloc}, {0, NULL}};
    static PyType_Spec spec = {"smelt.box", offsetof(smelt_box, data), 1,
                               Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_DISALLOW_INSTANTIATION, slots};
    if (type == NULL && (type = (PyTypeObject *)PyType_FromSpec(&spec)) == NULL)
        return NULL;
    smelt_box *box = (smelt_box *)PyType_GenericAlloc(type, (Py_ssize_t)size);
    if (box != NULL)
        box->owns = owns;
    return (PyObject *)box;
}

#define smelt_new_box(size) smelt_make_box(size, 0)
#define smelt_new_view_box(size) smelt_make_box(size, 1)

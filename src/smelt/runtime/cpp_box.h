/* needs: core.h cpp_errors.h */
/* Objects of C++ that several functions share live in boxes, as the values of C do. */
#define SMELT_CPP_BOX(T, box) (*(T *)((smelt_cpp_box *)(box))->object)

typedef struct {
    PyObject_HEAD
    void *object;
    void (*end)(void *object);
} smelt_cpp_box;

static void smelt_cpp_box_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    smelt_cpp_box *box = (smelt_cpp_box *)self;
    if (box->object != NULL)
        box->end(box->object);
    type->tp_free(self);
    Py_DECREF(type);
}

static SMELT_COLD PyObject *smelt_empty_cpp_box(void)
{
    static PyTypeObject *type;
    static PyType_Slot slots[] = {{Py_tp_dealloc, (void *)smelt_cpp_box_dealloc}, {0, NULL}};
    static PyType_Spec spec = {"smelt.cppbox", sizeof(smelt_cpp_box), 0,
                               Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION, slots};
    if (type == NULL && (type = (PyTypeObject *)PyType_FromSpec(&spec)) == NULL)
        return NULL;
    return PyType_GenericAlloc(type, 0);
}

template <class T> static void smelt_cpp_box_end(void *object)
{
    delete (T *)object;
}

/* A box with an object of the class that the pointer, which is NULL, names. */
template <class T> static PyObject *smelt_new_cpp_box(T *)
{
    PyObject *self = smelt_empty_cpp_box();
    if (self == NULL)
        return NULL;
    smelt_cpp_box *box = (smelt_cpp_box *)self;
    box->end = smelt_cpp_box_end<T>;
    try {
        box->object = new T();
    } catch (...) {
        smelt_cpp_error(NULL);
        Py_CLEAR(self);
    }
    return self;
}

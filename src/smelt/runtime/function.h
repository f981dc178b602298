/* needs: core.h */
/* Python function objects. A call goes straight into the C wrapper. All else that functions have (name, defaults, code
   object …) is kept by a real function of Python, the stub, which is made when it is first asked for; it has the
   signature of the source and returns the list of its arguments. */
#include <structmember.h>
enum { SMELT_GENERATOR = 1, SMELT_UNBOUND = 2 }; /* flags: a generator function; through an instance, no method */

typedef struct {
    const char *name, *qualname, *doc; /* doc may be NULL */
    const char *stub; /* as source: "lambda a, b=..., *rest, c: [a, b, c, rest]"; *rest, **more come last in it */
    vectorcallfunc wrapper;
    int line, flags;
    PyCodeObject *code; /* NULL at first */
} smelt_def;

enum { SMELT_STUB, SMELT_CLOSURE, SMELT_DEFAULTS, SMELT_KWDEFAULTS, SMELT_ANNOTATIONS, SMELT_SLOTS };

typedef struct {
    PyObject_HEAD
    vectorcallfunc vectorcall;
    smelt_def *def;
    PyObject *slots[SMELT_SLOTS], *weakrefs; /* None is nothing; the stub is NULL at first */
} smelt_function;

static SMELT_COLD PyCodeObject *smelt_make_code(smelt_def *def)
{
    PyObject *name = PyUnicode_InternFromString(def->name), *qualname = PyUnicode_InternFromString(def->qualname);
    PyObject *source = name && qualname ? Py_CompileString(def->stub, SMELT_SOURCE, Py_eval_input) : NULL;
    if (source == NULL)
        return NULL;
    PyObject **item = ((PyTupleObject *)((PyCodeObject *)source)->co_consts)->ob_item;
    while (!PyCode_Check(*item))
        item++;
    def->code = (PyCodeObject *)Py_NewRef(*item);
    Py_DECREF(source);
    Py_SETREF(def->code->co_name, name);
    Py_SETREF(def->code->co_qualname, qualname);
    def->code->co_firstlineno = def->line;
    def->code->co_flags |= def->flags & SMELT_GENERATOR ? CO_GENERATOR : 0;
    return def->code;
}

/* A borrowed reference. */
static SMELT_COLD PyObject *smelt_stub(PyObject *self)
{
    smelt_def *def = ((smelt_function *)self)->def;
    PyObject **slots = ((smelt_function *)self)->slots, *stub, *doc;
    if (slots[SMELT_STUB] != NULL || (def->code == NULL && smelt_make_code(def) == NULL))
        return slots[SMELT_STUB];
    doc = def->doc != NULL ? PyUnicode_FromString(def->doc) : Py_NewRef(Py_None);
    stub = doc != NULL ? PyFunction_New((PyObject *)def->code, smelt_dict) : NULL;
    if (stub != NULL && (PyObject_SetAttrString(stub, "__doc__", doc) < 0
                         || PyFunction_SetClosure(stub, slots[SMELT_CLOSURE]) < 0
                         || PyFunction_SetDefaults(stub, slots[SMELT_DEFAULTS]) < 0
                         || PyFunction_SetKwDefaults(stub, slots[SMELT_KWDEFAULTS]) < 0
                         || PyFunction_SetAnnotations(stub, slots[SMELT_ANNOTATIONS]) < 0))
        Py_CLEAR(stub);
    Py_XDECREF(doc);
    return slots[SMELT_STUB] = stub;
}

static SMELT_COLD PyObject *smelt_function_getattro(PyObject *self, PyObject *name)
{
    /* What the type or `object` answers is not meant for these two. */
    int ours = PyUnicode_CompareWithASCIIString(name, "__doc__") != 0
               && PyUnicode_CompareWithASCIIString(name, "__module__") != 0;
    PyObject *stub, *found = ours ? PyObject_GenericGetAttr(self, name) : NULL;
    if (found != NULL || (ours && !PyErr_ExceptionMatches(PyExc_AttributeError)))
        return found;
    PyErr_Clear();
    return (stub = smelt_stub(self)) != NULL ? PyObject_GetAttr(stub, name) : NULL;
}

static SMELT_COLD int smelt_function_setattro(PyObject *self, PyObject *name, PyObject *value)
{
    return smelt_stub(self) != NULL ? PyObject_SetAttr(smelt_stub(self), name, value) : -1;
}

static SMELT_COLD PyObject *smelt_function_reduce(PyObject *self, PyObject *Py_UNUSED(none))
{
    return smelt_stub(self) != NULL ? PyObject_GetAttrString(smelt_stub(self), "__qualname__") : NULL;
}

static SMELT_COLD PyObject *smelt_function_repr(PyObject *self)
{
    return smelt_stub(self) != NULL ? PyObject_Repr(smelt_stub(self)) : NULL;
}

static PyObject *smelt_function_bind(PyObject *self, PyObject *instance, PyObject *Py_UNUSED(owner))
{
    int bare = instance == NULL || instance == Py_None || ((smelt_function *)self)->def->flags & SMELT_UNBOUND;
    return bare ? Py_NewRef(self) : PyMethod_New(self, instance);
}

static int smelt_function_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(Py_TYPE(self));
    for (int i = 0; i < SMELT_SLOTS; i++)
        Py_VISIT(((smelt_function *)self)->slots[i]);
    return 0;
}

static int smelt_function_clear(PyObject *self)
{
    for (int i = 0; i < SMELT_SLOTS; i++)
        Py_CLEAR(((smelt_function *)self)->slots[i]);
    return 0;
}

static void smelt_function_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    PyObject_GC_UnTrack(self);
    PyObject_ClearWeakRefs(self);
    smelt_function_clear(self);
    type->tp_free(self);
    Py_DECREF(type);
}

/* Closure, defaults, keyword defaults and annotations may be NULL. */
static SMELT_COLD PyObject *smelt_make_function(smelt_def *def, PyObject *closure, PyObject *defaults,
                                                PyObject *kwdefaults, PyObject *annotations)
{
    static PyMemberDef members[] = {
        {"__vectorcalloffset__", T_PYSSIZET, offsetof(smelt_function, vectorcall), READONLY, NULL},
        {"__weaklistoffset__", T_PYSSIZET, offsetof(smelt_function, weakrefs), READONLY, NULL}, {NULL, 0, 0, 0, NULL}};
    static PyMethodDef methods[] = {{"__reduce__", smelt_function_reduce, METH_NOARGS, NULL}, {NULL, NULL, 0, NULL}};
    static PyType_Slot slots[] = {
        {Py_tp_call, (void *)PyVectorcall_Call}, {Py_tp_descr_get, (void *)smelt_function_bind},
        {Py_tp_getattro, (void *)smelt_function_getattro}, {Py_tp_setattro, (void *)smelt_function_setattro},
        {Py_tp_repr, (void *)smelt_function_repr}, {Py_tp_traverse, (void *)smelt_function_traverse},
        {Py_tp_clear, (void *)smelt_function_clear}, {Py_tp_dealloc, (void *)smelt_function_dealloc},
        {Py_tp_members, members}, {Py_tp_methods, methods}, {0, NULL}};
    static PyType_Spec spec = {
        "smelt.function", sizeof(smelt_function), 0,
        Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_HAVE_VECTORCALL | Py_TPFLAGS_METHOD_DESCRIPTOR
            | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_DISALLOW_INSTANTIATION, slots};
    static PyTypeObject *type;
    PyObject *const given[] = {NULL, closure, defaults, kwdefaults, annotations};
    if (type == NULL && (type = (PyTypeObject *)PyType_FromSpec(&spec)) == NULL)
        return NULL;
    smelt_function *f = (smelt_function *)PyType_GenericAlloc(type, 0);
    for (int i = SMELT_CLOSURE; f != NULL && i < SMELT_SLOTS; i++)
        f->slots[i] = Py_NewRef(given[i] != NULL ? given[i] : Py_None);
    if (f != NULL) {
        f->vectorcall = def->wrapper;
        f->def = def;
    }
    return (PyObject *)f;
}

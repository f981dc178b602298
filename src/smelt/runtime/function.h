/* needs: core.h */
/* Python function objects. A call goes straight into the C wrapper. All else that functions have (name, defaults, code
   object …) is kept by a real function of Python, the stub, which is made when it is first asked for; it has the
   signature of the source and returns the list of its arguments. */
#include <structmember.h>
#define SMELT_GENERATOR 1 /* flags of smelt_def: a generator function */
#define SMELT_UNBOUND 2   /* found through an instance it does not become a method */

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
    PyObject *slots[SMELT_SLOTS], *weakrefs;
} smelt_function;

static SMELT_COLD PyObject *smelt_make_code(smelt_def *def)
{
    PyObject *name = PyUnicode_InternFromString(def->name), *qualname = PyUnicode_InternFromString(def->qualname);
    PyObject *source = name && qualname ? Py_CompileString(def->stub, SMELT_SOURCE, Py_eval_input) : NULL;
    if (source == NULL)
        return NULL;
    PyObject **item = ((PyTupleObject *)((PyCodeObject *)source)->co_consts)->ob_item;
    while (!PyCode_Check(*item))
        item++;
    PyCodeObject *code = (PyCodeObject *)Py_NewRef(*item);
    Py_DECREF(source);
    Py_SETREF(code->co_name, name);
    Py_SETREF(code->co_qualname, qualname);
    code->co_firstlineno = def->line;
    code->co_flags |= def->flags & SMELT_GENERATOR ? CO_GENERATOR : 0;
    return (PyObject *)(def->code = code);
}

/* A borrowed reference. */
static SMELT_COLD PyObject *smelt_stub(PyObject *self)
{
    smelt_function *f = (smelt_function *)self;
    PyObject **slots = f->slots, *stub, *doc;
    if (slots[SMELT_STUB] != NULL)
        return slots[SMELT_STUB];
    if ((f->def->code == NULL && smelt_make_code(f->def) == NULL)
        || (stub = PyFunction_New((PyObject *)f->def->code, smelt_dict)) == NULL)
        return NULL;
    doc = f->def->doc != NULL ? PyUnicode_FromString(f->def->doc) : Py_NewRef(Py_None);
    if (doc == NULL || PyObject_SetAttrString(stub, "__doc__", doc) < 0
        || (slots[SMELT_CLOSURE] && PyFunction_SetClosure(stub, slots[SMELT_CLOSURE]) < 0)
        || (slots[SMELT_DEFAULTS] && PyFunction_SetDefaults(stub, slots[SMELT_DEFAULTS]) < 0)
        || (slots[SMELT_KWDEFAULTS] && PyFunction_SetKwDefaults(stub, slots[SMELT_KWDEFAULTS]) < 0)
        || (slots[SMELT_ANNOTATIONS] && PyFunction_SetAnnotations(stub, slots[SMELT_ANNOTATIONS]) < 0))
        Py_CLEAR(stub);
    Py_XDECREF(doc);
    return slots[SMELT_STUB] = stub;
}

static PyObject *smelt_function_get(PyObject *self, void *name)
{
    PyObject *stub = smelt_stub(self);
    return stub == NULL ? NULL : PyObject_GetAttrString(stub, (const char *)name);
}

static PyObject *smelt_function_getattro(PyObject *self, PyObject *name)
{
    PyObject *stub, *found = PyObject_GenericGetAttr(self, name);
    if (found != NULL || !PyErr_ExceptionMatches(PyExc_AttributeError))
        return found;
    PyErr_Clear();
    return (stub = smelt_stub(self)) == NULL ? NULL : PyObject_GetAttr(stub, name);
}

static int smelt_function_setattro(PyObject *self, PyObject *name, PyObject *value)
{
    PyObject *stub = smelt_stub(self);
    if (stub == NULL)
        return -1;
    /* A call that is under way may have borrowed from the old defaults: they are never freed. */
    if (PyUnicode_CompareWithASCIIString(name, "__defaults__") == 0)
        Py_XINCREF(PyFunction_GET_DEFAULTS(stub));
    if (PyUnicode_CompareWithASCIIString(name, "__kwdefaults__") == 0)
        Py_XINCREF(PyFunction_GET_KW_DEFAULTS(stub));
    return PyObject_SetAttr(stub, name, value);
}

static PyObject *smelt_function_reduce(PyObject *self, PyObject *unused)
{
    (void)unused;
    return smelt_function_get(self, (void *)"__qualname__");
}

static PyObject *smelt_function_repr(PyObject *self)
{
    PyObject *stub = smelt_stub(self);
    return stub == NULL ? NULL : PyObject_Repr(stub);
}

static PyObject *smelt_function_bind(PyObject *self, PyObject *instance, PyObject *owner)
{
    int bare = instance == NULL || instance == Py_None || ((smelt_function *)self)->def->flags & SMELT_UNBOUND;
    (void)owner;
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

static SMELT_COLD PyTypeObject *smelt_make_function_type(void)
{
#define SMELT_OF_STUB(name) {name, smelt_function_get, NULL, NULL, (void *)name}
    static PyGetSetDef attributes[] = { /* what the type or `object` would answer itself */
        SMELT_OF_STUB("__doc__"), SMELT_OF_STUB("__module__"), SMELT_OF_STUB("__dict__"),
        {NULL, NULL, NULL, NULL, NULL}};
    static PyMemberDef members[] = {
        {"__vectorcalloffset__", T_PYSSIZET, offsetof(smelt_function, vectorcall), READONLY, NULL},
        {"__weaklistoffset__", T_PYSSIZET, offsetof(smelt_function, weakrefs), READONLY, NULL}, {NULL, 0, 0, 0, NULL}};
    static PyMethodDef methods[] = {{"__reduce__", smelt_function_reduce, METH_NOARGS, NULL}, {NULL, NULL, 0, NULL}};
    static PyType_Slot slots[] = {
        {Py_tp_call, (void *)PyVectorcall_Call}, {Py_tp_descr_get, (void *)smelt_function_bind},
        {Py_tp_getattro, (void *)smelt_function_getattro}, {Py_tp_setattro, (void *)smelt_function_setattro},
        {Py_tp_repr, (void *)smelt_function_repr}, {Py_tp_traverse, (void *)smelt_function_traverse},
        {Py_tp_clear, (void *)smelt_function_clear}, {Py_tp_dealloc, (void *)smelt_function_dealloc},
        {Py_tp_getset, attributes}, {Py_tp_members, members}, {Py_tp_methods, methods}, {0, NULL}};
    static PyType_Spec spec = {
        "smelt.function", sizeof(smelt_function), 0,
        Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_HAVE_VECTORCALL | Py_TPFLAGS_METHOD_DESCRIPTOR
            | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_DISALLOW_INSTANTIATION, slots};
    return (PyTypeObject *)PyType_FromSpec(&spec);
}

/* Closure, defaults, keyword defaults and annotations may be NULL. */
static SMELT_UNUSED PyObject *smelt_make_function(smelt_def *def, PyObject *closure, PyObject *defaults,
                                                  PyObject *kwdefaults, PyObject *annotations)
{
    static PyTypeObject *type;
    smelt_function *f;
    if ((type == NULL && (type = smelt_make_function_type()) == NULL)
        || (f = (smelt_function *)PyType_GenericAlloc(type, 0)) == NULL)
        return NULL;
    f->vectorcall = def->wrapper;
    f->def = def;
    f->slots[SMELT_CLOSURE] = Py_XNewRef(closure);
    f->slots[SMELT_DEFAULTS] = Py_XNewRef(defaults);
    f->slots[SMELT_KWDEFAULTS] = Py_XNewRef(kwdefaults);
    f->slots[SMELT_ANNOTATIONS] = Py_XNewRef(annotations);
    return (PyObject *)f;
}

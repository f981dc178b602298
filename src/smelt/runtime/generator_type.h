/* needs: core.h generator.h */
/* The generator's type, and what the code of generators calls. */
#include <structmember.h>
static PyObject *smelt_generator_name(PyObject *self, void *qualified)
{
    smelt_generator *g = (smelt_generator *)self;
    PyObject **slot = qualified ? &g->qualname : &g->name;
    if (*slot == NULL)
        *slot = PyUnicode_FromString(qualified ? g->def->qualname : g->def->name);
    return Py_XNewRef(*slot);
}

static int smelt_generator_set_name(PyObject *self, PyObject *value, void *qualified)
{
    smelt_generator *g = (smelt_generator *)self;
    if (value == NULL || !PyUnicode_Check(value)) {
        PyErr_Format(PyExc_TypeError, "%s must be set to a string object", qualified ? "__qualname__" : "__name__");
        return -1;
    }
    if (qualified)
        SMELT_SET(g->qualname, Py_NewRef(value));
    else
        SMELT_SET(g->name, Py_NewRef(value));
    return 0;
}

static PyObject *smelt_generator_repr(PyObject *self)
{
    PyObject *name = smelt_generator_name(self, (void *)1), *text;
    text = name == NULL ? NULL : PyUnicode_FromFormat("<generator object %S at %p>", name, (void *)self);
    Py_XDECREF(name);
    return text;
}

static PyObject *smelt_generator_is_running(PyObject *self, void *unused)
{
    (void)unused;
    return PyBool_FromLong(((smelt_generator *)self)->running);
}

static PyObject *smelt_generator_is_suspended(PyObject *self, void *unused)
{
    (void)unused;
    return PyBool_FromLong(((smelt_generator *)self)->at > 0 && !((smelt_generator *)self)->running);
}

static PyObject *smelt_generator_yieldfrom(PyObject *self, void *unused)
{
    PyObject *delegate = ((smelt_generator *)self)->delegate;
    (void)unused;
    return Py_NewRef(delegate != NULL ? delegate : Py_None);
}

static SMELT_COLD PyTypeObject *smelt_make_generator_type(void)
{
    static PyGetSetDef attributes[] = {
        {"__name__", smelt_generator_name, smelt_generator_set_name, NULL, NULL},
        {"__qualname__", smelt_generator_name, smelt_generator_set_name, NULL, (void *)1},
        {"gi_running", smelt_generator_is_running, NULL, NULL, NULL},
        {"gi_suspended", smelt_generator_is_suspended, NULL, NULL, NULL},
        {"gi_yieldfrom", smelt_generator_yieldfrom, NULL, NULL, NULL}, {NULL, NULL, NULL, NULL, NULL}};
    static PyMemberDef members[] = {
        {"__weaklistoffset__", T_PYSSIZET, offsetof(smelt_generator, weakrefs), READONLY, NULL}, {NULL, 0, 0, 0, NULL}};
    static PyMethodDef methods[] = {
        {"send", smelt_generator_send, METH_O, NULL},
        {"throw", (PyCFunction)(void (*)(void))smelt_generator_throw, METH_FASTCALL, NULL},
        {"close", smelt_generator_close, METH_NOARGS, NULL}, {NULL, NULL, 0, NULL}};
    static PyType_Slot slots[] = {
        {Py_tp_iter, (void *)PyObject_SelfIter}, {Py_tp_iternext, (void *)smelt_generator_next},
        {Py_am_send, (void *)smelt_generator_am_send}, {Py_tp_finalize, (void *)smelt_generator_finalize},
        {Py_tp_repr, (void *)smelt_generator_repr}, {Py_tp_traverse, (void *)smelt_generator_traverse},
        {Py_tp_clear, (void *)smelt_generator_clear}, {Py_tp_dealloc, (void *)smelt_generator_dealloc},
        {Py_tp_getset, attributes}, {Py_tp_members, members}, {Py_tp_methods, methods}, {0, NULL}};
    static PyType_Spec spec = {
        "smelt.generator", sizeof(smelt_generator), 1,
        Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_DISALLOW_INSTANTIATION, slots};
    return (PyTypeObject *)PyType_FromSpec(&spec);
}

/* A frame, all zero behind its head: the caller puts the arguments into it. */
static SMELT_UNUSED smelt_generator *smelt_new_generator(const smelt_generator_def *def)
{
    smelt_generator *g;
    if (smelt_generator_type == NULL && (smelt_generator_type = smelt_make_generator_type()) == NULL)
        return NULL;
    g = (smelt_generator *)PyType_GenericAlloc(smelt_generator_type, (Py_ssize_t)(def->size - sizeof(smelt_generator)));
    if (g != NULL)
        g->def = def;
    return g;
}

/* The generator whose code is running: its record of the handled exception is the thread's. */
static inline SMELT_UNUSED smelt_generator *smelt_current_generator(void)
{
    return (smelt_generator *)((char *)PyThreadState_Get()->exc_info - offsetof(smelt_generator, handled));
}

/* yield from o: what is iterated. */
static SMELT_UNUSED PyObject *smelt_delegate_iter(PyObject *o)
{
    if (PyCoro_CheckExact(o)) {
        PyErr_SetString(PyExc_TypeError, "cannot 'yield from' a coroutine object in a non-coroutine generator");
        return NULL;
    }
    return PyObject_GetIter(o);
}

/* What the iterator yields; NULL without an exception when it is done, also if it ended in a throw. */
static SMELT_UNUSED PyObject *smelt_delegate_send(PyObject *it, PyObject *sent)
{
    smelt_generator *g = smelt_current_generator();
    PyObject *result = NULL;
    if (g->delegated) {
        g->delegated = 0;
        return NULL;
    }
    PySendResult status = PyIter_Send(it, sent, &result);
    if (status != PYGEN_RETURN)
        return result;
    Py_XSETREF(g->result, result);
    return NULL;
}

/* What the iterator returned; once. */
static SMELT_UNUSED PyObject *smelt_delegate_result(void)
{
    smelt_generator *g = smelt_current_generator();
    PyObject *result = g->result;
    g->result = NULL;
    return result;
}

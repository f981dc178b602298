/* needs: core.h function.h dtypes.h */
/* Functions of fused types. Each specialisation is a function object of its own; the object here looks at the arguments
   and calls the one that they fit. The tables are made by smelt.emit.fused; `FusedChoice` of smelt.ir.nodes tells
   what `how` means. */
typedef struct { char how; short member, index; const smelt_dtype *dtype; int ndim, flags; } smelt_fused_choice;
typedef struct {
    const char *name;      /* NULL for a parameter that takes no keyword */
    int position;          /* -1 for a keyword-only one */
    int fused, count;      /* which fused type it decides; how many choices there are */
    const smelt_fused_choice *choices;
} smelt_fused_param;
/* Whether an argument has elements as a view of the type needs them: 2 yes, 1 in another layout, 0 no. */
typedef int (*smelt_fused_view_test)(PyObject *o, const smelt_fused_choice *choice);
typedef struct {
    smelt_def *def;
    int params, fused, count, least, positional;
    const smelt_fused_param *param;
    const int *sizes;          /* members of each fused type; the last one varies fastest in what follows */
    const char *const *labels; /* how an index spells each specialisation */
    smelt_fused_view_test view;
} smelt_fused_table;
enum { SMELT_FUSED_MOST = 16 };

typedef struct {
    smelt_function f; /* a function in all but its calls */
    const smelt_fused_table *table;
    PyObject *functions, *types, *origin, *bound; /* the last two NULL, unless it is a method of `bound` */
} smelt_fused;

static SMELT_COLD PyObject *smelt_fused_default(smelt_fused *f, const smelt_fused_param *p)
{
    PyObject *values = f->f.slots[SMELT_DEFAULTS], *named = f->f.slots[SMELT_KWDEFAULTS];
    Py_ssize_t at;
    if (p->position < 0)
        return PyDict_Check(named) ? PyDict_GetItemString(named, p->name) : NULL;
    if (!PyTuple_Check(values))
        return NULL;
    at = p->position - (f->table->positional - PyTuple_GET_SIZE(values));
    return at >= 0 && at < PyTuple_GET_SIZE(values) ? PyTuple_GET_ITEM(values, at) : NULL;
}

/* What a parameter gets that has no positional argument: borrowed, NULL for nothing. */
static SMELT_COLD PyObject *smelt_fused_named(smelt_fused *f, const smelt_fused_param *p, PyObject *const *keywords,
                                              PyObject *kwnames)
{
    for (Py_ssize_t i = 0; p->name != NULL && kwnames != NULL && i < PyTuple_GET_SIZE(kwnames); i++)
        if (PyUnicode_CompareWithASCIIString(PyTuple_GET_ITEM(kwnames, i), p->name) == 0)
            return keywords[i];
    return smelt_fused_default(f, p);
}

/* The member that an argument belongs to, -1 for none; None may be any view, and is said to be the first then. */
static int smelt_fused_member(smelt_fused *f, const smelt_fused_param *p, PyObject *o, int *none)
{
    int loose = -1, fits;
    for (const smelt_fused_choice *c = p->choices; c < p->choices + p->count; c++) {
        switch (c->how) {
        case 'b': fits = PyBool_Check(o); break;
        case 'i': fits = PyLong_Check(o); break;
        case 'f': fits = PyFloat_Check(o); break;
        case 'c': fits = PyComplex_Check(o); break;
        case 't': fits = PyObject_TypeCheck(o, (PyTypeObject *)PyTuple_GET_ITEM(f->types, c->index)); break;
        case 'v':
            fits = o == Py_None ? 0 : f->table->view(o, c);
            if (o == Py_None && *none < 0)
                *none = c->member;
            if (fits == 1 && loose < 0)
                loose = c->member;
            fits = fits == 2;
            break;
        case 'I': /* what has a length is an array and no number */
            fits = PyIndex_Check(o) && Py_TYPE(o)->tp_as_sequence == NULL;
            break;
        case 'F':
            fits = Py_TYPE(o)->tp_as_number != NULL && Py_TYPE(o)->tp_as_number->nb_float != NULL
                   && Py_TYPE(o)->tp_as_number->nb_index == NULL && Py_TYPE(o)->tp_as_sequence == NULL;
            break;
        default: fits = 1;
        }
        if (fits)
            return c->member;
    }
    return loose;
}

static SMELT_COLD int smelt_fused_missing(const smelt_fused_table *t, Py_ssize_t given)
{
    const char *plural = t->least == 1 ? "" : "s";
    PyErr_Format(PyExc_TypeError, "Expected at least %d argument%s, got %zd", t->least, plural, given);
    return -1;
}

static SMELT_COLD int smelt_fused_unclear(int known)
{
    PyErr_SetString(PyExc_TypeError, known ? "Function call with ambiguous argument types"
                                           : "No matching signature found");
    return -1;
}

/* The number of the specialisation that fits the arguments, -1 with an exception. */
static int smelt_fused_choose(smelt_fused *f, PyObject *const *args, Py_ssize_t n, PyObject *kwnames)
{
    const smelt_fused_table *t = f->table;
    int member[SMELT_FUSED_MOST], none[SMELT_FUSED_MOST], known = 0, unknown = 0, number = 0;
    for (int i = 0; i < t->fused; i++)
        member[i] = none[i] = -1;
    for (const smelt_fused_param *p = t->param; p < t->param + t->params; p++) {
        PyObject *o;
        if (member[p->fused] >= 0)
            continue;
        o = p->position >= 0 && p->position < n ? args[p->position] : smelt_fused_named(f, p, args + n, kwnames);
        if (o == NULL)
            return smelt_fused_missing(t, n + (kwnames != NULL ? PyTuple_GET_SIZE(kwnames) : 0));
        member[p->fused] = smelt_fused_member(f, p, o, &none[p->fused]);
    }
    for (int i = 0; i < t->fused; i++) {
        int m = member[i] >= 0 ? member[i] : none[i];
        known |= m >= 0;
        unknown |= m < 0 && t->sizes[i] > 1;
        number = number * t->sizes[i] + (m >= 0 ? m : 0);
    }
    return unknown || !known ? smelt_fused_unclear(known) : number;
}

static PyObject *smelt_fused_call(PyObject *self, PyObject *const *args, size_t nargsf, PyObject *kwnames)
{
    smelt_fused *f = (smelt_fused *)self;
    int number = smelt_fused_choose(f, args, PyVectorcall_NARGS(nargsf), kwnames);
    return number < 0 ? NULL : PyObject_Vectorcall(PyTuple_GET_ITEM(f->functions, number), args, nargsf, kwnames);
}

static SMELT_COLD PyObject *smelt_fused_call_bound(PyObject *self, PyObject *const *args, size_t nargsf,
                                                   PyObject *kwnames)
{
    PyObject *method = PyMethod_New(((smelt_fused *)self)->origin, ((smelt_fused *)self)->bound);
    PyObject *result = method != NULL ? PyObject_Vectorcall(method, args, nargsf, kwnames) : NULL;
    Py_XDECREF(method);
    return result;
}

/* How a part of an index spells a type. */
static SMELT_COLD PyObject *smelt_fused_word(PyObject *key)
{
    if (PyUnicode_Check(key))
        return Py_NewRef(key);
    return PyType_Check(key) ? PyObject_GetAttrString(key, "__name__") : PyObject_Str(key);
}

static SMELT_COLD PyObject *smelt_fused_key(PyObject *key)
{
    PyObject *words, *bar, *text = NULL;
    if (!PyTuple_Check(key))
        return smelt_fused_word(key);
    words = PyList_New(0);
    bar = PyUnicode_FromString("|");
    for (Py_ssize_t i = 0; words != NULL && i < PyTuple_GET_SIZE(key); i++) {
        PyObject *word = smelt_fused_word(PyTuple_GET_ITEM(key, i));
        if (word == NULL || PyList_Append(words, word) < 0)
            Py_CLEAR(words);
        Py_XDECREF(word);
    }
    if (words != NULL && bar != NULL)
        text = PyUnicode_Join(bar, words);
    Py_XDECREF(words);
    Py_XDECREF(bar);
    return text;
}

/* The specialisations by their labels. */
static SMELT_COLD PyObject *smelt_fused_signatures(PyObject *self, void *Py_UNUSED(closure))
{
    smelt_fused *f = (smelt_fused *)self;
    PyObject *found = PyDict_New();
    for (int i = 0; found != NULL && i < f->table->count; i++)
        if (PyDict_SetItemString(found, f->table->labels[i], PyTuple_GET_ITEM(f->functions, i)) < 0)
            Py_CLEAR(found);
    return found;
}

static SMELT_COLD PyObject *smelt_fused_item(PyObject *self, PyObject *key)
{
    PyObject *known = smelt_fused_signatures(self, NULL), *text = known != NULL ? smelt_fused_key(key) : NULL, *found;
    found = text != NULL ? PyDict_GetItemWithError(known, text) : NULL;
    if (found == NULL && text != NULL && !PyErr_Occurred())
        PyErr_SetObject(PyExc_KeyError, text);
    if (found != NULL)
        found = ((smelt_fused *)self)->bound != NULL ? PyMethod_New(found, ((smelt_fused *)self)->bound)
                                                     : Py_NewRef(found);
    Py_XDECREF(known);
    Py_XDECREF(text);
    return found;
}

static SMELT_COLD PyObject *smelt_fused_bind(PyObject *self, PyObject *instance, PyObject *Py_UNUSED(owner))
{
    smelt_fused *f = (smelt_fused *)self, *made;
    if (instance == NULL || instance == Py_None || f->bound != NULL || f->f.def->flags & SMELT_UNBOUND
        || smelt_stub(self) == NULL)
        return f->bound != NULL || instance == NULL || instance == Py_None || f->f.def->flags & SMELT_UNBOUND
                   ? Py_NewRef(self) : NULL;
    made = (smelt_fused *)PyType_GenericAlloc(Py_TYPE(self), 0);
    if (made == NULL)
        return NULL;
    for (int i = 0; i < SMELT_SLOTS; i++) /* the stub as well: attributes that were set are there */
        made->f.slots[i] = Py_XNewRef(f->f.slots[i]);
    made->f.def = f->f.def;
    made->f.vectorcall = smelt_fused_call_bound;
    made->table = f->table;
    made->functions = Py_NewRef(f->functions);
    made->types = Py_NewRef(f->types);
    made->origin = Py_NewRef(self);
    made->bound = Py_NewRef(instance);
    return (PyObject *)made;
}

static int smelt_fused_traverse(PyObject *self, visitproc visit, void *arg)
{
    smelt_fused *f = (smelt_fused *)self;
    Py_VISIT(f->functions);
    Py_VISIT(f->types);
    Py_VISIT(f->origin);
    Py_VISIT(f->bound);
    return smelt_function_traverse(self, visit, arg);
}

static int smelt_fused_clear(PyObject *self)
{
    smelt_fused *f = (smelt_fused *)self;
    Py_CLEAR(f->functions);
    Py_CLEAR(f->types);
    Py_CLEAR(f->origin);
    Py_CLEAR(f->bound);
    return smelt_function_clear(self);
}

static void smelt_fused_dealloc(PyObject *self)
{
    PyObject_GC_UnTrack(self);
    smelt_fused_clear(self);
    smelt_function_dealloc(self);
}

static SMELT_COLD PyTypeObject *smelt_fused_type(void)
{
    static PyMemberDef members[] = {
        {"__vectorcalloffset__", T_PYSSIZET, offsetof(smelt_function, vectorcall), READONLY, NULL},
        {"__weaklistoffset__", T_PYSSIZET, offsetof(smelt_function, weakrefs), READONLY, NULL},
        {"__self__", T_OBJECT_EX, offsetof(smelt_fused, bound), READONLY, NULL},
        {"__func__", T_OBJECT_EX, offsetof(smelt_fused, origin), READONLY, NULL}, {NULL, 0, 0, 0, NULL}};
    static PyGetSetDef computed[] = {
        {"__signatures__", smelt_fused_signatures, NULL, NULL, NULL}, {NULL, NULL, NULL, NULL, NULL}};
    static PyMethodDef methods[] = {{"__reduce__", smelt_function_reduce, METH_NOARGS, NULL}, {NULL, NULL, 0, NULL}};
    static PyType_Slot slots[] = {
        {Py_tp_call, (void *)PyVectorcall_Call}, {Py_tp_descr_get, (void *)smelt_fused_bind},
        {Py_tp_getattro, (void *)smelt_function_getattro}, {Py_tp_setattro, (void *)smelt_function_setattro},
        {Py_tp_repr, (void *)smelt_function_repr}, {Py_tp_traverse, (void *)smelt_fused_traverse},
        {Py_tp_clear, (void *)smelt_fused_clear}, {Py_tp_dealloc, (void *)smelt_fused_dealloc},
        {Py_mp_subscript, (void *)smelt_fused_item}, {Py_tp_members, members}, {Py_tp_getset, computed},
        {Py_tp_methods, methods}, {0, NULL}};
    static PyType_Spec spec = {
        "smelt.fused_function", sizeof(smelt_fused), 0,
        Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_HAVE_VECTORCALL | Py_TPFLAGS_METHOD_DESCRIPTOR
            | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_DISALLOW_INSTANTIATION, slots};
    static PyTypeObject *type;
    return type != NULL ? type : (type = (PyTypeObject *)PyType_FromSpec(&spec));
}

/* Defaults, keyword defaults and annotations may be NULL. */
static SMELT_COLD PyObject *smelt_make_fused(const smelt_fused_table *table, PyObject *functions, PyObject *types,
                                             PyObject *defaults, PyObject *kwdefaults, PyObject *annotations)
{
    PyObject *const given[] = {NULL, NULL, defaults, kwdefaults, annotations};
    PyTypeObject *type = smelt_fused_type();
    smelt_fused *made = type != NULL ? (smelt_fused *)PyType_GenericAlloc(type, 0) : NULL;
    if (made == NULL)
        return NULL;
    for (int i = SMELT_CLOSURE; i < SMELT_SLOTS; i++)
        made->f.slots[i] = Py_NewRef(given[i] != NULL ? given[i] : Py_None);
    made->f.def = table->def;
    made->f.vectorcall = smelt_fused_call;
    made->table = table;
    made->functions = Py_NewRef(functions);
    made->types = Py_NewRef(types);
    return (PyObject *)made;
}

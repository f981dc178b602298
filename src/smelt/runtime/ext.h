/* needs: core.h function.h globals.h */
/* Extension types: making the type objects, giving them attributes, and what all of them do alike. */

/* A type from its specification; `base` is borrowed, NULL for object. */
static SMELT_COLD PyObject *smelt_make_type(PyType_Spec *spec, PyObject *base)
{
    PyObject *bases = base != NULL ? PyTuple_Pack(1, base) : NULL;
    PyObject *type = base != NULL && bases == NULL ? NULL : PyType_FromModuleAndSpec(smelt_module, spec, bases);
    Py_XDECREF(bases);
    return type;
}

/* The module's own attribute of a class whose body runs. */
static SMELT_COLD int smelt_class_set(PyObject *type, PyObject *name, PyObject *value)
{
    if (PyUnicode_CompareWithASCIIString(name, "__dict__") == 0) /* types have one of their own */
        return PyDict_SetItem(((PyTypeObject *)type)->tp_dict, name, value);
    return PyObject_SetAttr(type, name, value);
}

/* As above for a special method whose type slot is filled already. */
static SMELT_COLD int smelt_class_put(PyObject *type, PyObject *name, PyObject *value)
{
    return PyDict_SetItem(((PyTypeObject *)type)->tp_dict, name, value);
}

/* A name in the body of a class: of the class, else of the module, else of Python. */
static SMELT_COLD PyObject *smelt_class_get(PyObject *type, PyObject *name)
{
    PyObject *found = smelt_dict_find(((PyTypeObject *)type)->tp_dict, name);
    return found != NULL || PyErr_Occurred() ? found : smelt_get_global(name);
}

/* The body has run: from now on the type is what it is, as far as its bases are. */
static SMELT_COLD int smelt_class_done(PyObject *type)
{
    PyTypeObject *t = (PyTypeObject *)type, *base = t->tp_base;
    if (!(base->tp_flags & Py_TPFLAGS_HEAPTYPE) || base->tp_flags & Py_TPFLAGS_IMMUTABLETYPE)
        t->tp_flags |= Py_TPFLAGS_IMMUTABLETYPE;
    PyType_Modified(t);
    return 0;
}

static SMELT_COLD int smelt_wrong_self(PyObject *self, PyObject *type, PyObject *name)
{
    PyErr_Format(PyExc_TypeError, "descriptor '%U' for '%.100s' objects doesn't apply to a '%.100s' object", name,
                 ((PyTypeObject *)type)->tp_name, Py_TYPE(self)->tp_name);
    return -1;
}

/* The object of a method: of the class. */
static inline SMELT_UNUSED int smelt_check_self(PyObject *self, PyObject *type, PyObject *name)
{
    return smelt_likely(PyObject_TypeCheck(self, (PyTypeObject *)type)) ? 0 : smelt_wrong_self(self, type, name);
}

/* An object of a type that inherits from object, all zero behind its head. */
static inline SMELT_UNUSED PyObject *smelt_new(PyTypeObject *type)
{
    if (smelt_unlikely(type->tp_flags & Py_TPFLAGS_IS_ABSTRACT)) {
        PyObject *none = PyTuple_New(0), *o = none != NULL ? PyBaseObject_Type.tp_new(type, none, NULL) : NULL;
        Py_XDECREF(none);
        return o;
    }
    return type->tp_alloc(type, 0);
}

/* An object of a type that inherits from one of elsewhere. */
static SMELT_UNUSED PyObject *smelt_new_by(PyObject *base, PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    return ((PyTypeObject *)base)->tp_new(type, args, kwargs);
}

/* Calls a method with `self` in front of the arguments of a call by tuple and dict; gives a new reference. */
static SMELT_UNUSED PyObject *smelt_call_self(PyObject *method, PyObject *self, PyObject *args, PyObject *kwargs)
{
    Py_ssize_t given = PyTuple_GET_SIZE(args), named = kwargs != NULL ? PyDict_GET_SIZE(kwargs) : 0, at = 0, k;
    PyObject *space[8], **all = space, *names = NULL, *key, *value, *result;
    if (method == NULL)
        return PyErr_Format(PyExc_TypeError, "the class '%.200s' is not complete yet", Py_TYPE(self)->tp_name);
    if (given + named + 1 > 8 && (all = PyMem_New(PyObject *, given + named + 1)) == NULL)
        return PyErr_NoMemory();
    all[0] = self;
    for (k = 0; k < given; k++)
        all[k + 1] = PyTuple_GET_ITEM(args, k);
    if (named && (names = PyTuple_New(named)) == NULL) {
        if (all != space)
            PyMem_Free(all);
        return NULL;
    }
    for (k = 0; named && PyDict_Next(kwargs, &at, &key, &value); k++) {
        PyTuple_SET_ITEM(names, k, Py_NewRef(key));
        all[given + 1 + k] = Py_NewRef(value);
    }
    result = ((smelt_function *)method)->vectorcall(method, all, (size_t)given + 1, names);
    for (k = 0; k < named; k++)
        Py_DECREF(all[given + 1 + k]);
    Py_XDECREF(names);
    if (all != space)
        PyMem_Free(all);
    return result;
}

/* As above for __init__ and __cinit__, whose result is None. */
static SMELT_UNUSED int smelt_init_self(PyObject *method, PyObject *self, PyObject *args, PyObject *kwargs)
{
    PyObject *result = smelt_call_self(method, self, args, kwargs);
    if (result != NULL && result != Py_None) {
        PyErr_Format(PyExc_TypeError, "__init__() should return None, not '%.200s'", Py_TYPE(result)->tp_name);
        Py_CLEAR(result);
    }
    Py_XDECREF(result);
    return result == NULL ? -1 : 0;
}

/* A call of a type whose objects are made without arguments: `self` is the new one or NULL; then comes __init__. */
static SMELT_UNUSED PyObject *smelt_construct(PyObject *self, PyObject *init, PyObject *const *args, size_t nargsf,
                                              PyObject *names)
{
    Py_ssize_t given = PyVectorcall_NARGS(nargsf), all = given + (names != NULL ? PyTuple_GET_SIZE(names) : 0);
    PyObject *space[8], **copy, *result, *before;
    if (self == NULL || init == NULL)
        return self;
    vectorcallfunc code = ((smelt_function *)init)->vectorcall;
    if (nargsf & PY_VECTORCALL_ARGUMENTS_OFFSET) {
        PyObject **mine = (PyObject **)args - 1;
        before = *mine;
        *mine = self;
        result = code(init, mine, (size_t)given + 1, names);
        *mine = before;
    } else {
        copy = all < 8 ? space : PyMem_New(PyObject *, all + 1);
        if (copy != NULL) {
            copy[0] = self;
            memcpy(copy + 1, args, (size_t)all * sizeof(PyObject *));
        }
        result = copy != NULL ? code(init, copy, (size_t)given + 1, names) : PyErr_NoMemory();
        if (copy != space)
            PyMem_Free(copy);
    }
    if (result != NULL && result != Py_None) {
        PyErr_Format(PyExc_TypeError, "__init__() should return None, not '%.200s'", Py_TYPE(result)->tp_name);
        Py_CLEAR(result);
    }
    if (result == NULL)
        Py_CLEAR(self);
    Py_XDECREF(result);
    return self;
}

/* T.__new__(T, args) of a type known by name. */
static SMELT_UNUSED PyObject *smelt_new_object(PyObject *type, PyObject *args)
{
    return ((PyTypeObject *)type)->tp_new((PyTypeObject *)type, args, NULL);
}

/* Runs __cinit__ of a class that takes no arguments. */
static inline SMELT_UNUSED int smelt_init_bare(PyObject *method, PyObject *self)
{
    PyObject *result;
    if (smelt_unlikely(method == NULL)) {
        PyErr_Format(PyExc_TypeError, "the class '%.200s' is not complete yet", Py_TYPE(self)->tp_name);
        return -1;
    }
    result = ((smelt_function *)method)->vectorcall(method, &self, 1, NULL);
    Py_XDECREF(result);
    return result == NULL ? -1 : 0;
}

/* Before anything of an object goes: its __del__, if `dealloc` is the first that has to do with it. Whether the object
   lives on. */
static inline SMELT_UNUSED int smelt_finalized(PyObject *self, destructor dealloc)
{
    const PyTypeObject *type = Py_TYPE(self);
    return smelt_unlikely(type->tp_finalize != NULL) && type->tp_dealloc == dealloc
        && PyObject_CallFinalizerFromDealloc(self) < 0;
}

/* Runs __dealloc__: the object counts as alive meanwhile, and an exception in flight waits. */
static SMELT_UNUSED void smelt_run_dealloc(PyObject *self, void (*code)(PyObject *))
{
    PyObject *type, *value, *traceback;
    PyErr_Fetch(&type, &value, &traceback);
    Py_SET_REFCNT(self, Py_REFCNT(self) + 1);
    code(self);
    Py_SET_REFCNT(self, Py_REFCNT(self) - 1);
    PyErr_Restore(type, value, traceback);
}

/* Gives the memory of an object back; its type is one reference less. */
static inline SMELT_UNUSED void smelt_free(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    type->tp_free(self);
    Py_DECREF(type);
}

/* The rest of an object whose type inherits from one of elsewhere. */
static SMELT_UNUSED void smelt_dealloc_by(PyObject *self, PyObject *base)
{
    PyTypeObject *type = Py_TYPE(self), *other = (PyTypeObject *)base;
    if (PyType_IS_GC(other))
        PyObject_GC_Track(self);
    other->tp_dealloc(self);
    if (!(other->tp_flags & Py_TPFLAGS_HEAPTYPE))
        Py_DECREF(type);
}

static SMELT_UNUSED int smelt_traverse_by(PyObject *self, PyObject *base, visitproc visit, void *arg)
{
    PyTypeObject *other = (PyTypeObject *)base;
    if (!(other->tp_flags & Py_TPFLAGS_HEAPTYPE))
        Py_VISIT(Py_TYPE(self));
    return other->tp_traverse != NULL ? other->tp_traverse(self, visit, arg) : 0;
}

static SMELT_UNUSED int smelt_clear_by(PyObject *self, PyObject *base)
{
    PyTypeObject *other = (PyTypeObject *)base;
    return other->tp_clear != NULL ? other->tp_clear(self) : 0;
}
/* An attribute that a cycle's end takes away: code that still runs finds None. */
#define SMELT_CLEAR_FIELD(field) \
    do { PyObject *smelt_gone = (field); (field) = Py_NewRef(Py_None); Py_XDECREF(smelt_gone); } while (0)

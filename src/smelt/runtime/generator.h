/* needs: core.h inflight.h traceback.h recursion.h */
/* Generators. The frame is a struct that begins with a smelt_generator; right behind it come its object members, as
   many as `objects` says, then the rest. `resume` runs the code from place `at` (0 is the start) with what was sent,
   borrowed; NULL means that the exception in flight is raised there. It answers
     PYGEN_NEXT    a value is yielded: *result, owned; `at` says where to go on; for `yield from`, `delegate` is set
     PYGEN_RETURN  the code is done: *result is the return value, owned
     PYGEN_ERROR   an exception is in flight
   and has released all it owns in the two last cases. Meanwhile the exception handled is the generator's own. */
typedef struct smelt_generator smelt_generator;

typedef struct {
    const char *name, *qualname;
    PySendResult (*resume)(smelt_generator *self, PyObject *sent, PyObject **result);
    size_t size;          /* of the frame's struct */
    int objects;
    const size_t *owners; /* where in the frame views have their owners: offsets, 0 ends; NULL: nowhere */
    int line;             /* of the definition */
    void (*end)(smelt_generator *self); /* ends the frame's objects of C++, also twice; NULL where there are none */
} smelt_generator_def;

struct smelt_generator {
    PyObject_VAR_HEAD
    const smelt_generator_def *def;
    PyObject *name, *qualname, *weakrefs;
    PyObject *delegate;       /* the iterator of `yield from`, borrowed from the frame */
    PyObject *result;         /* what that returned */
    _PyErr_StackItem handled;
    int at;                   /* -1 after the end */
    char running, delegated;  /* delegated: `result` is there before anything is sent to the delegate */
};

static PyTypeObject *smelt_generator_type;

static int smelt_generator_traverse(PyObject *self, visitproc visit, void *arg)
{
    smelt_generator *g = (smelt_generator *)self;
    PyObject **members = (PyObject **)(g + 1);
    const size_t *owner = g->def->owners;
    Py_VISIT(Py_TYPE(self));
    Py_VISIT(g->result);
    Py_VISIT(g->handled.exc_value);
    for (int i = 0; i < g->def->objects; i++)
        Py_VISIT(members[i]);
    for (; owner != NULL && *owner != 0; owner++)
        Py_VISIT(*(PyObject **)((char *)g + *owner));
    return 0;
}

/* Ends the generator. */
static int smelt_generator_clear(PyObject *self)
{
    smelt_generator *g = (smelt_generator *)self;
    PyObject **members = (PyObject **)(g + 1);
    const size_t *owner = g->def->owners;
    g->at = -1;
    g->delegate = NULL;
    Py_CLEAR(g->result);
    Py_CLEAR(g->handled.exc_value);
    for (int i = 0; i < g->def->objects; i++)
        Py_CLEAR(members[i]);
    for (; owner != NULL && *owner != 0; owner++)
        Py_CLEAR(*(PyObject **)((char *)g + *owner));
    if (g->def->end != NULL)
        g->def->end(g);
    return 0;
}

/* A StopIteration that leaves the code would end the caller's loop in silence: a RuntimeError is raised from it. */
static SMELT_COLD void smelt_generator_raised_stop(void)
{
    PyObject *stop = smelt_fetch(), *error;
    PyErr_SetString(PyExc_RuntimeError, "generator raised StopIteration");
    error = smelt_fetch();
    PyException_SetCause(error, Py_NewRef(stop));
    PyException_SetContext(error, stop);
    smelt_restore(error);
}

/* `sent` NULL: raise the exception in flight where the generator is. */
static PySendResult smelt_generator_resume(smelt_generator *g, PyObject *sent, PyObject **result)
{
    PyThreadState *state = PyThreadState_Get();
    PySendResult status;
    *result = NULL;
    if (smelt_unlikely(g->running)) {
        PyErr_SetString(PyExc_ValueError, "generator already executing");
        return PYGEN_ERROR;
    }
    if (smelt_unlikely(g->at <= 0)) {
        if (g->at == 0 && sent != NULL && sent != Py_None) {
            PyErr_SetString(PyExc_TypeError, "can't send non-None value to a just-started generator");
            return PYGEN_ERROR;
        }
        if (sent == NULL) {
            if (g->at == 0)
                smelt_add_traceback(g->def->name, g->def->line);
            PyObject *exc = smelt_fetch(); /* the frame's objects may run code when they go */
            smelt_generator_clear((PyObject *)g);
            smelt_restore(exc);
            return PYGEN_ERROR;
        }
        if (g->at < 0) {
            *result = Py_NewRef(Py_None);
            return PYGEN_RETURN;
        }
    }
    if (smelt_unlikely(smelt_enter_call()))
        return PYGEN_ERROR;
    g->running = 1;
    g->delegate = NULL;
    g->handled.previous_item = state->exc_info;
    state->exc_info = &g->handled;
    if (sent == NULL && g->handled.exc_value != NULL && g->handled.exc_value != Py_None) {
        /* What the generator itself is handling becomes the context. */
        PyObject *thrown = smelt_fetch();
        PyErr_SetObject((PyObject *)Py_TYPE(thrown), thrown);
        Py_DECREF(thrown);
    }
    status = g->def->resume(g, sent, result);
    state->exc_info = g->handled.previous_item;
    g->handled.previous_item = NULL;
    g->running = 0;
    smelt_leave_call();
    if (smelt_likely(status == PYGEN_NEXT))
        return status;
    if (status == PYGEN_ERROR && PyErr_ExceptionMatches(PyExc_StopIteration))
        smelt_generator_raised_stop();
    PyObject *exc = status == PYGEN_ERROR ? smelt_fetch() : NULL;
    smelt_generator_clear((PyObject *)g);
    if (exc != NULL)
        smelt_restore(exc);
    return status;
}

static PySendResult smelt_generator_am_send(PyObject *self, PyObject *sent, PyObject **result)
{
    return smelt_generator_resume((smelt_generator *)self, sent, result);
}

/* What send and throw give to Python: the yielded value, or StopIteration with what was returned. */
static PyObject *smelt_generator_outcome(PySendResult status, PyObject *result)
{
    if (status != PYGEN_RETURN)
        return result;
    if (result == Py_None)
        PyErr_SetNone(PyExc_StopIteration);
    else {
        PyObject *stop = PyObject_CallOneArg(PyExc_StopIteration, result);
        if (stop != NULL)
            PyErr_SetObject(PyExc_StopIteration, stop);
        Py_XDECREF(stop);
    }
    Py_DECREF(result);
    return NULL;
}

static PyObject *smelt_generator_next(PyObject *self)
{
    PyObject *result;
    PySendResult status = smelt_generator_resume((smelt_generator *)self, Py_None, &result);
    if (status == PYGEN_RETURN && result == Py_None) { /* for loops need no exception */
        Py_DECREF(result);
        return NULL;
    }
    return smelt_generator_outcome(status, result);
}

static PyObject *smelt_generator_send(PyObject *self, PyObject *sent)
{
    PyObject *result;
    PySendResult status = smelt_generator_resume((smelt_generator *)self, sent, &result);
    return smelt_generator_outcome(status, result);
}

/* Sets the exception that the arguments of `throw` describe. */
static SMELT_COLD int smelt_generator_set_thrown(PyObject *type, PyObject *value, PyObject *traceback)
{
    if (traceback == Py_None)
        traceback = NULL;
    if (traceback != NULL && !PyTraceBack_Check(traceback)) {
        PyErr_SetString(PyExc_TypeError, "throw() third argument must be a traceback object");
        return -1;
    }
    if (PyExceptionInstance_Check(type)) {
        if (value != NULL && value != Py_None) {
            PyErr_SetString(PyExc_TypeError, "instance exception may not have a separate value");
            return -1;
        }
        PyObject *own = traceback != NULL ? Py_NewRef(traceback) : PyException_GetTraceback(type);
        PyErr_Restore(Py_NewRef((PyObject *)Py_TYPE(type)), Py_NewRef(type), own);
    } else if (PyExceptionClass_Check(type)) {
        PyObject *t = Py_NewRef(type), *v = Py_XNewRef(value), *tb = Py_XNewRef(traceback);
        PyErr_NormalizeException(&t, &v, &tb);
        PyErr_Restore(t, v, tb);
    } else {
        PyErr_Format(PyExc_TypeError, "exceptions must be classes or instances deriving from BaseException, not %s",
                     Py_TYPE(type)->tp_name);
        return -1;
    }
    return 0;
}

/* A method of the iterator of a `yield from`; NULL without an exception if it has none. */
static SMELT_COLD PyObject *smelt_delegate_method(PyObject *it, const char *name)
{
    PyObject *key = PyUnicode_InternFromString(name), *method = key == NULL ? NULL : PyObject_GetAttr(it, key);
    if (method == NULL && PyErr_ExceptionMatches(PyExc_AttributeError))
        PyErr_Clear();
    Py_XDECREF(key);
    return method;
}

static SMELT_COLD int smelt_generator_close_delegate(smelt_generator *g)
{
    PyObject *it = Py_NewRef(g->delegate), *close, *result = NULL;
    int status = 0;
    g->running = 1;
    close = smelt_delegate_method(it, "close");
    if (close != NULL) {
        result = PyObject_CallNoArgs(close);
        status = result == NULL ? -1 : 0;
    } else if (PyErr_Occurred())
        PyErr_WriteUnraisable(it);
    g->running = 0;
    Py_XDECREF(close);
    Py_XDECREF(result);
    Py_DECREF(it);
    return status;
}

/* NULL without an exception if it cannot be thrown into. */
static SMELT_COLD PyObject *smelt_generator_throw_delegate(smelt_generator *g, PyObject *const *args, Py_ssize_t count)
{
    PyObject *it = Py_NewRef(g->delegate), *method = smelt_delegate_method(it, "throw"), *result = NULL;
    if (method != NULL) {
        g->running = 1;
        result = PyObject_Vectorcall(method, args, (size_t)count, NULL);
        g->running = 0;
    }
    Py_XDECREF(method);
    Py_DECREF(it);
    return result;
}

static PyObject *smelt_generator_throw(PyObject *self, PyObject *const *args, Py_ssize_t count)
{
    smelt_generator *g = (smelt_generator *)self;
    PyObject *result;
    PySendResult status;
    if (count < 1 || count > 3) {
        PyErr_Format(PyExc_TypeError, "throw expected %s %d argument%s, got %zd", count < 1 ? "at least" : "at most",
                     count < 1 ? 1 : 3, count < 1 ? "" : "s", count);
        return NULL;
    }
#if PY_VERSION_HEX >= 0x030C0000
    if (count > 1 && PyErr_WarnEx(PyExc_DeprecationWarning, "the (type, exc, tb) signature of throw() is deprecated, "
                                  "use the single-arg signature instead.", 1) < 0)
        return NULL;
#endif
    if (g->delegate != NULL && !g->running) {
        if (PyErr_GivenExceptionMatches(args[0], PyExc_GeneratorExit)) {
            if (smelt_generator_close_delegate(g) < 0) {
                status = smelt_generator_resume(g, NULL, &result);
                return smelt_generator_outcome(status, result);
            }
        } else {
            result = smelt_generator_throw_delegate(g, args, count);
            if (result != NULL)
                return result;
            if (PyErr_Occurred() && !PyErr_ExceptionMatches(PyExc_StopIteration)) {
                status = smelt_generator_resume(g, NULL, &result);
                return smelt_generator_outcome(status, result);
            }
            if (PyErr_Occurred()) { /* it took the exception and returned: go on behind the `yield from` */
                PyObject *stop = smelt_fetch();
                Py_XSETREF(g->result, Py_NewRef(((PyStopIterationObject *)stop)->value));
                Py_DECREF(stop);
                g->delegated = 1;
                status = smelt_generator_resume(g, Py_None, &result);
                return smelt_generator_outcome(status, result);
            }
        }
    }
    if (smelt_generator_set_thrown(args[0], count > 1 ? args[1] : NULL, count > 2 ? args[2] : NULL) < 0)
        return NULL;
    status = smelt_generator_resume(g, NULL, &result);
    return smelt_generator_outcome(status, result);
}

static PyObject *smelt_generator_close(PyObject *self, PyObject *unused)
{
    smelt_generator *g = (smelt_generator *)self;
    PyObject *result = NULL;
    PySendResult status;
    (void)unused;
    if (g->at <= 0 && !g->running) {
        smelt_generator_clear(self);
        Py_RETURN_NONE;
    }
    if (g->delegate == NULL || g->running || smelt_generator_close_delegate(g) == 0)
        PyErr_SetNone(PyExc_GeneratorExit);
    status = smelt_generator_resume(g, NULL, &result);
    if (status == PYGEN_NEXT) {
        Py_DECREF(result);
        PyErr_SetString(PyExc_RuntimeError, "generator ignored GeneratorExit");
        return NULL;
    }
    if (status == PYGEN_ERROR && !PyErr_ExceptionMatches(PyExc_GeneratorExit))
        return NULL;
    if (status == PYGEN_ERROR)
        PyErr_Clear();
#if PY_VERSION_HEX < 0x030D0000 /* since then it gives the value that was returned */
    Py_CLEAR(result);
#endif
    return result != NULL ? result : Py_NewRef(Py_None);
}

static void smelt_generator_finalize(PyObject *self)
{
    if (((smelt_generator *)self)->at <= 0)
        return;
    PyObject *exc = smelt_fetch(), *result = smelt_generator_close(self, NULL);
    if (result == NULL)
        PyErr_WriteUnraisable(self);
    Py_XDECREF(result);
    smelt_restore(exc);
}

static void smelt_generator_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    if (PyObject_CallFinalizerFromDealloc(self) < 0)
        return; /* it lives again */
    PyObject_GC_UnTrack(self);
    PyObject_ClearWeakRefs(self);
    smelt_generator_clear(self);
    Py_CLEAR(((smelt_generator *)self)->name);
    Py_CLEAR(((smelt_generator *)self)->qualname);
    type->tp_free(self);
    Py_DECREF(type);
}

/* needs: core.h */
/* Methods of receivers that are exactly of a builtin type, or None. The type's method is looked up once. */
static SMELT_COLD int smelt_none_receiver(const char *name)
{
    PyErr_Format(PyExc_AttributeError, "'NoneType' object has no attribute '%s'", name);
    return -1;
}

static SMELT_UNUSED PyObject *smelt_builtin_method(PyObject **kept, PyTypeObject *type, const char *name,
                                                   PyObject *const *args, size_t count)
{
    if (smelt_unlikely(args[0] == Py_None) && smelt_none_receiver(name) < 0)
        return NULL;
    if (smelt_unlikely(*kept == NULL) && (*kept = PyObject_GetAttrString((PyObject *)type, name)) == NULL)
        return NULL;
    return PyObject_Vectorcall(*kept, args, count, NULL);
}

static SMELT_UNUSED int smelt_status(PyObject *result)
{
    Py_XDECREF(result);
    return result == NULL ? -1 : 0;
}

static SMELT_UNUSED int smelt_truth(PyObject *result)
{
    Py_XDECREF(result);
    return result == NULL ? -1 : result == Py_True;
}

#define SMELT_METHOD0(function, type, name) \
    static SMELT_UNUSED PyObject *function(PyObject *a) \
    { \
        static PyObject *kept; \
        return smelt_builtin_method(&kept, &type, name, &a, 1); \
    }
#define SMELT_METHOD1(function, type, name) \
    static SMELT_UNUSED PyObject *function(PyObject *a, PyObject *b) \
    { \
        static PyObject *kept; \
        PyObject *args[] = {a, b}; \
        return smelt_builtin_method(&kept, &type, name, args, 2); \
    }
#define SMELT_METHOD2(function, type, name) \
    static SMELT_UNUSED PyObject *function(PyObject *a, PyObject *b, PyObject *c) \
    { \
        static PyObject *kept; \
        PyObject *args[] = {a, b, c}; \
        return smelt_builtin_method(&kept, &type, name, args, 3); \
    }

/* needs: core.h inflight.h views.h */
/* A variable of the older buffer syntax is given another object, whose buffer could not be had: the exception stays set
   while that of its old object is acquired, if it has one. */
#define smelt_settle_buffer() ((void)0)
#define SMELT_AGAIN(got, o, acquire) \
    do { \
        PyObject *smelt_error = smelt_fetch(); \
        (got).owner = (o) != NULL ? (acquire) : NULL; \
        if ((o) != NULL && (got).owner == NULL) { \
            PyErr_SetString(PyExc_ValueError, "Buffer acquisition failed on assignment; " \
                            "and then reacquiring the old buffer failed too!"); \
            Py_XDECREF(smelt_error); \
        } else { \
            smelt_restore(smelt_error); \
        } \
        if ((got).owner == NULL) \
            memset(&(got), 0, sizeof (got)); \
    } while (0)

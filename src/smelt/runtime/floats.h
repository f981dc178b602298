/* needs: core.h */
/* Python numbers to C floats; -1 with an exception set is a failure. */
static inline SMELT_UNUSED double smelt_as_double(PyObject *o)
{
    return smelt_likely(PyFloat_CheckExact(o)) ? PyFloat_AS_DOUBLE(o) : PyFloat_AsDouble(o);
}
#define smelt_as_float(o) ((float)smelt_as_double(o))

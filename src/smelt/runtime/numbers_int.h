/* needs: core.h small_ints.h */
/* Arithmetic of an object with a C long, as with the Python int of this value. Below 2**30 nothing leaves a long long,
   and as a float the value is exact. */
#define SMELT_ARITHMETIC_INT(name, slow, op) \
    static SMELT_UNUSED PyObject *name(PyObject *a, long y) \
    { \
        long x; \
        if (y < 1L << 30 && y > -(1L << 30)) { \
            if (PyLong_CheckExact(a) && smelt_small(a, &x)) \
                return PyLong_FromLongLong((long long)x op y); \
            if (PyFloat_CheckExact(a)) \
                return PyFloat_FromDouble(PyFloat_AS_DOUBLE(a) op (double)y); \
        } \
        PyObject *b = PyLong_FromLong(y), *result = b == NULL ? NULL : slow(a, b); \
        Py_XDECREF(b); \
        return result; \
    }
SMELT_ARITHMETIC_INT(smelt_add_int, PyNumber_Add, +)
SMELT_ARITHMETIC_INT(smelt_sub_int, PyNumber_Subtract, -)
SMELT_ARITHMETIC_INT(smelt_mul_int, PyNumber_Multiply, *)
SMELT_ARITHMETIC_INT(smelt_inplace_add_int, PyNumber_InPlaceAdd, +)
SMELT_ARITHMETIC_INT(smelt_inplace_sub_int, PyNumber_InPlaceSubtract, -)
SMELT_ARITHMETIC_INT(smelt_inplace_mul_int, PyNumber_InPlaceMultiply, *)

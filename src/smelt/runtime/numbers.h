/* needs: core.h small_ints.h */
/* Arithmetic of objects; that of two floats or two small ints is done here. Those never have in-place methods. */
#define SMELT_ARITHMETIC(name, slow, op) \
    static SMELT_UNUSED PyObject *name(PyObject *a, PyObject *b) \
    { \
        long x, y; \
        if (PyFloat_CheckExact(a) && PyFloat_CheckExact(b)) \
            return PyFloat_FromDouble(PyFloat_AS_DOUBLE(a) op PyFloat_AS_DOUBLE(b)); \
        if (PyLong_CheckExact(a) && PyLong_CheckExact(b) && smelt_small(a, &x) && smelt_small(b, &y)) \
            return PyLong_FromLongLong((long long)x op y); \
        return slow(a, b); \
    }
#define SMELT_DIVISION(name, slow) \
    static SMELT_UNUSED PyObject *name(PyObject *a, PyObject *b) \
    { \
        if (PyFloat_CheckExact(a) && PyFloat_CheckExact(b) && PyFloat_AS_DOUBLE(b) != 0.0) \
            return PyFloat_FromDouble(PyFloat_AS_DOUBLE(a) / PyFloat_AS_DOUBLE(b)); \
        return slow(a, b); \
    }
SMELT_ARITHMETIC(smelt_add, PyNumber_Add, +)
SMELT_ARITHMETIC(smelt_sub, PyNumber_Subtract, -)
SMELT_ARITHMETIC(smelt_mul, PyNumber_Multiply, *)
SMELT_ARITHMETIC(smelt_inplace_add, PyNumber_InPlaceAdd, +)
SMELT_ARITHMETIC(smelt_inplace_sub, PyNumber_InPlaceSubtract, -)
SMELT_ARITHMETIC(smelt_inplace_mul, PyNumber_InPlaceMultiply, *)
SMELT_DIVISION(smelt_true_div, PyNumber_TrueDivide)
SMELT_DIVISION(smelt_inplace_true_div, PyNumber_InPlaceTrueDivide)
#define smelt_pow(a, b) PyNumber_Power(a, b, Py_None)
#define smelt_inplace_pow(a, b) PyNumber_InPlacePower(a, b, Py_None)

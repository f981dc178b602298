/* needs: core.h compare.h */
/* Comparisons of an object with a C long, as with the Python int of this value. */
static inline SMELT_UNUSED int smelt_compare_int_bool(PyObject *a, long y, int op)
{
    long x;
    if (smelt_likely(PyLong_CheckExact(a)) && smelt_small(a, &x))
        return op == Py_LT ? x < y : op == Py_LE ? x <= y : op == Py_EQ ? x == y : op == Py_NE ? x != y
               : op == Py_GT ? x > y : x >= y;
    PyObject *b = PyLong_FromLong(y);
    int result = b == NULL ? -1 : smelt_compare_bool(a, b, op);
    Py_XDECREF(b);
    return result;
}

#define smelt_lt_int_bool(a, y) smelt_compare_int_bool(a, y, Py_LT)
#define smelt_le_int_bool(a, y) smelt_compare_int_bool(a, y, Py_LE)
#define smelt_eq_int_bool(a, y) smelt_compare_int_bool(a, y, Py_EQ)
#define smelt_ne_int_bool(a, y) smelt_compare_int_bool(a, y, Py_NE)
#define smelt_gt_int_bool(a, y) smelt_compare_int_bool(a, y, Py_GT)
#define smelt_ge_int_bool(a, y) smelt_compare_int_bool(a, y, Py_GE)

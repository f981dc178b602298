/* needs: core.h truth.h small_ints.h */
/* Comparisons; those of two floats or two small ints need no call. */
static inline SMELT_UNUSED int smelt_compare_known(PyObject *a, PyObject *b, int op)
{
    if (PyFloat_CheckExact(a) && PyFloat_CheckExact(b)) {
        double x = PyFloat_AS_DOUBLE(a), y = PyFloat_AS_DOUBLE(b);
        return op == Py_LT ? x < y : op == Py_LE ? x <= y : op == Py_EQ ? x == y : op == Py_NE ? x != y
               : op == Py_GT ? x > y : x >= y;
    }
    long x, y;
    if (PyLong_CheckExact(a) && PyLong_CheckExact(b) && smelt_small(a, &x) && smelt_small(b, &y))
        return op == Py_LT ? x < y : op == Py_LE ? x <= y : op == Py_EQ ? x == y : op == Py_NE ? x != y
               : op == Py_GT ? x > y : x >= y;
    return -1;
}

static inline SMELT_UNUSED PyObject *smelt_compare(PyObject *a, PyObject *b, int op)
{
    int known = smelt_compare_known(a, b, op);
    return known < 0 ? PyObject_RichCompare(a, b, op) : Py_NewRef(known ? Py_True : Py_False);
}

static inline SMELT_UNUSED int smelt_compare_bool(PyObject *a, PyObject *b, int op)
{
    int known = smelt_compare_known(a, b, op);
    if (known >= 0)
        return known;
    /* Not PyObject_RichCompareBool, which takes an object to equal itself: nan does not. */
    PyObject *result = PyObject_RichCompare(a, b, op);
    known = result == NULL ? -1 : smelt_is_true(result);
    Py_XDECREF(result);
    return known;
}

#define smelt_lt(a, b) smelt_compare(a, b, Py_LT)
#define smelt_le(a, b) smelt_compare(a, b, Py_LE)
#define smelt_eq(a, b) smelt_compare(a, b, Py_EQ)
#define smelt_ne(a, b) smelt_compare(a, b, Py_NE)
#define smelt_gt(a, b) smelt_compare(a, b, Py_GT)
#define smelt_ge(a, b) smelt_compare(a, b, Py_GE)
#define smelt_lt_bool(a, b) smelt_compare_bool(a, b, Py_LT)
#define smelt_le_bool(a, b) smelt_compare_bool(a, b, Py_LE)
#define smelt_eq_bool(a, b) smelt_compare_bool(a, b, Py_EQ)
#define smelt_ne_bool(a, b) smelt_compare_bool(a, b, Py_NE)
#define smelt_gt_bool(a, b) smelt_compare_bool(a, b, Py_GT)
#define smelt_ge_bool(a, b) smelt_compare_bool(a, b, Py_GE)
#define smelt_contains(item, container) PySequence_Contains(container, item)

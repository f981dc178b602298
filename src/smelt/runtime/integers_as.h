/* needs: core.h small_ints.h */
/* Python integers to C ones. A failure gives -1 in the type, with an exception set. What is no int goes through
   __index__ or, as in Cython, through __int__; an index (Py_ssize_t) through __index__ alone. */
static SMELT_COLD void smelt_int_range_error(PyObject *o, const char *type, int is_signed, int wide)
{
    PyObject *zero = PyLong_FromLong(0);
    int negative = zero != NULL && !is_signed && PyObject_RichCompareBool(o, zero, Py_LT) == 1;
    Py_XDECREF(zero);
    if (wide && !negative)
        PyErr_Format(PyExc_OverflowError, "Python int too large to convert to C %s",
                     strcmp(type, "Py_ssize_t") == 0 ? "ssize_t" : is_signed ? "long" : "unsigned long");
    else
        PyErr_Format(PyExc_OverflowError,
                     negative ? "can't convert negative value to %s" : "value too large to convert to %s", type);
}

static SMELT_COLD PyObject *smelt_integer(PyObject *o, const char *type)
{
    PyNumberMethods *number = Py_TYPE(o)->tp_as_number;
    PyObject *value;
    if (PyLong_Check(o) || strcmp(type, "Py_ssize_t") == 0
        || (number != NULL && number->nb_int == NULL && number->nb_index != NULL))
        return PyNumber_Index(o);
    if (number == NULL || number->nb_int == NULL) {
        PyErr_SetString(PyExc_TypeError, "an integer is required");
        return NULL;
    }
    value = number->nb_int(o);
    if (value != NULL && !PyLong_Check(value)) {
        PyErr_Format(PyExc_TypeError, "__int__ returned non-int (type %.200s)", Py_TYPE(value)->tp_name);
        Py_CLEAR(value);
    }
    return value;
}

static SMELT_COLD long long smelt_as_signed_any(PyObject *o, long long low, long long high, const char *type)
{
    int overflow = 0;
    PyObject *index = smelt_integer(o, type);
    long long value = index == NULL ? -1 : PyLong_AsLongLongAndOverflow(index, &overflow);
    if (index != NULL && (overflow || value < low || value > high)) {
        smelt_int_range_error(index, type, low < 0, overflow);
        value = -1;
    }
    Py_XDECREF(index);
    return value;
}

static SMELT_COLD unsigned long long smelt_as_unsigned_any(PyObject *o, unsigned long long high, const char *type)
{
    PyObject *index = smelt_integer(o, type);
    unsigned long long value = index == NULL ? (unsigned long long)-1 : PyLong_AsUnsignedLongLong(index);
    int failed = value == (unsigned long long)-1 && PyErr_Occurred();
    if (index != NULL && ((failed && PyErr_ExceptionMatches(PyExc_OverflowError)) || (!failed && value > high))) {
        PyErr_Clear();
        smelt_int_range_error(index, type, 0, failed);
        value = (unsigned long long)-1;
    }
    Py_XDECREF(index);
    return value;
}

static inline SMELT_UNUSED long long smelt_as_signed(PyObject *o, long long low, long long high, const char *type)
{
    long value;
    if (smelt_likely(PyLong_Check(o)) && smelt_small(o, &value) && value >= low && value <= high)
        return value;
    return smelt_as_signed_any(o, low, high, type);
}

static inline SMELT_UNUSED unsigned long long smelt_as_unsigned(PyObject *o, unsigned long long high, const char *type)
{
    long value;
    if (smelt_likely(PyLong_Check(o)) && smelt_small(o, &value) && value >= 0 && (unsigned long long)value <= high)
        return (unsigned long long)value;
    return smelt_as_unsigned_any(o, high, type);
}

#define SMELT_MAX_OF(T) ((long long)(((unsigned long long)1 << (8 * sizeof(T) - 1)) - 1))
#define SMELT_AS_SIGNED(o, T, name) ((T)smelt_as_signed(o, -SMELT_MAX_OF(T) - 1, SMELT_MAX_OF(T), name))
#define SMELT_AS_UNSIGNED(o, T, name) ((T)smelt_as_unsigned(o, (T)-1, name))
#define smelt_as_char(o) ((char)smelt_as_signed(o, CHAR_MIN, CHAR_MAX, "char"))
#define smelt_as_schar(o) SMELT_AS_SIGNED(o, signed char, "signed char")
#define smelt_as_uchar(o) SMELT_AS_UNSIGNED(o, unsigned char, "unsigned char")
#define smelt_as_short(o) SMELT_AS_SIGNED(o, short, "short")
#define smelt_as_ushort(o) SMELT_AS_UNSIGNED(o, unsigned short, "unsigned short")
#define smelt_as_int(o) SMELT_AS_SIGNED(o, int, "int")
#define smelt_as_uint(o) SMELT_AS_UNSIGNED(o, unsigned int, "unsigned int")
#define smelt_as_long(o) SMELT_AS_SIGNED(o, long, "long")
#define smelt_as_ulong(o) SMELT_AS_UNSIGNED(o, unsigned long, "unsigned long")
#define smelt_as_longlong(o) SMELT_AS_SIGNED(o, long long, "long long")
#define smelt_as_ulonglong(o) SMELT_AS_UNSIGNED(o, unsigned long long, "unsigned long long")
#define smelt_as_ssize(o) SMELT_AS_SIGNED(o, Py_ssize_t, "Py_ssize_t")
#define smelt_as_size(o) SMELT_AS_UNSIGNED(o, size_t, "size_t")
#define smelt_as_int8(o) SMELT_AS_SIGNED(o, int8_t, "int8_t")
#define smelt_as_int16(o) SMELT_AS_SIGNED(o, int16_t, "int16_t")
#define smelt_as_int32(o) SMELT_AS_SIGNED(o, int32_t, "int32_t")
#define smelt_as_int64(o) SMELT_AS_SIGNED(o, int64_t, "int64_t")
#define smelt_as_uint8(o) SMELT_AS_UNSIGNED(o, uint8_t, "uint8_t")
#define smelt_as_uint16(o) SMELT_AS_UNSIGNED(o, uint16_t, "uint16_t")
#define smelt_as_uint32(o) SMELT_AS_UNSIGNED(o, uint32_t, "uint32_t")
#define smelt_as_uint64(o) SMELT_AS_UNSIGNED(o, uint64_t, "uint64_t")

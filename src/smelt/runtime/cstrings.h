/* needs: core.h */
/* C strings and characters. */
static SMELT_COLD PyObject *smelt_null_text(void)
{
    PyErr_SetString(PyExc_ValueError, "a NULL pointer has no text");
    return NULL;
}
#define smelt_bytes_from_ptr(p) smelt_bytes_from_ptr_len(p, -1)
#define smelt_str_from_ptr(p) smelt_decode_ptr_len(p, -1, NULL, NULL)
#define smelt_str_from_ptr_len(p, length) smelt_decode_ptr_len(p, length, NULL, NULL)
#define smelt_decode_ptr(p, encoding, errors) smelt_decode_ptr_len(p, -1, encoding, errors)

/* A negative length: up to the terminating zero. */
static SMELT_UNUSED PyObject *smelt_bytes_from_ptr_len(const char *p, Py_ssize_t length)
{
    if (smelt_unlikely(p == NULL))
        return smelt_null_text();
    return PyBytes_FromStringAndSize(p, length < 0 ? (Py_ssize_t)strlen(p) : length);
}

/* p[a:b], which is empty where b lies before a */
static SMELT_UNUSED PyObject *smelt_bytes_from_span(const char *p, Py_ssize_t length)
{
    return smelt_bytes_from_ptr_len(p, length < 0 ? 0 : length);
}

static SMELT_UNUSED PyObject *smelt_decode_ptr_len(const char *p, Py_ssize_t length, const char *encoding,
                                                   const char *errors)
{
    if (smelt_unlikely(p == NULL))
        return smelt_null_text();
    return PyUnicode_Decode(p, length < 0 ? (Py_ssize_t)strlen(p) : length, encoding, errors);
}

/* p[start:stop].decode(): only what counts from the end asks for the length. */
static SMELT_UNUSED PyObject *smelt_decode_slice(const char *p, Py_ssize_t start, Py_ssize_t stop,
                                                 const char *encoding, const char *errors)
{
    if (smelt_unlikely(p == NULL))
        return smelt_null_text();
    if (start < 0 || stop < 0 || stop == PY_SSIZE_T_MAX) {
        Py_ssize_t length = (Py_ssize_t)strlen(p);
        start = start >= 0 ? start : start + length < 0 ? 0 : start + length;
        stop = stop == PY_SSIZE_T_MAX ? length : stop < 0 ? stop + length : stop;
    }
    return start < stop ? PyUnicode_Decode(p + start, stop - start, encoding, errors) : PyUnicode_New(0, 0);
}

static SMELT_COLD char *smelt_no_text(PyObject *o, const char *expected)
{
    PyErr_Format(PyExc_TypeError, "expected %s, %.200s found", expected, Py_TYPE(o)->tp_name);
    return NULL;
}

static SMELT_UNUSED char *smelt_ptr_from_bytes(PyObject *o)
{
    return PyBytes_Check(o) ? PyBytes_AS_STRING(o) : PyByteArray_Check(o) ? PyByteArray_AS_STRING(o)
           : smelt_no_text(o, "bytes");
}

/* Of a str its UTF-8 form, which the str keeps. */
static SMELT_UNUSED char *smelt_ptr_from_str(PyObject *o)
{
    return PyUnicode_Check(o) ? (char *)PyUnicode_AsUTF8(o) : smelt_ptr_from_bytes(o);
}

static SMELT_UNUSED char *smelt_ptr_from_ascii(PyObject *o)
{
    if (PyUnicode_Check(o) && !PyUnicode_IS_ASCII(o)) {
        Py_XDECREF(PyUnicode_AsASCIIString(o)); /* words the error */
        return NULL;
    }
    return smelt_ptr_from_str(o);
}

/* A character from a str of length one; -1 with an exception set is a failure. */
static SMELT_UNUSED Py_UCS4 smelt_ucs4_from_str(PyObject *o)
{
    if (PyUnicode_Check(o) && smelt_likely(PyUnicode_GET_LENGTH(o) == 1))
        return PyUnicode_READ_CHAR(o, 0);
    if (PyUnicode_Check(o))
        PyErr_Format(PyExc_ValueError,
                     "only single character unicode strings can be converted to Py_UCS4, got length %zd",
                     PyUnicode_GET_LENGTH(o));
    else {
        PyObject *index = PyNumber_Index(o);
        long value = index == NULL ? -1 : PyLong_AsLong(index);
        Py_XDECREF(index);
        if (value >= 0 && value <= 0x10ffff)
            return (Py_UCS4)value;
        if (!PyErr_Occurred())
            PyErr_Format(PyExc_OverflowError, "%s to Py_UCS4",
                         value < 0 ? "cannot convert negative value" : "value too large to convert");
    }
    return (Py_UCS4)-1;
}

static SMELT_UNUSED PyObject *smelt_str_from_ucs4(Py_UCS4 c)
{
    return PyUnicode_FromOrdinal(c > 0x10ffff ? -1 : (int)c);
}

/* s[i] */
static SMELT_UNUSED Py_UCS4 smelt_str_char(PyObject *s, Py_ssize_t i)
{
    if (smelt_unlikely(s == Py_None)) {
        PyErr_SetString(PyExc_TypeError, "'NoneType' object is not subscriptable");
        return (Py_UCS4)-1;
    }
    Py_ssize_t length = PyUnicode_GET_LENGTH(s), at = i < 0 ? i + length : i;
    if (smelt_likely((size_t)at < (size_t)length))
        return PyUnicode_READ_CHAR(s, at);
    PyErr_SetString(PyExc_IndexError, "string index out of range");
    return (Py_UCS4)-1;
}

/* The only byte of a bytes object, or an integer. */
static SMELT_UNUSED char smelt_char_from_bytes(PyObject *o)
{
    if (PyBytes_Check(o) && PyBytes_GET_SIZE(o) == 1)
        return PyBytes_AS_STRING(o)[0];
    if (PyBytes_Check(o)) {
        PyErr_Format(PyExc_ValueError, "only single bytes can be converted to char, got length %zd",
                     PyBytes_GET_SIZE(o));
        return (char)-1;
    }
    PyObject *index = PyNumber_Index(o);
    long value = index == NULL ? -1 : PyLong_AsLong(index);
    Py_XDECREF(index);
    if (value == -1 && PyErr_Occurred())
        return (char)-1;
    if (value < CHAR_MIN || value > CHAR_MAX) {
        PyErr_SetString(PyExc_OverflowError, "value too large to convert to char");
        return (char)-1;
    }
    return (char)value;
}

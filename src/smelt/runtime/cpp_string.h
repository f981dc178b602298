/* needs: core.h */
/* std::string and Python's bytes, bytearray and str. */
#include <new>
#include <string>

/* A str is taken in the encoding that the directive c_string_encoding names, and refused without one. */
static int smelt_string_from_python(PyObject *object, const char *encoding, std::string *result)
{
    PyObject *encoded = NULL;
    const char *text;
    Py_ssize_t size;
    if (PyBytes_Check(object)) {
        text = PyBytes_AS_STRING(object);
        size = PyBytes_GET_SIZE(object);
    } else if (PyByteArray_Check(object)) {
        text = PyByteArray_AS_STRING(object);
        size = PyByteArray_GET_SIZE(object);
    } else if (encoding != NULL && PyUnicode_Check(object)) {
        encoded = PyUnicode_AsEncodedString(object, encoding, NULL);
        if (encoded == NULL)
            return -1;
        text = PyBytes_AS_STRING(encoded);
        size = PyBytes_GET_SIZE(encoded);
    } else {
        PyErr_Format(PyExc_TypeError, "expected bytes, %.200s found", Py_TYPE(object)->tp_name);
        return -1;
    }
    int status = 0;
    try {
        result->assign(text, (size_t)size);
    } catch (const std::bad_alloc &) {
        PyErr_NoMemory();
        status = -1;
    }
    Py_XDECREF(encoded);
    return status;
}

static inline PyObject *smelt_string_as_bytes(const std::string &text)
{
    return PyBytes_FromStringAndSize(text.data(), (Py_ssize_t)text.size());
}

static inline PyObject *smelt_string_as_bytearray(const std::string &text)
{
    return PyByteArray_FromStringAndSize(text.data(), (Py_ssize_t)text.size());
}

static inline PyObject *smelt_string_as_str(const std::string &text, const char *encoding)
{
    return PyUnicode_Decode(text.data(), (Py_ssize_t)text.size(), encoding, NULL);
}

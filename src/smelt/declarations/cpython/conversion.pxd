# Numbers and text, independent of the locale.

cdef extern from "Python.h":
    int PyOS_snprintf(char *target, size_t size, const char *format, ...)
    double PyOS_string_to_double(const char *text, char **end, object overflow) except? -1.0
    char *PyOS_double_to_string(double value, char format, int precision, int flags, int *kind) except NULL
    int PyOS_stricmp(const char *a, const char *b) nogil
    int PyOS_strnicmp(const char *a, const char *b, Py_ssize_t size) nogil
    const int Py_DTSF_SIGN
    const int Py_DTSF_ADD_DOT_0
    const int Py_DTSF_ALT

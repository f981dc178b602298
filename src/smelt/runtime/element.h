/* needs: core.h dtypes.h dtype_fields.h integers_as.h struct_item.h unpack.h */
/* Elements of memory as Python objects and back, as the description of their type says, aligned or not. */
static SMELT_COLD long long smelt_element_signed(const char *at, int size)
{
    signed char byte;
    short half;
    int word;
    long long wide;
    switch (size) {
    case 1: memcpy(&byte, at, 1); return byte;
    case sizeof(short): memcpy(&half, at, sizeof half); return half;
    case sizeof(int): memcpy(&word, at, sizeof word); return word;
    default: memcpy(&wide, at, sizeof wide); return wide;
    }
}

static SMELT_COLD void smelt_element_put(char *at, int size, long long value)
{
    signed char byte = (signed char)value;
    short half = (short)value;
    int word = (int)value;
    switch (size) {
    case 1: memcpy(at, &byte, 1); break;
    case sizeof(short): memcpy(at, &half, sizeof half); break;
    case sizeof(int): memcpy(at, &word, sizeof word); break;
    default: memcpy(at, &value, sizeof value);
    }
}

static SMELT_COLD double smelt_element_real(const char *at, int size)
{
    float single;
    double value;
    long double wide;
    if (size == 2)
        return PyFloat_Unpack2(at, PY_LITTLE_ENDIAN);
    if (size == (int)sizeof single)
        return memcpy(&single, at, sizeof single), single;
    if (size == (int)sizeof value)
        return memcpy(&value, at, sizeof value), value;
    return memcpy(&wide, at, sizeof wide), (double)wide;
}

static SMELT_COLD int smelt_element_put_real(char *at, int size, double value)
{
    float single = (float)value;
    long double wide = value;
    if (size == 2)
        return PyFloat_Pack2(value, at, PY_LITTLE_ENDIAN);
    if (size == (int)sizeof single)
        memcpy(at, &single, sizeof single);
    else if (size == (int)sizeof value)
        memcpy(at, &value, sizeof value);
    else
        memcpy(at, &wide, sizeof wide);
    return 0;
}

static SMELT_COLD PyObject *smelt_element_struct(const smelt_dtype *t, const char *at);
static SMELT_COLD int smelt_element_set_struct(const smelt_dtype *t, char *at, PyObject *value);

static SMELT_COLD PyObject *smelt_element_get(const smelt_dtype *t, const char *at)
{
    const int size = (int)t->size, half = size / 2;
    const unsigned long long mask = size < 8 ? (1ULL << 8 * (size & 7)) - 1 : ~0ULL;
    PyObject *object;
    if (t->kind == 'H' && (char)-1 > 0)
        return PyLong_FromLong((unsigned char)*at);
    switch (t->kind) {
    case 'b': return PyBool_FromLong(smelt_element_signed(at, size) != 0);
    case 'H':
    case 'i':
        if (strcmp(t->name, "bint") == 0)
            return PyBool_FromLong(smelt_element_signed(at, size) != 0);
        return PyLong_FromLongLong(smelt_element_signed(at, size));
    case 'u': return PyLong_FromUnsignedLongLong((unsigned long long)smelt_element_signed(at, size) & mask);
    case 'f': return PyFloat_FromDouble(smelt_element_real(at, size));
    case 'c': return PyComplex_FromDoubles(smelt_element_real(at, half), smelt_element_real(at + half, half));
    case 'O':
        memcpy(&object, at, sizeof object);
        return Py_NewRef(object != NULL ? object : Py_None);
    }
    return smelt_element_struct(t, at);
}

/* A struct is a dict of its fields, an array a list; characters in an array are text, which ends with a zero. */
static SMELT_COLD PyObject *smelt_element_items(const smelt_dtype *t, const char *at, const Py_ssize_t *extents)
{
    Py_ssize_t size = t->size, length = 0;
    if (*extents == 0)
        return smelt_element_get(t, at);
    if (t->kind == 'H' && extents[1] == 0) {
        while (length < *extents && at[length] != 0)
            length++;
        return PyBytes_FromStringAndSize(at, length);
    }
    for (const Py_ssize_t *inner = extents + 1; *inner != 0; inner++)
        size *= *inner;
    PyObject *list = PyList_New(*extents);
    for (Py_ssize_t i = 0; list != NULL && i < *extents; i++) {
        PyObject *item = smelt_element_items(t, at + i * size, extents + 1);
        if (item == NULL)
            Py_CLEAR(list);
        else
            PyList_SET_ITEM(list, i, item);
    }
    return list;
}

static SMELT_COLD PyObject *smelt_element_struct(const smelt_dtype *t, const char *at)
{
    if (t->fields != NULL && t->fields->name != NULL && *t->fields->name == 0)
        return smelt_element_items(t->fields->type, at, t->fields->extents);
    PyObject *dict = PyDict_New();
    for (const struct smelt_field *f = t->fields; dict != NULL && f->name != NULL; f++) {
        PyObject *item = smelt_element_items(f->type, at + f->offset, f->extents);
        if (item == NULL || PyDict_SetItemString(dict, f->name, item) < 0)
            Py_CLEAR(dict);
        Py_XDECREF(item);
    }
    return dict;
}

/* The memory of an object element holds a reference or NULL before, and the new one afterwards. */
static SMELT_COLD int smelt_element_set(const smelt_dtype *t, char *at, PyObject *value)
{
    const int size = (int)t->size, half = size / 2, bits = 8 * size - 1;
    const long long high = size < 8 ? (1LL << (bits & 63)) - 1 : PY_LLONG_MAX;
    PyObject *old;
    Py_complex number;
    double real;
    long long integer;
    switch (t->kind) {
    case 'b':
    case 'H':
    case 'i':
        if (t->kind == 'H' && PyBytes_Check(value) && PyBytes_GET_SIZE(value) < 2)
            integer = *PyBytes_AS_STRING(value);
        else if (t->kind == 'b' || strcmp(t->name, "bint") == 0)
            integer = PyObject_IsTrue(value);
        else
            integer = smelt_as_signed_any(value, -high - 1, high, t->name);
        break;
    case 'u':
        integer = (long long)smelt_as_unsigned_any(value, (unsigned long long)high * 2 + 1, t->name);
        break;
    case 'f':
        real = PyFloat_AsDouble(value);
        return real == -1 && PyErr_Occurred() ? -1 : smelt_element_put_real(at, size, real);
    case 'c':
        number = PyComplex_AsCComplex(value);
        if (number.real == -1 && PyErr_Occurred())
            return -1;
        return smelt_element_put_real(at, half, number.real) < 0 ? -1
            : smelt_element_put_real(at + half, half, number.imag);
    case 'O':
        memcpy(&old, at, sizeof old);
        Py_INCREF(value);
        memcpy(at, &value, sizeof value);
        Py_XDECREF(old);
        return 0;
    default:
        return smelt_element_set_struct(t, at, value);
    }
    if (integer == -1 && PyErr_Occurred())
        return -1;
    smelt_element_put(at, size, integer);
    return 0;
}

static SMELT_COLD int smelt_element_set_items(const smelt_dtype *t, char *at, const Py_ssize_t *extents,
                                              PyObject *value)
{
    Py_ssize_t size = t->size;
    int status = 0;
    if (*extents == 0)
        return smelt_element_set(t, at, value);
    if (t->kind == 'H' && extents[1] == 0 && PyBytes_Check(value) && PyBytes_GET_SIZE(value) <= *extents) {
        memset(at, 0, (size_t)*extents);
        memcpy(at, PyBytes_AS_STRING(value), (size_t)PyBytes_GET_SIZE(value));
        return 0;
    }
    for (const Py_ssize_t *inner = extents + 1; *inner != 0; inner++)
        size *= *inner;
    PyObject *items = smelt_array_items(value, *extents);
    for (Py_ssize_t i = 0; items != NULL && status == 0 && i < *extents; i++)
        status = smelt_element_set_items(t, at + i * size, extents + 1, PyTuple_GET_ITEM(items, i));
    Py_XDECREF(items);
    return items == NULL ? -1 : status;
}

static SMELT_COLD int smelt_element_set_struct(const smelt_dtype *t, char *at, PyObject *value)
{
    int status = 0;
    if (t->fields != NULL && t->fields->name != NULL && *t->fields->name == 0)
        return smelt_element_set_items(t->fields->type, at, t->fields->extents, value);
    for (const struct smelt_field *f = t->fields; status == 0 && f->name != NULL; f++) {
        PyObject *name = PyUnicode_FromString(f->name);
        PyObject *item = name == NULL ? NULL : smelt_get_struct_item(value, name);
        status = item == NULL ? -1 : smelt_element_set_items(f->type, at + f->offset, f->extents, item);
        Py_XDECREF(item);
        Py_XDECREF(name);
    }
    return status;
}

/* Elements of which no more than the format is known are read and written by the module `struct`. */
static SMELT_COLD PyObject *smelt_element_unpack(const char *format, const char *at, Py_ssize_t size)
{
    PyObject *module = PyImport_ImportModule("struct");
    PyObject *error = module == NULL ? NULL : PyObject_GetAttrString(module, "error");
    PyObject *items = error == NULL ? NULL : PyObject_CallMethod(module, "unpack", "sy#", format, at, size);
    if (items == NULL && error != NULL && PyErr_ExceptionMatches(error))
        PyErr_Format(PyExc_ValueError, "an element of the format '%s' cannot be converted to an object", format);
    if (items != NULL && PyTuple_Check(items) && PyTuple_GET_SIZE(items) == 1)
        Py_SETREF(items, Py_NewRef(PyTuple_GET_ITEM(items, 0)));
    Py_XDECREF(error);
    Py_XDECREF(module);
    return items;
}

static SMELT_COLD int smelt_element_pack(const char *format, char *at, Py_ssize_t size, PyObject *value)
{
    PyObject *module = PyImport_ImportModule("struct"), *arguments = NULL, *packed = NULL;
    PyObject *pack = module == NULL ? NULL : PyObject_GetAttrString(module, "pack");
    PyObject *head = Py_BuildValue("(s)", format);
    PyObject *rest = PyTuple_Check(value) ? Py_NewRef(value) : PyTuple_Pack(1, value);
    if (head != NULL && rest != NULL)
        arguments = PySequence_Concat(head, rest);
    if (pack != NULL && arguments != NULL)
        packed = PyObject_Call(pack, arguments, NULL);
    if (packed != NULL && PyBytes_GET_SIZE(packed) != size)
        PyErr_Format(PyExc_ValueError, "the format '%s' does not fit elements of %zd bytes", format, size);
    else if (packed != NULL)
        memcpy(at, PyBytes_AS_STRING(packed), (size_t)size);
    Py_XDECREF(module);
    Py_XDECREF(pack);
    Py_XDECREF(head);
    Py_XDECREF(rest);
    Py_XDECREF(arguments);
    Py_XDECREF(packed);
    return PyErr_Occurred() ? -1 : 0;
}

/* The description of the numbers and objects that a format of one letter means; NULL for all other formats. */
static SMELT_COLD const smelt_dtype *smelt_dtype_of(const char *format, Py_ssize_t size)
{
#define SMELT_KNOWN(kind, T, name) {name, kind, sizeof(T), 0, sizeof(T), "", NULL}
    static const char letters[] = "bBhHiIlLqQnN?efdgO", floats[] = "fdg";
    static const smelt_dtype known[] = {
        SMELT_KNOWN('i', char, "signed char"), SMELT_KNOWN('u', char, "unsigned char"),
        SMELT_KNOWN('i', short, "short"), SMELT_KNOWN('u', short, "unsigned short"), SMELT_KNOWN('i', int, "int"),
        SMELT_KNOWN('u', int, "unsigned int"), SMELT_KNOWN('i', long, "long"), SMELT_KNOWN('u', long, "unsigned long"),
        SMELT_KNOWN('i', long long, "long long"), SMELT_KNOWN('u', long long, "unsigned long long"),
        SMELT_KNOWN('i', Py_ssize_t, "Py_ssize_t"), SMELT_KNOWN('u', size_t, "size_t"), SMELT_KNOWN('b', char, "bool"),
        SMELT_KNOWN('f', short, "half"), SMELT_KNOWN('f', float, "float"), SMELT_KNOWN('f', double, "double"),
        SMELT_KNOWN('f', long double, "long double"), SMELT_KNOWN('O', PyObject *, "object")};
    static const smelt_dtype complexes[] = {
        {"float complex", 'c', sizeof(float), 0, 2 * sizeof(float), "", NULL},
        {"double complex", 'c', sizeof(double), 0, 2 * sizeof(double), "", NULL},
        {"long double complex", 'c', sizeof(long double), 0, 2 * sizeof(long double), "", NULL}};
#undef SMELT_KNOWN
    const smelt_dtype *found = NULL;
    const char *at;
    if (*format == '@' || *format == '^' || *format == '=' || *format == (PY_LITTLE_ENDIAN ? '<' : '>'))
        format++;
    if (format[0] == 'Z' && format[1] != 0 && format[2] == 0 && (at = strchr(floats, format[1])) != NULL)
        found = &complexes[at - floats];
    else if (format[0] != 0 && format[1] == 0 && (at = strchr(letters, format[0])) != NULL)
        found = &known[at - letters];
    return found != NULL && found->size == size ? found : NULL;
}

/* needs: core.h dtypes.h */
/* Whether a buffer's elements are numbers or objects of a type: for modules without views of structs, whose formats
   dtype_match.h reads. */
#define SMELT_ONLY_NUMBERS
static SMELT_COLD int smelt_check_dtype(const Py_buffer *b, const smelt_dtype *dtype)
{
    static const char *const names[] = { /* of the letters of the struct module, behind what kind each is */
        "?ubool", "cHchar", "bisigned char", "Buunsigned char", "hishort", "Huunsigned short", "iiint",
        "Iuunsigned int", "lilong", "Luunsigned long", "qilong long", "Quunsigned long long", "niPy_ssize_t",
        "Nusize_t", "efhalf", "fffloat", "dfdouble", "gflong double", "OOPython object", "TTstruct", "sHstring",
        "pHstring", "PPpointer", " _unknown format"};
    const char *format = b->format != NULL ? b->format : "B", *const *name = names;
    const char order = *format && strchr("@=<>!^", *format) != NULL ? *format++ : '@';
    format += *format == '1';
    const int complex_ = *format == 'Z';
    while (**name != ' ' && (**name != format[complex_] || (format[complex_ + 1] != 0 && **name != 'T')))
        name++;
    const char kind = complex_ ? 'c' : (*name)[1];
    const int alike = kind == dtype->kind || (dtype->size == 1 && (kind == 'H' || dtype->kind == 'H') && kind != '_');
    const int foreign = dtype->size > 1 && strchr(PY_LITTLE_ENDIAN ? ">!" : "<", order) != NULL;
    if (!foreign && alike && b->itemsize == dtype->size)
        return 0;
    const char *wrong = !foreign ? "Buffer dtype mismatch, expected '%s' but got '%s%s'"
        : PY_LITTLE_ENDIAN ? "Big-endian buffer not supported on little-endian compiler"
        : "Little-endian buffer not supported on big-endian compiler";
    return PyErr_Format(PyExc_ValueError, wrong, dtype->name, complex_ ? "complex " : "", *name + 2), -1;
}

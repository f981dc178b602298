/* needs: core.h dtypes.h dtype_fields.h */
/* Compares the format of a buffer (PEP 3118) with the type of a view's elements, structs included. Both are walked at
   once, number by number: kinds and sizes have to be the same, and so have the offsets. How fields are grouped does not
   matter. */
typedef struct { char letter, kind; unsigned char size, align, standard; const char *name; } smelt_letter;
#define SMELT_LETTER(letter, kind, T, standard, name) {letter, kind, sizeof(T), SMELT_ALIGNOF(T), standard, name}
static const smelt_letter smelt_letters[] = { /* standard sizes are those behind a byte order mark */
    SMELT_LETTER('?', 'u', char, 1, "bool"), SMELT_LETTER('c', 'H', char, 1, "char"),
    SMELT_LETTER('b', 'i', char, 1, "signed char"), SMELT_LETTER('B', 'u', char, 1, "unsigned char"),
    SMELT_LETTER('h', 'i', short, 2, "short"), SMELT_LETTER('H', 'u', short, 2, "unsigned short"),
    SMELT_LETTER('i', 'i', int, 4, "int"), SMELT_LETTER('I', 'u', int, 4, "unsigned int"),
    SMELT_LETTER('l', 'i', long, 4, "long"), SMELT_LETTER('L', 'u', long, 4, "unsigned long"),
    SMELT_LETTER('q', 'i', long long, 8, "long long"), SMELT_LETTER('Q', 'u', long long, 8, "unsigned long long"),
    SMELT_LETTER('n', 'i', Py_ssize_t, sizeof(Py_ssize_t), "Py_ssize_t"),
    SMELT_LETTER('N', 'u', size_t, sizeof(size_t), "size_t"), SMELT_LETTER('e', 'f', short, 2, "half"),
    SMELT_LETTER('f', 'f', float, 4, "float"), SMELT_LETTER('d', 'f', double, 8, "double"),
    SMELT_LETTER('g', 'f', long double, sizeof(long double), "long double"),
    SMELT_LETTER('O', 'O', void *, sizeof(void *), "Python object"), SMELT_LETTER('s', 'H', char, 1, "a string"),
    SMELT_LETTER('p', 'H', char, 1, "a string"), SMELT_LETTER('P', 'P', void *, sizeof(void *), "a pointer"),
    SMELT_LETTER('&', 'P', void *, sizeof(void *), "a pointer"), {0, 0, 0, 0, 0, NULL}};

/* Where both walks are: in the struct of type `in` at `base`, at item number `item` of the field `field`; and in the
   format at `offset`. Behind a struct with native alignment some exporters count its padding as understood, NumPy does
   not: either goes, `slack` being the difference. With `gaps` the format does not tell of padding at all. */
enum { SMELT_DEPTH = 32 };
typedef struct { const smelt_dtype *in; const struct smelt_field *field; Py_ssize_t base, item; } smelt_match_place;
typedef struct {
    smelt_match_place path[SMELT_DEPTH], *now; Py_ssize_t offset, slack, align; char order, gaps;
} smelt_match;

/* The number that is expected next, NULL at the end. */
static SMELT_COLD const smelt_dtype *smelt_match_leaf(smelt_match *match)
{
    for (;;) {
        smelt_match_place *now = match->now;
        if (now->field->name == NULL && now == match->path)
            return NULL;
        if (now->field->name == NULL) {
            match->now = --now;
        } else if (now->item < smelt_field_items(now->field)) {
            const smelt_dtype *type = now->field->type;
            if (type->fields == NULL)
                return type;
            now[1].in = type;
            now[1].field = type->fields;
            now[1].base = now->base + now->field->offset + now->item * type->size;
            now[1].item = 0;
            now->item++;
            match->now = now + 1;
            continue;
        }
        if (now->item >= smelt_field_items(now->field)) {
            now->field++;
            now->item = 0;
        }
    }
}

static SMELT_COLD int smelt_match_mismatch(smelt_match *match, const char *complex_, const char *got)
{
    const smelt_dtype *leaf = smelt_match_leaf(match);
    const smelt_match_place *now = match->now;
    const char *quote = got != NULL ? "'" : "", *in = leaf != NULL && *now->field->name ? now->in->name : NULL;
    if (leaf == NULL)
        PyErr_Format(PyExc_ValueError, "Buffer dtype mismatch, expected end but got '%s%s'", complex_, got);
    else
        PyErr_Format(PyExc_ValueError, "Buffer dtype mismatch, expected '%s' but got %s%s%s%s%s%s%s%s%s", leaf->name,
                     quote, complex_, got != NULL ? got : "end", quote, in ? " in '" : "", in ? in : "", in ? "." : "",
                     in ? now->field->name : "", in ? "'" : "");
    return -1;
}

/* Whether a complex number is at the two fields of a struct that come next. */
static SMELT_COLD int smelt_match_at_pair(const smelt_match *match)
{
    const smelt_dtype *in = match->now->in;
    const struct smelt_field *first = in != NULL ? in->fields : NULL;
    return first == match->now->field && match->now->item == 0 && first != NULL && *first->extents == 0
        && first[1].name != NULL && *first[1].extents == 0 && first[2].name == NULL && first[1].type->kind == 'f'
        && first[1].type->size == first->type->size;
}

static SMELT_COLD Py_ssize_t smelt_aligned(Py_ssize_t offset, Py_ssize_t align)
{
    return (offset + align - 1) / align * align;
}

/* One number of the format. */
static SMELT_COLD int smelt_match_number(smelt_match *match, const smelt_letter *letter, int complex_)
{
    const smelt_dtype *leaf = smelt_match_leaf(match);
    const int native = match->order == '@' || match->order == '^', pair = complex_ && smelt_match_at_pair(match);
    const Py_ssize_t size = (native ? letter->size : letter->standard) * (complex_ && !pair ? 2 : 1);
    const char kind = complex_ && !pair ? 'c' : letter->kind;
    Py_ssize_t at = match->offset, padded = at + match->slack;
    if (match->order == '@') {
        at = smelt_aligned(at, letter->align);
        padded = smelt_aligned(padded, letter->align);
        match->align = match->align > letter->align ? match->align : letter->align;
    }
    if (leaf == NULL || leaf->size != size
        || (kind != leaf->kind && !(size == 1 && kind != 'O' && (kind == 'H' || leaf->kind == 'H'))))
        return smelt_match_mismatch(match, complex_ ? "complex " : "", letter->name);
    if (size > 1 && strchr(PY_LITTLE_ENDIAN ? ">!" : "<", match->order) != NULL)
        return PyErr_SetString(PyExc_ValueError, PY_LITTLE_ENDIAN
            ? "Big-endian buffer not supported on little-endian compiler"
            : "Little-endian buffer not supported on big-endian compiler"), -1;
    const Py_ssize_t expected = match->now->base + match->now->field->offset + match->now->item * leaf->size;
    if (at != expected && padded != expected && !match->gaps)
        return PyErr_Format(PyExc_ValueError, "Buffer dtype mismatch; next field is at offset %zd but %zd expected",
                            at, expected), -1;
    match->offset = expected + size;
    match->slack = 0;
    match->now->item++;
    return pair ? smelt_match_number(match, letter, 0) : 0;
}

static const char smelt_match_unknown[] = "Does not understand character buffer dtype format string ('%c')";

static SMELT_COLD const char *smelt_match_stop(const char *message, char letter)
{
    PyErr_Format(PyExc_ValueError, message, letter);
    return NULL;
}

/* The extents of an array in the format, which have to be those of the field: how many items they make, or -1. */
static SMELT_COLD Py_ssize_t smelt_match_extents(smelt_match *match, const char **format)
{
    Py_ssize_t extents[8], items = 1;
    int given = 0, wanted = 0;
    for (const char *at = *format + 1; *at != ')'; given++) {
        if (given == 8 || *at < '0' || *at > '9')
            return smelt_match_stop(smelt_match_unknown, *at), -1;
        for (extents[given] = 0; *at >= '0' && *at <= '9'; at++)
            extents[given] = extents[given] * 10 + (*at - '0');
        items *= extents[given];
        at += *at == ',';
        *format = at;
    }
    ++*format;
    if (smelt_match_leaf(match) == NULL)
        return items;
    /* Either the number itself is in an array, or a struct of which it is the first. */
    for (const smelt_match_place *now = match->now; ; now--) {
        const Py_ssize_t *const field = now->field->extents;
        for (wanted = 0; wanted < given && field[wanted] == extents[wanted]; )
            wanted++;
        if (wanted == given && field[wanted] == 0 && now->item == (now != match->now))
            return items;
        if (now == match->path || now->field != now->in->fields)
            break;
    }
    const Py_ssize_t *const field = match->now->field->extents;
    for (wanted = 0; field[wanted] != 0; )
        wanted++;
    if (given != wanted || match->now->item != 0)
        return PyErr_Format(PyExc_ValueError, "Expected %d dimension(s), got %d", wanted, given), -1;
    for (wanted = 0; field[wanted] == extents[wanted]; )
        wanted++;
    return PyErr_Format(PyExc_ValueError, "Expected a dimension of size %zd, got %zd", field[wanted],
                        extents[wanted]), -1;
}

/* Text of `length` bytes, which an array of that many characters holds. */
static SMELT_COLD int smelt_match_text(smelt_match *match, Py_ssize_t length)
{
    const smelt_dtype *leaf = smelt_match_leaf(match);
    const Py_ssize_t *extents = leaf != NULL ? match->now->field->extents : NULL;
    int wanted = 0;
    while (leaf != NULL && extents[wanted] != 0)
        wanted++;
    if (wanted > 1)
        return PyErr_Format(PyExc_ValueError, "Expected %d dimensions, got 1", wanted), -1;
    if (wanted == 0 || match->now->item != 0 || *extents == length)
        return 0;
    return PyErr_Format(PyExc_ValueError, "Expected a dimension of size %zd, got %zd", *extents, length), -1;
}

/* What stands between the braces of the format, or all of it: where it ends. */
static SMELT_COLD const char *smelt_match_format(smelt_match *match, const char *format, int nested)
{
    for (Py_ssize_t count = 1; ; count = 1) {
        const smelt_letter *letter = smelt_letters;
        while (*format != 0 && strchr("@=<>!^ \n\t", *format) != NULL)
            match->order = strchr("@=<>!^", *format) != NULL ? *format++ : (format++, match->order);
        if (*format >= '0' && *format <= '9') {
            for (count = 0; *format >= '0' && *format <= '9' && count < PY_SSIZE_T_MAX / 16; format++)
                count = count * 10 + (*format - '0');
        } else if (*format == '(' && (count = smelt_match_extents(match, &format)) < 0) {
            return NULL;
        }
        while (*format != 0 && strchr("@=<>!^", *format) != NULL)
            match->order = *format++;
        if (*format == (nested ? '}' : 0))
            return format;
        if (*format == ':') {
            format = strchr(format + 1, ':');
            if (format == NULL)
                return smelt_match_stop("Unexpected end of a name in the format of the buffer", 0);
            format++;
        } else if (*format == 'x') {
            match->offset += count;
            format++;
        } else if (*format == 'T' && format[1] == '{') {
            const char *const inner = format + 2;
            const Py_ssize_t outer = match->align;
            for (match->align = 1; count > 0; count--) {
                if ((format = smelt_match_format(match, inner, 1)) == NULL)
                    return NULL;
                match->slack = smelt_aligned(match->offset + match->slack, match->align) - match->offset;
            }
            match->align = match->align > outer ? match->align : outer;
            format += *format == '}';
        } else {
            const int complex_ = *format == 'Z';
            format += complex_;
            while (letter->letter != 0 && letter->letter != *format)
                letter++;
            if (letter->letter == 0 || (complex_ && letter->kind != 'f'))
                return smelt_match_stop(smelt_match_unknown, *format);
            if ((*format == 's' || *format == 'p') && smelt_match_text(match, count) < 0)
                return NULL;
            for (; count > 0; count--) {
                if (smelt_match_number(match, letter, complex_) < 0)
                    return NULL;
            }
            format++;
        }
    }
}

#ifndef SMELT_ONLY_NUMBERS
static SMELT_COLD int smelt_check_dtype(const Py_buffer *b, const smelt_dtype *dtype)
{
    const struct smelt_field whole[] = {{"", dtype, 0, {0}}, {NULL, NULL, 0, {0}}};
    smelt_match match = {{{NULL, whole, 0, 0}}, match.path, 0, 0, 1, '@', 0};
#if PY_VERSION_HEX < 0x030C0000 /* ctypes left the padding out */
    match.gaps = b->obj != NULL && strncmp(Py_TYPE(Py_TYPE(b->obj))->tp_name, "_ctypes.", 8) == 0;
#endif
    if (smelt_match_format(&match, b->format != NULL ? b->format : "B", 0) == NULL)
        return -1;
    return smelt_match_leaf(&match) == NULL ? 0 : smelt_match_mismatch(&match, "", NULL);
}
#endif

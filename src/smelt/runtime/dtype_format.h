/* needs: core.h dtypes.h dtype_fields.h */
/* The formats, as PEP 3118 has them, of elements that are structs. */
typedef struct { char *data; size_t used, room; } smelt_text;

static SMELT_COLD void smelt_text_add(smelt_text *text, const char *more)
{
    const size_t size = strlen(more) + 1;
    if (text->room == 0)
        return; /* an earlier addition found no memory */
    if (text->used + size > text->room) {
        char *data = (char *)PyMem_Realloc(text->data, text->room = 2 * (text->used + size));
        if (data == NULL) {
            PyMem_Free(text->data);
            text->room = 0;
        }
        text->data = data;
    }
    if (text->data != NULL)
        memcpy(text->data + text->used, more, size);
    text->used += size - 1;
}

static SMELT_COLD void smelt_text_number(smelt_text *text, const char *before, Py_ssize_t number, const char *behind)
{
    char digits[24];
    PyOS_snprintf(digits, sizeof digits, "%zd", number);
    smelt_text_add(text, before);
    smelt_text_add(text, digits);
    smelt_text_add(text, behind);
}

/* The alignment that C's rules give a type, if they put its fields where they are; else 0. */
static SMELT_COLD Py_ssize_t smelt_natural(const smelt_dtype *t)
{
    Py_ssize_t end = 0, most = 1;
    if (t->fields == NULL)
        return t->align;
    for (const struct smelt_field *f = t->fields; f->name != NULL; f++) {
        const Py_ssize_t align = smelt_natural(f->type);
        if (align == 0 || f->offset != (end + align - 1) / align * align)
            return 0;
        end = f->offset + smelt_field_items(f) * f->type->size;
        most = align > most ? align : most;
    }
    return (end + most - 1) / most * most == t->size ? most : 0;
}

/* `exact` writes the bytes between fields down, for formats without alignment. */
static SMELT_COLD void smelt_format_add(smelt_text *text, const smelt_dtype *t, int exact)
{
    Py_ssize_t end = 0;
    if (t->fields == NULL) {
        smelt_text_add(text, t->format);
        return;
    }
    const int named = t->fields->name != NULL && *t->fields->name != 0;
    smelt_text_add(text, named ? "T{" : "");
    for (const struct smelt_field *f = t->fields; f->name != NULL; f++) {
        if (f->offset < end)
            continue; /* of a union, the first member tells */
        if (exact && f->offset > end)
            smelt_text_number(text, "", f->offset - end, "x");
        for (const Py_ssize_t *extent = f->extents; *extent != 0; extent++)
            smelt_text_number(text, extent == f->extents ? "(" : ",", *extent, extent[1] == 0 ? ")" : "");
        smelt_format_add(text, f->type, exact);
        if (named) {
            smelt_text_add(text, ":");
            smelt_text_add(text, f->name);
            smelt_text_add(text, ":");
        }
        end = f->offset + smelt_field_items(f) * f->type->size;
    }
    if (exact && t->size > end)
        smelt_text_number(text, "", t->size - end, "x");
    smelt_text_add(text, named ? "}" : "");
}

/* The format of any elements; NULL with an exception if there is no memory for it. It is kept for good. */
static SMELT_COLD const char *smelt_dtype_format(const smelt_dtype *t)
{
    typedef struct smelt_known { const smelt_dtype *type; char *text; struct smelt_known *next; } smelt_known;
    static smelt_known *first;
    if (t->fields == NULL)
        return t->format;
    for (smelt_known *known = first; known != NULL; known = known->next)
        if (known->type == t)
            return known->text;
    smelt_text text = {(char *)PyMem_Malloc(64), 0, 64};
    smelt_known *made = (smelt_known *)PyMem_Malloc(sizeof *made);
    if (text.data != NULL && made != NULL) {
        const int exact = smelt_natural(t) == 0;
        smelt_text_add(&text, exact ? "^" : "");
        smelt_format_add(&text, t, exact);
    }
    if (text.data == NULL || made == NULL) {
        PyMem_Free(text.data);
        PyMem_Free(made);
        PyErr_NoMemory();
        return NULL;
    }
    made->type = t;
    made->text = text.data;
    made->next = first;
    first = made;
    return made->text;
}

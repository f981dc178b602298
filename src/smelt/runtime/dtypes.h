/* needs: core.h */
/* What a view's elements are; the initializers are made by smelt.primitives.views. `name` is for messages; `kind` is i,
   u, f or c as in NumPy, H for char (an integer of either sign), O for objects, S for structs; `align` and `size` in
   bytes; `numpy` the set of NumPy's type numbers that are this type, as bits; `format` PEP 3118's, of structs "" (ask
   smelt_dtype_format for it, see dtype_format.h); `fields` those of structs, see dtype_fields.h. */
typedef struct { const char *name; char kind; unsigned char align; unsigned numpy; Py_ssize_t size; const char *format;
                 const struct smelt_field *fields; } smelt_dtype;

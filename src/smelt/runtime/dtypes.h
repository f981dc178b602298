/* needs: core.h */
/* What a view's elements are; the initializers are made by smelt.primitives.views. `name` is for messages; `kind` i, u,
   f or c as in NumPy, O for objects; `size` and `align` in bytes; `numpy` the set of NumPy's type numbers that are
   this type, as bits. */
typedef struct { const char *name; char kind; unsigned char size, align; unsigned numpy; } smelt_dtype;

/* needs: core.h */
/* What a view's elements are. The initializers are made by smelt.primitives.views. */
typedef struct {
    const char *name;          /* as messages spell it */
    char kind;                 /* i, u, f, c as in NumPy; O: objects */
    unsigned char size, align; /* in bytes */
    unsigned numpy;            /* the set of NumPy's type numbers that are this type, as bits */
} smelt_dtype;

/* needs: core.h dtypes.h */
/* The fields of structs that are elements of views. Behind the last comes one without a name; an array's extents end
   with 0. */
#include <stddef.h>
#ifdef __cplusplus
#define SMELT_ALIGNOF(T) alignof(T)
#else
#define SMELT_ALIGNOF(T) _Alignof(T)
#endif
struct smelt_field { const char *name; const smelt_dtype *type; Py_ssize_t offset, extents[9]; };

/* How many items a field has. */
static SMELT_UNUSED Py_ssize_t smelt_field_items(const struct smelt_field *field)
{
    Py_ssize_t items = 1;
    for (const Py_ssize_t *extent = field->extents; *extent != 0; extent++)
        items *= *extent;
    return items;
}

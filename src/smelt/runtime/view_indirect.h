/* needs: core.h */
/* Views whose axes go through pointers: behind the step along such an axis lies the address of what comes next. Axes of
   generic views are direct where the suboffset is negative. */
static inline SMELT_UNUSED char *smelt_indirect(char *step, Py_ssize_t suboffset)
{
    return *(char **)step + suboffset;
}

static inline SMELT_UNUSED char *smelt_generic(char *step, Py_ssize_t suboffset)
{
    return suboffset < 0 ? step : *(char **)step + suboffset;
}

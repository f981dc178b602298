/* needs: core.h */
/* Where the items of an axis of a view begin and end in memory, those of the axes before it doing so at `first`. */
static inline const char *smelt_lowest(const char *first, Py_ssize_t extent, Py_ssize_t stride)
{
    return stride < 0 ? first + (extent - 1) * stride : first;
}
static inline const char *smelt_highest(const char *first, Py_ssize_t extent, Py_ssize_t stride)
{
    return stride < 0 ? first : first + (extent - 1) * stride;
}
/* How far apart neighbours along an axis are. */
static inline Py_ssize_t smelt_distance(Py_ssize_t stride)
{
    return stride < 0 ? -stride : stride;
}

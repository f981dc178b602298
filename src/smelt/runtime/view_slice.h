/* needs: core.h */
/* One axis of a slice: where it starts, counted in items, and how many items it has. Needs no GIL. */
static inline SMELT_UNUSED Py_ssize_t smelt_slice_axis(Py_ssize_t extent, Py_ssize_t *start, Py_ssize_t stop,
                                                       Py_ssize_t step)
{
    const Py_ssize_t items = PySlice_AdjustIndices(extent, start, &stop, step);
    *start = items > 0 ? *start : 0; /* an empty part begins where the axis does, not in front of it */
    return items;
}

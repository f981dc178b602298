/* needs: core.h view_copy.h */
/* Copies where axes of one side go through pointers. Whether such memory is shared cannot be seen from its ends: the
   source is always read whole first. Needs no GIL. */
typedef struct { smelt_mover move; size_t size; int ndim, direct; const Py_ssize_t *to, *from; } smelt_reach;

/* From `axis` on; all axes from `direct` on are direct on both sides. */
static SMELT_UNUSED void smelt_reach_axes(const smelt_reach *reach, const smelt_axis *axes, int axis, char *to,
                                         const char *from)
{
    if (axis == reach->direct) {
        smelt_axis rest[SMELT_AXES];
        for (int i = axis; i < reach->ndim; i++)
            rest[i - axis] = axes[i];
        int ndim = smelt_settle_axes(rest, reach->ndim - axis, &to, &from);
        if (ndim >= 0)
            smelt_move_axes(reach->move, reach->size, rest, ndim, to, from);
        return;
    }
    for (Py_ssize_t i = 0; i < axes[axis].n; i++, to += axes[axis].to, from += axes[axis].from)
        smelt_reach_axes(reach, axes, axis + 1, reach->to[axis] < 0 ? to : *(char **)to + reach->to[axis],
                        reach->from[axis] < 0 ? from : *(char *const *)from + reach->from[axis]);
}

/* The suboffsets of `side` for `ndim` axes, the missing ones in front; gives behind which axis all are direct. */
static SMELT_UNUSED int smelt_reach_suboffsets(Py_ssize_t *all, const smelt_side *side, const Py_ssize_t *suboffsets,
                                              int ndim)
{
    int direct = 0;
    for (int i = 0; i < ndim; i++) {
        const int axis = i - (ndim - side->ndim);
        all[i] = suboffsets == NULL || axis < 0 ? -1 : suboffsets[axis];
        direct = all[i] < 0 ? direct : i + 1;
    }
    return direct;
}

/* As `smelt_move_memory`; a side without suboffsets (NULL) is direct. */
static SMELT_UNUSED int smelt_move_indirect(smelt_mover move, size_t size, const smelt_side *to,
                                            const Py_ssize_t *to_suboffsets, const smelt_side *from,
                                            const Py_ssize_t *from_suboffsets)
{
    smelt_axis axes[SMELT_AXES], there[SMELT_AXES];
    Py_ssize_t through[SMELT_AXES], back[SMELT_AXES], none[SMELT_AXES], stride = (Py_ssize_t)size;
    const int ndim = smelt_pair_axes(axes, to, from);
    if (ndim < 0)
        return -1;
    smelt_reach read = {move, size, ndim, smelt_reach_suboffsets(back, from, from_suboffsets, ndim), none, back};
    smelt_reach write = {move, size, ndim, smelt_reach_suboffsets(through, to, to_suboffsets, ndim), through, none};
    if (read.direct == 0 && write.direct == 0)
        return smelt_move_memory(move, size, to, from);
    for (int i = ndim - 1; i >= 0; i--) {
        none[i] = -1;
        there[i].n = axes[i].n;
        there[i].to = stride;
        there[i].from = axes[i].from;
        axes[i].from = stride;
        stride *= axes[i].n;
    }
    if (stride == 0)
        return 0;
    char *kept = (char *)PyMem_RawMalloc((size_t)stride);
    if (kept == NULL)
        return smelt_move_no_memory();
    smelt_reach_axes(&read, there, 0, kept, from->data);
    smelt_reach_axes(&write, axes, 0, to->data, kept);
    PyMem_RawFree(kept);
    return 0;
}

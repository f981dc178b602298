/* needs: core.h */
/* Copies between two pieces of memory with extents and strides: any layouts, broadcast and overlapping ones too. Needs
   no GIL. Axes are brought into the order of the target's strides and joined where both sides allow it; the two
   innermost ones are the work of a function made for the size of the items. */
#include <string.h>
enum { SMELT_AXES = 64 };
typedef struct { Py_ssize_t n, to, from; } smelt_axis;
/* Moves a grid: `rows` and `items` are its axes, the latter that along which the target is denser. */
typedef void (*smelt_mover)(char *to, const char *from, smelt_axis rows, smelt_axis items, size_t size);
/* One side of a copy; `strides` in bytes. */
typedef struct { char *data; int ndim; const Py_ssize_t *shape, *strides; } smelt_side;

/* Made into a function of its own for each size of items. They move through memcpy: they need not be aligned as their
   size suggests. */
#define SMELT_FOR_SIZE static inline __attribute__((always_inline, unused))

SMELT_FOR_SIZE void smelt_move_items(char *__restrict to, const char *__restrict from, Py_ssize_t n, Py_ssize_t t,
                                     Py_ssize_t f, size_t size)
{
    for (Py_ssize_t i = 0; i < n; i++)
        memcpy(to + i * t, from + i * f, size);
}

/* As `smelt_move_items`, for strides that only the run knows. */
SMELT_FOR_SIZE void smelt_move_apart(char *__restrict to, const char *__restrict from, Py_ssize_t n, Py_ssize_t t,
                                     Py_ssize_t f, size_t size)
{
    for (; n >= 4; n -= 4, to += 4 * t, from += 4 * f) {
        memcpy(to, from, size);
        memcpy(to + t, from + f, size);
        memcpy(to + 2 * t, from + 2 * f, size);
        memcpy(to + 3 * t, from + 3 * f, size);
    }
    smelt_move_items(to, from, n, t, f, size);
}

/* A line; each form of it is a loop that C compilers know what to do with. */
SMELT_FOR_SIZE void smelt_move_line(char *to, const char *from, Py_ssize_t n, Py_ssize_t t, Py_ssize_t f, size_t size)
{
    const Py_ssize_t one = (Py_ssize_t)size;
    if (f == 0) {
        char item[16];
        memcpy(item, from, size);
        if (t == one)
            smelt_move_items(to, item, n, one, 0, size);
        else
            smelt_move_items(to, item, n, t, 0, size);
    }
    else if (t == one && f == one) {
        if (n * one < 128)
            smelt_move_items(to, from, n, one, one, size);
        else
            memcpy(to, from, (size_t)n * size);
    }
    else if (t == one && f == -one)
        smelt_move_items(to, from, n, one, -one, size);
    else if (t == one && f == 2 * one)
        smelt_move_items(to, from, n, one, 2 * one, size);
    else if (t == one)
        smelt_move_apart(to, from, n, one, f, size);
    else if (f == one)
        smelt_move_apart(to, from, n, t, one, size);
    else
        smelt_move_apart(to, from, n, t, f, size);
}

/* A block whose source is denser along the rows, in tiles of whole cache lines. */
SMELT_FOR_SIZE void smelt_move_block(char *to, const char *from, smelt_axis rows, smelt_axis items, size_t size)
{
    const Py_ssize_t one = (Py_ssize_t)size, wide = one >= 8 ? 8 : one >= 4 ? 16 : 32;
    for (Py_ssize_t j = 0; j < items.n; j += wide) {
        const Py_ssize_t n = Py_MIN(items.n - j, wide);
        for (Py_ssize_t i = 0; i < rows.n; i += wide) {
            const Py_ssize_t high = Py_MIN(rows.n - i, wide);
            char *const t = to + i * rows.to + j * items.to;
            const char *const f = from + i * rows.from + j * items.from;
            if (high == wide && n == wide && items.to == one && rows.from == one)
                for (Py_ssize_t k = 0; k < wide; k++)
                    smelt_move_items(t + k * rows.to, f + k * one, wide, one, items.from, size);
            else
                for (Py_ssize_t k = 0; k < high; k++)
                    smelt_move_apart(t + k * rows.to, f + k * rows.from, n, items.to, items.from, size);
        }
    }
}

/* Whether one cache line for each item fits into the first cache at once, 32 KiB of 4 KiB pages being safe to assume:
   then the next rows find them there, and the target is written from one end to the other. */
static SMELT_UNUSED int smelt_lines_stay(smelt_axis items)
{
    const Py_ssize_t power = items.from & -items.from, apart = Py_MAX(64, Py_MIN(4096, power));
    return items.n <= 32768 / apart;
}

/* A grid. If the source is denser along the rows than along the items, it is cut into blocks that stay in the cache. */
SMELT_FOR_SIZE void smelt_move_grid(char *to, const char *from, smelt_axis rows, smelt_axis items, size_t size)
{
    if (rows.n == 1 || items.from == 0 || rows.from == 0 || Py_ABS(rows.from) >= Py_ABS(items.from)) {
        for (Py_ssize_t i = 0; i < rows.n; i++)
            smelt_move_line(to + i * rows.to, from + i * rows.from, items.n, items.to, items.from, size);
        return;
    }
    if (smelt_lines_stay(items)) {
        for (Py_ssize_t i = 0; i < rows.n; i++)
            smelt_move_apart(to + i * rows.to, from + i * rows.from, items.n, items.to, items.from, size);
        return;
    }
    if (rows.n < 8 || items.n < 8) { /* a few long lines */
        smelt_axis part = items;
        for (Py_ssize_t j = 0; j < items.n; j += 256) {
            part.n = Py_MIN(items.n - j, 256);
            for (Py_ssize_t i = 0; i < rows.n; i++)
                smelt_move_apart(to + i * rows.to + j * items.to, from + i * rows.from + j * items.from, part.n,
                                 items.to, items.from, size);
        }
        return;
    }
    const Py_ssize_t side = 64;
    for (Py_ssize_t i = 0; i < rows.n; i += side)
        for (Py_ssize_t j = 0; j < items.n; j += side) {
            smelt_axis high = rows, wide = items;
            high.n = Py_MIN(rows.n - i, side);
            wide.n = Py_MIN(items.n - j, side);
            smelt_move_block(to + i * rows.to + j * items.to, from + i * rows.from + j * items.from, high, wide, size);
        }
}
#define SMELT_MOVER(size) \
    static SMELT_UNUSED void smelt_move_##size(char *to, const char *from, smelt_axis rows, smelt_axis items, \
                                               size_t unused) \
    { (void)unused; smelt_move_grid(to, from, rows, items, size); }
SMELT_MOVER(1)
SMELT_MOVER(2)
SMELT_MOVER(4)
SMELT_MOVER(8)
SMELT_MOVER(16)

static SMELT_UNUSED void smelt_move_any(char *to, const char *from, smelt_axis rows, smelt_axis items, size_t size)
{
    for (Py_ssize_t i = 0; i < rows.n; i++) {
        char *t = to + i * rows.to;
        const char *f = from + i * rows.from;
        if (items.to == (Py_ssize_t)size && items.from == (Py_ssize_t)size)
            memcpy(t, f, (size_t)items.n * size);
        else
            for (Py_ssize_t j = 0; j < items.n; j++)
                memcpy(t + j * items.to, f + j * items.from, size);
    }
}
#define SMELT_MOVE(size) ((size) == 1 ? smelt_move_1 : (size) == 2 ? smelt_move_2 : (size) == 4 ? smelt_move_4 \
                          : (size) == 8 ? smelt_move_8 : (size) == 16 ? smelt_move_16 : smelt_move_any)

/* Axes of one item go, the others are put in the order of falling strides of the target, which are made positive, and
   joined. Gives their number, -1 if there is nothing to copy. */
static SMELT_UNUSED int smelt_settle_axes(smelt_axis *axes, int ndim, char **to, const char **from)
{
    int used = 0;
    for (int i = 0; i < ndim; i++) {
        smelt_axis axis = axes[i];
        int at = used;
        if (axis.n == 0)
            return -1;
        if (axis.n == 1)
            continue;
        if (axis.to < 0) {
            *to += (axis.n - 1) * axis.to;
            *from += (axis.n - 1) * axis.from;
            axis.to = -axis.to;
            axis.from = -axis.from;
        }
        for (; at > 0 && (axes[at - 1].to < axis.to
                          || (axes[at - 1].to == axis.to && Py_ABS(axes[at - 1].from) < Py_ABS(axis.from))); at--)
            axes[at] = axes[at - 1];
        axes[at] = axis;
        used++;
    }
    int last = 0;
    for (int i = 1; i < used; i++) {
        if (axes[last].to == axes[i].to * axes[i].n && axes[last].from == axes[i].from * axes[i].n) {
            axes[last].n *= axes[i].n;
            axes[last].to = axes[i].to;
            axes[last].from = axes[i].from;
        }
        else
            axes[++last] = axes[i];
    }
    return used > 0 ? last + 1 : 0;
}

/* Copies along settled axes; source and target do not overlap, or are one dense piece each. */
static SMELT_UNUSED void smelt_move_axes(smelt_mover move, size_t size, smelt_axis *axes, int ndim, char *to,
                                         const char *from)
{
    smelt_axis items = {1, (Py_ssize_t)size, (Py_ssize_t)size}, rows = {1, 0, 0};
    if (ndim > 0)
        items = axes[--ndim];
    if (ndim == 0 && items.to == (Py_ssize_t)size && items.from == (Py_ssize_t)size) {
        memmove(to, from, (size_t)items.n * size);
        return;
    }
    if (ndim > 0) { /* the rows are along the axis where the source is densest */
        int best = ndim - 1;
        for (int i = ndim - 1; i >= 0; i--)
            if (axes[i].from != 0 && Py_ABS(axes[i].from) < Py_ABS(axes[best].from))
                best = i;
        rows = axes[best];
        for (ndim--; best < ndim; best++)
            axes[best] = axes[best + 1];
    }
    Py_ssize_t at[SMELT_AXES];
    for (int i = 0; i < ndim; i++)
        at[i] = 0;
    for (;;) {
        move(to, from, rows, items, size);
        int i = ndim - 1;
        for (; i >= 0 && ++at[i] == axes[i].n; i--) {
            at[i] = 0;
            to -= (axes[i].n - 1) * axes[i].to;
            from -= (axes[i].n - 1) * axes[i].from;
        }
        if (i < 0)
            return;
        to += axes[i].to;
        from += axes[i].from;
    }
}

/* Whether memory is written that is read too, as far as the ends of both show. Of interleaved items of one axis it is
   known that they do not meet. */
static SMELT_UNUSED int smelt_axes_overlap(size_t size, const smelt_axis *axes, int ndim, const char *to,
                                           const char *from)
{
    const char *to_end = to + size, *from_end = from + size, *from_start = from;
    Py_ssize_t apart = to - from;
    for (int i = 0; i < ndim; i++) {
        Py_ssize_t reach = (axes[i].n - 1) * axes[i].from;
        to_end += (axes[i].n - 1) * axes[i].to;
        if (reach < 0)
            from_start += reach;
        else
            from_end += reach;
    }
    if (to_end <= from_start || from_end <= to)
        return 0;
    if (ndim == 1 && axes[0].to == Py_ABS(axes[0].from) && axes[0].to > 0) {
        apart %= axes[0].to;
        apart += apart < 0 ? axes[0].to : 0;
        return apart < (Py_ssize_t)size || apart > axes[0].to - (Py_ssize_t)size;
    }
    return 1;
}

static SMELT_COLD int smelt_extents_differ(int axis, Py_ssize_t to, Py_ssize_t from)
{
    PyGILState_STATE state = PyGILState_Ensure();
    PyErr_Format(PyExc_ValueError, "got differing extents in dimension %d (got %zd and %zd)", axis, to, from);
    PyGILState_Release(state);
    return -1;
}

static SMELT_COLD int smelt_move_no_memory(void)
{
    PyGILState_STATE state = PyGILState_Ensure();
    PyErr_NoMemory();
    PyGILState_Release(state);
    return -1;
}

/* The axes of a copy, those that one side lacks with one item in front, source axes of one item repeated. Gives how
   many there are, -1 with an exception if the extents do not fit. */
static SMELT_UNUSED int smelt_pair_axes(smelt_axis *axes, const smelt_side *to, const smelt_side *from)
{
    const int ndim = Py_MAX(to->ndim, from->ndim);
    const int t = ndim - to->ndim, f = ndim - from->ndim;
    for (int i = 0; i < ndim; i++) {
        const Py_ssize_t n = i < t ? 1 : to->shape[i - t], given = i < f ? 1 : from->shape[i - f];
        if (n != given && given != 1)
            return smelt_extents_differ(i, n, given);
        axes[i].n = n;
        axes[i].to = i < t ? 0 : to->strides[i - t];
        axes[i].from = i < f || given == 1 ? 0 : from->strides[i - f];
    }
    return ndim;
}

/* Copies `from` into `to`, as if it were read whole before anything is written. */
static SMELT_UNUSED int smelt_move_memory(smelt_mover move, size_t size, const smelt_side *to, const smelt_side *from)
{
    smelt_axis axes[SMELT_AXES];
    char *target = to->data, *kept = NULL;
    const char *source = from->data;
    int ndim = smelt_pair_axes(axes, to, from), same = 1, dense;
    Py_ssize_t whole = (Py_ssize_t)size;
    if (ndim < 0)
        return -1;
    ndim = smelt_settle_axes(axes, ndim, &target, &source);
    if (ndim < 0)
        return 0;
    for (int i = ndim - 1; i >= 0; i--) {
        same &= axes[i].to == axes[i].from;
        whole *= axes[i].n;
    }
    dense = ndim == 1 && axes[0].to == (Py_ssize_t)size;
    if (same && (source == target || ndim == 0 || dense)) {
        if (source != target)
            memmove(target, source, (size_t)whole);
        return 0;
    }
    if (smelt_axes_overlap(size, axes, ndim, target, source)) {
        smelt_axis there[SMELT_AXES];
        Py_ssize_t stride = (Py_ssize_t)size;
        kept = (char *)PyMem_RawMalloc((size_t)whole);
        if (kept == NULL)
            return smelt_move_no_memory();
        for (int i = ndim - 1; i >= 0; i--) {
            there[i].n = axes[i].n;
            there[i].to = stride;
            there[i].from = axes[i].from;
            axes[i].from = stride;
            stride *= axes[i].n;
        }
        smelt_move_axes(move, size, there, ndim, kept, source);
        source = kept;
    }
    smelt_move_axes(move, size, axes, ndim, target, source);
    PyMem_RawFree(kept);
    return 0;
}

/* One value into all items. */
static SMELT_UNUSED int smelt_move_fill(smelt_mover move, size_t size, const smelt_side *to, const void *value)
{
    const smelt_side from = {(char *)value, 0, NULL, NULL};
    return smelt_move_memory(move, size, to, &from);
}

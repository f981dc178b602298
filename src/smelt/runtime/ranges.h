/* needs: core.h */
/* How many rounds a counted loop takes; the step is not zero. Counted in size_t, nothing wraps. */
#define smelt_rounds(start, stop, step) \
    ((step) > 0 ? ((start) < (stop) ? ((size_t)(stop) - (size_t)(start) - 1) / (size_t)(step) + 1 : 0) \
                : ((start) > (stop) ? ((size_t)(start) - (size_t)(stop) - 1) / ((size_t)0 - (size_t)(step)) + 1 : 0))

/* The counter in the last round of a loop that counts up; one less than the start where there is none. */
static inline Py_ssize_t smelt_last(Py_ssize_t start, Py_ssize_t stop, Py_ssize_t step)
{
    if (step <= 0 || start >= stop) return (Py_ssize_t)((size_t)start - 1);
    return (Py_ssize_t)((size_t)stop - 1 - ((size_t)stop - (size_t)start - 1) % (size_t)step);
}

/* needs: core.h */
/* How many rounds a counted loop takes; the step is not zero. Counted in size_t, nothing wraps. */
#define smelt_rounds(start, stop, step) \
    ((step) > 0 ? ((start) < (stop) ? ((size_t)(stop) - (size_t)(start) - 1) / (size_t)(step) + 1 : 0) \
                : ((start) > (stop) ? ((size_t)(start) - (size_t)(stop) - 1) / ((size_t)0 - (size_t)(step)) + 1 : 0))

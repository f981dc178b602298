/* needs: core.h */
/* Moves the beginning of a part: that of its memory, or behind the last of its axes that goes through pointers. */
static inline SMELT_UNUSED void smelt_part_move(char **data, Py_ssize_t *suboffsets, int through, Py_ssize_t bytes)
{
    if (through < 0)
        *data += bytes;
    else
        suboffsets[through] += bytes;
}

# <strings.h>

cdef extern from "<strings.h>" nogil:
    int strcasecmp(const char *a, const char *b)
    int strncasecmp(const char *a, const char *b, size_t size)
    int ffs(int x)

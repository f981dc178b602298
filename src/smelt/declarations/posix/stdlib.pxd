# <stdlib.h>: what POSIX adds to C.

cdef extern from "<stdlib.h>" nogil:
    int posix_memalign(void **memory, size_t alignment, size_t size)
    int setenv(const char *name, const char *value, int overwrite)
    int unsetenv(const char *name)
    int putenv(char *text)
    int mkstemp(char *template)
    char *mkdtemp(char *template)
    char *realpath(const char *path, char *resolved)
    int rand_r(unsigned int *seed)
    double drand48()
    double erand48(unsigned short *state)
    long lrand48()
    long nrand48(unsigned short *state)
    long mrand48()
    void srand48(long seed)
    long random()
    void srandom(unsigned int seed)

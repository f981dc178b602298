# <stdlib.h>: ISO C99, section 7.20.

cdef extern from "<stdlib.h>" nogil:
    const int RAND_MAX
    const int EXIT_SUCCESS
    const int EXIT_FAILURE

    ctypedef struct div_t:
        int quot
        int rem

    ctypedef struct ldiv_t:
        long quot
        long rem

    ctypedef struct lldiv_t:
        long long quot
        long long rem

    # memory
    void *malloc(size_t size)
    void *calloc(size_t count, size_t size)
    void *realloc(void *old, size_t size)
    void free(void *memory)
    void *aligned_alloc(size_t alignment, size_t size)

    # numbers in text
    int atoi(const char *text)
    long atol(const char *text)
    long long atoll(const char *text)
    double atof(const char *text)
    long strtol(const char *text, char **end, int base)
    long long strtoll(const char *text, char **end, int base)
    unsigned long strtoul(const char *text, char **end, int base)
    unsigned long long strtoull(const char *text, char **end, int base)
    float strtof(const char *text, char **end)
    double strtod(const char *text, char **end)
    long double strtold(const char *text, char **end)

    # integers
    int abs(int x)
    long labs(long x)
    long long llabs(long long x)
    div_t div(int x, int y)
    ldiv_t ldiv(long x, long y)
    lldiv_t lldiv(long long x, long long y)

    # random numbers
    int rand()
    void srand(unsigned int seed)

    # searching and sorting
    void *bsearch(const void *key, const void *base, size_t count, size_t size,
                  int (*compare)(const void *, const void *) noexcept)
    void qsort(void *base, size_t count, size_t size, int (*compare)(const void *, const void *) noexcept)

    # the process
    void abort()
    void exit(int status)
    void _Exit(int status)
    int atexit(void (*function)() noexcept)
    char *getenv(const char *name)
    int system(const char *command)

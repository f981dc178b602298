# <string.h>: ISO C99, section 7.21, and what POSIX adds.

cdef extern from * nogil:
    ctypedef const char const_char "const char"
    ctypedef const signed char const_schar "const signed char"
    ctypedef const unsigned char const_uchar "const unsigned char"
    ctypedef const void const_void "const void"

cdef extern from "<string.h>" nogil:
    void *memcpy(void *target, const void *source, size_t size)
    void *memmove(void *target, const void *source, size_t size)
    void *memset(void *target, int value, size_t size)
    int memcmp(const void *a, const void *b, size_t size)
    void *memchr(const void *memory, int value, size_t size)

    size_t strlen(const char *text)
    char *strcpy(char *target, const char *source)
    char *strncpy(char *target, const char *source, size_t size)
    char *strcat(char *target, const char *source)
    char *strncat(char *target, const char *source, size_t size)
    int strcmp(const char *a, const char *b)
    int strncmp(const char *a, const char *b, size_t size)
    int strcoll(const char *a, const char *b)
    size_t strxfrm(char *target, const char *source, size_t size)

    char *strchr(const char *text, int char_)
    char *strrchr(const char *text, int char_)
    size_t strcspn(const char *text, const char *chars)
    size_t strspn(const char *text, const char *chars)
    char *strpbrk(const char *text, const char *chars)
    char *strstr(const char *text, const char *part)
    char *strtok(char *text, const char *delimiters)
    char *strerror(int number)

    # POSIX
    size_t strnlen(const char *text, size_t size)
    char *strdup(const char *text)
    char *strndup(const char *text, size_t size)
    char *strsignal(int signal)

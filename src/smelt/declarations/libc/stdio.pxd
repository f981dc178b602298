# <stdio.h>: ISO C99, section 7.19.

cdef extern from "<stdio.h>" nogil:
    ctypedef struct FILE:
        pass

    ctypedef struct fpos_t:
        pass

    FILE *stdin
    FILE *stdout
    FILE *stderr

    const int EOF
    const int BUFSIZ
    const int FILENAME_MAX
    const int FOPEN_MAX
    const int L_tmpnam
    const int TMP_MAX
    const int SEEK_SET
    const int SEEK_CUR
    const int SEEK_END
    const int _IOFBF
    const int _IOLBF
    const int _IONBF

    # files
    FILE *fopen(const char *name, const char *mode)
    FILE *freopen(const char *name, const char *mode, FILE *stream)
    int fclose(FILE *stream)
    int fflush(FILE *stream)
    void setbuf(FILE *stream, char *buffer)
    int setvbuf(FILE *stream, char *buffer, int mode, size_t size)
    int remove(const char *name)
    int rename(const char *old, const char *new)
    FILE *tmpfile()
    char *tmpnam(char *name)

    # formatted text
    int printf(const char *format, ...)
    int fprintf(FILE *stream, const char *format, ...)
    int sprintf(char *target, const char *format, ...)
    int snprintf(char *target, size_t size, const char *format, ...)
    int scanf(const char *format, ...)
    int fscanf(FILE *stream, const char *format, ...)
    int sscanf(const char *text, const char *format, ...)

    # characters and lines
    int fgetc(FILE *stream)
    int getc(FILE *stream)
    int getchar()
    int ungetc(int char_, FILE *stream)
    char *fgets(char *target, int size, FILE *stream)
    int fputc(int char_, FILE *stream)
    int putc(int char_, FILE *stream)
    int putchar(int char_)
    int fputs(const char *text, FILE *stream)
    int puts(const char *text)

    # bytes and places
    size_t fread(void *target, size_t size, size_t count, FILE *stream)
    size_t fwrite(const void *source, size_t size, size_t count, FILE *stream)
    int fseek(FILE *stream, long offset, int origin)
    long ftell(FILE *stream)
    void rewind(FILE *stream)
    int fgetpos(FILE *stream, fpos_t *position)
    int fsetpos(FILE *stream, const fpos_t *position)

    # errors
    void clearerr(FILE *stream)
    int feof(FILE *stream)
    int ferror(FILE *stream)
    void perror(const char *text)

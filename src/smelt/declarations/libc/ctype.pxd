# <ctype.h>: ISO C99, section 7.4.

cdef extern from "<ctype.h>" nogil:
    int isalnum(int char_)
    int isalpha(int char_)
    int isblank(int char_)
    int iscntrl(int char_)
    int isdigit(int char_)
    int isgraph(int char_)
    int islower(int char_)
    int isprint(int char_)
    int ispunct(int char_)
    int isspace(int char_)
    int isupper(int char_)
    int isxdigit(int char_)
    int tolower(int char_)
    int toupper(int char_)

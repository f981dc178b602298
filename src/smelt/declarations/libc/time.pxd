# <time.h>: ISO C99, section 7.23, and what POSIX adds.

cdef extern from "<time.h>" nogil:
    ctypedef long clock_t
    ctypedef long time_t

    const clock_t CLOCKS_PER_SEC

    cdef struct tm:
        int tm_sec
        int tm_min
        int tm_hour
        int tm_mday
        int tm_mon
        int tm_year
        int tm_wday
        int tm_yday
        int tm_isdst

    clock_t clock()
    double difftime(time_t end, time_t start)
    time_t mktime(tm *fields)
    time_t time(time_t *result)
    char *asctime(const tm *fields)
    char *ctime(const time_t *moment)
    tm *gmtime(const time_t *moment)
    tm *localtime(const time_t *moment)
    size_t strftime(char *target, size_t size, const char *format, const tm *fields)

    # POSIX
    void tzset()
    tm *gmtime_r(const time_t *moment, tm *result)
    tm *localtime_r(const time_t *moment, tm *result)

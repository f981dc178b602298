# <time.h> and <sys/time.h>: what POSIX adds to C.

from posix.types cimport clockid_t, suseconds_t, time_t

cdef extern from "<time.h>" nogil:
    cdef struct timespec:
        time_t tv_sec
        long tv_nsec

    const clockid_t CLOCK_REALTIME
    const clockid_t CLOCK_MONOTONIC
    const clockid_t CLOCK_PROCESS_CPUTIME_ID
    const clockid_t CLOCK_THREAD_CPUTIME_ID

    int clock_getres(clockid_t clock, timespec *resolution)
    int clock_gettime(clockid_t clock, timespec *moment)
    int clock_settime(clockid_t clock, const timespec *moment)
    int nanosleep(const timespec *duration, timespec *left)

cdef extern from "<sys/time.h>" nogil:
    cdef struct timeval:
        time_t tv_sec
        suseconds_t tv_usec

    int gettimeofday(timeval *moment, void *zone)

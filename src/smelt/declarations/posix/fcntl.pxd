# <fcntl.h>

from posix.types cimport mode_t

cdef extern from "<fcntl.h>" nogil:
    const int F_DUPFD
    const int F_GETFD
    const int F_SETFD
    const int F_GETFL
    const int F_SETFL
    const int FD_CLOEXEC
    const int O_APPEND
    const int O_CREAT
    const int O_EXCL
    const int O_NOCTTY
    const int O_NONBLOCK
    const int O_RDONLY
    const int O_RDWR
    const int O_SYNC
    const int O_TRUNC
    const int O_WRONLY

    int creat(const char *path, mode_t mode)
    int fcntl(int file, int command, ...)
    int open(const char *path, int flags, ...)

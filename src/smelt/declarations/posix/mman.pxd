# <sys/mman.h>

from posix.types cimport mode_t, off_t

cdef extern from "<sys/mman.h>" nogil:
    const int PROT_EXEC
    const int PROT_NONE
    const int PROT_READ
    const int PROT_WRITE
    const int MAP_ANONYMOUS
    const int MAP_FIXED
    const int MAP_PRIVATE
    const int MAP_SHARED
    const int MS_ASYNC
    const int MS_INVALIDATE
    const int MS_SYNC
    const int MADV_NORMAL
    const int MADV_RANDOM
    const int MADV_SEQUENTIAL
    const int MADV_WILLNEED
    const int MADV_DONTNEED
    void *MAP_FAILED

    void *mmap(void *address, size_t size, int protection, int flags, int file, off_t offset)
    int munmap(void *address, size_t size)
    int mprotect(void *address, size_t size, int protection)
    int msync(void *address, size_t size, int flags)
    int mlock(const void *address, size_t size)
    int munlock(const void *address, size_t size)
    int madvise(void *address, size_t size, int advice)
    int shm_open(const char *name, int flags, mode_t mode)
    int shm_unlink(const char *name)

# <sys/types.h>: integers whose widths are the C compiler's to say; the types here stand for their kind.

cdef extern from "<sys/types.h>" nogil:
    ctypedef long blkcnt_t
    ctypedef long blksize_t
    ctypedef long clockid_t
    ctypedef long dev_t
    ctypedef long gid_t
    ctypedef long id_t
    ctypedef unsigned long ino_t
    ctypedef long mode_t
    ctypedef long nlink_t
    ctypedef long off_t
    ctypedef long pid_t
    ctypedef long suseconds_t
    ctypedef long time_t
    ctypedef long uid_t
    ctypedef long useconds_t

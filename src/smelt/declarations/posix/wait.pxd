# <sys/wait.h>

from posix.types cimport pid_t

cdef extern from "<sys/wait.h>" nogil:
    const int WNOHANG
    const int WUNTRACED

    bint WIFEXITED(int status)
    int WEXITSTATUS(int status)
    bint WIFSIGNALED(int status)
    int WTERMSIG(int status)
    bint WIFSTOPPED(int status)
    int WSTOPSIG(int status)

    pid_t wait(int *status)
    pid_t waitpid(pid_t process, int *status, int options)

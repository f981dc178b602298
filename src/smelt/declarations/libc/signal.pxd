# <signal.h>: ISO C99, section 7.14, and the signals of POSIX.

ctypedef void (*sighandler_t)(int signal) noexcept nogil

cdef extern from "<signal.h>" nogil:
    ctypedef int sig_atomic_t

    sighandler_t SIG_DFL
    sighandler_t SIG_IGN
    sighandler_t SIG_ERR

    const int SIGABRT
    const int SIGFPE
    const int SIGILL
    const int SIGINT
    const int SIGSEGV
    const int SIGTERM

    sighandler_t signal(int number, sighandler_t handler)
    int raise_ "raise"(int number)

    # POSIX
    const int SIGALRM
    const int SIGBUS
    const int SIGCHLD
    const int SIGCONT
    const int SIGHUP
    const int SIGKILL
    const int SIGPIPE
    const int SIGPROF
    const int SIGQUIT
    const int SIGSTOP
    const int SIGSYS
    const int SIGTRAP
    const int SIGTSTP
    const int SIGTTIN
    const int SIGTTOU
    const int SIGURG
    const int SIGUSR1
    const int SIGUSR2
    const int SIGVTALRM
    const int SIGXCPU
    const int SIGXFSZ

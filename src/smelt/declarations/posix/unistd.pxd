# <unistd.h>

from posix.types cimport gid_t, off_t, pid_t, uid_t, useconds_t

cdef extern from "<unistd.h>" nogil:
    const int STDIN_FILENO
    const int STDOUT_FILENO
    const int STDERR_FILENO
    const int F_OK
    const int R_OK
    const int W_OK
    const int X_OK
    const int _SC_PAGESIZE
    const int _SC_NPROCESSORS_ONLN
    const int _SC_OPEN_MAX
    char **environ

    int access(const char *path, int mode)
    unsigned int alarm(unsigned int seconds)
    int chdir(const char *path)
    int chown(const char *path, uid_t owner, gid_t group)
    int close(int file)
    int dup(int file)
    int dup2(int file, int other)
    int execv(const char *path, char **args)
    int execve(const char *path, char **args, char **environment)
    int execvp(const char *name, char **args)
    void _exit(int status)
    pid_t fork()
    int fsync(int file)
    int ftruncate(int file, off_t length)
    char *getcwd(char *target, size_t size)
    gid_t getegid()
    uid_t geteuid()
    gid_t getgid()
    int gethostname(char *target, size_t size)
    pid_t getpid()
    pid_t getppid()
    uid_t getuid()
    int isatty(int file)
    int link(const char *path, const char *other)
    off_t lseek(int file, off_t offset, int origin)
    int nice(int increment)
    int pause()
    int pipe(int *files)
    ssize_t read(int file, void *target, size_t size)
    ssize_t pread(int file, void *target, size_t size, off_t offset)
    ssize_t readlink(const char *path, char *target, size_t size)
    int rmdir(const char *path)
    int setuid(uid_t user)
    int setgid(gid_t group)
    unsigned int sleep(unsigned int seconds)
    int symlink(const char *path, const char *other)
    void sync()
    long sysconf(int name)
    int truncate(const char *path, off_t length)
    char *ttyname(int file)
    int unlink(const char *path)
    int usleep(useconds_t microseconds)
    ssize_t write(int file, const void *source, size_t size)
    ssize_t pwrite(int file, const void *source, size_t size, off_t offset)

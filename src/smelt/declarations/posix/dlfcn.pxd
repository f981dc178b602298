# <dlfcn.h>

cdef extern from "<dlfcn.h>" nogil:
    const int RTLD_LAZY
    const int RTLD_NOW
    const int RTLD_GLOBAL
    const int RTLD_LOCAL

    void *dlopen(const char *path, int mode)
    int dlclose(void *library)
    void *dlsym(void *library, const char *name)
    char *dlerror()

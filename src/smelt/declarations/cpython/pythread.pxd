# Locks and thread-local storage of Python's thread layer.

cdef extern from "Python.h":
    ctypedef void *PyThread_type_lock

    ctypedef enum PyLockStatus:
        PY_LOCK_FAILURE
        PY_LOCK_ACQUIRED
        PY_LOCK_INTR

    const int WAIT_LOCK
    const int NOWAIT_LOCK

    void PyThread_init_thread()
    long PyThread_start_new_thread(void (*function)(void *) noexcept, void *argument)
    void PyThread_exit_thread()
    unsigned long PyThread_get_thread_ident() nogil
    PyThread_type_lock PyThread_allocate_lock()
    void PyThread_free_lock(PyThread_type_lock lock)
    int PyThread_acquire_lock(PyThread_type_lock lock, int mode) nogil
    void PyThread_release_lock(PyThread_type_lock lock) nogil
    size_t PyThread_get_stacksize()
    int PyThread_set_stacksize(size_t size)

    ctypedef struct Py_tss_t:
        pass

    Py_tss_t Py_tss_NEEDS_INIT
    Py_tss_t *PyThread_tss_alloc()
    void PyThread_tss_free(Py_tss_t *key)
    int PyThread_tss_is_created(Py_tss_t *key) nogil
    int PyThread_tss_create(Py_tss_t *key) nogil
    void PyThread_tss_delete(Py_tss_t *key) nogil
    int PyThread_tss_set(Py_tss_t *key, void *value) nogil
    void *PyThread_tss_get(Py_tss_t *key) nogil

# Memory from Python's allocators. Those of `PyMem_Raw` need no GIL.

cdef extern from "Python.h":
    void *PyMem_RawMalloc(size_t size) nogil
    void *PyMem_RawCalloc(size_t count, size_t size) nogil
    void *PyMem_RawRealloc(void *old, size_t size) nogil
    void PyMem_RawFree(void *memory) nogil

    void *PyMem_Malloc(size_t size)
    void *PyMem_Calloc(size_t count, size_t size)
    void *PyMem_Realloc(void *old, size_t size)
    void PyMem_Free(void *memory)

    void *PyObject_Malloc(size_t size)
    void *PyObject_Calloc(size_t count, size_t size)
    void *PyObject_Realloc(void *old, size_t size)
    void PyObject_Free(void *memory)

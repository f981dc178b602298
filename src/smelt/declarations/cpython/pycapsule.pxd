# Capsules: C pointers as Python objects.

cdef extern from "Python.h":
    ctypedef void (*PyCapsule_Destructor)(object) noexcept

    bint PyCapsule_CheckExact(object o)
    bint PyCapsule_IsValid(object o, const char *name)
    object PyCapsule_New(void *pointer, const char *name, PyCapsule_Destructor destructor)
    void *PyCapsule_GetPointer(object o, const char *name) except? NULL
    PyCapsule_Destructor PyCapsule_GetDestructor(object o) except? NULL
    const char *PyCapsule_GetName(object o) except? NULL
    void *PyCapsule_GetContext(object o) except? NULL
    int PyCapsule_SetPointer(object o, void *pointer) except -1
    int PyCapsule_SetDestructor(object o, PyCapsule_Destructor destructor) except -1
    int PyCapsule_SetName(object o, const char *name) except -1
    int PyCapsule_SetContext(object o, void *context) except -1
    void *PyCapsule_Import(const char *name, int no_block) except? NULL

# Modules and imports.

from cpython.object cimport PyObject

cdef extern from "Python.h":
    bint PyModule_Check(object o)
    bint PyModule_CheckExact(object o)
    object PyModule_New(const char *name)
    object PyModule_NewObject(object name)
    PyObject *PyModule_GetDict(object o)
    object PyModule_GetNameObject(object o)
    const char *PyModule_GetName(object o) except NULL
    object PyModule_GetFilenameObject(object o)
    void *PyModule_GetState(object o)
    int PyModule_AddObject(object o, const char *name, object value) except -1
    int PyModule_AddObjectRef(object o, const char *name, object value) except -1
    int PyModule_AddIntConstant(object o, const char *name, long value) except -1
    int PyModule_AddStringConstant(object o, const char *name, const char *value) except -1

    object PyImport_ImportModule(const char *name)
    object PyImport_Import(object name)
    object PyImport_ImportModuleLevelObject(object name, object globals, object locals, object names, int level)
    object PyImport_ReloadModule(object o)
    PyObject *PyImport_AddModule(const char *name) except NULL
    PyObject *PyImport_GetModuleDict()
    object PyImport_ExecCodeModule(const char *name, object code)

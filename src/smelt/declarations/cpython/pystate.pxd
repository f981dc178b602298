# Interpreter and thread states, and the GIL.

from cpython.object cimport PyObject

cdef extern from "Python.h":
    ctypedef struct PyInterpreterState:
        pass

    ctypedef struct PyThreadState:
        pass

    ctypedef enum PyGILState_STATE:
        PyGILState_LOCKED
        PyGILState_UNLOCKED

    PyInterpreterState *PyInterpreterState_Get()
    PyThreadState *PyThreadState_Get()
    PyThreadState *PyThreadState_New(PyInterpreterState *interpreter)
    void PyThreadState_Clear(PyThreadState *state)
    void PyThreadState_Delete(PyThreadState *state)
    PyThreadState *PyThreadState_Swap(PyThreadState *state)
    PyObject *PyThreadState_GetDict()
    int PyThreadState_SetAsyncExc(unsigned long thread, object exc)
    PyGILState_STATE PyGILState_Ensure() nogil
    void PyGILState_Release(PyGILState_STATE state) nogil
    int PyGILState_Check() nogil
    PyThreadState *PyGILState_GetThisThreadState() nogil
    PyThreadState *PyEval_SaveThread()
    void PyEval_RestoreThread(PyThreadState *state) nogil

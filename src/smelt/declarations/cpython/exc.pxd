# Exceptions.

from cpython.object cimport PyObject

cdef extern from "Python.h":
    # Built-in exceptions, lent.
    PyObject *PyExc_BaseException
    PyObject *PyExc_Exception
    PyObject *PyExc_ArithmeticError
    PyObject *PyExc_AssertionError
    PyObject *PyExc_AttributeError
    PyObject *PyExc_BlockingIOError
    PyObject *PyExc_BrokenPipeError
    PyObject *PyExc_BufferError
    PyObject *PyExc_ChildProcessError
    PyObject *PyExc_ConnectionAbortedError
    PyObject *PyExc_ConnectionError
    PyObject *PyExc_ConnectionRefusedError
    PyObject *PyExc_ConnectionResetError
    PyObject *PyExc_EOFError
    PyObject *PyExc_FileExistsError
    PyObject *PyExc_FileNotFoundError
    PyObject *PyExc_FloatingPointError
    PyObject *PyExc_GeneratorExit
    PyObject *PyExc_ImportError
    PyObject *PyExc_IndentationError
    PyObject *PyExc_IndexError
    PyObject *PyExc_InterruptedError
    PyObject *PyExc_IsADirectoryError
    PyObject *PyExc_KeyError
    PyObject *PyExc_KeyboardInterrupt
    PyObject *PyExc_LookupError
    PyObject *PyExc_MemoryError
    PyObject *PyExc_ModuleNotFoundError
    PyObject *PyExc_NameError
    PyObject *PyExc_NotADirectoryError
    PyObject *PyExc_NotImplementedError
    PyObject *PyExc_OSError
    PyObject *PyExc_OverflowError
    PyObject *PyExc_PermissionError
    PyObject *PyExc_ProcessLookupError
    PyObject *PyExc_RecursionError
    PyObject *PyExc_ReferenceError
    PyObject *PyExc_RuntimeError
    PyObject *PyExc_StopAsyncIteration
    PyObject *PyExc_StopIteration
    PyObject *PyExc_SyntaxError
    PyObject *PyExc_SystemError
    PyObject *PyExc_SystemExit
    PyObject *PyExc_TabError
    PyObject *PyExc_TimeoutError
    PyObject *PyExc_TypeError
    PyObject *PyExc_UnboundLocalError
    PyObject *PyExc_UnicodeDecodeError
    PyObject *PyExc_UnicodeEncodeError
    PyObject *PyExc_UnicodeError
    PyObject *PyExc_UnicodeTranslateError
    PyObject *PyExc_ValueError
    PyObject *PyExc_ZeroDivisionError
    PyObject *PyExc_Warning
    PyObject *PyExc_BytesWarning
    PyObject *PyExc_DeprecationWarning
    PyObject *PyExc_FutureWarning
    PyObject *PyExc_ImportWarning
    PyObject *PyExc_PendingDeprecationWarning
    PyObject *PyExc_ResourceWarning
    PyObject *PyExc_RuntimeWarning
    PyObject *PyExc_SyntaxWarning
    PyObject *PyExc_UnicodeWarning
    PyObject *PyExc_UserWarning

    # The error indicator.
    PyObject *PyErr_Occurred()
    void PyErr_Clear()
    void PyErr_Print()
    void PyErr_PrintEx(int set_sys_last_vars)
    void PyErr_WriteUnraisable(object o)
    bint PyErr_ExceptionMatches(object exc)
    bint PyErr_GivenExceptionMatches(object given, object exc)
    void PyErr_Fetch(PyObject **type, PyObject **value, PyObject **traceback)
    void PyErr_Restore(PyObject *type, PyObject *value, PyObject *traceback)
    void PyErr_NormalizeException(PyObject **type, PyObject **value, PyObject **traceback)
    void PyErr_GetExcInfo(PyObject **type, PyObject **value, PyObject **traceback)
    void PyErr_SetExcInfo(PyObject *type, PyObject *value, PyObject *traceback)

    # Raising. All of them set the error indicator.
    void PyErr_SetNone(object type)
    void PyErr_SetObject(object type, object value)
    void PyErr_SetString(object type, const char *message)
    PyObject *PyErr_Format(object type, const char *format, ...) except NULL
    int PyErr_BadArgument() except 0
    PyObject *PyErr_NoMemory() except NULL
    PyObject *PyErr_SetFromErrno(object type) except NULL
    PyObject *PyErr_SetFromErrnoWithFilename(object type, const char *filename) except NULL
    PyObject *PyErr_SetFromErrnoWithFilenameObject(object type, object filename) except NULL
    PyObject *PyErr_SetFromErrnoWithFilenameObjects(object type, object first, object second) except NULL
    void PyErr_BadInternalCall()
    int PyErr_CheckSignals() except -1
    void PyErr_SetInterrupt() nogil
    int PyErr_WarnEx(object category, const char *message, Py_ssize_t stacklevel) except -1
    int PyErr_WarnExplicit(
        object category, const char *message, const char *filename, int line, const char *module, object registry
    ) except -1
    int PyErr_WarnFormat(object category, Py_ssize_t stacklevel, const char *format, ...) except -1

    # Exception objects and classes.
    object PyErr_NewException(const char *name, object base, object dict)
    object PyErr_NewExceptionWithDoc(const char *name, const char *doc, object base, object dict)
    object PyException_GetTraceback(object exc)
    int PyException_SetTraceback(object exc, object traceback) except -1
    int Py_EnterRecursiveCall(const char *where) except -1
    void Py_LeaveRecursiveCall()

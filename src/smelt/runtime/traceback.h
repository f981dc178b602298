/* needs: core.h */
/* Adds a function of the source file SMELT_SOURCE (a C string that the module defines) to the traceback of the
   exception in flight. Code objects are kept: errors that are part of a program's normal course stay cheap. */
#include <frameobject.h>
static SMELT_COLD void smelt_add_traceback(const char *function, int line)
{
    static struct { const char *function; int line; PyCodeObject *code; } kept[32], *entry;
    PyObject *type, *value, *traceback;
    PyFrameObject *frame = NULL;
    PyErr_Fetch(&type, &value, &traceback);
    entry = &kept[line & 31];
    if (entry->code == NULL || entry->line != line || entry->function != function)
        Py_XSETREF(entry->code, PyCode_NewEmpty(SMELT_SOURCE, entry->function = function, entry->line = line));
    if (entry->code != NULL)
        frame = PyFrame_New(PyThreadState_Get(), entry->code, smelt_dict, NULL);
    PyErr_Restore(type, value, traceback); /* an exception of these preparations must not hide the one that counts */
    if (frame != NULL)
        PyTraceBack_Here(frame);
    Py_XDECREF(frame);
}

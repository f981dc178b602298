/* needs: core.h */
/* The interpreter's limit on recursion, which `sys.setrecursionlimit` sets. Python 3.12 has a second, fixed one for C,
   far below what compiled code may need; there the interpreter's own is counted. */
#if PY_VERSION_HEX >= 0x030C0000 && PY_VERSION_HEX < 0x030D0000
static SMELT_COLD int smelt_too_deep(PyThreadState *state)
{
    state->py_recursion_remaining++;
    PyErr_SetString(PyExc_RecursionError, "maximum recursion depth exceeded");
    return 1;
}

static inline SMELT_UNUSED int smelt_enter_call(void)
{
    PyThreadState *state = PyThreadState_Get();
    return smelt_unlikely(state->py_recursion_remaining-- <= 0) ? smelt_too_deep(state) : 0;
}

static inline SMELT_UNUSED void smelt_leave_call(void)
{
    PyThreadState_Get()->py_recursion_remaining++;
}
#else
#define smelt_enter_call() Py_EnterRecursiveCall("")
#define smelt_leave_call() Py_LeaveRecursiveCall()
#endif

/* needs: */
/* What every module has: Python's header, the module's own objects, and a few words. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#if PY_VERSION_HEX < 0x030B0000
#error "Smelt's modules need Python 3.11 or newer"
#endif
#ifndef __GNUC__
#define __attribute__(list)
#define __builtin_expect(test, usual) (test)
#endif
#define SMELT_UNUSED __attribute__((unused))
/* What runs once or on the way to an error: to optimise it would take as long as all the rest of a small module. */
#if defined(__GNUC__) && !defined(__clang__)
#define SMELT_COLD __attribute__((cold, noinline, unused, optimize("O0")))
#else
#define SMELT_COLD __attribute__((cold, noinline, unused))
#endif
#define smelt_likely(test) __builtin_expect(!!(test), 1)
#define smelt_unlikely(test) __builtin_expect(!!(test), 0)
#define smelt_likely(test) __builtin_expect(!!(test), 1)
/* The value's reference goes into the slot; what the slot held is released after it is out of sight. */
#define SMELT_SET(slot, value) \
    do { PyObject *smelt_old = (PyObject *)(slot); (slot) = (value); Py_XDECREF(smelt_old); } while (0)

/* The module, its __dict__ and that of builtins: borrowed by all the code, owned by the module's loading. */
static SMELT_UNUSED PyObject *smelt_module, *smelt_dict, *smelt_builtins;

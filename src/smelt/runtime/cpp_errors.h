/* needs: core.h */
/* What a C++ function throws becomes a Python exception. */
#include <exception>
#include <ios>
#include <new>
#include <stdexcept>
#include <typeinfo>

static SMELT_COLD void smelt_cpp_raise(PyObject *wanted, PyObject *usual, const char *message)
{
    if (!PyErr_Occurred())
        PyErr_SetString(wanted != NULL ? wanted : usual, message);
}

/* The same where the declaration names a function that raises. */
template <class Handler> static SMELT_COLD int smelt_cpp_handled(Handler handler)
{
    PyGILState_STATE state = PyGILState_Ensure();
    try {
        handler();
    } catch (const std::exception &e) {
        smelt_cpp_raise(NULL, PyExc_RuntimeError, e.what());
    } catch (...) {
    }
    if (!PyErr_Occurred())
        PyErr_SetString(PyExc_RuntimeError, "Error converting c++ exception.");
    PyGILState_Release(state);
    return -1;
}

/* In a handler, with the GIL or without; `wanted` is the exception that the declaration names, or NULL. */
static SMELT_COLD int smelt_cpp_error(PyObject *wanted)
{
    PyGILState_STATE state = PyGILState_Ensure();
    try {
        throw;
    } catch (const std::bad_alloc &e) {
        smelt_cpp_raise(wanted, PyExc_MemoryError, e.what());
    } catch (const std::bad_cast &e) {
        smelt_cpp_raise(wanted, PyExc_TypeError, e.what());
    } catch (const std::bad_typeid &e) {
        smelt_cpp_raise(wanted, PyExc_TypeError, e.what());
    } catch (const std::domain_error &e) {
        smelt_cpp_raise(wanted, PyExc_ValueError, e.what());
    } catch (const std::invalid_argument &e) {
        smelt_cpp_raise(wanted, PyExc_ValueError, e.what());
    } catch (const std::ios_base::failure &e) {
        smelt_cpp_raise(wanted, PyExc_IOError, e.what());
    } catch (const std::out_of_range &e) {
        smelt_cpp_raise(wanted, PyExc_IndexError, e.what());
    } catch (const std::overflow_error &e) {
        smelt_cpp_raise(wanted, PyExc_OverflowError, e.what());
    } catch (const std::range_error &e) {
        smelt_cpp_raise(wanted, PyExc_ArithmeticError, e.what());
    } catch (const std::underflow_error &e) {
        smelt_cpp_raise(wanted, PyExc_ArithmeticError, e.what());
    } catch (const std::exception &e) {
        smelt_cpp_raise(wanted, PyExc_RuntimeError, e.what());
    } catch (...) {
        if (wanted == NULL)
            smelt_cpp_raise(NULL, PyExc_RuntimeError, "Unknown exception");
        else if (!PyErr_Occurred())
            PyErr_SetNone(wanted);
    }
    PyGILState_Release(state);
    return -1;
}

# <exception> and <stdexcept>

cdef extern from "<exception>" namespace "std" nogil:
    cdef cppclass exception:
        exception()
        const char *what()

    cdef cppclass bad_exception(exception):
        bad_exception()

    cdef cppclass exception_ptr:
        exception_ptr()
        bint operator bool()
        bint operator==(const exception_ptr&)
        bint operator!=(const exception_ptr&)

    exception_ptr current_exception()
    exception_ptr make_exception_ptr[E](E)
    void rethrow_exception(exception_ptr) except +

cdef extern from "<stdexcept>" namespace "std" nogil:
    cdef cppclass logic_error(exception):
        logic_error(const char *)

    cdef cppclass domain_error(logic_error):
        domain_error(const char *)

    cdef cppclass invalid_argument(logic_error):
        invalid_argument(const char *)

    cdef cppclass length_error(logic_error):
        length_error(const char *)

    cdef cppclass out_of_range(logic_error):
        out_of_range(const char *)

    cdef cppclass runtime_error(exception):
        runtime_error(const char *)

    cdef cppclass range_error(runtime_error):
        range_error(const char *)

    cdef cppclass overflow_error(runtime_error):
        overflow_error(const char *)

    cdef cppclass underflow_error(runtime_error):
        underflow_error(const char *)

# For the function of ``except +handler``: each of the given functions takes one kind of exception, or nothing, which
# stands for any; the first that fits is called. It raises the Python exception.
cdef extern from *:
    """
    template <class R> static bool smelt_handler_fits(R (*handler)()) { handler(); return true; }
    template <class R, class E> static bool smelt_handler_fits(R (*handler)(E))
    {
        try {
            throw;
        } catch (E e) {
            handler(e);
            return true;
        } catch (...) {
            return false;
        }
    }
    static inline void smelt_first_handler() {}
    template <class H, class... More> static void smelt_first_handler(H handler, More... more)
    {
        if (!smelt_handler_fits(handler))
            smelt_first_handler(more...);
    }
    """
    void delegate_to_exception_handlers "smelt_first_handler"(...) except *

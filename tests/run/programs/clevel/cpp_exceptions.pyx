# distutils: language = c++
"""What C++ functions throw, with the GIL and without."""

cdef extern from *:
    """
    #include <stdexcept>
    #include <new>
    static int checked(int kind) {
        switch (kind) {
            case 1: throw std::out_of_range("beyond the end");
            case 2: throw std::invalid_argument("no such thing");
            case 3: throw std::bad_alloc();
            case 4: throw std::overflow_error("too much");
            case 5: throw std::runtime_error("it broke");
            case 6: throw 5;
        }
        return kind;
    }
    static void nothing(int kind) { checked(kind); }
    """
    int checked(int kind) except + nogil
    int renamed "checked"(int kind) except +KeyError
    void nothing(int kind) except + nogil

def called(kind):
    """
    >>> called(0), called(7)
    (0, 7)
    >>> called(1)
    Traceback (most recent call last):
    IndexError: beyond the end
    >>> called(2)
    Traceback (most recent call last):
    ValueError: no such thing
    >>> called(4)
    Traceback (most recent call last):
    OverflowError: too much
    >>> called(5)
    Traceback (most recent call last):
    RuntimeError: it broke
    >>> called(6)
    Traceback (most recent call last):
    RuntimeError: Unknown exception
    """
    return checked(kind)

def out_of_memory():
    """
    >>> out_of_memory()
    'caught'
    """
    try:
        nothing(3)
    except MemoryError:
        return 'caught'

def own_type(kind):
    """
    >>> own_type(0)
    0
    >>> own_type(5)
    Traceback (most recent call last):
    KeyError: 'it broke'
    """
    return renamed(kind)

def without_gil(int kind):
    """
    >>> without_gil(0)
    0
    >>> without_gil(1)
    Traceback (most recent call last):
    IndexError: beyond the end
    """
    cdef int result
    with nogil:
        nothing(kind)
        result = checked(kind)
    return result

cdef extern from *:
    """
    static int python_error(int kind) {
        if (kind == 1)
            PyErr_SetString(PyExc_LookupError, "set and returned");
        return checked(kind == 1 ? 0 : kind);
    }
    """
    int python_error(int kind) except +*

def set_or_thrown(kind):
    """
    >>> set_or_thrown(0)
    0
    >>> set_or_thrown(1)
    Traceback (most recent call last):
    LookupError: set and returned
    >>> set_or_thrown(2)
    Traceback (most recent call last):
    ValueError: no such thing
    """
    return python_error(kind)

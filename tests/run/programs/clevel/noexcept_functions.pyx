"""noexcept: an error is printed through the unraisable hook, and a zero comes back."""
import sys

reports = []


def hook(info):
    reports.append((type(info.exc_value).__name__, str(info.exc_value)))


cdef int fails(int x) noexcept:
    if x:
        raise ValueError("swallowed")
    return 7


cdef void void_fails(x) noexcept:
    x.missing


cdef double double_fails(x) noexcept:
    return x


cdef int tries(int x) noexcept:
    try:
        if x:
            raise KeyError(x)
        return 1
    except KeyError:
        return 2


def run(x):
    """
    >>> run(0)
    (7, [])
    >>> run(1)
    (0, [('ValueError', 'swallowed')])
    >>> run(1)
    (0, [('ValueError', 'swallowed')])
    """
    old, sys.unraisablehook = sys.unraisablehook, hook
    del reports[:]
    try:
        return fails(x), list(reports)
    finally:
        sys.unraisablehook = old


def run_void():
    """
    >>> run_void()
    [('AttributeError', "'int' object has no attribute 'missing'")]
    """
    old, sys.unraisablehook = sys.unraisablehook, hook
    del reports[:]
    try:
        void_fails(5)
        return list(reports)
    finally:
        sys.unraisablehook = old


def run_double(x):
    """
    >>> run_double(2)
    (2.0, [])
    >>> run_double("x")
    (0.0, [('TypeError', 'must be real number, not str')])
    """
    old, sys.unraisablehook = sys.unraisablehook, hook
    del reports[:]
    try:
        return double_fails(x), list(reports)
    finally:
        sys.unraisablehook = old


def handled():
    """
    >>> handled()
    (1, 2, None)
    """
    return tries(0), tries(1), sys.exc_info()[0]


def keeps_current():
    """An error that is being handled survives one that is swallowed.

    >>> keeps_current()
    ('TypeError', [('ValueError', 'swallowed')])
    """
    old, sys.unraisablehook = sys.unraisablehook, hook
    del reports[:]
    try:
        raise TypeError
    except TypeError:
        fails(1)
        return sys.exc_info()[0].__name__, list(reports)
    finally:
        sys.unraisablehook = old


cdef int nogil_fails(int x) noexcept nogil:
    if x > 1:
        with gil:
            raise ValueError("from nogil")
    return x


def without_gil(int x):
    """
    >>> without_gil(1)
    (1, [])
    >>> without_gil(2)
    (0, [('ValueError', 'from nogil')])
    """
    cdef int r
    old, sys.unraisablehook = sys.unraisablehook, hook
    del reports[:]
    try:
        with nogil:
            r = nogil_fails(x)
        return r, list(reports)
    finally:
        sys.unraisablehook = old

"""try, finally, with and loops around C values: what is kept, what is restored."""
from libc.stdlib cimport free, malloc


cdef int risky(int x) except? -1:
    if x == 3:
        raise ValueError("three")
    return x * 10


def finally_return(int x):
    """
    >>> finally_return(1), finally_return(3)
    (10, 'finally')
    """
    cdef int r = 0
    try:
        r = risky(x)
        return r
    finally:
        if r == 0:
            return "finally"


def value_kept(int x):
    """
    >>> value_kept(5)
    5
    """
    try:
        return x
    finally:
        x = 99


def loop(int n):
    """
    >>> loop(6)
    ([0, 10, 20, -1, 40, 50], 5, 15)
    """
    cdef int i, total = 0
    out = []
    for i in range(n):
        try:
            out.append(risky(i))
        except ValueError:
            out.append(-1)
            continue
        finally:
            total += i
    return out, i, total


def breaks(int n):
    """
    >>> breaks(6)
    ([0, 10, 20], 3, ['f0', 'f1', 'f2', 'f3'])
    """
    cdef int i
    out, log = [], []
    for i in range(n):
        try:
            out.append(risky(i))
        except ValueError:
            break
        finally:
            log.append(f"f{i}")
    return out, i, log


def reraised(int x):
    """
    >>> reraised(3)
    Traceback (most recent call last):
    ValueError: three
    >>> reraised(1)
    10
    """
    cdef double kept = 1.5
    try:
        return risky(x)
    except ValueError as e:
        kept += 1
        assert kept == 2.5
        raise


def chained(int x):
    """
    >>> chained(3)
    ('RuntimeError', 'ValueError', 'three')
    """
    try:
        try:
            risky(x)
        except ValueError as e:
            raise RuntimeError("outer") from e
    except RuntimeError as e:
        return type(e).__name__, type(e.__cause__).__name__, str(e.__cause__)


class Manager:
    def __init__(self, log):
        self.log = log

    def __enter__(self):
        return 7

    def __exit__(self, kind, *details):
        self.log.append(kind and kind.__name__)
        return True


def in_with(int x):
    """
    >>> in_with(1), in_with(3)
    ((17, [None]), (7, ['ValueError']))
    """
    log = []
    cdef int v = 0
    with Manager(log) as v:
        v += risky(x)
    return v, log


def memory(int n, int fail):
    """
    >>> memory(3, 9), memory(5, 3)
    (30, 'three')
    """
    cdef int *p = <int *> malloc(n * sizeof(int))
    cdef int i, total = 0
    try:
        for i in range(n):
            p[i] = risky(i)
        for i in range(n):
            total += p[i]
        return total
    except ValueError as e:
        return str(e)
    finally:
        free(p)


def conversion_in_try(x):
    """
    >>> conversion_in_try(5), conversion_in_try("x"), conversion_in_try(2**40)
    ((5, None), (-1, 'TypeError'), (-1, 'OverflowError'))
    """
    cdef int v = -1
    error = None
    try:
        v = x
    except (TypeError, OverflowError) as e:
        error = type(e).__name__
    return v, error


def nested(int a, int b):
    """
    >>> nested(1, 2), nested(3, 1), nested(1, 3), nested(3, 3)
    ((30, []), (-1, ['inner', 'outer']), (-2, ['outer']), (-1, ['inner', 'outer']))
    """
    log = []
    cdef int r = 0
    try:
        try:
            r = risky(a)
        except ValueError:
            log.append("inner")
            r = -1
            raise
        r += risky(b)
    except ValueError:
        log.append("outer")
        if r >= 0:
            r = -2
    return r, log


def division_error(int a, int b):
    """
    >>> division_error(6, 3), division_error(1, 0)
    (2, 'integer division or modulo by zero')
    """
    try:
        return a // b
    except ZeroDivisionError as e:
        return str(e)


def with_else(int x):
    """
    >>> with_else(1), with_else(3)
    ((11, 'else'), (0, 'except'))
    """
    cdef int r = 0
    try:
        r = risky(x)
    except ValueError:
        where = "except"
    else:
        r += 1
        where = "else"
    return r, where

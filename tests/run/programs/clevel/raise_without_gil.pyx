"""raise takes the GIL where it is not held; a view that is promised has to be returned; C strings of globals."""

name = b"global"

cdef extern from *:
    """
    typedef struct { int first, second; } twice_declared;
    """
    ctypedef struct twice_declared:
        int first
    ctypedef struct other_name "twice_declared":
        int second


cdef int fail(int kind) except -1 nogil:
    if kind == 1:
        raise ValueError("one")
    elif kind == 2:
        raise KeyError(kind) from None
    elif kind == 3:
        raise RuntimeError
    return kind


def failing(int kind):
    """
    >>> failing(0)
    0
    >>> failing(1)
    Traceback (most recent call last):
    ValueError: one
    >>> failing(2)
    Traceback (most recent call last):
    KeyError: 2
    >>> failing(3)
    Traceback (most recent call last):
    RuntimeError
    >>> failing(5)
    Traceback (most recent call last):
    IndexError: five
    """
    cdef int result
    with nogil:
        result = fail(kind)
        if kind == 5:
            raise IndexError("five")
    return result


def caught():
    """
    >>> caught()
    'one'
    """
    try:
        with nogil:
            fail(1)
    except ValueError as error:
        return str(error)


cdef double[:] maybe(double[:] values, bint give):
    if give:
        return values


def promised(values, give):
    """
    >>> import array
    >>> promised(array.array("d", [1, 2]), True)
    2.0
    >>> promised(array.array("d", [1, 2]), False)
    Traceback (most recent call last):
    TypeError: Memoryview return value is not initialized
    """
    return maybe(values, give)[1]


def of_global():
    """
    >>> of_global()
    (b'global', True)
    """
    cdef char *text = name
    return text, <char *> name is text


cdef int second(other_name *pair):
    return pair.second


def same_struct():
    """
    >>> same_struct()
    7
    """
    cdef twice_declared pair
    (<int *> &pair)[1] = 7
    return second(&pair)

# cython: language_level=2
"""At language level 2 the variables of a list comprehension belong to the scope around it."""

numbers = [last for last in range(4)]


def module_variable():
    """
    >>> module_variable()
    3
    """
    return last


def declared(object[int] buf, length):
    """
    >>> import array
    >>> declared(array.array("i", [1, 2, 3]), 3)
    1|2|3
    2
    """
    cdef int i
    print u"|".join([unicode(buf[i]) for i in range(length)])
    print i


def kept(items):
    """
    >>> kept([1, 2])
    ([(1, 0), (2, 0), (2, 1)], 2, 1)
    >>> kept([])
    Traceback (most recent call last):
        ...
    UnboundLocalError: cannot access local variable 'x' where it is not associated with a value
    """
    pairs = [(x, y) for x in items for y in range(x)]
    return pairs, x, y


def shared():
    """
    >>> shared()
    [2, 2, 2]
    """
    return [function() for function in [lambda: i for i in range(3)]]


def own_scopes(i):
    """
    >>> own_scopes(7)
    ([0, 1], [0, 1], [(0, 0), (1, 1)], 7)
    """
    return sorted({i for i in range(2)}), list(i for i in range(2)), sorted({i: i for i in range(2)}.items()), i


def inside_others():
    """
    >>> inside_others()
    [(0, []), (1, [0]), (2, [0, 1])]
    >>> list(generated())
    [[0], [0, 1]]
    """
    return sorted((k, tuple) for k, tuple in {n: [m for m in range(n)] for n in range(3)}.items())


def generated():
    return ([m for m in range(n)] for n in range(1, 3))

"""Module-level C variables, visible to every function, not to Python.

>>> "counter" in globals(), "visible" in globals()
(False, True)
"""
import sys

cdef int counter = 5
cdef double factor = 2.5, other
cdef object thing = []
cdef list items
cdef:
    int in_block = 1
    unsigned char small = 250
    char *text = b"static text"
cdef int[4] table
cdef int *pointer = table
cdef dict registry = {}
cdef str name
visible = 1
other = factor * 2
items = [counter]
name = "module"
table[0] = 7
small += 10
cdef int i
for i in range(3):
    counter += i
if counter > 5:
    in_block = 2


def state():
    """
    >>> state()
    (8, 2.5, 5.0, [], [5], 2, 4, b'static text', 7, 7, 'module')
    """
    return counter, factor, other, thing, items, in_block, small, text, table[0], pointer[0], name


def count():
    """
    >>> count(), count(), get_counter()
    (9, 10, 10)
    >>> set_counter(8)
    >>> get_counter()
    8
    """
    global counter
    counter += 1
    return counter


def get_counter():
    return counter


def set_counter(v):
    """
    >>> set_counter("x")
    Traceback (most recent call last):
    TypeError: an integer is required
    >>> set_counter(2**40)
    Traceback (most recent call last):
    OverflowError: value too large to convert to int
    """
    global counter
    counter = v


def objects(x):
    """
    >>> objects(1), objects(2)
    (1, 2)
    >>> len(get_thing())
    2
    """
    thing.append(x)
    return len(thing)


def get_thing():
    return thing


def replace(v):
    """
    >>> replace([1, 2])
    [1, 2]
    >>> replace((1, 2))
    Traceback (most recent call last):
    TypeError: Expected list, got tuple
    >>> replace([5])
    [5]
    """
    global items
    items = v
    return items


def python_global():
    """
    >>> python_global()
    (2, 2)
    """
    global visible
    visible += 1
    return visible, globals()["visible"]


def released():
    """
    >>> released()
    (1, 0)
    """
    global thing
    marker = object()
    before = sys.getrefcount(marker)
    thing.append(marker)
    during = sys.getrefcount(marker) - before
    thing.remove(marker)
    return during, sys.getrefcount(marker) - before


def remember(key, value):
    """
    >>> remember("a", 1), remember("b", 2)
    (1, 2)
    """
    registry[key] = value
    return len(registry)


cdef int twice(int x):
    return x * 2 + in_block


def through_function():
    """
    >>> through_function()
    12
    """
    return twice(5)


def temporarily(int v):
    """
    >>> temporarily(100)
    (100, 8)
    """
    global counter
    cdef int saved = counter
    try:
        counter = v
        return get_counter(), saved
    finally:
        counter = saved

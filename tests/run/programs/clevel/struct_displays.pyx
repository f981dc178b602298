"""Dict displays as structs: no dict is made."""

cdef struct Inner:
    int a
    char[4] text

cdef struct Outer:
    char c
    Inner inner
    double d


def displays():
    """
    >>> first, second, third = displays()
    >>> first
    {'c': 97, 'inner': {'a': 3, 'text': b'\\x01\\x02\\x03'}, 'd': 2.0}
    >>> second
    {'c': 98, 'inner': {'a': 1, 'text': b'\\x04\\x05\\x06'}, 'd': 1.5}
    >>> third
    {'c': 97, 'inner': {'a': 2, 'text': b'\\x01\\x02\\x03'}, 'd': 3.0}
    """
    cdef Outer[3] several
    cdef Outer one = {"c": b"a", "inner": {"a": 3, "text": [1, 2, 3, 0]}, "d": 2}
    several[1] = {"d": 1.5, "c": b"b", "inner": {"text": [4, 5, 6, 0], "a": 1}}
    before = <object>one
    one = {"c": one.c, "d": one.inner.a, "inner": {"a": <int>one.d, "text": one.inner.text}}
    return before, several[1], one


def incomplete():
    """
    >>> incomplete()
    Traceback (most recent call last):
    ValueError: No value specified for struct attribute 'inner'
    """
    cdef Outer one
    one = {"c": 1}
    return one

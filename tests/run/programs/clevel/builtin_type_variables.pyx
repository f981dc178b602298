"""Variables of builtin types: list, dict, tuple, str, bytes, set; their methods and their None."""


def lists(list v, int i):
    """
    >>> lists([1, 2, 3], 1), lists([1, 2, 3], -1)
    ((2, 3, [1, 2, 3, 9], [2, 3]), (3, 3, [1, 2, 3, 9], [2, 3]))
    >>> lists([1], 5)
    Traceback (most recent call last):
    IndexError: list index out of range
    >>> lists(None, 0)
    Traceback (most recent call last):
    TypeError: 'NoneType' object is not subscriptable
    """
    x = v[i]
    n = len(v)
    w = v + [9]
    return x, n, w, v[1:]


def list_methods(list v):
    """
    >>> list_methods([3, 1])
    ([2, 3, 5, 7], 1)
    >>> list_methods(None)
    Traceback (most recent call last):
    AttributeError: 'NoneType' object has no attribute 'append'
    """
    v.append(2)
    v.extend((5, 7))
    v.sort()
    x = v.pop(0)
    return v, x


def stores(list v, Py_ssize_t i, x):
    """
    >>> stores([1, 2], 0, "a"), stores([1, 2], -1, "b")
    (['a', 2], [1, 'b'])
    >>> stores([1, 2], 2, "c")
    Traceback (most recent call last):
    IndexError: list assignment index out of range
    """
    v[i] = x
    return v


def dicts(dict d, k):
    """
    >>> dicts({"a": 1}, "a")
    (1, True, 1, [('a', 1), ('new', 'a')])
    >>> dicts({}, "z")
    Traceback (most recent call last):
    KeyError: 'z'
    """
    x = d[k]
    d["new"] = k
    return x, k in d, d.get(k, 5), [(a, b) for a, b in d.items()]


def tuples(tuple t, int i):
    """
    >>> tuples((1, 2), 0), tuples((1, 2), -1)
    ((1, 2, (1, 2, 3)), (2, 2, (1, 2, 3)))
    >>> tuples((), 0)
    Traceback (most recent call last):
    IndexError: tuple index out of range
    """
    return t[i], len(t), t + (3,)


def strings(str s, int i):
    """
    >>> strings("héllo", 1)
    ('é', 5, 'HÉLLO', 'héllo!', True, 'él')
    >>> strings("", 0)
    Traceback (most recent call last):
    IndexError: string index out of range
    """
    return s[i], len(s), s.upper(), s + "!", "l" in s, s[1:3]


def byte_strings(bytes b, int i):
    """
    >>> byte_strings(b"abc", 0)
    (97, 3, b'bc', b'abc!')
    """
    return b[i], len(b), b[1:], b + b"!"


def sets(set s, x):
    """
    >>> sets({1}, 2)
    ([1, 2], True, 2)
    """
    s.add(x)
    return sorted(s), x in s, len(s)


def assigned(x):
    """
    >>> assigned([1]), assigned(None)
    ([1], None)
    >>> assigned((1,))
    Traceback (most recent call last):
    TypeError: Expected list, got tuple
    """
    cdef list v = x
    return v


def unassigned():
    """
    >>> unassigned()
    Traceback (most recent call last):
    UnboundLocalError: ...
    """
    cdef list v
    if len("abc") == 2:
        v = []
    return v


def loops(list items, dict d, tuple t, str s):
    """
    >>> loops([1, 2], {"k": 3}, (4,), "ab")
    [1, 2, 'k', 4, 'a', 'b', ('k', 3)]
    """
    out = []
    for x in items:
        out.append(x)
    for x in d:
        out.append(x)
    for x in t:
        out.append(x)
    for x in s:
        out.append(x)
    for k, v in d.items():
        out.append((k, v))
    return out


def list_of_floats(list v):
    """
    >>> list_of_floats([1, 2.5])
    3.5
    """
    cdef double total = 0
    for x in v:
        total += x
    return total


def typed_object(object o):
    """
    >>> typed_object(3), typed_object("a")
    (6, 'aa')
    """
    cdef object p = o
    return p * 2


def type_tests(o):
    """
    >>> [type_tests(x) for x in ([], {}, (), "", b"", 1, 1.5, None)]
    ['list', 'dict', 'tuple', 'str', 'bytes', 'int', 'float', 'other']
    """
    for kind in (list, dict, tuple, str, bytes, int, float):
        if isinstance(o, kind):
            return kind.__name__
    return "other"

# distutils: language = c++
"""Objects of C++: made of Python's, turned into them, failing on the way, in generators, closures and attributes."""
from libcpp.map cimport map
from libcpp.pair cimport pair
from libcpp.set cimport set as cset
from libcpp.string cimport string
from libcpp.vector cimport vector


cdef class Holder:
    cdef public vector[string] words
    cdef public object value
    cdef map[int, vector[string]] table

    def __init__(self, value, fail=False):
        self.value = value
        self.words = [b"a", b"b"]
        self.table[1] = self.words
        if fail:
            raise ValueError("failed")


def leak_to_python(s):
    cdef vector[pair[int, string]] v
    v.push_back(pair[int, string](1000, b"some bytes"))
    cdef map[string, vector[double]] m
    m[b"key"] = [1.5, 2.5]
    cdef cset[int] numbers = {1000, 2000}
    return v, m, numbers, s


def leak_from_python(s):
    cdef vector[string] words = [b"one", b"two"]
    cdef map[string, int] counts = {b"one": 1, b"two": 2}
    cdef vector[vector[int]] rows = [[1], [2, 3]]
    return words.size() + counts.size() + rows.size()


def leak_wrong_element(s):
    cdef vector[int] v = [1, 2, s]
    return v


def leak_wrong_pair(s):
    cdef map[string, int] m = {b"one": 1, b"two": s}
    return m


def leak_wrong_length(s):
    cdef pair[int, int] p = (1, 2, s)
    return p


def leak_not_iterable(s):
    cdef vector[int] v = s
    return v


def leak_parameter(s):
    return taken([b"x"] * 10, s)


def taken(vector[string] words, value):
    return words, value


def leak_exception(s):
    cdef vector[string] words = [b"one"]
    held = [s]
    return words.at(5), held


def leak_generator(s):
    return list(given([b"one", b"two"], s))


def leak_generator_left(s):
    generator = given([b"one", b"two"], s)
    next(generator)
    return s


def given(vector[string] words, value):
    cdef vector[string] more = words
    for word in words:
        more.push_back(word)
        yield word, value, more


def leak_closure(s):
    cdef vector[string] words

    def add(word):
        words.push_back(word)
        return words, s

    add(b"x")
    return add(b"y")


def leak_attribute(s):
    holder = Holder(s)
    holder.words = [b"z"] * 3
    return holder, holder.words


def leak_failing_init(s):
    return Holder(s, True)


def leak_bad_attribute(s):
    Holder(s).words = [s]


def leak_loop(s):
    found = []
    cdef vector[string] words = [b"one", b"two"]
    for word in words:
        if word.size() == 3:
            found.append((word, s))
    return found

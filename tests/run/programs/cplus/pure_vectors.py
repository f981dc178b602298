# distutils: language = c++
# C++ in pure Python mode; `cython` is known by what is cimported through it.
from cython.cimports.libcpp.map import map as cmap
from cython.cimports.libcpp.string import string
from cython.cimports.libcpp.vector import vector
from cython.operator import dereference, preincrement


@cython.cclass
class Series:
    """
    >>> s = Series()
    >>> s.add(1.5)
    >>> s.add(2)
    >>> s.total(), s.values
    (3.5, [1.5, 2.0])
    """

    values = cython.declare(vector[cython.double], visibility="public")

    def add(self, value: cython.double):
        self.values.push_back(value)

    def total(self):
        result: cython.double = 0
        at: vector[cython.double].iterator = self.values.begin()
        while at != self.values.end():
            result += dereference(at)
            preincrement(at)
        return result


@cython.cfunc
def longest(texts: vector[string]) -> cython.size_t:
    found: cython.size_t = 0
    for text in texts:
        if text.size() > found:
            found = text.size()
    return found


def lengths(texts: vector[string]):
    """
    >>> lengths([b"a", b"abc"])
    (3, {b'a': 1, b'abc': 3})
    """
    found: cmap[string, cython.int]
    for text in texts:
        found[text] = text.size()
    return longest(texts), found

# distutils: language = c++
from libcpp cimport bool
from libcpp.vector cimport vector
from libcpp.string cimport string
from libcpp.map cimport map as cmap
from libcpp.unordered_map cimport unordered_map
from libcpp.set cimport set as cset
from libcpp.pair cimport pair
from libcpp.memory cimport unique_ptr, shared_ptr, make_shared, make_unique
from libcpp.utility cimport move
from libcpp.algorithm cimport sort
from libcpp.complex cimport complex as ccomplex
from cython.operator cimport dereference as deref, preincrement as inc, postincrement

def containers():
    """
    >>> containers()
    ([1, 2, 3], {b'a': 1, b'b': 2}, {1, 5}, (1, 2.5), [[1], [2, 3]], {1: [b'x']})
    """
    cdef vector[int] v = [3, 1, 2]
    sort(v.begin(), v.end())
    cdef cmap[string, int] m = {b'a': 1, b'b': 2}
    cdef cset[int] s = {5, 1}
    cdef pair[int, double] p = (1, 2.5)
    cdef vector[vector[int]] w = [[1], [2, 3]]
    cdef unordered_map[int, vector[string]] um = {1: [b'x']}
    return v, m, s, p, w, um

def smart():
    """
    >>> smart()
    (True, 7, 2, False, 9)
    """
    cdef unique_ptr[int] p = make_unique[int](7)
    cdef unique_ptr[int] q = move(p)
    cdef shared_ptr[pair[int, int]] s = make_shared[pair[int, int]](0, 0)
    cdef shared_ptr[pair[int, int]] t = s
    deref(t).first = 9
    return q.get() != NULL, deref(q), s.use_count(), bool(p.get()), s.get().first

def strings(bytes b):
    """
    >>> strings(b"hel\\0lo")
    (b'hel\\x00lo!', 7, b'h', True, b'hel\\x00lo!!')
    """
    cdef string s = b
    s.push_back(b'!')
    cdef string t = s + b"!"
    return s, s.size(), s.substr(0, 1), s < t, t

def boolvec():
    """
    >>> boolvec()
    [True, False, True]
    """
    cdef vector[bool] v = [True, False]
    v.push_back(True)
    v[1] = False
    return v

def cplx():
    """
    >>> cplx()
    (1+2j)
    """
    cdef ccomplex[double] z = ccomplex[double](1, 2)
    return z

cdef vector[double] scale(const vector[double]& v, double k) except *:
    cdef vector[double] r
    for x in v:
        if x > 100:
            raise ValueError("big")
        r.push_back(x * k)
    return r

cdef vector[double]* grow(vector[double]* v, int n) nogil:
    cdef int i
    for i in range(n):
        v.push_back(i)
    return v

def functions(values):
    """
    >>> functions([1, 2])
    ([2.0, 4.0], 5, [2.0, 4.0, 0.0, 1.0, 2.0])
    >>> functions([1000])
    Traceback (most recent call last):
    ValueError: big
    >>> functions(["x"])
    Traceback (most recent call last):
    TypeError: must be real number, not str
    """
    cdef vector[double] v = scale(values, 2)
    w = v
    with nogil:
        grow(&v, 3)
    return w, v.size(), v

def loops(cmap[string, int] m):
    """
    >>> loops({b'a': 1, b'b': 5})
    (6, [b'a', b'b'], [1, 5])
    """
    cdef int total = 0
    cdef pair[string, int] p
    for p in m:
        total += p.second
    keys = [q.first for q in m]
    vals = []
    it = m.begin()
    while it != m.end():
        vals.append(deref(it).second)
        postincrement(it)
    return total, keys, vals

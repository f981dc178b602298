# distutils: language = c++
# cython: language_level=3
cimport cython
from cython.parallel cimport prange
from libcpp cimport bool as cbool
from libcpp.vector cimport vector
from libcpp.string cimport string, to_string
from libcpp.map cimport map
from libcpp.pair cimport pair
from libcpp.set cimport set as cset
from libcpp.utility cimport move
from libcpp.memory cimport shared_ptr, unique_ptr
cimport libcpp.vector
from cython.operator cimport dereference as deref, preincrement as inc, postincrement

ctypedef vector[int] intvec
ctypedef vector[vector[int]].iterator rows_t

cdef extern from *:
    """
    #include <vector>
    static std::vector<int> shared_vector = {1, 2};
    struct Node { int value; Node *next; Node(int v) : value(v), next(nullptr) {} static int made; };
    int Node::made = 4;
    """
    vector[int] shared_vector
    cdef cppclass Node:
        int value
        Node *next
        Node(int)

cdef intvec gv
gv.push_back(7)
cdef libcpp.vector.vector[double] gd = [1.5]

cpdef vector[int] doubled(vector[int] v, int k=2):
    """
    >>> doubled([1, 2])
    [2, 4]
    >>> doubled((3,), k=3)
    [9]
    >>> doubled(5)
    Traceback (most recent call last):
    TypeError: 'int' object is not iterable
    """
    cdef size_t i
    for i in range(v.size()):
        v[i] *= k
    return v

cpdef int total(const vector[int]& v) except? -1:
    """
    >>> total([1, 2, 3])
    6
    """
    cdef int s = 0
    for x in v:
        s += x
    return s

def module_level():
    """
    >>> module_level()
    ([7], [1, 2], [1.5], 24)
    """
    return gv, shared_vector, gd, sizeof(vector[int])

def nodes(int n):
    """
    >>> nodes(3)
    [0, 1, 2]
    """
    cdef Node *head = NULL
    cdef Node *node
    cdef int i
    for i in reversed(range(n)):
        node = new Node(i)
        node.next = head
        head = node
    found = []
    while head:
        found.append(head.value)
        node = head
        head = node.next
        del node
    assert head is NULL
    return found

def arrays():
    """
    >>> arrays()
    ([1], [2, 2], 3)
    """
    cdef vector[int] a[2]
    a[0].push_back(1)
    a[1] = intvec(2, 2)
    return a[0], a[1], a[0].size() + a[1].size()

def ternary(cbool flag):
    """
    >>> ternary(True), ternary(False)
    ([1], [2, 3])
    >>> class Undecided:
    ...     def __bool__(self): raise ValueError("neither")
    >>> ternary(Undecided())
    Traceback (most recent call last):
    ValueError: neither
    """
    cdef intvec a = [1], b = [2, 3]
    c = a if flag else b
    return c

def chains():
    """
    >>> chains()
    ({b'a': [1, 2], b'b': []}, 2, [(1, b'x')])
    """
    cdef map[string, vector[int]] m
    m[b"a"].push_back(1)
    m[b"a"].push_back(2)
    m[b"b"]
    cdef vector[pair[int, string]] v
    v.push_back(pair[int, string](1, b""))
    v.back().second.push_back(c'x')
    return m, m.find(b"a") != m.end() and deref(m.find(b"a")).second.size(), v

cdef vector[int]& same(vector[int]& v):
    return v

def references():
    """
    >>> references()
    [5, 2]
    """
    cdef intvec v = [1, 2]
    same(v)[0] = 5
    return v

def parallel(int n):
    """
    >>> parallel(10)
    90
    """
    cdef vector[long] v = vector[long](n)
    cdef int i
    for i in prange(n, nogil=True):
        v[i] = i * 2
    cdef long s = 0
    for i in range(n):
        s += v[i]
    return s

def rows():
    """
    >>> rows()
    [2, 1]
    """
    cdef vector[vector[int]] w = [[1, 2], [3]]
    cdef rows_t it = w.begin()
    found = []
    while it != w.end():
        found.append(deref(it).size())
        inc(it)
    return found

def pythonic(vector[int] v, string s):
    """
    >>> pythonic([3, 4], b"ab")
    (2, True, [(0, 3), (1, 4)], 7, 'v=[3, 4]', b'ab!', True, b'ab12', [3, 4])
    """
    return len(v), 3 in v, list(enumerate(v)), sum(v), f"v={v}", s + b"!", s == b"ab", s + to_string(12), [*v]

def uniques():
    """
    >>> uniques()
    (1, True)
    """
    cdef vector[unique_ptr[Node]] v
    cdef unique_ptr[Node] p
    p.reset(new Node(1))
    v.push_back(move(p))
    cdef shared_ptr[Node] s = shared_ptr[Node](new Node(4))
    return v[0].get().value, p.get() == NULL

def optional_args(vector[int] v=[1, 2], string name=b"x"):
    """
    >>> optional_args(), optional_args([3], b"y")
    (([1, 2], b'x'), ([3], b'y'))
    """
    return v, name

def exceptions(vector[int] v, int i):
    """
    >>> exceptions([1], 0)
    1
    >>> try: exceptions([1], 5)
    ... except IndexError: print("IndexError")
    IndexError
    """
    try:
        return v.at(i)
    finally:
        v.clear()

def nested_function():
    """
    >>> nested_function()
    [4, 5]
    """
    cdef intvec v
    def inner(x):
        v.push_back(x)
    inner(4)
    inner(5)
    return v

def gen(vector[int] v):
    """
    >>> list(gen([1, 2]))
    [1, 2]
    >>> sum(x for x in gen([3]))
    3
    """
    for x in v:
        yield x

def genexp(vector[int] v):
    """
    >>> genexp([1, 2])
    [2, 3]
    """
    return list(x + 1 for x in v)

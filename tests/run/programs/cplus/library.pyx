# distutils: language = c++
# cython: language_level=3
from libcpp.vector cimport vector
from libcpp.string cimport string
from libcpp.functional cimport function
from libcpp.optional cimport optional, nullopt
from libcpp.unordered_map cimport unordered_map
from libcpp.deque cimport deque
from libcpp.list cimport list as clist
from libcpp.queue cimport queue, priority_queue
from libcpp.stack cimport stack
from libcpp.limits cimport numeric_limits
from libcpp.numeric cimport accumulate
from libcpp.algorithm cimport sort, find, count_if, max_element
from libcpp.complex cimport complex as cplx
from libcpp.exception cimport runtime_error
from cython.operator cimport dereference as deref, preincrement as inc
from cpython.ref cimport PyObject

cdef vector[int]& pick(vector[int]& v, int i) except *:
    if i > 5:
        raise ValueError(i)
    return v

def picks(int i):
    """
    >>> picks(1)
    1
    >>> picks(6)
    Traceback (most recent call last):
    ValueError: 6
    """
    cdef vector[int] v = [1, 2]
    return pick(v, i)[0]

cdef int add(int a, int b) noexcept:
    return a + b

cdef bint odd(int x) noexcept nogil:
    return x % 2

cdef bint descending(int a, int b) noexcept nogil:
    return a > b

def functional(vector[int] v):
    """
    >>> functional([1, 5, 3])
    (9, 3, [5, 3, 1], 5, True)
    """
    cdef int total = accumulate(v.begin(), v.end(), 0)
    n = count_if(v.begin(), v.end(), odd)
    m = deref(max_element(v.begin(), v.end()))
    sort(v.begin(), v.end(), descending)
    return total, n, v, m, find(v.begin(), v.end(), 9) == v.end()

def optionals(x):
    """
    >>> optionals(None), optionals(3)
    ((False, None), (True, 3))
    """
    cdef optional[int] o
    if x is not None:
        o = <int> x
    return o.has_value(), o.value() if o.has_value() else None

def queues():
    """
    >>> queues()
    ([1, 2], [9, 4], [2, 1], [0, 1])
    """
    cdef queue[int] q
    cdef priority_queue[int] p
    cdef stack[int] s
    cdef deque[int] d
    q.push(1); q.push(2)
    p.push(4); p.push(9)
    s.push(1); s.push(2)
    d.push_back(1); d.push_front(0)
    a, b, c = [], [], []
    while not q.empty():
        a.append(q.front()); q.pop()
    while not p.empty():
        b.append(p.top()); p.pop()
    while not s.empty():
        c.append(s.top()); s.pop()
    return a, b, c, d

def limits():
    """
    >>> limits()
    (2147483647, -2147483648)
    """
    return numeric_limits[int].max(), numeric_limits[int].min()

def complexes(cplx[double] z):
    """
    >>> complexes(1 + 2j)
    ((2+4j), (2+2j), 1.0)
    """
    cdef cplx[double] w = z * cplx[double](2, 0)
    cdef cplx[double] u = z + cplx[double](1)
    return w, u, z.real()

def identity():
    """
    >>> identity()
    [True, True]
    """
    cdef vector[PyObject *] v
    x, y = object(), object()
    v.push_back(<PyObject *> x)
    v.push_back(<PyObject *> y)
    return [<object> v[0] is x, <object> v[1] is y]

cdef struct Item:
    int id
    double weight

def structs():
    """
    >>> structs()
    [{'id': 1, 'weight': 2.5}, {'id': 2, 'weight': 3.0}]
    """
    cdef vector[Item] items
    cdef Item item
    item.id, item.weight = 1, 2.5
    items.push_back(item)
    items.push_back(Item(2, 3))
    for x in items:
        x.weight = 0
    return items

def raising(vector[string] words):
    """
    >>> raising([b"1", b"x"])
    Traceback (most recent call last):
    ValueError: x
    """
    cdef unordered_map[string, int] found
    cdef string w
    for w in words:
        try:
            found[w] = int(w)
        except ValueError:
            raise ValueError((<bytes> w).decode())
    return found

def bytes_of(str text):
    """
    >>> bytes_of("äb")
    (b'\\xc3\\xa4b', 'äb')
    """
    cdef string s = text.encode("utf-8")
    return s, s.decode("utf-8")

cdef class Holder:
    """
    >>> h = Holder(3)
    >>> h.values, h.first()
    ([0, 1, 2], 0)
    >>> h.swap([5])
    >>> h.values
    [5]
    """
    cdef public vector[int] values
    cdef vector[double] *heap
    def __cinit__(self, int n):
        cdef int i
        self.heap = new vector[double](n)
        for i in range(n):
            self.values.push_back(i)
            self.heap[0][i] = i
            self.heap.at(i) 
    def __dealloc__(self):
        del self.heap
    cpdef int first(self) except -1:
        return <int> self.heap[0][0]
    def swap(self, vector[int] other):
        self.values.swap(other)

# distutils: language = c++
from libcpp.cast cimport dynamic_cast, static_cast, reinterpret_cast
from libcpp.functional cimport function
from libcpp.string cimport string
from libcpp.vector cimport vector
from cython.operator cimport typeid, dereference as deref
from libcpp.typeinfo cimport type_info
cdef extern from *:
    """
    struct A { virtual ~A() {} int x; A() : x(1) {} virtual int kind() { return 1; } };
    struct B : A { int y; B() : y(2) {} int kind() { return 2; } };
    struct Twice { int operator()(int v) const { return 2 * v; } };
    template <class T> struct Box { T held; Box(T h) : held(h) {} template <class U> U as() const { return (U)held; } static Box<T> of(T h) { return Box<T>(h); } typedef T item; struct Inner { T in; }; Inner inner() { Inner i; i.in = held; return i; } };
    template <class T> struct Wide : Box<T> { Wide(T h) : Box<T>(h) {} };
    namespace deep { namespace er { inline int f(int x) { return x + 1; } const int K = 9; struct S { static const int L = 5; }; } }
    """
    cdef cppclass A:
        int x
        int kind()
    cdef cppclass B(A):
        int y
        int kind()
    cdef cppclass Twice:
        int operator()(int)
    cdef cppclass Box[T]:
        ctypedef T item
        cppclass Inner:
            T in_ "in"
        T held
        Box(T)
        U as_ "as"[U]()
        @staticmethod
        Box[T] of(T)
        Inner inner()
    cdef cppclass Wide[T](Box[T]):
        Wide(T)
cdef extern from * namespace "deep::er":
    int f(int)
    const int K
ctypedef A *A_ptr
ctypedef B *B_ptr

def casts():
    """
    >>> casts()
    (2, 2, True, 2, True)
    """
    cdef B b
    cdef A *a = &b
    cdef B *back = dynamic_cast[B_ptr](a)
    cdef A plain
    cdef B *no = dynamic_cast[B_ptr](&plain)
    return back.y, a.kind(), no == NULL, (<B *> a).y, typeid(deref(a)) == typeid(B)

def functors():
    """
    >>> functors()
    (8, 10)
    """
    cdef Twice t
    cdef function[int(int)] g = t
    return t(4), g(5)

def boxes():
    """
    >>> boxes()
    (2.5, 2, 1.5, 7, 4)
    """
    b = Box[double](2.5)
    c = Box[double].of(1.5)
    w = Wide[int](7)
    return b.held, b.as_[int](), c.held, w.inner().in_, Box[int](4).held

def namespaces():
    """
    >>> namespaces()
    (4, 9)
    """
    return f(3), K

def pointers():
    """
    >>> pointers()
    [1, 2]
    """
    cdef vector[A *] v
    v.push_back(new A())
    v.push_back(new B())
    kinds = []
    for p in v:
        kinds.append(p.kind())
        del p
    return kinds

# distutils: language = c++
from libcpp.string cimport string
from libcpp.vector cimport vector
from cython.operator cimport dereference as deref

cdef extern from *:
    """
    #include <stdexcept>
    #include <string>
    namespace shapes {
    static int alive = 0;
    class Base {
    public:
        int tag;
        Base() : tag(0) { alive++; }
        Base(const Base &o) : tag(o.tag) { alive++; }
        virtual ~Base() { alive--; }
        virtual double area() const { return 0; }
        void fail(int what) { if (what == 1) throw std::out_of_range("one"); if (what == 2) throw 3; if (what==3) throw std::invalid_argument("three"); }
    };
    class Rectangle : public Base {
    public:
        int x0, y0, x1, y1;
        Rectangle() : x0(0), y0(0), x1(1), y1(1) {}
        Rectangle(int a, int b, int c, int d) : x0(a), y0(b), x1(c), y1(d) {}
        double area() const { return (x1 - x0) * (y1 - y0); }
        void getSize(int *w, int *h) { *w = x1 - x0; *h = y1 - y0; }
        void move(int dx, int dy) { x0 += dx; x1 += dx; y0 += dy; y1 += dy; }
        Rectangle operator+(const Rectangle &o) const { return Rectangle(x0 + o.x0, y0 + o.y0, x1 + o.x1, y1 + o.y1); }
        Rectangle operator*(int k) const { return Rectangle(x0 * k, y0 * k, x1 * k, y1 * k); }
        bool operator==(const Rectangle &o) const { return x0 == o.x0 && y0 == o.y0 && x1 == o.x1 && y1 == o.y1; }
        bool operator!=(const Rectangle &o) const { return !(*this == o); }
        int operator()(int k) const { return k * x1; }
        int &operator[](int i) { return i == 0 ? x0 : i == 1 ? y0 : i == 2 ? x1 : y1; }
        explicit operator bool() const { return x1 != x0; }
        static int count(int a) { return a + 100; }
        enum Kind { SQUARE = 5, OTHER };
    };
    static inline int over(int x) { return 1; }
    static inline int over(double x) { return 2; }
    static inline int over(const std::string &x) { return 3; }
    class NoDefault { public: int v; NoDefault(int v) : v(v) {} };
    static inline NoDefault make(int v) { return NoDefault(v); }
    enum class Color { red = 3, green };
    static inline Color paint(Color c) { return c == Color::red ? Color::green : Color::red; }
    static inline void bump(int &x) { x++; }
    static const int limit = 7;
    }
    """
    int alive "shapes::alive"
cdef extern from * namespace "shapes" nogil:
    cdef cppclass Base:
        int tag
        Base()
        double area()
        void fail(int) except +
    cdef cppclass Rectangle(Base):
        Rectangle() except +
        Rectangle(int, int, int, int) except +
        int x0, y0, x1, y1
        void getSize(int *w, int *h)
        void move(int, int)
        Rectangle operator+(Rectangle)
        Rectangle operator*(int)
        bint operator==(Rectangle)
        bint operator!=(Rectangle)
        int operator()(int)
        int& operator[](int)
        bint operator bool()
        @staticmethod
        int count(int)
        enum Kind:
            SQUARE
            OTHER
    int over(int)
    int over(double)
    int over(const string&)
    cdef cppclass NoDefault:
        int v
        NoDefault(int)
    NoDefault make(int)
    cdef enum class Color:
        red
        green
    Color paint(Color)
    void bump(int&)

def errors(int what):
    """
    >>> errors(0)
    >>> errors(1)
    Traceback (most recent call last):
    IndexError: one
    >>> errors(2)
    Traceback (most recent call last):
    RuntimeError: Unknown exception
    >>> errors(3)
    Traceback (most recent call last):
    ValueError: three
    """
    cdef Base b
    b.fail(what)

def rectangles():
    """
    >>> rectangles()
    (6.0, 2, 3, 4, 103, True, 12, 9, 6.0, 24.0, 5)
    """
    cdef Rectangle *r = new Rectangle(0, 0, 2, 3)
    cdef int w, h
    try:
        r.getSize(&w, &h)
        r.move(2, 0)
        a = r[0] + r[0]
        b = r[0] == r[0]
        r.tag = 4
        t = r.x1
        deref(r)[1] = 9
        if not r[0]:
            return None
        return (deref(r) * 1).area() + 18, w, h, t, Rectangle.count(3), b, a.x1 + 4, r.y0, (<Base*> r).area() + 18, a.area(), Rectangle.SQUARE
    finally:
        del r

def overloads():
    """
    >>> overloads()
    (1, 2, 3, 3, 2)
    """
    cdef string s = b"abc"
    cdef float f = 2
    return over(1), over(2.0), over(s), over(b"x"), over(f)

def nodefault():
    """
    >>> nodefault()
    5
    """
    x = make(5)
    return x.v

def scoped():
    """
    >>> scoped()
    (4, True, False, 3)
    """
    cdef Color c = Color.red
    d = paint(c)
    return <int> d, d == Color.green, d == c, c

def refs():
    """
    >>> refs()
    (6, [2, 3])
    """
    cdef int x = 5
    bump(x)
    cdef vector[int] v = [1, 2]
    cdef size_t i
    for i in range(v.size()):
        bump(v[i])
    return x, v

def leak_free():
    """
    >>> leak_free()
    0
    """
    return alive

"""cdef extern blocks, verbatim C, cdef: blocks, inline functions, const."""

cdef extern from "math.h" nogil:
    double c_sine "sin"(double x)
    double fabs(double)
    double HUGE_VAL

cdef extern from "stdlib.h":
    int abs_value "abs"(int)
    ctypedef struct div_t:
        int quot
        int rem
    div_t div(int, int)

cdef extern from *:
    """
    static int triple(int x) { return 3 * x; }
    #define ANSWER 42
    typedef struct { int a; double b; } pair_t;
    static double pair_sum(pair_t *p) { return p->a + p->b; }
    """
    int triple(int x)
    int ANSWER
    ctypedef struct pair_t:
        int a
        double b
    double pair_sum(pair_t *p)

cdef:
    int module_value = 3
    double scaled(double x):
        return x * module_value

    inline int plus(int a, int b):
        return a + b


def functions(double x):
    """
    >>> functions(0), functions(-1.5)[1:]
    ((0.0, 0.0, 0), (1.5, -4))
    """
    return c_sine(x), fabs(x), triple(<int> x) - (1 if x < 0 else 0)


def constants():
    """
    >>> constants()
    (42, True, 5)
    """
    return ANSWER, HUGE_VAL > 1e308, abs_value(-5)


def structs(int a, int b):
    """
    >>> structs(7, 2)
    ((3, 1), 9.5)
    """
    cdef div_t d = div(a, b)
    cdef pair_t p
    p.a = a
    p.b = 2.5
    return (d.quot, d.rem), pair_sum(&p)


def block(double x):
    """
    >>> block(2)
    (6.0, 5)
    """
    cdef:
        int a = 2
        int b = 3
        double unused
    unused = x
    return scaled(unused), plus(a, b)


def const_pointer(bytes text):
    """
    >>> const_pointer(b"abc")
    (97, 3)
    """
    cdef const char *p = text
    return p[0], 3




cdef extern from *:
    """
    static int variable_of_c = 3;
    """
    int variable_of_c


def set_variable(int value):
    """
    >>> set_variable(5)
    (5, 7)
    """
    global variable_of_c
    variable_of_c = value
    first = variable_of_c
    variable_of_c += 2
    return first, variable_of_c

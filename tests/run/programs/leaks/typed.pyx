"""C-level functions: conversions that fail, cdef functions with exceptions, structs, typed closures and generators."""
from libc.stdlib cimport free, malloc


cdef struct Point:
    double x
    double y


cdef int checked(int x, object s) except -1:
    held = [s]
    if x < 0:
        raise ValueError(held)
    return x


cdef object passes(object s):
    return [s, s]


cdef object fails(object s):
    held = (s, [s])
    raise KeyError(held)


cdef void void_fails(object s) except *:
    raise ValueError(s)


cdef list typed_list(s):
    return s


cpdef double both(double x, s=None):
    if x < 0:
        raise ValueError(s)
    return x


cdef list shared = []


def leak_checked(s):
    return checked(1, s), checked(2, [s]), passes(s)


def leak_checked_fails(s):
    return [s, checked(1, s), checked(-1, s)]


def leak_object_fails(s):
    return passes(passes(fails(s)))


def leak_void_fails(s):
    x = [s]
    void_fails(x)


def leak_caught(s):
    cdef int i, n = 0
    for i in range(3):
        try:
            n += checked(-i, [s])
        except ValueError as e:
            x = e.args
    return n, x


def leak_conversion_fails(s):
    cdef int i = 0
    x = [s]
    i = s
    return x, i


def leak_wrong_type(s):
    cdef list v = [s]
    v = typed_list(s)
    return v


def leak_typed_variables(s):
    cdef list v = [s]
    cdef dict d = {"k": s}
    cdef tuple t = (s, v)
    cdef str name = "text" + s.attribute
    v = [v, s]
    d["v"] = v
    t = t + (s,)
    return v, d, t, name


def leak_parameter(s):
    def inner(int a, list b, c=s):
        return a, b, c

    return inner(1, [s]), inner(c=s, b=[], a=2)


def leak_parameter_fails(s):
    def inner(list a, int b, *args, **kw):
        return a, b, args, kw

    return inner([s], s, s, k=s)


def leak_cpdef(s):
    return both(1), both(2, s), both(len(s), s=[s])


def leak_cpdef_fails(s):
    return both(-1, [s])


def leak_struct(s):
    cdef Point p
    p.x, p.y = 1, 2
    x = [s, p]
    p = {"x": 1.5, "y": 2}
    return x, p


def leak_struct_fails(s):
    cdef Point p
    cdef object x = [s]
    p = {"x": s, "y": x}
    return p


def leak_memory(s):
    cdef int *p = <int *> malloc(40)
    try:
        p[0] = checked(-1, s)
    finally:
        free(p)


def leak_module_variable(s):
    global shared
    shared = [s]
    shared.append(s)
    shared = []
    return shared


def leak_typed_closure(s):
    cdef int n = 1
    cdef list v = [s]

    def inner(int k):
        nonlocal n
        n += k
        v.append(s)
        return n, v

    return inner(2), inner(3)


def leak_typed_closure_fails(s):
    cdef int n = 1

    def inner(k):
        nonlocal n
        held = [s]
        n = k
        return held

    inner(5)
    return inner(s)


def counting(int n, s):
    cdef int i
    held = [s]
    for i in range(n):
        yield i, held


def leak_typed_generator(s):
    g = counting(5, s)
    next(g)
    return list(counting(3, s))


def leak_division(s):
    cdef int a = 1, b = 0
    x = [s]
    return x, a // b


def leak_pointer_cast(s):
    cdef void *p = <void *> s
    return <object> p, [<object> p]


def leak_with_gil(s):
    cdef int i, n = 0
    for i in range(2):
        with nogil:
            n += i
            with gil:
                x = [s, n]
    return x


def leak_checked_cast(s):
    x = [s]
    return <list?> x, <dict?> x


def leak_loop_object(s):
    cdef double total = 0
    cdef double v
    for v in [1.5, 2, s]:
        total += v
    return total

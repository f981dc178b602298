cdef struct pair:
    int left
    int right

cdef inline int added(int a, int b=1) noexcept nogil:
    return a + b

cdef inline int sum_of(pair *p) noexcept:
    return added(p.left, p.right)

cdef double halved(double x)

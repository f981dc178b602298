def run(long[:] a, long[:] b):
    """A sorted copy."""
    cdef Py_ssize_t i, j
    cdef long x
    for i in range(a.shape[0]):
        b[i] = a[i]
    for i in range(1, b.shape[0]):
        x = b[i]
        j = i - 1
        while j >= 0 and b[j] > x:
            b[j + 1] = b[j]
            j -= 1
        b[j + 1] = x

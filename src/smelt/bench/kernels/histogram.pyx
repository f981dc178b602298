def run(long[:] x, long[:] h):
    """How often each value occurs."""
    cdef Py_ssize_t i
    for i in range(x.shape[0]):
        h[x[i]] += 1

def run(double[:, :] x, double[:, :] c, long[:] nearest):
    """The nearest centre of each point."""
    cdef Py_ssize_t i, j, k
    cdef double s, t, best
    cdef long at
    for i in range(x.shape[0]):
        best = 1e300
        at = 0
        for j in range(c.shape[0]):
            s = 0
            for k in range(x.shape[1]):
                t = x[i, k] - c[j, k]
                s += t * t
            if s < best:
                best = s
                at = j
        nearest[i] = at

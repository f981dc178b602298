def run(double[:, :] x, double[:, :] d):
    """Squared distances of all pairs of points."""
    cdef Py_ssize_t i, j, k
    cdef double s, t
    for i in range(x.shape[0]):
        for j in range(x.shape[0]):
            s = 0
            for k in range(x.shape[1]):
                t = x[i, k] - x[j, k]
                s += t * t
            d[i, j] = s

def run(double[:, :] l, double[:] x, double[:] b):
    """A triangular system."""
    cdef Py_ssize_t i, j
    for i in range(x.shape[0]):
        x[i] = b[i]
        for j in range(i):
            x[i] -= l[i, j] * x[j]
        x[i] = x[i] / l[i, i]

def run(double[:, :] a, double[:] x, double[:] y):
    """A matrix and a vector."""
    cdef Py_ssize_t i, j
    for i in range(a.shape[0]):
        y[i] = 0
        for j in range(a.shape[1]):
            y[i] += a[i, j] * x[j]

def run(double[:] data, int[:] indices, int[:] indptr, double[:] x, double[:] y):
    """A sparse matrix and a vector."""
    cdef Py_ssize_t i, j
    cdef double s
    for i in range(y.shape[0]):
        s = 0
        for j in range(indptr[i], indptr[i + 1]):
            s += data[j] * x[indices[j]]
        y[i] = s

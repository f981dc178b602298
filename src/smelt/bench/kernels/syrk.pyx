def run(double[:, :] c, double[:, :] a, double alpha, double beta):
    """A symmetric rank-k update, in the order of PolyBench."""
    cdef Py_ssize_t i, j, k
    for i in range(c.shape[0]):
        for j in range(i + 1):
            c[i, j] *= beta
        for k in range(a.shape[1]):
            for j in range(i + 1):
                c[i, j] += alpha * a[i, k] * a[j, k]

def run(double[:, :] a, double[:, :] b, double[:, :] c, double alpha, double beta):
    """C = alpha A B + beta C, in the order of PolyBench."""
    cdef Py_ssize_t i, j, k
    for i in range(c.shape[0]):
        for j in range(c.shape[1]):
            c[i, j] *= beta
        for k in range(a.shape[1]):
            for j in range(c.shape[1]):
                c[i, j] += alpha * a[i, k] * b[k, j]
